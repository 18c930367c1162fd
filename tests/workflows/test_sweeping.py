"""What is left lying is let go of: unfinished uploads with their bytes, and readings that nobody goes on with."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.demo import walking
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.access import may_read_round
from cairn.domain.evidence.models import Attempt, Upload
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.operations.files import UPLOADS_LIVE
from cairn.engines.verdict import Refused
from cairn.workflows import evaluating, neighbors, submitting, sweeping, tasks, uploading
from tests.walk import DAY, LONG_AGO

HOUR = timedelta(hours=1)


@pytest.fixture
def attempt(stage) -> Attempt:
    """Dana's exit tickets, just begun."""
    return attempts.start(
        edition=stage.editions["exit-tickets"], by=stage.people["dana-brown"], at=LONG_AGO + DAY
    )


def begin(attempt: Attempt, at=LONG_AGO + DAY, name="tickets.png") -> Upload:
    part = attempt.parts.get(slot__key="tickets")
    return uploading.begin(part=part, name=name, length=10, by=attempt.earner, at=at)


@pytest.fixture
def upload(attempt) -> Upload:
    """Four of ten bytes."""
    begun = begin(attempt)
    uploading.append(upload=begun, offset=0, chunks=[b"four"], by=attempt.earner, at=LONG_AGO + DAY)
    return begun


def test_an_upload_that_expired_goes_with_its_bytes(upload):
    at = LONG_AGO + DAY + UPLOADS_LIVE
    assert sweeping.sweep(at=at) == 1
    tasks.run_all(at)
    upload.file.refresh_from_db()
    assert upload.file.state == "tombstoned"
    assert neighbors.store().uploaded(upload.file.store_key) == 0
    assert sweeping.sweep(at=at) == 0


def test_an_upload_that_goes_on_in_time_stays(upload):
    assert sweeping.sweep(at=LONG_AGO + DAY + UPLOADS_LIVE - HOUR) == 0
    assert neighbors.store().uploaded(upload.file.store_key) == 4


def test_nobody_begins_uploads_without_end(attempt):
    for _ in range(uploading.MOST_UNDER_WAY):
        begin(attempt)
    with pytest.raises(Refused, match="Let some of them finish"):
        begin(attempt)
    assert begin(attempt, at=LONG_AGO + DAY + UPLOADS_LIVE).offset == 0


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\r\nSet-Cookie: x=y.png", "a Set-Cookie: x=y.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\dana\\tickets.png", "tickets.png"),
        ("\x00\u202e", "File"),
        ("", "File"),
    ],
)
def test_a_files_name_is_one_line_without_a_path(attempt, sent, kept):
    assert begin(attempt, name=sent).file.name == kept


@pytest.fixture
def held(stage, attempt) -> Reading:
    """Tomasz has taken Dana's work, and leaves it."""
    walking.fill(attempt, at=LONG_AGO + DAY)
    walking.submit(attempt, at=LONG_AGO + 2 * DAY)
    return walking.claim(attempt, stage.people["tomasz-nowak"], at=LONG_AGO + 3 * DAY)


def test_a_reading_left_lying_is_given_back(held, attempt):
    end = held.leased_until + sweeping.LEFT
    assert sweeping.sweep(at=end - HOUR) == 0
    assert sweeping.sweep(at=end) == 1
    states = Reading.objects.filter(round=held.round).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["lapsed", "open"]
    attempt.refresh_from_db()
    assert attempt.state == "submitted"
    assert not may_read_round(held.evaluator, held.round, at=end)
    assert sweeping.sweep(at=end) == 0


def test_after_that_the_earner_may_take_her_work_back(held, attempt):
    end = held.leased_until + sweeping.LEFT
    sweeping.sweep(at=end)
    attempt.refresh_from_db()
    assert submitting.recall(attempt=attempt, by=attempt.earner, at=end).state == "working"


def test_until_then_its_evaluator_may_go_on(held):
    late = held.leased_until + sweeping.LEFT - HOUR
    sweeping.sweep(at=late)
    assert evaluating.renew(reading=held, by=held.evaluator, at=late).state == "claimed"
