"""Counting a panel's votes: when a vote is decided, and how."""

from __future__ import annotations

from dataclasses import dataclass

ACCEPT, DECLINE, CHANGE = "accept", "decline", "ask_for_changes"


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes of one round; `seats` may vote in it, and `majority` is in percent of the votes."""

    yes: int
    no: int
    changes: int
    seats: int
    quorum: int
    majority: int

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.changes

    @property
    def left(self) -> int:
        return max(0, self.seats - self.cast)

    @property
    def needed(self) -> int:
        """The smallest number of yes that is more than the majority asks of all seats."""
        return self.majority * max(self.seats, self.cast) // 100 + 1

    @property
    def reached(self) -> bool:
        """Whether enough have voted for the vote to count; a panel smaller than its quorum votes whole."""
        return self.cast > 0 and (self.cast >= self.quorum or self.left == 0)

    @property
    def by_itself(self) -> str:
        """The move that ends the vote without anybody closing it: all have voted, or yes cannot lose any more."""
        if self.reached and (self.left == 0 or self.yes >= self.needed):
            return self.outcome
        return ""

    @property
    def outcome(self) -> str:
        """The move by the votes cast; where yes falls short, changes win over an equal number of no."""
        if self.yes * 100 > self.majority * self.cast:
            return ACCEPT
        return CHANGE if self.changes and self.changes >= self.no else DECLINE
