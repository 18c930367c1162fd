"""`cairn verify FILE|URL|ARCHIVE`: whether a badge is genuine and whose it is, without Django or a database."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from cairn.adapters.links import REASONS, Fetcher, Rules, Shut
from cairn.cli import archives
from cairn.cli.badges import code_of, pages_of, read, tell
from cairn.cli.place import Trouble, say
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.trust import KnownIssuer, issuer_list
from cairn.engines.openbadges.verifying import verify as judge

SECONDS = 30.0


def verify(options: Namespace) -> int:
    """Print the conclusion and every check; 0 valid, 1 not valid, 2 when it could not be checked."""
    now, until = datetime.now(UTC), monotonic() + SECONDS
    fetch = None if options.offline else Fetcher(Rules(agent="Cairn verify"), SECONDS)
    if archives.is_archive(options.file):
        return archives.verify(options, now=now, fetch=fetch, known=_listed(options.issuers, now, fetch))
    report = judge(
        _badge(options.file, fetch),
        now=now,
        fetch=fetch,
        time_left=lambda: until - monotonic(),
        recipient=options.recipient,
        pages=pages_of([*options.issuer_doc, *options.status_list]),
        known=issuer_list.Listed(_listed(options.issuers, now, fetch)),
    )
    if options.json:
        say(json.dumps(report.to_json(), indent=2, ensure_ascii=False))
    else:
        tell(report)
    return code_of(report)


def _badge(place: str, fetch: Fetcher | None) -> bytes:
    """The badge at a path or an address; `-` is standard input. Raises `Trouble`."""
    if not place.startswith(("https://", "http://")):
        return read(Path(place))
    if fetch is None:
        raise Trouble("With --offline nothing is fetched. Download the badge, and give its file.")
    try:
        return fetch.anywhere(place)
    except Shut as shut:
        raise Trouble(f"{place} cannot be read. {REASONS[shut.why]}") from shut


def _listed(files: Iterable[Path], now: datetime, fetch: Fetcher | None) -> list[KnownIssuer]:
    """The issuers of signed lists; whoever names a list vouches for it."""
    found: list[KnownIssuer] = []
    for file in files:
        try:
            listed, _key = issuer_list.read(read(file), now=now, fetch=fetch)
        except BadgeError as error:
            raise Trouble(f"{file} is no list of issuers that can be relied on. {error}") from error
        found.extend(listed.issuers)
    return found
