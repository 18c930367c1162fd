"""What the demo is made of: micro-credentials, people and texts, read from data files beside this module."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Place:
    """One organization of the demo; `kind` is one of `people.Organization.Kind`."""

    slug: str
    name: str
    kind: str
    time_zone: str
    website: str
    about: str
    domain: str
    schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """One person of the demo; `named` for those with a part in the story.

    `roles` holds (organization slug, role) pairs, the role one of `people.Role`.
    """

    key: str
    legal_name: str
    display_name: str
    email: str
    school: str
    named: bool
    roles: tuple[tuple[str, str], ...]
    about: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two people, by their keys; `kind` is one of `people.Relation.Kind`."""

    source: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Who offers and who wrote a micro-credential, by keys."""

    key: str
    organization: str
    author: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, each under a key; `offers` in the order in which they are published."""

    places: Mapping[str, Place]
    actors: Mapping[str, Actor]
    ties: tuple[Tie, ...]
    offers: tuple[Offer, ...]

    def holding(self, organization: str, role: str) -> tuple[Actor, ...]:
        return tuple(actor for actor in self.actors.values() if (organization, role) in actor.roles)


@cache
def cast() -> Cast:
    data = _read("cast.yaml")
    return Cast(
        places={
            row["slug"]: Place(**row | {"schools": tuple(row["schools"])}) for row in data["organizations"]
        },
        actors={row["key"]: _actor(row) for row in data["people"]},
        ties=tuple(Tie(**row) for row in data["relations"]),
        offers=tuple(Offer(**row) for row in data["catalog"]),
    )


def contents() -> dict[str, dict[str, Any]]:
    """The documents of all micro-credentials by key, fresh copies, in the order of the catalog."""
    return {offer.key: _read(f"content/{offer.key}.yaml") for offer in cast().offers}


def stacks() -> list[tuple[str, dict[str, Any]]]:
    """The stacks, each with the slug of the organization that offers it."""
    return [(row["organization"], row["document"]) for row in _read("stacks.yaml")]


@cache
def story() -> Mapping[str, Any]:
    """The Morning Meeting attempt: rounds with parts and ratings, feedback by criterion, comments."""
    told: Mapping[str, Any] = _read("evidence.yaml")["story"]
    return told


@cache
def gate_answers(side: str) -> Mapping[str, tuple[str, str]]:
    """What an author or a reviewer says at the quality gate: each standard is met, with its evidence."""
    return {key: ("met", said[side]) for key, said in _read("gate.yaml").items()}


def tells_of(key: str) -> bool:
    """Whether there is a reflection on the micro-credential `key`."""
    return key in _pool()["specific"]


def reflection(key: str, *, least: int, seed: int) -> str:
    """A reflection on the micro-credential `key` of at least `least` words; differs with `seed`.

    Raises `ValueError` when the pool holds too little text for so long a reflection.
    """
    pool = _pool()
    paragraphs = list(pool["specific"][key])
    general = list(pool["general"])
    random.Random(f"{key}/{seed}").shuffle(general)
    while sum(len(paragraph.split()) for paragraph in paragraphs) < least:
        if not general:
            raise ValueError(f"Add paragraphs to evidence.yaml: {least} words on {key} are more than it has.")
        paragraphs.append(general.pop())
    return "\n\n".join(paragraphs)


def remark(kind: str, *, seed: int) -> str:
    """A line of feedback or comment; `kind` is strengths, met, unmet, coach or moments."""
    lines: list[str] = _pool()["comments"][kind]
    return random.Random(f"{kind}/{seed}").choice(lines)


def _actor(row: Mapping[str, Any]) -> Actor:
    roles = tuple((place["organization"], role) for place in row["memberships"] for role in place["roles"])
    return Actor(**{name: value for name, value in row.items() if name != "memberships"}, roles=roles)


@cache
def _pool() -> Mapping[str, Any]:
    pool: Mapping[str, Any] = _read("evidence.yaml")["pool"]
    return pool


def _read(name: str) -> Any:
    # libyaml's loader where there is one: it is some ten times as fast, and the demo has a minute.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files("cairn.demo").joinpath(name).read_text("utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders
