"""What the public pages say of a micro-credential: cards, evidence in words, honest bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.queries import gaps_of_part
from cairn.domain.validity.queries import tiers_of
from cairn.web.shared.anatomy import held_to, ways_of
from cairn.web.shared.kinds import ICONS
from cairn.web.shared.validity.words import tier_look

RESOURCE_ICONS: Mapping[str, str] = {
    "article": "newspaper",
    "video": "video",
    "template": "layout-template",
    "community": "users-round",
    "book": "book-open",
    "workshop": "presentation",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person has come with one micro-credential."""

    state: str
    done: int
    total: int

    @property
    def earned(self) -> bool:
        return self.state == "awarded"


@dataclass(frozen=True, slots=True)
class Card:
    """A micro-credential in the catalog, with the visitor's own marks when there are any."""

    public_id: str
    title: str
    href: str
    topic: str
    topic_label: str
    art: str
    claim: str
    hours: Mapping[str, int]
    grades: str
    evidence: tuple[tuple[str, str], ...]
    note: str
    progress: Progress | None
    saved: bool
    judging: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence asked for: what, how much, and within which bounds."""

    icon: str
    title: str
    kind: str
    instructions: str
    bounds: tuple[str, ...]
    criteria: tuple[str, ...]
    held_to: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]


def progress_of(attempt: Attempt, *, on: date) -> Progress:
    """An attempt of `queries.whole_attempt` in numbers, on the earner's day.

    A part is done when nothing is missing in it; after “not yet”, when it is met.
    """
    parts = list(attempt.parts.all())
    revising = attempt.state == "revising"
    done = sum(not (part.open if revising else gaps_of_part(part, on=on)) for part in parts)
    return Progress(attempt.state, done, len(parts))


def grades_in_words(keys: Sequence[str]) -> str:
    """Grade bands as a span where they follow one another: `Grades K–5`."""
    known = [key for key in documents.GRADES if key in keys]
    schooling = [key for key in ("K-2", "3-5", "6-8", "9-12") if key in known]
    order = ["K-2", "3-5", "6-8", "9-12"]
    words = [documents.GRADES[key] for key in known if key not in order]
    if schooling:
        first, last = order.index(schooling[0]), order.index(schooling[-1])
        if last - first + 1 == len(schooling):
            span = f"{schooling[0].split('-')[0]}–{schooling[-1].split('-')[1]}"
        else:
            span = ", ".join(key.replace("-", "–") for key in schooling)
        words.insert(1 if "PK" in known else 0, gettext("Grades %(span)s") % {"span": span})
    return ", ".join(words)


def card(
    row: MicroCredential, *, progress: Progress | None = None, saved: bool = False, tier: str = ""
) -> Card:
    """The card of an offered micro-credential; raises `ValueError` for a draft.

    `tier` is what is known of how well it is judged; without a report the card says nothing of it.
    """
    edition = row.edition
    if edition is None:
        raise ValueError(f"{row} has no edition, so it is not offered.")
    doc = edition.document
    kinds = list(dict.fromkeys(slot["kind"] for slot in doc["slots"]))
    earned = ngettext("%(count)s earned", "%(count)s earned", row.earned) % {"count": f"{row.earned:,}"}
    return Card(
        public_id=str(row.public_id),
        title=edition.title,
        href=reverse("public:micro_credential", args=[row.public_id]),
        topic=edition.topic,
        topic_label=documents.TOPICS[edition.topic],
        art=reverse("public:edition_art", args=[edition.public_id]),
        claim=edition.competency,
        hours=doc["hours"],
        grades=grades_in_words(doc["grades"]),
        evidence=(*((ICONS[kind], documents.SLOT_KINDS[kind]) for kind in kinds), *_judging(tier)),
        judging=str(tier_look(tier).name) if tier else "",
        note=f"{row.organization.name} · {earned}",
        progress=progress,
        saved=saved,
    )


def tiers_known(rows: Iterable[MicroCredential]) -> dict[int, str]:
    """How well each is judged, as far as a report tells, by its key; in one query."""
    editions = {row.pk: row.edition_id for row in rows if row.edition_id}
    reports = tiers_of(editions.values())
    return {key: reports[edition].tier for key, edition in editions.items() if edition in reports}


def _judging(tier: str) -> list[tuple[str, str]]:
    if not tier:
        return []
    look = tier_look(tier)
    return [(look.icon, gettext("Judging: %(tier)s") % {"tier": str(look.name).lower()})]


def evidence_of(document: Mapping[str, Any]) -> list[Evidence]:
    """What an edition asks for, slot by slot, with the criteria that each feeds."""
    lifted = documents.lifted(document)
    criteria = lifted["rubric"]["criteria"]
    return [
        Evidence(
            icon=ICONS[slot["kind"]],
            title=slot["title"],
            kind=documents.SLOT_KINDS[slot["kind"]],
            instructions=slot["instructions"],
            bounds=tuple(bounds_of(slot)),
            criteria=tuple(each["title"] for each in criteria if slot["key"] in each["slots"]),
            held_to=held_to(slot),
            ways=ways_of(slot),
        )
        for slot in lifted["slots"]
    ]


def bounds_of(slot: Mapping[str, Any]) -> list[str]:
    """How much of it, how long and how old, each in words; only what the slot bounds."""
    least, most = slot["at_least"], slot["at_most"]
    found = [_count(least, most)] if (least, most) != (1, 1) else []
    if words := _span(slot.get("min_words"), slot.get("max_words")):
        found.append(gettext("%(span)s words") % {"span": words})
    if minutes := slot.get("max_minutes"):
        found.append(
            ngettext("up to %(count)d minute", "up to %(count)d minutes", minutes) % {"count": minutes}
        )
    if months := slot.get("max_age_months"):
        found.append(
            ngettext("made within the last %(count)d month", "made within the last %(count)d months", months)
            % {"count": months}
        )
    return found


def _count(least: int, most: int) -> str:
    if least == 0:
        return gettext("if you like, up to %(most)d") % {"most": most}
    if least == most:
        return ngettext("%(count)d piece", "%(count)d pieces", least) % {"count": least}
    return gettext("%(least)d to %(most)d pieces") % {"least": least, "most": most}


def _span(least: int | None, most: int | None) -> str:
    if least and most:
        return f"{least:,}–{most:,}"
    if least:
        return gettext("at least %(count)s") % {"count": f"{least:,}"}
    return gettext("up to %(count)s") % {"count": f"{most:,}"} if most else ""
