"""What a line of pay was for, and its amount as the filter `money` takes it."""

from __future__ import annotations

from django import template

from cairn.domain.evaluation.models import PayLine
from cairn.domain.evaluation.queries.pay import Owed
from cairn.web.evaluator.paid import work_of

register = template.Library()


@register.filter
def work(line: PayLine) -> str:
    return work_of(line)


@register.filter
def amount(line: PayLine | Owed) -> dict[str, int | str]:
    return {"cents": line.cents, "currency": line.currency}
