from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from cairn.demo.stage import Stage
from cairn.domain.issuing.models import Award
from cairn.domain.recognition.models import Filing
from cairn.workflows import sharing
from tests.walk import DAY, stage, work_at

__all__ = ["stage"]


@pytest.fixture(scope="session")
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def award(stage: Stage, now: datetime) -> Award:
    """Dana's badge for exit tickets, issued some days ago."""
    attempt = work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=now - 20 * DAY,
    )
    return Award.objects.get(attempt=attempt)


@pytest.fixture
def shared(stage: Stage, award: Award, now: datetime) -> Filing:
    """The badge as Dana shared it with her district."""
    return sharing.share(
        award=award,
        organization=stage.organizations["cedar-hollow"],
        note="For my renewal.",
        by=stage.people["dana-brown"],
        at=now - DAY,
    )


@pytest.fixture
def recognizer(client: Client, stage: Stage) -> Client:
    """A browser in which Ruth, who keeps Cedar Hollow's record, is signed in."""
    client.force_login(stage.people["ruth-delaney"])
    return client
