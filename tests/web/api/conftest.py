"""Files and uploads are tested on the small stage, with Dana's attempt at Morning Meeting."""

from __future__ import annotations

import pytest
from django.test import Client

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.models import Attempt, Piece
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import whole_attempt
from tests.walk import DAY, LONG_AGO, stage

__all__ = ["stage"]


@pytest.fixture
def attempt(stage: Stage) -> Attempt:
    """Dana's attempt, just begun."""
    begun = attempts.start(
        edition=stage.editions["morning-meeting"], by=stage.people["dana-brown"], at=LONG_AGO
    )
    return whole_attempt().get(pk=begun.pk)


@pytest.fixture
def dana(stage: Stage) -> Client:
    """A browser in which Dana is signed in."""
    client = Client()
    client.force_login(stage.people["dana-brown"])
    return client


@pytest.fixture
def video(attempt: Attempt) -> Piece:
    """A video of Dana's with its copy and its still, and with consent."""
    part = attempt.parts.get(slot__kind="video")
    what = walking.sample("video", 1)
    piece = walking.hand_in(part=part, what=what, title="Meeting", by=attempt.earner, at=LONG_AGO + DAY)
    walking.consent(piece=piece, by=attempt.earner, at=LONG_AGO + DAY)
    return piece
