"""The pages of an organization are tested as Ruth Delaney, administrator of the district."""

from __future__ import annotations

import pytest
from django.test import Client

from cairn.demo.stage import Stage
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import awards
from tests.walk import LONG_AGO, stage, work_at

__all__ = ["stage"]


def browser(stage: Stage, key: str) -> Client:
    client = Client()
    client.force_login(stage.people[key])
    return client


@pytest.fixture
def ruth(stage: Stage) -> Client:
    """The administrator of the district."""
    return browser(stage, "ruth-delaney")


@pytest.fixture
def award(stage: Stage) -> Award:
    """Dana's badge of the district."""
    work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["aisha-rahman"]],
        at=LONG_AGO,
    )
    return awards().get(earner=stage.people["dana-brown"])
