"""Programs that ask in several processes at once for awards of the same people."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from cairn.demo.stage import Stage
from cairn.domain.issuing import operations
from cairn.domain.issuing.models import Award, StatusList
from cairn.domain.ledger.operations import first_break
from cairn.workflows import relaying
from cairn.workflows.relay_requests import Request
from tests.judging import NOW
from tests.processes import in_processes
from tests.walk import LONG_AGO

DAYS, PEOPLE = 4, 3
MEANT = [
    (f"p{person}@example.org", f"2019-05-{day + 1:02}") for day in range(DAYS) for person in range(PEOPLE)
]


def ask_for_all(secret: str, place: Path) -> None:
    """Ask for each from a thread of its own; what was answered goes into the file."""

    def ask(number: int) -> tuple[str, str]:
        email, day = MEANT[number]
        cells = {"email": email, "name": "Pia Lund", "micro_credential": "exit-tickets", "earned_on": day}
        told = Request(operations.digest_of(secret), cells, NOW, key=str(number), digest="same")
        answer = relaying.ask(told)
        return answer.outcome, str(answer.award)

    relaying.forget()
    with ThreadPoolExecutor(len(MEANT)) as threads:
        place.write_text(json.dumps(list(threads.map(ask, range(len(MEANT))))))


@pytest.mark.django_db(transaction=True)
def test_each_is_awarded_once_and_whoever_asks_is_told_which_award_it_is(
    transactional_db: None, stage: Stage, tmp_path: Path
) -> None:
    _, secret = operations.make_token(
        organization=stage.organizations["cedar-hollow"], name="Bridge", letters=True, by=None, at=LONG_AGO
    )
    places = [tmp_path / "one", tmp_path / "other"]
    assert in_processes(*(partial(ask_for_all, secret, place) for place in places)) == [0, 0]
    one, other = (json.loads(place.read_text()) for place in places)
    made = {
        (str(award.public_id), award.earner.email, award.earned_on.isoformat())
        for award in Award.objects.select_related("earner")
    }
    assert {(award, *meant) for (_, award), meant in zip(one, MEANT, strict=True)} == made
    assert [award for _, award in one] == [award for _, award in other]
    assert [{first, second} for (first, _), (second, _) in zip(one, other, strict=True)] == [
        {"awarded", "known"}
    ] * len(MEANT)
    assert sum(StatusList.objects.values_list("given", flat=True)) == len(MEANT)
    assert first_break() is None
