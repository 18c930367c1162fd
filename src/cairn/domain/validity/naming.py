"""Taking names and order out of data: every id is drawn anew for each report. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from cairn.domain.validity.data import Data


def without_names(data: Data, dice: Random) -> Data:
    """The same data under ids that `dice` drew: S and a number for submissions, a letter for evaluators.

    Submissions stand in the order of their new ids, so that their place says nothing of when they came.
    """
    works = _drawn((each.submission for each in data.submissions), dice, "S{:05d}".format)
    people = _drawn(data.evaluators, dice, letters)
    return replace(
        data,
        evaluators={people[name]: calibrated for name, calibrated in sorted(data.evaluators.items())},
        answered=tuple(sorted(people[name] for name in data.answered)),
        scores=tuple(
            sorted(
                each._replace(submission=works[each.submission], evaluator=people[each.evaluator])
                for each in data.scores
            )
        ),
        submissions=tuple(
            sorted(
                (each._replace(submission=works[each.submission]) for each in data.submissions),
                key=lambda each: each.submission,
            )
        ),
    )


def _drawn(names: Iterable[str], dice: Random, called: Callable[[int], str]) -> dict[str, str]:
    known = sorted(set(names))
    places = list(range(1, len(known) + 1))
    dice.shuffle(places)
    return {name: called(place) for name, place in zip(known, places, strict=True)}


def letters(place: int) -> str:
    """A, B ... Z, AA, AB ...: the pseudonym of the evaluator at a place that counts from 1."""
    named = ""
    while place:
        place, rest = divmod(place - 1, 26)
        named = chr(65 + rest) + named
    return named
