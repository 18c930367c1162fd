"""Evaluators who press Next at the same moment, each in a process of her own."""

from __future__ import annotations

from functools import partial

import pytest

from cairn.demo.stage import Stage
from cairn.domain.evaluation.models import Reading
from cairn.domain.ledger.operations import first_break
from cairn.domain.people.models import Person
from cairn.workflows import evaluating
from tests.judging import NOW, evaluator, newcomer, sent, under
from tests.processes import in_processes

pytestmark = pytest.mark.django_db(transaction=True)


def press_next(key: int) -> None:
    person = Person.objects.get(pk=key)
    for _ in range(3):
        evaluating.claim_next(by=person, at=NOW)


def test_nobody_gets_what_another_got_and_all_is_taken(transactional_db: None, stage: Stage) -> None:
    edition = under(stage, readings=2)
    for number in range(3):
        sent(edition, newcomer(number))
    people = [stage.people[key] for key in ("tomasz-nowak", "aisha-rahman", "janelle-wright")]
    people.append(evaluator(stage, "hannah-kim"))
    assert in_processes(*(partial(press_next, person.pk) for person in people)) == [0] * 4
    taken = list(Reading.objects.filter(state="claimed").values_list("round", "evaluator"))
    assert (len(taken), len(set(taken))) == (6, 6)
    assert Reading.objects.exclude(state="claimed").count() == 0
    assert first_break() is None
