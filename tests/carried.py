"""Archives of a person's portfolio: one that she made here, and some that came from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cairn.demo import walking
from cairn.domain.archives.models import Archive, Arrival
from cairn.domain.people.models import Person
from cairn.engines.archive import Badge, Entry, Evidence, File, Known, Portfolio, write
from cairn.workflows import arriving, carrying
from tests import foreign

WORDS = "What I tried, and what came of it."


def carried(person: Person, *, at: datetime, with_evidence: bool = True) -> Archive:
    """An archive of hers, ready to be downloaded."""
    archive = carrying.ask(with_evidence=with_evidence, by=person, at=at)
    carrying.make(archive=archive, at=at)
    archive.refresh_from_db()
    return archive


def from_lakeside(*documents: dict[str, Any], entries: Iterable[Entry] = ()) -> bytes:
    """An archive that another installation made of Lakeside's badges, with its page and its status list."""
    files = [File.of("issuers/1.json", foreign.page(b"k")), File.of("status/1.json", foreign.listing())]
    badges = []
    for number, document in enumerate(documents, 1):
        files += [
            File.of(f"credentials/{number}.json", foreign.file(document)),
            File.of(f"evidence/{number}.pdf", walking.sample("pdf", 1, "A plan.").data),
        ]
        evidence = (
            Evidence(title="Reflection", words=WORDS),
            Evidence(title="Plan", path=f"data/evidence/{number}.pdf", media_type="application/pdf"),
            Evidence(title="A clip", absent="no consent covers it"),
        )
        badges.append(
            Badge(
                id=document["id"],
                title=document["name"],
                issuer="Lakeside University",
                credential=f"data/credentials/{number}.json",
                evidence=evidence,
            )
        )
    known = {"known_at": "2026-11-01T00:00:00+00:00"}
    portfolio = Portfolio(
        holder="Dana Brown",
        made_at="2026-11-01T12:00:00+00:00",
        made_by="Lakeside's Cairn",
        badges=tuple(badges),
        entries=tuple(entries),
        issuers=(Known(id=foreign.DID, path="data/issuers/1.json", **known),),
        status_lists=(Known(id=foreign.LIST, path="data/status/1.json", **known),),
    )
    return b"".join(write(portfolio, files, name="portfolio"))


def sent(person: Person, data: bytes, *, at: datetime, name: str = "portfolio.zip") -> Arrival:
    """An archive that she has sent, looked through or refused."""
    arrival = arriving.begin(name=name, length=len(data), by=person, at=at)
    arriving.append(arrival=arrival, offset=0, chunks=[data], by=person, at=at)
    arrival.refresh_from_db()
    return arrival


@dataclass(frozen=True)
class Carried:
    """One of each, in every state that has a page."""

    archive: Archive
    looked: Arrival
    arrived: Arrival
    refused: Arrival
    begun: Arrival


def fill(person: Person, *, at: datetime) -> Carried:
    """Everything that the pages about archives show."""
    mine = foreign.badge(str(person.email))
    other = foreign.badge("somebody@example.org", number=2)
    learned = Entry(kind="learning", title="Summer course", amount="20", unit="hour", earned_on="2026-07-01")
    arrived = sent(person, from_lakeside(mine, entries=[learned]), at=at)
    arriving.bring(arrival=arrived, by=person, at=at)
    arrived.refresh_from_db()
    return Carried(
        archive=carried(person, at=at),
        looked=sent(person, from_lakeside(mine, other), at=at),
        arrived=arrived,
        refused=sent(person, b"PK and nothing else", at=at),
        begun=arriving.begin(name="half.zip", length=99, by=person, at=at),
    )
