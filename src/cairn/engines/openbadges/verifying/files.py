"""Is this badge valid? `verify` takes any file and answers with every check it made, in the standard's order.

Never raises, whatever file it is given. Fetches nothing but through the `fetch` handed in; before the signature
has been found to hold, only the issuer's key, and that only for a document that could be signed as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from cairn.engines.openbadges.baking import Carrier
from cairn.engines.openbadges.errors import BadgeError, UnsupportedFile, UnsupportedProof
from cairn.engines.openbadges.keys.dids import Fetch, Resolve
from cairn.engines.openbadges.trust import KnownIssuers
from cairn.engines.openbadges.trust.lookups import Lookups, TimeLeft
from cairn.engines.openbadges.verifying import older, records
from cairn.engines.openbadges.verifying.checking import Means
from cairn.engines.openbadges.verifying.judging import examine
from cairn.engines.openbadges.verifying.reading import Read, is_of_2, kind_of, unbaked
from cairn.engines.openbadges.verifying.report import Kind, Report, concluded, made

_CARRIERS: Final[Mapping[Carrier, str]] = {
    "json": "a JSON file",
    "jwt": "a JWT",
    "png": "a PNG image",
    "svg": "an SVG image",
}
_HELD: Final[Mapping[Kind, str]] = {
    "badge": "one badge",
    "record": "a record of several badges",
    "endorsement": "one endorsement",
}


def verify(
    credential: bytes | Mapping[str, Any],
    *,
    now: datetime,
    fetch: Fetch | None = None,
    resolve: Resolve | None = None,
    recipient: str | None = None,
    known: KnownIssuers | None = None,
    pages: Mapping[str, bytes] | None = None,
    time_left: TimeLeft | None = None,
) -> Report:
    """Judge a credential at the instant `now`: a JSON file, a JWT, a baked PNG or SVG, or a parsed document.

    `fetch` gets what has to be looked up elsewhere (`did:web` documents, status lists, refreshed credentials), and
    without it such questions stay unknown. `pages`, by address, were handed in along with the badge and stand in
    for what cannot be fetched. `known` is the register whose issuers are believed; `resolve` looks keys up that are
    known here. `recipient` is an e-mail address whose owner claims the badge. `time_left` tells the seconds until
    nothing more is begun. Raises `ValueError` only for a `now` without time zone.
    """
    if now.tzinfo is None:
        raise ValueError("The instant to judge at needs a time zone.")
    lookups = Lookups(fetch, pages, time_left)
    try:
        if is_of_2(credential):
            return _of_2(credential, now, lookups, recipient)
        carrier, read = unbaked(credential)
    except (UnsupportedFile, UnsupportedProof) as error:
        return concluded([made("file", "unknown", str(error))])
    except BadgeError as error:
        return concluded([made("file", "failed", str(error))])
    means = Means(now, lookups, resolve, known)
    try:
        return _judged(carrier, read, means, recipient)
    except Exception:  # hostile input may surprise a library below; a verifier answers all the same
        surprised = made("schema", "failed", "The file is built in a way that cannot be checked.")
        told = made("file", "ok", f"It is {_CARRIERS[carrier]}.")
        return concluded([told, surprised], carrier=carrier, document=read.document)


def _judged(carrier: Carrier, read: Read, means: Means, recipient: str | None) -> Report:
    kind = kind_of(read.document)
    opened = (made("file", "ok", f"It is {_CARRIERS[carrier]} with {_HELD[kind]} in it."),)
    found = examine(read, means, recipient)
    if kind != "record" or not found.holds:
        return found.concluded(opened, carrier)
    parts = records.reports_of(found.document, means, recipient)
    return found.concluded(opened, carrier, *records.checks_of(found.document, parts), parts=parts)


def _of_2(
    credential: bytes | Mapping[str, Any], now: datetime, lookups: Lookups, recipient: str | None
) -> Report:
    """Open Badges 2.0 is believed for where it is served, so what was handed in along with it proves nothing."""
    return older.verify(
        credential, now=now, fetch=lookups.live if lookups.is_live else None, recipient=recipient
    )
