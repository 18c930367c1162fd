"""Sealed until all are in: the full grid of phases and readers."""

from __future__ import annotations

from cairn.domain.evaluation.visibility import PHASES, READERS, sight

GRID = {
    # reader:             (while it is read,  once it is concluded)
    "its evaluator": ("everything", "everything"),
    "another evaluator": ("nothing", "what was asked for"),
    "earner": ("nothing", "result and feedback"),
    "coach": ("nothing", "result and feedback"),
    "lead": ("nothing", "everything"),
    "recognizer": ("nothing", "nothing"),
    "stranger": ("nothing", "nothing"),
}


def test_every_reader_sees_in_every_phase_what_the_grid_says() -> None:
    assert {reader: tuple(sight(phase, reader) for phase in PHASES) for reader in READERS} == GRID
