"""What the portfolio's page lists: badges of every origin side by side, as they are searched, filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog.document import TOPICS
from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.domain.portfolios.access import audience_of, showing_of
from cairn.domain.portfolios.models import Audience, Badge
from cairn.domain.portfolios.queries import badges_of, brought
from cairn.web.earner.shown import as_source
from cairn.web.shared.verdicts import GENUINE, LOOKS, Look

SORTS: Final[Mapping[str, str | Promise]] = {
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "title": _("By title"),
    "issuer": _("By issuer"),
}
KINDS: Final[Mapping[str, str | Promise]] = {
    "micro": _("Micro-credentials"),
    "stack": _("Stacks"),
    "elsewhere": _("From elsewhere"),
}
STATES: Final[Mapping[str, str | Promise]] = {
    "public": _("Everybody sees it"),
    "link": _("With a link"),
    "private": _("Only you"),
    "ended": _("No longer valid"),
}
VALID: Final = ("issued", "valid", "unknown")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A badge as a card shows it; `parts` are the stones of a stack, in their order."""

    badge: Badge
    title: str
    issuer: str
    on: date | None
    state: str
    kind: str
    art: str
    address: str
    audience: str
    place: int
    topics: tuple[str, ...] = ()
    narrative: str = ""
    parts: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether nothing is known against it."""
        return self.state in VALID

    @property
    def look(self) -> Look | None:
        """How what came of verifying a badge from elsewhere is shown."""
        if not isinstance(self.badge, ForeignBadge):
            return None
        return GENUINE if self.badge.genuine else LOOKS[self.badge.standing]

    @property
    def audience_words(self) -> str:
        return str(Audience(self.audience).label)


def shelf_of(person: Person) -> list[Shelved]:
    """Everything that the person holds, pinned first, the latest first."""
    awards = badges_of(person).prefetch_related("parts__edition", "parts__stack_edition")
    found = [
        *map(_awarded, awards),
        *(_foreign(badge, getattr(badge, "drawn", 0)) for badge in brought(person)),
    ]
    found.sort(key=lambda one: one.on or date.min, reverse=True)
    return found


def _shared(badge: Badge) -> dict[str, Any]:
    showing = showing_of(badge)
    return {
        "badge": badge,
        "audience": audience_of(badge),
        "place": (showing.place or 0) if showing else 0,
        "narrative": showing.narrative if showing else "",
    }


def _awarded(award: Award) -> Shelved:
    parts = sorted(award.parts.all(), key=lambda part: (part.earned_at, part.pk)) if award.stack_id else []
    return Shelved(
        title=award.title,
        issuer=award.organization.name,
        on=award.earned_on,
        state=award.state,
        kind="stack" if award.stack_id else "micro",
        art=as_source(award.art),
        address=reverse("earner:award", args=[award.public_id]),
        topics=tuple(award.edition.document.get("topics", [])) if award.edition else (),
        parts=tuple(part.title for part in parts),
        **_shared(award),
    )


def _foreign(badge: ForeignBadge, drawn: int) -> Shelved:
    return Shelved(
        title=badge.name,
        issuer=badge.issuer_name or badge.issuer_id,
        on=badge.awarded_at.date() if badge.awarded_at else None,
        state=badge.standing,
        kind="elsewhere",
        art=reverse("earner:elsewhere_picture", args=[badge.public_id]) if drawn else "",
        address=reverse("earner:elsewhere_one", args=[badge.public_id]),
        **_shared(badge),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; an empty value asks for nothing."""

    words: str
    chosen: Mapping[str, str]
    sort: str

    @property
    def anything(self) -> bool:
        return bool(self.words or any(self.chosen.values()))


FILTERS: Final = ("topic", "year", "issuer", "kind", "state")


def asked(query: QueryDict) -> Asked:
    """What the address asks for; whatever it does not know it leaves out."""
    sort = query.get("sort", "")
    chosen = {name: query.get(name, "")[:200] for name in FILTERS}
    return Asked(query.get("q", "").strip()[:200], chosen, sort if sort in SORTS else "newest")


def found(shelf: Iterable[Shelved], wanted: Asked) -> list[Shelved]:
    """What is on the shelf of what was asked for; pinned badges first, in her order."""
    words = wanted.words.casefold().split()
    kept = [one for one in shelf if _fits(one, wanted.chosen) and all(word in _text(one) for word in words)]
    if wanted.sort == "oldest":
        kept.sort(key=lambda one: one.on or date.min)
    elif wanted.sort != "newest":
        kept.sort(key=lambda one: (one.title if wanted.sort == "title" else one.issuer).casefold())
    return sorted(kept, key=lambda one: one.place or len(kept) + 1)


def _text(one: Shelved) -> str:
    return " ".join([one.title, one.issuer, one.narrative, *one.parts]).casefold()


def _fits(one: Shelved, chosen: Mapping[str, str]) -> bool:
    state = chosen["state"]
    return (
        (not chosen["topic"] or chosen["topic"] in one.topics)
        and (not chosen["year"] or (one.on is not None and str(one.on.year) == chosen["year"]))
        and (not chosen["issuer"] or one.issuer == chosen["issuer"])
        and (not chosen["kind"] or one.kind == chosen["kind"])
        and (not state or (not one.valid if state == "ended" else one.audience == state))
    )


Choice = tuple[str, str | Promise]


def choices(shelf: Sequence[Shelved]) -> list[tuple[str, str | Promise, list[Choice]]]:
    """For each filter its name, its label and what can be chosen, of what is on the shelf alone."""
    years = sorted({str(one.on.year) for one in shelf if one.on}, reverse=True)
    topics = sorted({topic for one in shelf for topic in one.topics if topic in TOPICS})
    kinds = {one.kind for one in shelf}
    states = {one.audience for one in shelf} | {"ended" for one in shelf if not one.valid}
    listed: list[tuple[str, str | Promise, list[Choice]]] = [
        ("topic", _("Topic"), [(topic, TOPICS[topic]) for topic in topics]),
        ("year", _("Year"), [(year, year) for year in years]),
        ("issuer", _("Issuer"), [(name, name) for name in sorted({one.issuer for one in shelf})]),
        ("kind", _("Kind"), [(kind, name) for kind, name in KINDS.items() if kind in kinds]),
        ("state", _("Who sees it"), [(state, name) for state, name in STATES.items() if state in states]),
    ]
    return [(name, label, found) for name, label, found in listed if len(found) > 1]
