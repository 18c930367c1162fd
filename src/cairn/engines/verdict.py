"""Yes or no, with reasons: one type for every question that may be refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, as a stable `code` for machines and a `text` sentence for people."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one question; true or false, and why."""

    ok: bool
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return self.ok

    @property
    def sentence(self) -> str:
        """The reasons as running text, empty when there are none."""
        return " ".join(reason.text for reason in self.reasons)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(reason.code for reason in self.reasons)


class Refused(Exception):
    """Raised by an operation that was asked for what the verdict forbids."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict


def yes(*reasons: Reason) -> Verdict:
    return Verdict(True, reasons)


def no(code: str, text: str) -> Verdict:
    return Verdict(False, (Reason(code, text),))


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Yes when every verdict is yes; otherwise a no that carries every refusal's reasons."""
    refusals = [verdict for verdict in verdicts if not verdict]
    if not refusals:
        return yes()
    return Verdict(False, tuple(reason for refusal in refusals for reason in refusal.reasons))


def demand(verdict: Verdict) -> None:
    """Pass on a yes; raise `Refused` with the reasons on a no."""
    if not verdict:
        raise Refused(verdict)
