"""`cairn keys`: the keys that organizations sign with, as operators see and change them."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from cairn.cli.named import begin, organization_named
from cairn.cli.place import Trouble, say

if TYPE_CHECKING:
    from cairn.domain.issuing.models import SigningKey


def show(options: Namespace) -> int:
    """One line for each key, the oldest first."""
    begin(options)
    from cairn.domain.issuing.queries import keys_of
    from cairn.domain.people.models import Organization

    chosen = [organization_named(options.organization)] if options.organization else None
    for organization in chosen or Organization.objects.order_by("slug"):
        for key in keys_of(organization):
            say(f"{organization.slug}  {_line(key)}  {key.signed} signed")
    return 0


def rotate(options: Namespace) -> int:
    """Put another key in the place of the one in use."""
    begin(options)
    from cairn.engines.verdict import Refused
    from cairn.workflows import keys

    try:
        key = keys.rotate(
            organization=organization_named(options.organization),
            kind=options.kind,
            place=options.place or "",
            wanted=options.key or "",
            by=None,
            at=datetime.now(UTC),
        )
    except Refused as refused:
        raise Trouble(refused.verdict.sentence) from refused
    say(f"{options.organization} signs with {_line(key)} from now on. Earlier badges go on verifying.")
    return 0


def compromise(options: Namespace) -> int:
    """Take a key for compromised, and ask that what it signed be signed again if told so."""
    begin(options)
    from cairn.domain.issuing.queries import signed_by
    from cairn.engines.verdict import Refused
    from cairn.workflows import keys

    now = datetime.now(UTC)
    key = _key(options.key)
    since = max(datetime.combine(options.since or now.date(), time(), UTC), key.since)
    try:
        key = keys.compromise(
            key=key, since=since, reason=options.reason, typed=options.confirm, by=None, at=now
        )
    except Refused as refused:
        raise Trouble(refused.verdict.sentence) from refused
    say(f"{_line(key)}. {signed_by(key).count()} badges bear its signature and count no more.")
    return sign_again(options) if options.sign_again else 0


def sign_again(options: Namespace) -> int:
    """Ask the worker to sign again what a compromised key signed."""
    begin(options)
    from cairn.engines.verdict import Refused
    from cairn.workflows import keys

    try:
        count = keys.sign_again(key=_key(options.key), by=None, at=datetime.now(UTC))
    except Refused as refused:
        raise Trouble(refused.verdict.sentence) from refused
    say(f"{count} badges are signed again by the worker, and their earners are told.")
    return 0


def export_public(options: Namespace) -> int:
    """Print the public half of a key for other programs."""
    begin(options)
    key = _key(options.key)
    told = {
        "pem": lambda: key.public.pem.decode().strip(),
        "jwk": lambda: json.dumps({**key.public.jwk, "alg": key.public.algorithm}),
        "did": lambda: key.public.did,
    }
    say(told[options.format]())
    return 0


def check(options: Namespace) -> int:
    """Try every key that is needed, and tell those that lie unused; 1 when one cannot sign."""
    begin(options)
    from django.conf import settings

    from cairn.adapters.keys import KeyStoreError
    from cairn.workflows import keys

    failed = 0
    for health in keys.examine():
        failed += bool(health.problem)
        say(f"{'fail' if health.problem else 'ok':<5} {health.key.organization.slug}  {_line(health.key)}")
        if health.problem:
            say(f"      {health.problem}")
    try:
        for unused in keys.unused(settings.KEY_PLACE):
            say(
                f"free  {unused.public.kind} {unused.key_ref} in {settings.KEY_PLACE}: no issuer signs with it."
            )
    except KeyStoreError as error:
        say(f"fail  {settings.KEY_PLACE}: {error}")
        failed += 1
    return 1 if failed else 0


def _key(name: str) -> SigningKey:
    """The key whose name, as `cairn keys list` prints it, begins so."""
    from cairn.domain.issuing.models import SigningKey

    rows = [key for key in SigningKey.objects.select_related("organization") if key.fragment.startswith(name)]
    if len(rows) != 1:
        raise Trouble(f"{len(rows)} keys are named “{name}”. Give a name that `cairn keys list` prints.")
    return rows[0]


def _line(key: SigningKey) -> str:
    if key.compromised_at:
        state = f"compromised since {key.compromised_at:%Y-%m-%d}"
    elif key.retired_at:
        state = f"retired {key.retired_at:%Y-%m-%d}"
    else:
        state = "in use"
    return f"{key.fragment}  {key.kind} in {key.place}, since {key.since:%Y-%m-%d}, {state}"
