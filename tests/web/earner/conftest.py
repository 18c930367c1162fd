"""An earner's pages are tested on the small stage, as Dana."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation.access import may_claim
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import whole_attempt
from cairn.domain.people.models import Person
from cairn.workflows import tasks
from tests.walk import DAY, LONG_AGO, stage

__all__ = ["stage"]


@pytest.fixture
def dana(stage: Stage) -> Client:
    """A browser in which Dana is signed in."""
    return browser(stage.people["dana-brown"])


@pytest.fixture
def attempt(stage: Stage) -> Attempt:
    """Dana's attempt at Morning Meeting, just begun."""
    begun = attempts.start(
        edition=stage.editions["morning-meeting"], by=stage.people["dana-brown"], at=LONG_AGO
    )
    return whole_attempt().get(pk=begun.pk)


@pytest.fixture
def filled(attempt: Attempt) -> Attempt:
    """The attempt with everything that is asked for."""
    return walking.fill(attempt, at=LONG_AGO + DAY)


@pytest.fixture
def submitted(filled: Attempt) -> Attempt:
    """The attempt, sent and waiting."""
    walking.submit(filled, at=LONG_AGO + 2 * DAY)
    return whole_attempt().get(pk=filled.pk)


@pytest.fixture
def returned(stage: Stage, submitted: Attempt) -> Attempt:
    """The attempt, read: all met but every student’s voice, with a comment in a video."""
    walking.read(
        submitted,
        reader_of(stage, submitted),
        at=LONG_AGO + 3 * DAY,
        levels={"voice": "developing"},
        words={"voice": "Let every student share. Send one new video."},
        summary="Your meetings are calm.",
    )
    return whole_attempt().get(pk=submitted.pk)


def reader_of(stage: Stage, attempt: Attempt) -> Person:
    """Somebody of the cast who may read the attempt now."""
    reading = Reading.objects.filter(round__attempt=attempt, state="open").order_by("place")[0]
    people = stage.people.values()
    return next(person for person in people if may_claim(person, reading, at=LONG_AGO + 3 * DAY))


def browser(person: Person) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def run_outbox() -> Callable[[], int]:
    """What the worker would do between the reading and now."""
    return lambda: tasks.run_all(LONG_AGO + 5 * DAY)
