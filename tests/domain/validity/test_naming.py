"""Data without names: ids are drawn anew, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.validity import counting
from cairn.domain.validity.naming import letters, without_names
from tests.domain.validity.invented import data

KNOWN = data(10)


@given(seed=st.integers(0, 2**32))
def test_new_ids_keep_every_score_and_who_gave_it_apart(seed):
    nameless = without_names(KNOWN, Random(seed))
    assert sorted((each.criterion, each.rank, each.order) for each in nameless.scores) == sorted(
        (each.criterion, each.rank, each.order) for each in KNOWN.scores
    )
    assert nameless.evaluators.keys() == {letters(n) for n in range(1, len(KNOWN.evaluators) + 1)}
    by_order = {(each.order, each.evaluator) for each in nameless.scores}
    assert len(by_order) == len({each.order for each in KNOWN.scores})


def test_two_reports_of_the_same_data_give_nobody_the_same_id_for_sure():
    drawn = {without_names(KNOWN, Random(seed)).scores for seed in range(5)}
    assert len(drawn) == 5


def test_pseudonyms_go_on_after_z():
    assert [letters(n) for n in (1, 26, 27, 52, 53, 702, 703)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_readers_are_compared_on_what_both_have_read():
    scores = [each for each in KNOWN.scores if each.submission == "S00001"]
    one, other = sorted({each.evaluator for each in scores})
    ranks = {(each.evaluator, each.criterion): each.rank for each in scores}
    same = sum(ranks[one, key] == ranks[other, key] for key in ("plan", "talk", "use", "reflect"))
    found = counting.readers(scores)
    assert found == {"names": [one, other], "cells": [[None, None], [[same / 4, 1], None]]}


def test_each_of_two_readers_is_held_against_the_other_and_a_second_for_her_sake_tells_of_the_first_alone():
    scores = [each for each in KNOWN.scores if each.submission == "S00001"]
    both = counting.monitored(replace(KNOWN, scores=tuple(scores)))
    assert [row.beside for row in both] == [row.evaluator for row in reversed(both)]
    assert ([row.residual for row in both], {row.kind for row in both}) == (
        [both[0].residual, -both[0].residual],
        {"pair:4"},
    )
    second = max(each.order for each in scores)
    beside = [each._replace(reason="drift") if each.order == second else each for each in scores]
    assert counting.monitored(replace(KNOWN, scores=tuple(beside))) == [
        row for row in both if row.at != second
    ]
