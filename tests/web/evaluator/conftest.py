from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from tests.walk import DAY, stage

__all__ = ["stage"]


@pytest.fixture(scope="session")
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def sent(stage: Stage, now: datetime) -> Attempt:
    """Dana's work on exit tickets, sent a day ago; a colleague of the same district may read it."""
    attempt = attempts.start(
        edition=stage.editions["exit-tickets"], by=stage.people["dana-brown"], at=now - 3 * DAY
    )
    walking.fill(attempt, at=now - 2 * DAY)
    walking.submit(attempt, at=now - DAY)
    return attempt


@pytest.fixture
def held(stage: Stage, sent: Attempt, now: datetime) -> Reading:
    """The same work, just taken by Tomasz."""
    return walking.claim(sent, stage.people["tomasz-nowak"], at=now)
