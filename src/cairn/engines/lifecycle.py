"""A life is a table: states, the moves between them, and whose turn it is in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class WrongMove(Exception):
    """Raised when a move is not possible from the present state."""


@dataclass(frozen=True, slots=True)
class Life:
    """The life of one kind of thing.

    `moves` maps (state, move) to the next state; `turn` says whose turn it is in each state,
    empty for a state in which nobody has to act.
    """

    name: str
    start: str
    moves: Mapping[tuple[str, str], str]
    turn: Mapping[str, str]

    def __post_init__(self) -> None:
        reached = {self.start, *self.moves.values()} | {state for state, _ in self.moves}
        if reached != set(self.turn):
            raise ValueError(f"{self.name}: states and turns differ: {reached ^ set(self.turn)}")

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(self.turn)

    @property
    def final(self) -> tuple[str, ...]:
        left = {state for state, _ in self.moves}
        return tuple(state for state in self.turn if state not in left)

    def may(self, move: str, state: str) -> bool:
        return (state, move) in self.moves

    def after(self, move: str, state: str) -> str:
        """The state after `move`; raises `WrongMove` with the moves that are possible instead."""
        if (state, move) not in self.moves:
            possible = sorted(name for start, name in self.moves if start == state) or ["nothing"]
            raise WrongMove(f"{self.name}: cannot {move} when {state}; possible: {', '.join(possible)}")
        return self.moves[state, move]
