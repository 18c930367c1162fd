"""What is planted: a plan in YAML, or the same from the command line, with a sentence for whatever is wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import yaml

from cairn.domain.catalog.document_judging import JUDGING, Number
from cairn.engines.measurement.simulation import Setup

LEVELS: Final = ("emerging", "developing", "proficient", "exemplary")
MOST_SUBMISSIONS: Final = 20_000
MOST_PEOPLE: Final = 200
FEWEST_PEOPLE: Final = 3
SMALLEST_GROUP: Final = 0.05

NUMBERS: Final = ("mean", "quality", "own", "halo", "severity", "leniency", "taste", "noise")
BY_EVALUATOR: Final = ("severe", "drifting", "noisy")
BY_CRITERION: Final = ("biased", "easier")


class PlanError(ValueError):
    """What is wrong in a plan, in a sentence that says what to write instead."""


@dataclass(frozen=True)
class Plan:
    """One simulation. `setup` says what works and evaluators are like and what is planted; `rules` are the settings of
    an edition's `judging` block that depart from the defaults, `readings` the least number of readings; `noisy` maps
    evaluators (from 0) to the standard deviation of their single scores; `drift_from` is the submission (from 1) from
    which on drifting evaluators have drifted, 0 for the middle.
    """

    setup: Setup = field(default_factory=lambda: Setup(submissions=120, evaluators=6, readings=2))
    rules: Mapping[str, int | bool] = field(default_factory=dict)
    readings: int = 1
    noisy: Mapping[int, float] = field(default_factory=dict)
    drift_from: int = 0
    seed: int = 1

    @property
    def drifts_at(self) -> int:
        """The place of the first submission, from 0, that drifting evaluators read as they do from then on."""
        return self.drift_from - 1 if self.drift_from else self.setup.submissions // 2

    @property
    def groups(self) -> bool:
        """Whether works fall into two groups that differ in how they are read."""
        return bool(self.setup.biased)


def planned(text: str = "", **given: Any) -> Plan:
    """The plan in a YAML text, with whatever is given by name over it. Raises `PlanError` for what cannot be done.

    Evaluators and criteria count from 1 in a plan: `severe: {2: 0.7}` takes 0.7 of a level off with the second.
    """
    told = {**_read(text), **{name: value for name, value in given.items() if value not in (None, {}, "")}}
    if unknown := sorted(told.keys() - FIELDS.keys()):
        raise PlanError(f"There is no “{unknown[0]}” in a plan. It may have: {', '.join(FIELDS)}.")
    setup = Setup(submissions=120, evaluators=6, readings=2)
    plan = Plan(setup=setup)
    for name, value in told.items():
        plan = FIELDS[name](plan, name, value)
    return _sound(plan)


def _read(text: str) -> dict[str, Any]:
    try:
        told = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise PlanError(f"The plan is no YAML: {str(error).splitlines()[0]}.") from error
    if not isinstance(told, dict):
        raise PlanError("Write the plan as names and values, such as “submissions: 200”.")
    return {str(name): value for name, value in told.items()}


def _sound(plan: Plan) -> Plan:
    setup = plan.setup
    for name in ("severe", "drifting"):
        _within(name, getattr(setup, name), setup.evaluators, "evaluators")
    _within("noisy", plan.noisy, setup.evaluators, "evaluators")
    for name in ("biased", "easier", "redundant"):
        _within(name, getattr(setup, name), setup.criteria, "criteria")
    _within("redundant", dict.fromkeys(setup.redundant.values(), 0), setup.criteria, "criteria")
    return plan


def _within(name: str, planted: Mapping[int, object], size: int, what: str) -> None:
    if planted and max(planted) >= size:
        raise PlanError(f"“{name}” speaks of number {max(planted) + 1}, but there are {size} {what}.")


Take = Callable[[Plan, str, Any], Plan]


def _count(least: int, most: int) -> Take:
    def take(plan: Plan, name: str, value: Any) -> Plan:
        return _with(plan, name, _whole(name, value, least, most))

    return take


def _with(plan: Plan, name: str, value: Any) -> Plan:
    changed: dict[str, Any] = {name: value}
    return replace(plan, setup=replace(plan.setup, **changed))


def _whole(name: str, value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise PlanError(f"Give “{name}” as a whole number from {least} to {most}.")
    return value


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -5 <= value <= 5:
        raise PlanError(f"Give “{name}” in levels of the rubric, as a number between -5 and 5.")
    return float(value)


def _amount(plan: Plan, name: str, value: Any) -> Plan:
    return _with(plan, name, _number(name, value))


def _share(plan: Plan, name: str, value: Any) -> Plan:
    share = _number(name, value)
    if not SMALLEST_GROUP <= share <= 1 - SMALLEST_GROUP:
        raise PlanError(f"Give “{name}” as a share between {SMALLEST_GROUP} and {1 - SMALLEST_GROUP}.")
    return replace(plan, setup=replace(plan.setup, focal_share=share))


def _amounts(plan: Plan, name: str, value: Any) -> Plan:
    planted = {place: _number(name, amount) for place, amount in _places(name, value).items()}
    if name == "noisy":
        return replace(plan, noisy=planted)
    return _with(plan, name, planted)


def _repeats(plan: Plan, name: str, value: Any) -> Plan:
    planted = {copy: _place(name, original) for copy, original in _places(name, value).items()}
    if any(copy == original or original in planted for copy, original in planted.items()):
        raise PlanError("Let “redundant” map a criterion to another one that repeats nothing itself.")
    return replace(plan, setup=replace(plan.setup, redundant=planted))


def _places(name: str, value: Any) -> dict[int, Any]:
    if not isinstance(value, Mapping):
        raise PlanError(f"Write “{name}” as numbers and amounts, such as “{name}: {{2: 0.7}}”.")
    return {_place(name, place): amount for place, amount in value.items()}


def _place(name: str, value: Any) -> int:
    return _whole(name, value, 1, MOST_PEOPLE) - 1


def _rules(plan: Plan, name: str, value: Any) -> Plan:
    if not isinstance(value, Mapping):
        raise PlanError("Write “rules” as settings and values, such as “rules: {launch: 0}”.")
    rules = {str(key): _setting(str(key), each) for key, each in value.items() if key != "readings"}
    readings = _whole("readings", value.get("readings", 1), 1, 5)
    return replace(plan, rules=rules, readings=readings)


def _setting(name: str, value: Any) -> int | bool:
    setting = JUDGING.get(name)
    if setting is None:
        raise PlanError(f"There is no rule “{name}”. Rules are: readings, {', '.join(JUDGING)}.")
    if isinstance(setting, Number):
        return _whole(name, value, setting.least, setting.most)
    if not isinstance(value, bool):
        raise PlanError(f"Give the rule “{name}” as true or false.")
    return value


def _seed(plan: Plan, name: str, value: Any) -> Plan:
    return replace(plan, seed=_whole(name, value, 0, 2**32 - 1))


def _drift_from(plan: Plan, name: str, value: Any) -> Plan:
    return replace(plan, drift_from=_whole(name, value, 1, MOST_SUBMISSIONS))


FIELDS: Final[dict[str, Take]] = {
    "submissions": _count(1, MOST_SUBMISSIONS),
    "evaluators": _count(FEWEST_PEOPLE, MOST_PEOPLE),
    "criteria": _count(1, 12),
    **dict.fromkeys(NUMBERS, _amount),
    **dict.fromkeys((*BY_EVALUATOR, *BY_CRITERION), _amounts),
    "redundant": _repeats,
    "focal_share": _share,
    "rules": _rules,
    "drift_from": _drift_from,
    "seed": _seed,
}
"""Everything that a plan may say, and how it is taken."""
