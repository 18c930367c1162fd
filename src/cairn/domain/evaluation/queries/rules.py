"""What the rules of judging need to know of an edition."""

from __future__ import annotations

from cairn.domain.catalog.models import Edition, Worth
from cairn.domain.evidence.models import Round

MONEY = ("USD", "$")


def first_rounds_before(round_: Round, *, most: int) -> int:
    """How many first submissions of the same edition came before this one, counted up to `most`."""
    firsts = Round.objects.filter(attempt__edition=round_.attempt.edition_id, number=1, recalled_at=None)
    return firsts.filter(pk__lt=round_.pk)[:most].count()


def pays(edition: Edition) -> bool:
    """Whether pay hangs on the edition: its author says so, or a recognizer gives money for it."""
    if edition.document.get("stakes") == "pay":
        return True
    units = Worth.objects.filter(micro_credential=edition.micro_credential_id).values_list("unit", flat=True)
    return any(unit.startswith(MONEY) for unit in units)
