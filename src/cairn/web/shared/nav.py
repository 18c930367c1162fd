"""What the header offers a person, by the roles she holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.domain.approvals.queries import roles_and_seats
from cairn.domain.people.queries import organizations_of

if TYPE_CHECKING:
    from cairn.domain.people.models import Person

Counter = Callable[["Person"], int]

ANYONE = frozenset({"*"})
VISITOR = frozenset({"*", "visitor"})
APPROVER = "approver"
"""Whom an organization named to approve, such as a principal, and who keeps no organization's record."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the product; `key` is what a view passes as `nav`, `roles` who sees it."""

    key: str
    label: str | Promise
    icon: str
    address: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Item:
    """A link of the header; `count` is how many things wait there."""

    key: str
    label: str
    icon: str
    url: str
    count: int = 0


PLACES = (
    Place("explore", _("Explore"), "compass", "public:catalog", VISITOR),
    Place("policies", _("Who recognizes what"), "map", "public:policies", frozenset({"visitor"})),
    Place("work", _("My work"), "pencil-line", "earner:home", ANYONE),
    Place("portfolio", _("Portfolio"), "award", "earner:portfolio", ANYONE),
    Place("worth", _("Worth"), "scale", "earner:worth", ANYONE),
    Place("reviews", _("Reviews"), "inbox", "evaluator:queue", frozenset({"evaluator", "lead"})),
    Place("coaching", _("Coaching"), "messages-square", "coach:home", frozenset({"coach"})),
    Place("authoring", _("Authoring"), "notebook-pen", "author:home", frozenset({"author"})),
    Place("gate", _("Gate"), "clipboard-check", "author:reviews", frozenset({"reviewer"})),
    Place("recognizing", _("Recognizing"), "stamp", "recognizer:home", frozenset({"recognizer"})),
    Place("approvals", _("Approvals"), "circle-check-big", "recognizer:approvals", frozenset({APPROVER})),
    Place(
        "organization",
        _("Organization"),
        "building-2",
        "organization:home",
        frozenset({"administrator", "issuer", "lead"}),
    ),
)
FOOT = (
    Place("verify", _("Verify a badge"), "shield-check", "public:verify", VISITOR),
    Place("policies", _("Who recognizes what"), "map", "public:policies", VISITOR),
    Place("privacy", _("Privacy"), "lock", "public:privacy", VISITOR),
    Place("terms", _("Terms"), "scroll-text", "public:terms", VISITOR),
)

_counters: dict[str, Counter] = {}


def count_with(key: str, counter: Counter) -> None:
    """Let an audience say how many things wait for a person at its place (called once, from its `ready`)."""
    _counters[key] = counter


def items_for(person: Person | None) -> list[Item]:
    """The header for `person`, or for a visitor; a place that this installation does not offer is left out."""
    held = {"visitor"} if person is None else _held(person)
    return [item for place in PLACES if place.roles & held and (item := _item(place, person))]


def _held(person: Person) -> set[str]:
    held = {"*", *roles_and_seats(person, at=timezone.now())}
    # Whoever keeps an organization's record approves there.
    return held - {APPROVER} if "recognizer" in held else held


def foot() -> list[Item]:
    """The links of the footer."""
    return [item for place in FOOT if (item := _item(place, None))]


def _arguments(place: Place, person: Person | None) -> list[str]:
    """The organization that a person runs, for the one address that needs it."""
    if place.key != "organization" or person is None:
        return []
    home = organizations_of(person, *sorted(place.roles), at=timezone.now()).first()
    return [home.slug] if home else []


def _item(place: Place, person: Person | None) -> Item | None:
    try:
        url = reverse(place.address, args=_arguments(place, person))
    except NoReverseMatch:
        return None
    counter = _counters.get(place.key)
    return Item(place.key, str(place.label), place.icon, url, counter(person) if person and counter else 0)
