"""`cairn tokens`: the tokens by which programs award in an organization's name."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cairn.cli.named import begin, organization_named, person_named, refusals_told
from cairn.cli.place import Trouble, say

if TYPE_CHECKING:
    from cairn.domain.issuing.models import AccessToken


def show(options: Namespace) -> int:
    """One line for each token: those in use first, then the latest first."""
    begin(options)
    from cairn.domain.issuing.tokens import tokens_of
    from cairn.domain.people.models import Organization

    chosen = [organization_named(options.organization)] if options.organization else None
    for organization in chosen or Organization.objects.order_by("slug"):
        for token in tokens_of(organization):
            say(f"{organization.slug}  {_line(token)}")
    return 0


@refusals_told()
def create(options: Namespace) -> int:
    """Make a token, and print it alone on standard output, so that it can go straight to where it is kept."""
    begin(options)
    from cairn.domain.issuing.operations import make_token

    token, secret = make_token(
        organization=organization_named(options.organization),
        name=options.name,
        letters=not options.no_letters,
        by=person_named(options.by),
        at=datetime.now(UTC),
    )
    print(
        f"{_name(token)} is for {token.name}. It is shown this one time: whoever has it can award badges in the name "
        f"of {options.organization}.",
        file=sys.stderr,
    )
    say(secret)
    return 0


@refusals_told()
def revoke(options: Namespace) -> int:
    """Refuse a token from the next request on."""
    begin(options)
    from cairn.domain.issuing.operations import revoke_token

    token = revoke_token(token=_token(options.token), by=person_named(options.by), at=datetime.now(UTC))
    say(f"{token.name} may no longer award in the name of {token.organization.slug}. What it awarded stays.")
    return 0


def _token(name: str) -> AccessToken:
    """The token whose name, as `cairn tokens list` prints it, begins so."""
    from cairn.domain.issuing.models import AccessToken

    rows = [token for token in AccessToken.objects.all() if _name(token).startswith(name)]
    if len(rows) != 1:
        raise Trouble(f"{len(rows)} tokens are named “{name}”. Give a name that `cairn tokens list` prints.")
    return rows[0]


def _name(token: AccessToken) -> str:
    return f"token-{token.public_id.hex[:12]}"


def _line(token: AccessToken) -> str:
    state = f"revoked {token.revoked_at:%Y-%m-%d}" if token.revoked_at else "in use"
    used = f"last used {token.last_used_at:%Y-%m-%d}" if token.last_used_at else "not used yet"
    made = f"since {token.made_at:%Y-%m-%d}"
    return f"{_name(token)}  {token.name}  {made}, {state}, {used}  {token.run.reached} awarded"
