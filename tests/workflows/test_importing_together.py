"""Two people bring the same list at the same moment, and everything in it is awarded once."""

from __future__ import annotations

from functools import partial

import pytest

from cairn.demo.stage import set_up
from cairn.domain.issuing.models import Award, Import, StatusList
from cairn.domain.ledger.models import Entry
from cairn.domain.ledger.operations import first_break
from cairn.domain.people.models import Person
from cairn.workflows import importing, recording
from tests.processes import in_processes
from tests.walk import LONG_AGO
from tests.workflows.test_importing import NOW, checked, counts, rows, written

LINES = rows()[60:99]


def _carried_on(run: Import) -> None:
    importing.carry_on(run=run, by=run.checked_by, at=NOW)


@pytest.mark.slow
def test_the_same_list_brought_twice_at_once_is_awarded_once(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = set_up(at=LONG_AGO, only=["exit-tickets", "wait-time"], named=True)
    monkeypatch.setattr(recording, "AT_ONCE", 10)
    content = written(LINES)
    runs = [checked(stage, content) for _ in range(2)]
    for run in runs:
        importing.begin(run=run, letters=True, by=run.checked_by, at=NOW)
    # The first is carried on twice, as by its worker and by somebody at the command line.
    works = [partial(_carried_on, run) for run in (runs[0], *runs)]
    assert in_processes(*works) == [0, 0, 0]
    done = [Import.objects.get(pk=run.pk) for run in runs]
    ready = counts(done[0])[0] + counts(done[0])[1]
    assert [run.state for run in done] == ["done", "done"]
    assert sum(counts(run)[0] for run in done) == Award.objects.count() == ready
    assert Entry.objects.filter(event="award.recorded").count() == ready
    assert sum(StatusList.objects.values_list("given", flat=True)) == ready
    assert Person.objects.filter(email__endswith="@juab.example.org").count() == len(
        {row[0] for row in LINES}
    )
    assert first_break() is None
