"""What a report says of data whose truth is known, and that it says no more than they allow."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from cairn.domain.validity import bundle
from cairn.domain.validity.data import HEADLINE, Beside, Both, read, written
from cairn.domain.validity.measuring import measured
from cairn.web.shared.validity import for_everybody, report
from tests.domain.validity.invented import analysis, data


@pytest.mark.parametrize(
    ("works", "tier", "verdict"),
    [
        (0, "counts", "not_yet"),
        (9, "counts", "not_yet"),
        (10, "raw", "not_yet"),
        (30, "provisional", "provisional"),
        (60, "full", "supported"),
    ],
)
def test_the_report_says_more_at_10_30_and_50_first_attempts(works, tier, verdict):
    found = analysis(works)
    assert (found["tier"], found["verdict"], found["first_attempts"]) == (tier, verdict, works)


def test_below_ten_first_attempts_there_is_no_figure_of_agreement():
    assert {each["value"] for each in analysis(9)["scoring"]["whole"].values()} == {None}


def test_evaluators_who_were_not_calibrated_are_never_supported():
    found = analysis(60, calibrated=False)
    assert (found["tier"], found["verdict"]) == ("full", "provisional")
    assert found["counts"]["calibrated"] == 0


def test_an_evaluator_who_became_stricter_is_found_and_raises_concern():
    found = analysis(60, drifting="A")
    assert {each["name"]: each["drifts"] for each in found["evaluators"]["strips"]}["A"] == "severe"
    assert found["verdict"] == "concern"


def test_fairness_is_told_as_insufficient_data_never_as_no_bias():
    rule = next(each for each in analysis(60)["rules"] if each["key"] == "fairness")
    assert (rule["held"], rule["found"]) == (None, "insufficient data, which is not the same as no bias")


def test_only_first_attempts_read_by_rule_or_by_lot_are_in_the_headline():
    whole = data(12)
    later = whole.submissions[0]._replace(attempt=2)
    moved = whole.scores[-1]._replace(reason="near_cut")
    changed = replace(whole, scores=(*whole.scores[:-1], moved), submissions=(later, *whole.submissions[1:]))
    left = changed.headline()
    assert later.submission not in {each.submission for each in left}
    assert {each.reason for each in left} <= HEADLINE
    assert len(left) == len(whole.scores) - 8 - 1


def test_data_are_read_as_they_were_written_and_give_the_same_numbers_again():
    known = data(10)
    assert read(written(known)) == known
    assert measured(read(written(known))) == analysis(10)


def test_a_bundle_tells_which_number_was_changed():
    packed = bundle.write(written(data(10)), analysis(10), engine="1", name="b.zip")
    assert packed == bundle.write(written(data(10)), analysis(10), engine="1", name="b.zip")
    kept = bundle.opened(packed)
    again = measured(kept.data)
    assert list(bundle.differences(kept.analysis, again)) == []
    forged = {**kept.analysis, "first_attempts": 60}
    assert list(bundle.differences(forged, again)) == [bundle.Difference("first_attempts", 60, 10)]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bundle_is_told_in_a_sentence(content):
    with pytest.raises(bundle.BundleError, match=r"^T.*\.$"):
        bundle.opened(content)


def test_a_small_edition_borrows_agreement_from_others_and_stays_provisional():
    own, others = data(12), data(40, seed=8)
    keys = {each.key: f"talks-1/{each.key}" for each in others.criteria}
    pooled = replace(
        own,
        pooled=("Leading Number Talks",),
        criteria=(
            *own.criteria,
            *(each._replace(key=keys[each.key], edition="talks-1") for each in others.criteria),
        ),
        submissions=(
            *own.submissions,
            *(
                each._replace(submission=f"X{each.submission}", edition="talks-1")
                for each in others.submissions
            ),
        ),
        scores=(
            *own.scores,
            *(
                each._replace(
                    submission=f"X{each.submission}", criterion=keys[each.criterion], order=each.order + 1000
                )
                for each in others.scores
            ),
        ),
    )
    alone, together = measured(own), measured(pooled)
    assert (alone["tier"], alone["verdict"], alone["pooled"]) == ("raw", "not_yet", None)
    assert (together["tier"], together["verdict"]) == ("provisional", "provisional")
    assert together["pooled"]["titles"] == ["Leading Number Talks"]
    assert (together["first_attempts"], together["pooled"]["first_attempts"]) == (12, 52)
    assert "Leading Number Talks" in report(together, detailed=False).pooled


def test_what_is_rare_is_summed_before_everybody_reads_it():
    everybody = for_everybody(analysis(60))
    assert everybody["counts"]["excluded"] == {"other": 3}
    assert "reversed" not in everybody["decision"]
    few = report(analysis(9), detailed=False).sections[-1]
    assert (few.key, few.missing, few.facts) == ("consequences", True, ())


def test_two_micro_credentials_that_measure_one_thing_are_told_to_merge_and_the_bundle_tells_it_again():
    dice, rows = Random(3), []
    for _ in range(120):
        one, other = (tuple(dice.choice((1, 4)) for _ in range(4)) for _ in range(2))
        able = dice.choice((1, 2, 3, 4))
        rows += [("same", (able,) * 4, (able, able, able)), ("apart", one, other)]
    beside = (Beside("same", "Quick Checks", 0.1), Beside("apart", "Number Talks", 0.1))
    known = replace(data(60), beside=beside, both=tuple(sorted(Both(*row) for row in rows)))
    kept = bundle.opened(bundle.write(written(known), measured(known), engine="1", name="b.zip"))
    assert (kept.data, list(bundle.differences(kept.analysis, measured(kept.data)))) == (known, [])
    told = kept.analysis["granularity"]
    assert [(each["title"], each["people"], each["verdict"]) for each in told["pairs"]] == [
        ("Quick Checks", 120, "merge"),
        ("Number Talks", 120, "split"),
    ]
    section = next(
        each for each in report(kept.analysis, detailed=False).sections if each.key == "granularity"
    )
    assert (told["verdict"], section.missing, len(section.lines)) == ("merge", False, 2)
    apart = measured(replace(known, beside=beside[1:]))["granularity"]
    few = measured(replace(known, both=known.both[:99]))["granularity"]
    assert (apart["verdict"], few["verdict"]) == ("split", "")
