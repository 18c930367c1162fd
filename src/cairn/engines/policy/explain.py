"""A decision in sentences: what is there, what counted, what did not and why, how to finish, what is not certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from cairn.engines.policy.facts import Record
from cairn.engines.policy.outcome import Decision, Line, Outcome, Standing, State, number
from cairn.engines.policy.rules import Policy
from cairn.engines.policy.ways import Way, ways

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def explain(
    policy: Policy, decision: Decision, *, record: Record, finish: Sequence[Way] | None = None
) -> str:
    """The whole explanation as one paragraph."""
    return " ".join(paragraph for paragraph in sentences(policy, decision, record=record, finish=finish))


def sentences(
    policy: Policy, decision: Decision, *, record: Record, finish: Sequence[Way] | None = None
) -> list[str]:
    """The explanation sentence by sentence."""
    found = [
        f"{decision.sentence}." if decision.needed is not None else f"{str(decision.state).capitalize()}."
    ]
    if counted := decision.counted:
        found.append(f"Counted: {'; '.join(_counted(counted))}.")
    found += [f"{_start(line)}: {line.fact.reference}, {_why(line)}" for line in decision.not_counted]
    if not decision.met:
        found += [text for text in _conditions(decision.tree) if text != found[0]]
        routes = (
            ways(policy, record, on=decision.on, decision=decision.decision) if finish is None else finish
        )
        if routes:
            found.append(f"Finish with {', or '.join(way.text for way in routes)}.")
    elif decision.needed is None or decision.total < decision.needed:
        found += _met(decision.tree)
    return [*found, *_doubts(decision)]


def _counted(lines: Iterable[Line]) -> list[str]:
    """Records of the same kind and worth stand together, the most worth first: “mc-2, mc-3 (6 each)”."""
    groups: dict[tuple[str, Fraction], list[str]] = {}
    for line in lines:
        groups.setdefault((line.clause, line.points), []).append(line.fact.reference)
    rows = sorted(groups.items(), key=lambda row: (-row[0][1] * len(row[1]), row[0][0]))
    return [f"{', '.join(names)}{_worth(points, len(names))}" for (_, points), names in rows]


def _worth(points: Fraction, many: int) -> str:
    return f" ({number(points)}{' each' if many > 1 else ''})" if points else ""


def _start(line: Line) -> str:
    names = {Standing.PENDING: "Pending", Standing.UNSPENT: "Kept", Standing.PERSON: "For a person to say"}
    return names.get(line.standing, "Not counted")


def _why(line: Line) -> str:
    """The headline without its beginning, and what to do."""
    text = line.because.partition(": ")[2]
    if line.reasons and line.reasons[0].gate == "window" and text.startswith("earned "):
        text = text.replace("; the ", "; your ", 1)
    remedy = f" {line.remedy}" if line.remedy and line.remedy.rstrip(".").lower() not in text.lower() else ""
    return text + remedy


def _conditions(tree: Outcome) -> list[str]:
    """What stands open beside amounts, a sentence each; amounts are told by the ways to finish."""
    if tree.met:
        return []
    if tree.parts:
        own = [tree.text] if tree.need is not None and " total " in tree.text else []
        return own + [text for part in tree.parts for text in _conditions(part)]
    # A plain sum is the headline already, and its ways to finish stand below.
    narrower = " with " in tree.text
    return [tree.text] if tree.need is None or tree.state is State.PERSON or narrower else []


def _met(tree: Outcome) -> list[str]:
    if not tree.met:
        return []
    return [text for part in tree.parts for text in _met(part)] if tree.parts else [tree.text]


def _doubts(decision: Decision) -> list[str]:
    """How many dates are not confirmed, and every other assumption in full."""
    values = [
        text for text in decision.assumptions if text.startswith("The worth of") and "unconfirmed" in text
    ]
    rest = [text for text in decision.assumptions if text not in values]
    if not values:
        return rest
    many = NUMBERS[len(values)] if len(values) < len(NUMBERS) else str(len(values))
    told = (
        f"{many} value's start date is unconfirmed."
        if len(values) == 1
        else f"{many} values' start dates are unconfirmed."
    )
    return [told, *rest]
