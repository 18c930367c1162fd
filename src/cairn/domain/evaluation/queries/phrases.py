"""An evaluator's own phrases."""

from __future__ import annotations

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.evaluation.models import Phrase
from cairn.domain.people.models import Person


def phrases_of(person: Person, micro_credential: MicroCredential) -> dict[str, list[Phrase]]:
    """Her phrases for a micro-credential by the key of the criterion, what she uses most first."""
    held: dict[str, list[Phrase]] = {}
    rows = Phrase.objects.filter(person=person, micro_credential=micro_credential)
    for phrase in rows.order_by("-used", "-kept_at", "pk"):
        held.setdefault(phrase.criterion_key, []).append(phrase)
    return held
