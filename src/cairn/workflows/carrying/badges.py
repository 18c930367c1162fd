"""One badge as the archive tells of it, and the files that go along with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.text import slugify

from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.issuing.models import Award
from cairn.domain.portfolios.access import is_public
from cairn.engines.archive import Badge, File, Result
from cairn.workflows import addresses, picturing
from cairn.workflows.carrying.evidence import Piece, named

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Packed:
    """A badge, where its evidence lies, and its signed document."""

    badge: Badge
    pieces: tuple[Piece, ...]
    document: Document


def folder_of(number: int, title: str) -> str:
    """The folder of a badge: its number and as much of its title as is plain letters."""
    return f"{number:03}-{slugify(title)[:60].strip('-')}".rstrip("-")


def awarded(award: Award, number: int, pieces: list[Piece], narrative: str, at: datetime) -> Packed:
    """A badge that was awarded here."""
    document, folder = json.loads(award.credential.text), folder_of(number, award.title)
    here = f"data/credentials/{folder}/badge"
    placed = tuple(named(piece, folder, count) for count, piece in enumerate(pieces, 1))
    expired = award.state == "issued" and award.expires_at is not None and award.expires_at <= at
    badge = Badge(
        id=document["id"],
        title=award.title[:300],
        issuer=award.organization.name[:300],
        issuer_id=document["issuer"]["id"],
        credential=f"{here}.json",
        image=f"{here}.svg",
        picture=f"{here}.png",
        claim=award.claim[:5_000],
        earned_on=award.earned_on.isoformat(),
        awarded_on=_day(award.made_at),
        expires_on=_day(award.expires_at),
        standing="expired" if expired else award.state,
        reason=award.reason[:5_000],
        known_on=_day(at),
        address=addresses.absolute(addresses.badge(award.public_id)) if is_public(award) else "",
        edition=edition_path(award),
        narrative=narrative[:50_000],
        parts=tuple(addresses.absolute(addresses.credential(part.public_id)) for part in award.parts.all()),
        results=tuple(results_in(document)),
        evidence=tuple(piece.said for piece in placed),
    )
    return Packed(badge, placed, document)


def edition_path(award: Award) -> str:
    """Where the text lies that it was judged against."""
    return f"data/editions/{award.what.public_id}.json"


def files_of(award: Award, badge: Badge) -> Iterator[File]:
    """The credential as it was signed, and baked into pictures (OB 3.0, section 5)."""
    yield _file(badge.credential, award.credential.text.encode())
    yield _file(badge.image, picturing.svg(award))
    yield _file(badge.picture, picturing.png(award))


def brought(badge: ForeignBadge, number: int, pieces: list[Piece], narrative: str) -> Packed:
    """A badge from elsewhere, as it came and as it was verified last."""
    folder = folder_of(number, badge.name)
    here = f"data/credentials/{folder}/badge"
    placed = tuple(named(piece, folder, count) for count, piece in enumerate(pieces, 1))
    suffix = {"jwt": "jwt", "ob2": "txt"}.get(badge.form, "json")
    told = Badge(
        id=str(badge.document.get("id") or badge.identity)[:2_000],
        title=badge.name or "A badge",
        issuer=badge.issuer[:300] or "Unknown",
        issuer_id=badge.issuer_id,
        origin="elsewhere",
        credential=f"{here}.{suffix}",
        picture=f"{here}.png" if badge.picture else "",
        earned_on=_day(badge.awarded_at),
        expires_on=_day(badge.expires_at),
        standing=badge.overall,
        known_on=_day(badge.verified_at),
        narrative=narrative[:50_000],
        results=tuple(results_in(badge.document)),
        evidence=tuple(piece.said for piece in placed),
    )
    return Packed(told, placed, badge.document)


def files_of_brought(badge: ForeignBadge, told: Badge) -> Iterator[File]:
    """The credential as it came, and its picture as it is shown here."""
    yield _file(told.credential, badge.credential.encode())
    if told.picture:
        yield _file(told.picture, bytes(badge.picture))


def _file(path: str, data: bytes) -> File:
    return File.of(path.removeprefix("data/"), data)


def _day(instant: datetime | None) -> str:
    return instant.astimezone(UTC).date().isoformat() if instant else ""


def results_in(document: Document) -> Iterator[Result]:
    """What a credential says was reached, criterion by criterion (OB 3.0, B: Result, ResultDescription)."""
    subject = document.get("credentialSubject")
    if not isinstance(subject, Mapping) or not isinstance(subject.get("achievement"), Mapping):
        return
    told = {one.get("id"): one for one in _objects(subject["achievement"].get("resultDescription"))}
    for result in _objects(subject.get("result")):
        criterion = told.get(result.get("resultDescription"), {})
        levels = {one.get("id"): one for one in _objects(criterion.get("rubricCriterionLevel"))}
        level = levels.get(result.get("achievedLevel"), {})
        if criterion.get("name") and level.get("name"):
            yield Result(
                criterion=str(criterion["name"])[:500],
                level=str(level["name"])[:300],
                described=str(level.get("description", ""))[:5_000],
            )


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
