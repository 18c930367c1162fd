"""The stage: organizations, people and micro-credentials of the cast, set up by calling operations and workflows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.db import transaction

from cairn.demo import gating
from cairn.demo.material import Actor, cast, contents
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import Edition
from cairn.domain.frameworks.queries import search
from cairn.domain.people import operations as people
from cairn.domain.people.models import Organization, Person
from cairn.domain.records import operations as records
from cairn.workflows import awarding, frameworks, publishing

REVIEWERS = {"harpeth-state": "grace-okafor", "cedar-hollow": "hannah-kim"}
"""Who reads an organization's drafts at the gate; neither has written any."""


SINGLY = {
    "launch": 0,
    "random_percent": 0,
    "near_cut": False,
    "double_from_attempt": 0,
    "probation": 0,
    "local_readers": True,
    "weekly": 1000,
    "open_at_once": 1000,
    "share_percent": 100,
}
"""The stage has a handful of evaluators, all of one district, so one of them reads; its public pages say so."""

LICENSE = "us-tn/teacher-license"
CYCLE = (date(2021, 9, 1), date(2031, 8, 31))

SERVES = {"exit-tickets": ("CH.4.a", "CH.4.b"), "wait-time": ("CH.3.a",)}
"""Statements of the demo's framework, by code, that micro-credentials serve."""


@dataclass
class Stage:
    """Everybody and everything that is set up, under the keys of the cast."""

    people: dict[str, Person] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)


@transaction.atomic
def set_up(*, at: datetime, only: Iterable[str] | None = None, named: bool = False) -> Stage:
    """Set the stage as of `at`: with everybody, or with the named people alone; with all
    micro-credentials, or those whose keys are in `only`. Nobody gets a password.
    """
    stage = Stage()
    _organizations(stage, at)
    for actor in cast().actors.values():
        if actor.named or not named:
            _person(stage, actor, at)
    for tie in cast().ties:
        if tie.source in stage.people and tie.target in stage.people:
            source, target = stage.people[tie.source], stage.people[tie.target]
            people.relate(source=source, target=target, kind=tie.kind, by=None, at=at)
    _framework(stage, at)
    _publish(stage, set(only) if only is not None else None, at)
    return stage


def _organizations(stage: Stage, at: datetime) -> None:
    for place in cast().places.values():
        stage.organizations[place.slug] = people.found(
            slug=place.slug,
            name=place.name,
            kind=place.kind,
            about=place.about,
            website=place.website,
            time_zone=place.time_zone,
            by=None,
            at=at,
        )


def _person(stage: Stage, actor: Actor, at: datetime) -> None:
    person = people.register(
        email=actor.email,
        legal_name=actor.legal_name,
        display_name=actor.display_name,
        verified=True,
        by=None,
        at=at,
    )
    stage.people[actor.key] = person
    if ("cedar-hollow", "earner") in actor.roles:
        _license(person, at)
    for slug, role in actor.roles:
        people.take_role(
            person=person,
            organization=stage.organizations[slug],
            role=role,
            title=actor.school,
            by=None,
            at=at,
        )


def _license(person: Person, at: datetime) -> None:
    """The district is in Tennessee, and its teachers hold that state's license."""
    records.add_license(
        policy_key=LICENSE,
        name="Tennessee professional teacher license",
        starts_on=CYCLE[0],
        ends_on=CYCLE[1],
        by=person,
        at=at,
    )


def _framework(stage: Stage, at: datetime) -> None:
    frameworks.bring(
        organization=stage.organizations["cedar-hollow"],
        data=(files("cairn.demo") / "framework.json").read_bytes(),
        by=stage.people["ruth-delaney"],
        at=at,
    )


def _aligned(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the statements of the district's framework that it serves."""
    codes = SERVES.get(document["key"], ())
    found = [item for code in codes for item in search(code, limit=1)]
    served = [
        {
            "framework": item.framework.title,
            "item": str(item.identifier),
            "code": item.code,
            "text": item.statement,
            "url": "",
        }
        for item in found
    ]
    return lifted(document) | {"alignments": served} if served else document


def _judged(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the rules by which the stage's few evaluators judge, unless it sets its own."""
    whole = lifted(document)
    return whole | {"judging": whole.get("judging", SINGLY)}


def _publish(stage: Stage, only: set[str] | None, at: datetime) -> None:
    documents = contents()
    for number, offer in enumerate(cast().offers):
        if only is not None and offer.key not in only:
            continue
        author = stage.people[offer.author]
        organization = stage.organizations[offer.organization]
        document = _judged(_aligned(documents[offer.key]))
        then = at + timedelta(hours=number)
        draft = catalog.begin(
            organization=organization, key=offer.key, title=document["title"], by=author, at=then
        )
        draft = catalog.save_draft(draft=draft, document=document, revision=1, by=author, at=then)
        gating.clear(draft, author=author, reviewer=stage.people[REVIEWERS[offer.organization]], at=then)
        stage.editions[offer.key] = publishing.publish(draft=draft, by=author, at=then)
        awarding.ensure_key(organization=organization, by=None, at=at)
