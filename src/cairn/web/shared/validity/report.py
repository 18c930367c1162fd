"""A whole report from a snapshot's analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from cairn.web.shared.validity import general, people, scoring
from cairn.web.shared.validity.section import Analysis, Section
from cairn.web.shared.validity.words import TIERS, VERDICTS, Look, told

MOST = {"counts": 10, "raw": 30, "provisional": 50}
"""Where the next tier begins."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the verdict: what was asked, what was found, and how it is shown."""

    asked: str
    found: str
    held: bool | None

    @property
    def icon(self) -> str:
        return {True: "check", False: "x", None: "circle-question-mark"}[self.held]

    @property
    def words(self) -> str:
        return {True: gettext("met"), False: gettext("not met"), None: gettext("cannot be told yet")}[
            self.held
        ]


@dataclass(frozen=True, slots=True)
class Report:
    """What a page shows: tier and verdict with their rules, then the sections."""

    tier: Look
    verdict: Look
    finding: str
    rules: tuple[Rule, ...]
    next_step: str
    pooled: str
    departures: tuple[str, ...]
    sections: tuple[Section, ...]


def report(analysis: Analysis, *, detailed: bool) -> Report:
    """The report: in summary for everybody, `detailed` for those who run the judging."""
    tier, verdict = TIERS[analysis["tier"]], VERDICTS[analysis["verdict"]]
    sections: Sequence[Section] = [
        part(analysis, detailed=detailed)
        for part in (
            scoring.scoring,
            general.generalization,
            general.decision,
            scoring.criteria,
            people.evaluators,
            people.fairness,
            people.granularity,
            people.consequences,
        )
    ]
    return Report(
        tier=tier,
        verdict=verdict,
        finding=str(verdict.means),
        rules=tuple(Rule(each["asked"], each["found"], each["held"]) for each in analysis["rules"]),
        next_step=_next(analysis),
        pooled=_pooled(analysis),
        departures=tuple(analysis["departures"]),
        sections=tuple(sections),
    )


def _next(analysis: Analysis) -> str:
    """How many more first attempts, read by two, the next tier takes."""
    if analysis["tier"] not in MOST:
        return ""
    left = MOST[analysis["tier"]] - min(analysis["first_attempts"], analysis["counts"]["double_read"])
    if left <= 0:
        return ""
    said = ngettext(
        "%(n)d more first attempt that two evaluators read, and the report can say more.",
        "%(n)d more first attempts that two evaluators read, and the report can say more.",
        left,
    )
    return said % {"n": left}


def _pooled(analysis: Analysis) -> str:
    """What a small edition borrows from others with the same levels and evaluators; said aloud."""
    found = analysis["pooled"]
    if not found:
        return ""
    said = gettext(
        "Few people take this one, so its evaluators were also measured on %(titles)s, which use the same levels."
        " Over all %(n)d first attempts together, alpha is %(alpha)s. Pooled figures stay provisional."
    )
    return said % {
        "titles": ", ".join(f"“{title}”" for title in found["titles"]),
        "n": found["first_attempts"],
        "alpha": told(found["alpha"]),
    }
