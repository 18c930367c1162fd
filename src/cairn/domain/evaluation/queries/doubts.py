"""Whether what one evaluator has just taken should be read by another one as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet

from cairn.domain.calibration.models import Qualification, Signal
from cairn.domain.evaluation.models import APART, Reading
from cairn.domain.evaluation.states import STANDING
from cairn.domain.ledger.prepared import Prepared
from cairn.domain.people.models import Person


@dataclass(frozen=True, slots=True)
class Doubts:
    """Why the only reader of a round should not remain that: she is `new` in some pool, or `drifted`."""

    new: bool = False
    drifted: bool = False


def doubts_about(person: Person, reading: Reading) -> Doubts:
    """Whether the person reads alone what she has just taken, and what speaks against it."""
    [(others, new, drifted)] = _doubts(person.pk, reading.pk, reading.round_id, reading.organization_id)
    return Doubts() if others else Doubts(new, drifted)


@Prepared
def _doubts(person: int, reading: int, round_: int, organization: int) -> QuerySet[Any, Any]:
    standing = Reading.objects.filter(round=round_, state__in=STANDING).exclude(pk=reading)
    qualified = Qualification.objects.filter(pool__organization=organization, person=person)
    return Reading.objects.filter(pk=reading).values_list(
        Exists(standing.exclude(reason__in=APART)),
        Exists(qualified.filter(state="probation")),
        Exists(Signal.objects.filter(organization=organization, evaluator=person, outcome="")),
    )
