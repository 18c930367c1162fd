"""`cairn issuers`: the register of issuers whose keys this installation believes, as operators keep it."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cairn.cli.badges import read
from cairn.cli.place import Trouble, demand_ready, load_django, say, use_folder

if TYPE_CHECKING:
    from cairn.domain.trust.models import ListOfIssuers, Pin


def show(options: Namespace) -> int:
    """One line for each known issuer, and one for each of its keys."""
    _begin(options)
    from cairn.domain.trust import queries

    rows = list(queries.pins())
    contradicted = queries.contradicted(rows)
    for pin in rows:
        marked = "  CONTRADICTED by another entry" if pin.pk in contradicted else ""
        say(f"{pin.name}  {pin.identifier}  since {pin.pinned_at:%F}, known from {pin.source}{marked}")
        for key in pin.keys.all():
            say(f"  {key.method}  {key.kind}{_dates(key.until, key.revoked)}")
    if not rows:
        say("Nobody is pinned yet. Use `cairn issuers pin` or `cairn issuers import`.")
    return 0


def _dates(until: datetime | None, revoked: datetime | None) -> str:
    retired = f"  retired {until:%F}" if until else ""
    return retired + (f"  given up {revoked:%F}" if revoked else "")


def pin(options: Namespace) -> int:
    """Pin an issuer by its identifier, its document, or a badge of it."""
    _begin(options)
    from cairn.engines.verdict import Refused
    from cairn.workflows import vouching

    keeper = vouching.Keeper(None, None, datetime.now(UTC))
    made: Pin | ListOfIssuers
    try:
        if options.issuer.startswith(("did:", "https://")):
            made = vouching.pin(issuer=options.issuer, name=options.name, keeper=keeper)
        else:
            made = vouching.bring(data=read(Path(options.issuer)), name=options.name, keeper=keeper)
    except Refused as refused:
        raise Trouble(refused.verdict.sentence) from refused
    say(f"{made.name} is in the register of known issuers.")
    return 0


def unpin(options: Namespace) -> int:
    """Take an issuer out that was pinned by hand."""
    _begin(options)
    from cairn.domain.trust import operations, queries

    found = queries.pins().filter(identifier=options.issuer, of_list=None).first()
    if found is None:
        raise Trouble(f"{options.issuer} is not pinned by hand. `cairn issuers list` names who is.")
    operations.unpin(pin=found, organization=None, by=None, at=datetime.now(UTC))
    say(f"{found.name} was taken out. Its badges are not confirmed here any more.")
    return 0


def bring(options: Namespace) -> int:
    """Bring in a signed list."""
    _begin(options)
    from cairn.engines.verdict import Refused
    from cairn.workflows import vouching

    try:
        kept = vouching.bring_list(
            data=read(options.file), keeper=vouching.Keeper(None, None, datetime.now(UTC))
        )
    except Refused as refused:
        raise Trouble(refused.verdict.sentence) from refused
    say(f"“{kept.name}”, signed by {kept.publisher_name} ({kept.publisher}): {kept.pins.count()} issuers.")
    return 0


def export(options: Namespace) -> int:
    """Print a signed list of everybody who is known here."""
    _begin(options)
    from cairn.domain.people.models import Organization
    from cairn.engines.verdict import Refused
    from cairn.workflows import vouching

    organization = Organization.objects.filter(slug=options.organization).first()
    if organization is None:
        raise Trouble(f"There is no organization “{options.organization}”.")
    try:
        say(vouching.export(organization=organization, by=None, at=datetime.now(UTC)).decode())
    except Refused as refused:
        raise Trouble(refused.verdict.sentence) from refused
    return 0


def _begin(options: Namespace) -> None:
    use_folder(options.data)
    load_django()
    demand_ready()
