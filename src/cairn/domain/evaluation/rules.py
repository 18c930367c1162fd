"""How an edition is judged: the defaults, and what its document sets otherwise. Pure.

The rules stand in the edition's document, so they are versioned with the rubric and part of the edition's hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from cairn.domain.catalog.document_judging import JUDGING
from cairn.domain.catalog.models import Edition


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of judging with their defaults; `catalog.document_judging` says what each setting means.

    `readings` is the least number of evaluators on any submission: the document's own `readings`.
    """

    readings: int = 1
    launch: int = 50
    random_percent: int = 20
    near_cut: bool = True
    bare_passes: int = 3
    double_from_attempt: int = 3
    levels_apart: int = 2
    panel: int = 0
    local_readers: bool = False
    match_subject: bool = False
    match_grade: bool = False
    lead_releases: bool = False
    read_days: int = 5
    total_days: int = 10
    first_reminder: int = 50
    second_reminder: int = 80
    open_at_once: int = 5
    weekly: int = 10
    share_percent: int = 30
    carry_months: int = 12
    appeal_days: int = 30
    appeal_readers: int = 2
    back_read_percent: int = 5
    anchors: int = 10
    anchor_raters: int = 3
    anchor_spread: int = 67
    practice_anchors: int = 5
    gate_anchors: int = 10
    gate_exact_percent: int = 75
    gate_awards_percent: int = 80
    gate_wide_gaps: int = 2
    gate_retries: int = 2
    probation: int = 10
    probation_seeds: int = 5
    seeds: int = 10
    valid_months: int = 12
    idle_days: int = 60


DEFAULT = Rules()


@dataclass(frozen=True, slots=True)
class Departure:
    """One rule that is not the default: its name, what it means, the default and what holds instead."""

    name: str
    about: str
    usual: int | bool
    value: int | bool


def rules_of(edition: Edition) -> Rules:
    """The rules under which the edition is judged."""
    return rules_in(edition.document)


def rules_in(document: Mapping[str, Any]) -> Rules:
    """The defaults, and over them whatever the document's `judging` block sets; unknown settings are ignored."""
    known = {field.name for field in fields(Rules)}
    own = {name: value for name, value in document.get("judging", {}).items() if name in known}
    return replace(DEFAULT, readings=document.get("readings", 1), **own)


def departures(rules: Rules) -> tuple[Departure, ...]:
    """What the rules set otherwise than the default, in the order of the rules, for the public page.

    More readings than one are no departure: the default is the least that is asked for.
    """
    return tuple(
        Departure(name, setting.about, getattr(DEFAULT, name), getattr(rules, name))
        for name, setting in JUDGING.items()
        if getattr(rules, name) != getattr(DEFAULT, name)
    )
