"""Editions under rules of their own, and walking their readings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cairn.demo import gating, walking
from cairn.demo.stage import SINGLY, Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft, Edition
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import current_round
from cairn.domain.people.models import Person
from cairn.domain.people.operations import register, take_role
from tests.walk import DAY, LONG_AGO

NOW = LONG_AGO + 4 * DAY


def under(
    stage: Stage,
    *,
    readings: int = 1,
    more: Mapping[str, object] | None = None,
    at: datetime = LONG_AGO,
    **rules: object,
) -> Edition:
    """Another edition of the exit tickets: one reader, but for the rules given; `more` changes its document."""
    draft = Draft.objects.get(micro_credential__key="exit-tickets")
    document = {**draft.document, **(more or {}), "judging": {**SINGLY, **rules}, "readings": readings}
    janelle = stage.people["janelle-wright"]
    saved = catalog.save_draft(draft=draft, document=document, revision=draft.revision, by=janelle, at=at)
    gating.clear(saved, author=janelle, reviewer=stage.people["hannah-kim"], at=at)
    return catalog.publish(draft=saved, by=janelle, at=at)


def sent(edition: Edition, earner: Person, *, at: datetime = LONG_AGO + 2 * DAY) -> Attempt:
    """Work of the earner under the edition, submitted."""
    attempt = attempts.start(edition=edition, by=earner, at=at)
    walking.fill(attempt, at=at)
    walking.submit(attempt, at=at)
    return attempt


def evaluator(stage: Stage, key: str, *, of: str = "cedar-hollow", role: str = "evaluator") -> Person:
    take_role(person=stage.people[key], organization=stage.organizations[of], role=role, by=None, at=LONG_AGO)
    return stage.people[key]


def newcomer(number: int) -> Person:
    """Somebody who has nothing to do with anybody."""
    return register(
        email=f"newcomer-{number}@example.org",
        legal_name=f"Newcomer {number}",
        display_name="",
        verified=True,
        by=None,
        at=LONG_AGO,
    )


def reasons(attempt: Attempt) -> list[str]:
    """Why each standing reading of the attempt's round is asked for, by place."""
    standing = Reading.objects.filter(
        round=current_round(attempt), state__in=["open", "claimed", "concluded"]
    )
    return list(standing.order_by("place").values_list("reason", flat=True))


def levels(**given: str) -> dict[str, str]:
    """Exemplary, and so far from the line, but for the criteria given."""
    return {"question": "exemplary", "sorting": "exemplary", "adjustment": "exemplary", **given}


def read(attempt: Attempt, person: Person, *, at: datetime = NOW, **given: str) -> Reading:
    """Read the whole: exemplary but for the criteria given."""
    return walking.read(attempt, person, at=at, levels=levels(**given))
