"""What comes before a micro-credential: looked up among badges that stand, asked for only where it is required."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.demo.stage import Stage
from cairn.domain.catalog.models import Edition
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.operations import suspend
from cairn.workflows import starting, tasks
from tests.domain.asking import refused
from tests.observing import offer
from tests.walk import DAY, LONG_AGO, work_at

FIRST = "exit-tickets"


def offered(stage: Stage, **prerequisite: Any) -> Edition:
    def ask(whole: dict[str, Any]) -> None:
        named = {"micro_credential": f"cedar-hollow/{FIRST}", "required": True, "note": ""}
        whole["prerequisites"] = [named | prerequisite]

    return offer(stage, at=LONG_AGO, change=ask)


def earn_first(stage: Stage) -> Award:
    attempt = work_at(
        "awarded",
        edition=stage.editions[FIRST],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO + DAY,
    )
    tasks.run_all(LONG_AGO + 60 * DAY)
    return Award.objects.get(attempt=attempt)


def test_what_is_required_is_earned_first(stage: Stage) -> None:
    edition, dana = offered(stage), stage.people["dana-brown"]
    assert refused(lambda: starting.start(edition=edition, by=dana, at=LONG_AGO)) == ("prerequisite",)
    assert earn_first(stage).state == "issued"
    assert starting.start(edition=edition, by=dana, at=LONG_AGO + 90 * DAY).state == "working"


def test_a_badge_that_does_not_stand_opens_nothing(stage: Stage) -> None:
    edition, dana = offered(stage), stage.people["dana-brown"]
    award = earn_first(stage)
    suspend(award=award, reason="Under review.", by=stage.people["ruth-delaney"], at=LONG_AGO + 61 * DAY)
    assert starting.may_start(dana, edition).codes == ("prerequisite",)


def test_what_is_begun_goes_on_whatever_comes_before(stage: Stage) -> None:
    edition, dana = offered(stage, required=False), stage.people["dana-brown"]
    begun = starting.start(edition=edition, by=dana, at=LONG_AGO)
    assert starting.start(edition=edition, by=dana, at=LONG_AGO + DAY).pk == begun.pk


@pytest.mark.parametrize(
    "asked", [{"required": False}, {"micro_credential": "elsewhere/unknown"}], ids=["recommended", "unknown"]
)
def test_what_is_recommended_or_not_offered_here_stops_nobody(stage: Stage, asked: dict[str, Any]) -> None:
    edition, dana = offered(stage, **asked), stage.people["dana-brown"]
    (before,) = starting.prerequisites(edition, of=dana)
    assert (before.missing, before.earned) == (False, False)
    assert starting.may_start(dana, edition)


def test_an_edition_of_the_first_schema_asks_for_nothing_first(stage: Stage) -> None:
    assert starting.prerequisites(stage.editions[FIRST], of=None) == []
