"""What the rules of judging need to know of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Q, QuerySet, Subquery

from cairn.domain.catalog.models import Edition, Worth
from cairn.domain.evaluation.models import APART, Lot, Reading
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evaluation.states import STANDING
from cairn.domain.evidence.models import Round
from cairn.domain.ledger.prepared import Prepared

MONEY = ("USD", "$")


@dataclass(frozen=True, slots=True)
class Asking:
    """What decides which readings a submitted round is asked for.

    `launching` says that it is among the edition's first that are all read twice, `seed` is that of its lot (None
    before the first draw), `pays` that pay hangs on it, and `standing` how many readings were asked for already.
    """

    launching: bool
    seed: UUID | None
    pays: bool
    standing: int


def asking(round_: Round) -> Asking:
    """What decides about a round's readings, in one question.

    Work that was set aside before it came to a result was not read twice, so it does not count among the first.
    """
    edition = round_.attempt.edition
    launch = rules_of(edition).launch
    [(before, seed, worth, standing)] = _asked(launch)(round_.pk, edition.pk, edition.micro_credential_id)
    pays = edition.document.get("stakes") == "pay" or worth
    launching = round_.number == 1 and launch > 0 and not before
    return Asking(launching, seed, pays, standing or 0)


@cache
def _asked(launch: int) -> Prepared:
    """The question where so many first submissions are all read twice."""
    money = Q(*(("unit__startswith", each) for each in MONEY), _connector=Q.OR)

    def question(round_: int, edition: int, micro_credential: int) -> QuerySet[Any, Any]:
        firsts = Round.objects.filter(attempt__edition=edition, number=1, recalled_at=None, pk__lt=round_)
        judged = firsts.exclude(attempt__state="withdrawn", outcome=None).order_by()
        standing = Reading.objects.filter(round=round_, state__in=STANDING).exclude(reason__in=APART)
        return Round.objects.filter(pk=round_).values_list(
            Exists(judged[max(launch, 1) - 1 : max(launch, 1)]),
            Subquery(Lot.objects.filter(edition=edition).values("seed")),
            Exists(Worth.objects.filter(money, micro_credential=micro_credential)),
            Subquery(standing.order_by().values("round").annotate(number=Count("pk")).values("number")),
        )

    return Prepared(question)


def pays(edition: Edition) -> bool:
    """Whether pay hangs on the edition: its author says so, or a recognizer gives money for it."""
    if edition.document.get("stakes") == "pay":
        return True
    units = Worth.objects.filter(micro_credential=edition.micro_credential_id).values_list("unit", flat=True)
    return any(unit.startswith(MONEY) for unit in units)
