"""A part takes as many files as its slot says, however they are sent."""

from __future__ import annotations

import pytest

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.operations import attempts, pieces
from cairn.domain.evidence.queries import whole_attempt
from cairn.engines.verdict import Refused
from cairn.workflows import uploading
from tests.walk import DAY, LONG_AGO


def test_a_full_part_takes_another_file_only_when_one_is_removed(stage: Stage) -> None:
    dana = stage.people["dana-brown"]
    attempt = attempts.start(edition=stage.editions["morning-meeting"], by=dana, at=LONG_AGO)
    part = whole_attempt().get(pk=attempt.pk).parts.get(slot__key="videos")
    held = [
        walking.hand_in(part=part, what=walking.sample("video", 0), by=dana, at=LONG_AGO + DAY)
        for _ in range(4)
    ]
    with pytest.raises(Refused, match=r"takes 4 at most\. Remove one first\."):
        uploading.begin(part=part, name="fifth.mp4", length=9, by=dana, at=LONG_AGO + DAY)
    pieces.remove(piece=held[0], by=dana, at=LONG_AGO + DAY)
    upload = uploading.begin(part=part, name="fifth.mp4", length=9, by=dana, at=LONG_AGO + DAY)
    assert upload.length == 9
