"""The Wright map: submissions, criteria and evaluators on one ruler of logits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cairn.web.shared.drawing import NARROW, WIDE, drawing, figure, number, path, rect, table, text
from cairn.web.shared.plots.axes import Axis

TALL, TOP = 420, 74
STEP = 0.5


class Placed(NamedTuple):
    """Something on the ruler: a criterion's difficulty or an evaluator's severity, with its standard error."""

    name: str
    logit: float
    error: float | None = None
    infit: float | None = None


def wright(
    title: str,
    finding: str,
    *,
    submissions: Sequence[float],
    criteria: Sequence[Placed],
    evaluators: Sequence[Placed],
) -> SafeString:
    """Higher stand better submissions, harder criteria and stricter evaluators."""
    every = [*submissions, *(each.logit for each in (*criteria, *evaluators)), -2.0, 2.0]
    span = (max(min(every) - 0.3, -6), min(max(every) + 0.3, 6))
    drawings = [
        _wright(title, finding, submissions, criteria, evaluators, span, width) for width in (WIDE, NARROW)
    ]
    heads = ["", gettext("What"), gettext("Logits"), gettext("Standard error"), gettext("Infit")]
    rows = [
        (each.name, [kind, number(each.logit), number(each.error), number(each.infit)])
        for kind, group in ((gettext("Criterion"), criteria), (gettext("Evaluator"), evaluators))
        for each in group
    ]
    return figure(drawings, table(heads, rows), finding)


def _wright(
    title: str,
    finding: str,
    submissions: Sequence[float],
    criteria: Sequence[Placed],
    evaluators: Sequence[Placed],
    span: tuple[float, float],
    width: int,
) -> str:
    axis = Axis(*span, TALL - 20, TOP)
    ruler = 34
    third = (width - ruler) / 3
    heads = (gettext("Submissions"), gettext("Criteria"), gettext("Evaluators"))
    pieces = [text("value", ruler + third * place + 6, 44, head) for place, head in enumerate(heads)]
    for value in range(int(span[0]), int(span[1]) + 1):
        y = axis.at(value)
        pieces.append(path("rule", f"M{ruler} {y:.1f}H{width}"))
        pieces.append(text("tick", ruler - 8, y + 4, number(value, 0), "end"))
    pieces += _histogram(submissions, axis, ruler + 6, third - 16)
    pieces += _names(criteria, axis, ruler + third, third, width)
    pieces += _names(evaluators, axis, ruler + 2 * third, third, width)
    return drawing(title, finding, width, TALL, pieces)


def _histogram(values: Sequence[float], axis: Axis, left: float, room: float) -> list[str]:
    counts: dict[int, int] = {}
    for value in values:
        place = round(value / STEP)
        counts[place] = counts.get(place, 0) + 1
    most = max(counts.values(), default=1)
    tall = abs(axis.at(0) - axis.at(STEP)) - 2
    return [
        rect("bar", left, axis.at(place * STEP) - tall / 2, room * count / most, tall, 2)
        for place, count in sorted(counts.items())
    ]


def _names(placed: Sequence[Placed], axis: Axis, left: float, room: float, width: int) -> list[str]:
    """Marks at their logits with names beside them, moved apart where they would cover one another."""
    pieces, free = [], float("-inf")
    letters = int(room / (7.4 if width == WIDE else 7.8)) - 3
    for each in sorted(placed, key=lambda one: -one.logit):
        y = axis.at(each.logit)
        at = max(y, free + 17)
        free = at
        if each.error:
            low, high = axis.at(each.logit - each.error), axis.at(each.logit + each.error)
            pieces.append(path("interval", f"M{left + 10:.1f} {low:.1f}V{high:.1f}"))
        pieces.append(rect("mark", left + 5, y - 5, 10, 10, 5))
        name = each.name if len(each.name) <= letters else f"{each.name[: letters - 1]}…"
        pieces.append(text("", left + 20, at + 4, name))
    return pieces
