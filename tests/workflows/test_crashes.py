"""Killing the process at any step between the last rating and the letter loses nothing and awards nothing twice.

The steps are those that the workflows themselves list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pytest_django import Settings

from cairn.demo import walking
from cairn.demo.stage import set_up
from cairn.domain.evaluation.models import Outcome, Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.issuing.models import Award, Credential
from cairn.domain.ledger.operations import first_break
from cairn.domain.outbox.models import Message
from cairn.domain.recognition.models import Applied
from cairn.workflows import awarding, letters, recognizing, stacking, tasks
from cairn.workflows.evaluating import concluding
from tests.domain.stacks.examples import document, mc
from tests.processes import KILLED, die, in_processes
from tests.remembering import remembered
from tests.walk import DAY, LONG_AGO

STORY: tuple[ModuleType, ...] = (concluding, awarding, recognizing, stacking, letters, tasks)
POINTS = [
    pytest.param(module, index, when, id=f"{when} {step.__name__} ({module.__name__.rpartition('.')[2]})")
    for module in STORY
    for index, step in enumerate(module.STEPS)
    for when in (("before", "after") if index == 0 else ("after",))
]
THEN = LONG_AGO + 5 * DAY
pytestmark = pytest.mark.slow


@pytest.fixture
def rated(transactional_db: None, settings: Settings, tmp_path: Path) -> Reading:
    """A reading whose criteria are all rated as met and which is not sent yet; its badge completes a stack."""
    settings.EMAIL_BACKEND = "cairn.adapters.mailing.filing.EmailBackend"
    settings.CAIRN_MAIL_FOLDER = tmp_path / "mail"
    return _rated()


@remembered
def _rated() -> Reading:
    stage = set_up(at=LONG_AGO, only=["exit-tickets"], named=True)
    stacking.load(
        organization=stage.organizations["cedar-hollow"],
        document=document("ours", mc("cedar-hollow/exit-tickets")),
        by=None,
        at=LONG_AGO,
    )
    attempt = attempts.start(
        edition=stage.editions["exit-tickets"], by=stage.people["dana-brown"], at=LONG_AGO + DAY
    )
    walking.fill(attempt, at=LONG_AGO + DAY)
    walking.submit(attempt, at=LONG_AGO + 2 * DAY)
    reading = walking.claim(attempt, stage.people["tomasz-nowak"], at=LONG_AGO + 4 * DAY)
    walking.rate(reading, at=LONG_AGO + 4 * DAY)
    return reading


def _finish(reading: Reading, at: Any) -> None:
    """What the evaluator and the worker do; doing it again is what a restart amounts to."""
    fresh = Reading.objects.get(pk=reading.pk)
    if fresh.evaluator:
        concluding.conclude(reading=fresh, summary="Well done.", by=fresh.evaluator, at=at)
    tasks.run_all(at)


def _deadly(step: Callable[..., None], when: str) -> Callable[..., None]:
    def killed(*case: Any) -> None:
        if when == "before":
            die()
        step(*case)
        die()

    return killed


def _finish_until(module: ModuleType, index: int, when: str, reading: Reading) -> None:
    steps = list(module.STEPS)
    steps[index] = _deadly(steps[index], when)
    module.STEPS = tuple(steps)  # type: ignore[attr-defined]
    _finish(reading, THEN)


@pytest.mark.parametrize(("module", "index", "when"), POINTS)
def test_a_kill_at_any_step_and_a_restart_end_with_one_of_everything(
    rated: Reading, settings: Settings, module: ModuleType, index: int, when: str
) -> None:
    died = in_processes(partial(_finish_until, module, index, when, rated))
    assert died == [KILLED]
    _finish(rated, THEN + timedelta(hours=1))
    tasks.run_all(THEN + timedelta(hours=2))
    assert (Award.objects.count(), Credential.objects.count(), Outcome.objects.count()) == (2, 2, 1)
    assert (Attempt.objects.get().state, Applied.objects.count()) == ("awarded", 1)
    assert [message for message in Message.objects.all() if message.done_at is None] == []
    rows = Counter(Message.objects.values_list("event", "recipient", "channel"))
    assert set(rows.values()) == {1}
    about = [file.read_text() for file in Path(settings.CAIRN_MAIL_FOLDER).glob("*.eml")]
    assert [text.count("Subject: You earned it") for text in about if "You earned it:" in text] == [1, 1]
    assert first_break() is None


def test_two_workers_and_two_clicks_at_once_make_one_award(rated: Reading) -> None:
    codes = in_processes(*[partial(_finish, rated, THEN)] * 4)
    tasks.run_all(THEN + timedelta(hours=1))
    assert codes == [0, 0, 0, 0]
    assert (Award.objects.count(), Credential.objects.count(), Outcome.objects.count()) == (2, 2, 1)
    assert set(Counter(Message.objects.values_list("event", "recipient", "channel")).values()) == {1}
    assert first_break() is None


def test_mail_that_is_sent_again_bears_the_same_message_id(
    rated: Reading, settings: Settings, mailoutbox: list[Any]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    _finish(rated, THEN)
    award = Award.objects.get(stack=None)
    letter = Message.objects.get(channel="mail", payload__about=str(award.public_id))
    letters.send(letter)
    ids = [
        mail.extra_headers["Message-ID"]
        for mail in mailoutbox
        if mail.subject.startswith("You earned it: Exit")
    ]
    assert len(ids) == 2
    assert len(set(ids)) == 1
