"""What an archive says of itself, in `contents.json`: plain data, each file named by its path within the archive.

Nothing of it is believed for standing there: credentials prove themselves, and all else is its holder's word.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, Final, Literal

import jsonschema_rs

from cairn.engines.archive.errors import ArchiveRefused
from cairn.engines.archive.schema import LONGEST_CONTENTS, SCHEMA

FORMAT: Final = "cairn-portfolio-archive"
VERSION: Final = 1
Origin = Literal["here", "elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence: a file (`path`), her `words`, a link (`address`), or why it did not come along (`absent`).

    `sha256` and `size` in bytes are those of the file when it was handed in, also of one that is absent.
    """

    title: str
    part: str = ""
    kind: str = ""
    made_on: str = ""
    path: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    words: str = ""
    address: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was reached on one criterion of the rubric."""

    criterion: str
    level: str
    described: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """One credential. `credential` is its signed file; `image` and `picture` are SVG and PNG that carry the same.

    `standing` and `reason` are what was known of it on `known_on`; dates are ISO 8601. `parts` are the ids of the
    badges that completed it, `edition` the text that it was judged against, `narrative` her own words about it.
    """

    id: str
    title: str
    issuer: str
    credential: str
    origin: Origin = "here"
    issuer_id: str = ""
    claim: str = ""
    earned_on: str = ""
    awarded_on: str = ""
    expires_on: str = ""
    standing: str = ""
    reason: str = ""
    known_on: str = ""
    image: str = ""
    picture: str = ""
    address: str = ""
    edition: str = ""
    narrative: str = ""
    parts: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What its holder entered herself beside badges, such as hours of learning: `amount`, exact as `3/2`, of `unit`s.

    `kind` is the word by which rules ask for it, and `details` hold what else they look at.
    """

    kind: str
    title: str
    amount: str
    earned_on: str
    unit: str = ""
    started_on: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A document of an issuer, or a signed list of what it revoked, as it stood at `known_at`."""

    id: str
    path: str
    known_at: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Everything that an archive holds. `made_at` is an ISO 8601 instant; `made_by` and `site` the installation."""

    holder: str
    made_at: str
    made_by: str = ""
    site: str = ""
    record: str = ""
    badges: tuple[Badge, ...] = ()
    entries: tuple[Entry, ...] = ()
    issuers: tuple[Known, ...] = ()
    status_lists: tuple[Known, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As `schema.SCHEMA` describes it; what is empty is left out."""
        return {"format": FORMAT, "version": VERSION, **_without_empty(asdict(self))}

    @property
    def day(self) -> str:
        """The civil date on which it was made, in UTC."""
        return self.made_at[:10]


def read(data: bytes) -> Portfolio:
    """The description in a `contents.json`; raises `ArchiveRefused` for any other."""
    if len(data) > LONGEST_CONTENTS:
        raise ArchiveRefused("contents", "The archive's table of contents is larger than any portfolio's is.")
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ArchiveRefused("contents", "The archive's contents.json is not JSON.") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ArchiveRefused(
            "contents", "The file is not a portfolio archive: its contents.json says something else."
        )
    if told.get("version") != VERSION:
        raise ArchiveRefused(
            "version",
            f"The archive is of version {str(told.get('version'))[:20]}; version {VERSION} is read here.",
        )
    for fault in _VALIDATOR.iter_errors(told):
        where = "/".join(str(step) for step in fault.instance_path) or "the whole"
        raise ArchiveRefused(
            "contents", f"The archive's contents.json is not as it should be at {where[:120]}."
        )
    return _portfolio(told)


_EMPTY: Final[tuple[object, ...]] = ("", 0, (), [], {})
_VALIDATOR: Final = jsonschema_rs.Draft202012Validator(dict(SCHEMA))


def _portfolio(told: Mapping[str, Any]) -> Portfolio:
    try:
        datetime.fromisoformat(told["made_at"])
    except ValueError as error:
        raise ArchiveRefused("contents", "The archive does not say when it was made.") from error
    return Portfolio(
        **_plain(Portfolio, told),
        badges=tuple(_badge(one) for one in told.get("badges", [])),
        entries=tuple(
            Entry(**_plain(Entry, one), topics=tuple(one.get("topics", [])))
            for one in told.get("entries", [])
        ),
        issuers=tuple(Known(**_plain(Known, one)) for one in told.get("issuers", [])),
        status_lists=tuple(Known(**_plain(Known, one)) for one in told.get("status_lists", [])),
    )


def _badge(told: Mapping[str, Any]) -> Badge:
    return Badge(
        **_plain(Badge, told),
        parts=tuple(told.get("parts", [])),
        results=tuple(Result(**_plain(Result, one)) for one in told.get("results", [])),
        evidence=tuple(Evidence(**_plain(Evidence, one)) for one in told.get("evidence", [])),
    )


def _plain(kind: type[Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """The texts and numbers of one object; the lists within it are made by themselves."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in told.items() if name in names and not isinstance(value, list)}


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_empty(each) for name, each in value.items() if each not in _EMPTY}
    return [_without_empty(each) for each in value] if isinstance(value, list | tuple) else value
