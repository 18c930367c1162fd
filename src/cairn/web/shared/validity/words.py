"""Validity in plain words: tiers, verdicts, figures and why one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from cairn.engines.measurement.estimates import SENTENCES
from cairn.web.shared.drawing import number

Words = str | Promise
Figure = Mapping[str, Any]
"""An estimate as the analysis keeps it: value, low, high, n, undefined, cautions, band."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a tier or a verdict is shown: its words, a tag's kind, an icon, and what it means."""

    name: Words
    kind: str
    icon: str
    means: Words


TIERS: Mapping[str, Look] = {
    "counts": Look(
        gettext_lazy("Counts only"),
        "",
        "hourglass",
        gettext_lazy(
            "Two evaluators read fewer than 10 first attempts. That is too few to say how well it is judged."
        ),
    ),
    "raw": Look(
        gettext_lazy("Raw agreement"),
        "info",
        "scan-eye",
        gettext_lazy(
            "Two evaluators read 10 to 29 first attempts. We show how often they agreed, and no more."
        ),
    ),
    "provisional": Look(
        gettext_lazy("Provisional evidence"),
        "warn",
        "scale",
        gettext_lazy("Two evaluators read 30 to 49 first attempts. The figures are real, and still wide."),
    ),
    "full": Look(
        gettext_lazy("Full evidence"),
        "brand",
        "shield-check",
        gettext_lazy(
            "Two evaluators read 50 first attempts or more. The report shows all that these data can tell."
        ),
    ),
}
NO_REPORT = Look(
    gettext_lazy("No evidence yet"),
    "",
    "hourglass",
    gettext_lazy("Nobody has been judged yet, so nothing can be said of how."),
)
VERDICTS: Mapping[str, Look] = {
    "supported": Look(
        gettext_lazy("Supported"),
        "ok",
        "shield-check",
        gettext_lazy("The data support relying on these decisions."),
    ),
    "provisional": Look(
        gettext_lazy("Provisional"),
        "warn",
        "scale",
        gettext_lazy("What is known so far is in order. Not all that is needed is known."),
    ),
    "not_yet": Look(
        gettext_lazy("Not yet"),
        "info",
        "hourglass",
        gettext_lazy("There is not enough data to say how well this is judged."),
    ),
    "concern": Look(
        gettext_lazy("Concern"),
        "bad",
        "triangle-alert",
        gettext_lazy("The data speak against relying on these decisions until something is done."),
    ),
}
REASONS: Mapping[str, Words] = {
    "near_cut": gettext_lazy("second readings of close results"),
    "probation": gettext_lazy("second readings beside a new evaluator"),
    "drift": gettext_lazy("second readings beside an evaluator whose severity moved"),
    "resubmission": gettext_lazy("second readings of late tries"),
    "panel": gettext_lazy("readings by a panel"),
    "adjudication": gettext_lazy("readings that settled a difference"),
    "appeal": gettext_lazy("readings on appeal"),
    "reread": gettext_lazy("readings after an evaluator had drifted"),
    "seed": gettext_lazy("readings of anchors"),
    "back_read": gettext_lazy("a lead’s looks at feedback"),
    "later": gettext_lazy("readings of a second or later try"),
    "other": gettext_lazy("other readings"),
}
FLAGS: Mapping[str, Words] = {
    "too_easy": gettext_lazy("nearly everybody meets it"),
    "too_hard": gettext_lazy("hardly anybody meets it"),
    "weak_item": gettext_lazy("it hardly goes with the others"),
}
PARTS: Mapping[str, Words] = {
    "submission": gettext_lazy("The work itself"),
    "evaluator": gettext_lazy("Some evaluators are stricter"),
    "criterion": gettext_lazy("Some criteria are harder"),
    "submission x criterion": gettext_lazy("Strong on one criterion, weak on another"),
    "submission x evaluator": gettext_lazy("Evaluators see the same work differently"),
    "evaluator x criterion": gettext_lazy("Evaluators read a criterion differently"),
    "residual": gettext_lazy("Chance, and what we cannot tell apart"),
}

POLICIES: Mapping[str, Words] = {
    "single": gettext_lazy("One reading"),
    "random": gettext_lazy("A second by lot, 1 in 5"),
    "near_cut": gettext_lazy("A second near the line"),
    "near_cut_2": gettext_lazy("A second near a wider line"),
    "random_and_near_cut": gettext_lazy("A second near the line and by lot"),
    "always": gettext_lazy("Always two readings"),
}


def tier_look(tier: str) -> Look:
    """How a tier is shown; without one, that there is no evidence yet."""
    return TIERS.get(tier, NO_REPORT)


def why(figure: Figure | None) -> str:
    """Why there is no value, in a sentence; “insufficient data” where nothing more is known."""
    key = figure["undefined"] if figure else ""
    return SENTENCES.get(key, gettext("Insufficient data."))


def told(figure: Figure | None, *, percent: bool = False) -> str:
    """A figure with its interval: `0.78 (0.70 to 0.85)`; else why there is none."""
    if figure is None or figure["value"] is None:
        return why(figure)

    def say(value: float) -> str:
        return f"{value:.0%}" if percent else number(value)

    if figure["low"] is None:
        return say(figure["value"])
    span = gettext("%(value)s (%(low)s to %(high)s)")
    return span % {"value": say(figure["value"]), "low": say(figure["low"]), "high": say(figure["high"])}


def has(figure: Figure | None) -> bool:
    """Whether there is a value that rests on enough data."""
    return bool(figure and figure["value"] is not None and "below_minimum" not in figure.get("cautions", ()))
