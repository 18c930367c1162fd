"""What the rules of judging need to know of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, Q, Subquery, Value

from cairn.domain.catalog.models import Edition, Worth
from cairn.domain.evaluation.models import APART, Lot, Reading
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evaluation.states import STANDING
from cairn.domain.evidence.models import Round

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
    firsts = Round.objects.filter(attempt__edition=edition, number=1, recalled_at=None, pk__lt=round_.pk)
    judged = firsts.exclude(attempt__state="withdrawn", outcome=None).order_by()
    last = rules_of(edition).launch - 1
    standing = Reading.objects.filter(round=round_, state__in=STANDING).exclude(reason__in=APART).order_by()
    money = Q(*(("unit__startswith", each) for each in MONEY), _connector=Q.OR)
    told = Round.objects.filter(pk=round_.pk).values_list(
        ~Exists(judged[last : last + 1]) if last >= 0 else Value(value=False),
        Subquery(Lot.objects.filter(edition=edition).values("seed")),
        Exists(Worth.objects.filter(money, micro_credential=edition.micro_credential_id)),
        Subquery(standing.values("round").annotate(number=Count("pk")).values("number")),
    )
    launching, seed, worth, number = told.get()
    pays = edition.document.get("stakes") == "pay" or worth
    return Asking(round_.number == 1 and launching, seed, pays, number or 0)


def pays(edition: Edition) -> bool:
    """Whether pay hangs on the edition: its author says so, or a recognizer gives money for it."""
    if edition.document.get("stakes") == "pay":
        return True
    units = Worth.objects.filter(micro_credential=edition.micro_credential_id).values_list("unit", flat=True)
    return any(unit.startswith(MONEY) for unit in units)
