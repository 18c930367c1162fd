"""Sealed until all are in: the full grid of phases and readers, as it is and not as it is computed."""

from __future__ import annotations

from cairn.domain.evaluation.visibility import PHASES, READERS, sight

LETTERS = {
    "everything": "E",
    "ratings and feedback": "R",
    "result and feedback": "F",
    "what was asked for": "A",
    "nothing": "-",
}
# reading, second reading, adjudication, held for a lead, concluded, appeal, appeal decided
GRID = {
    "its evaluator": "EEEEEEE",
    "co-reader": "-------",
    "adjudicator": "-------",
    "next evaluator": "----AAA",
    "appeal reader": "-------",
    "back-reader": "----RRR",
    "evaluator of a seed": "-------",
    "earner": "----FFF",
    "coach": "----FFF",
    "lead": "---RRRR",
    "settling lead": "--RRRRR",
    "recognizer": "-------",
    "stranger": "-------",
}


def test_every_reader_sees_in_every_phase_what_the_grid_says() -> None:
    shown = {reader: "".join(LETTERS[sight(phase, reader)] for phase in PHASES) for reader in READERS}
    assert shown == GRID
