"""An evaluator's own beginnings of sentences, kept per criterion."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from cairn.domain.catalog.models import Criterion, MicroCredential
from cairn.domain.deeds import deed
from cairn.domain.evaluation.models import Phrase
from cairn.domain.evaluation.models.phrases import LONGEST
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, no

MOST = 100
"""Phrases one person keeps for one micro-credential."""


@deed()
def keep_phrase(
    *, micro_credential: MicroCredential, criterion: Criterion, text: str, by: Person, at: datetime
) -> Phrase:
    """Keep a phrase for a criterion; keeping it twice keeps it once."""
    words = " ".join(text.split())
    if not words:
        raise Refused(no("empty", "Write some words first; then keep them."))
    if len(words) > LONGEST:
        raise Refused(
            no("long", f"Keep a beginning of at most {LONGEST} characters; the rest is about this evidence.")
        )
    hers = Phrase.objects.filter(person=by, micro_credential=micro_credential)
    if hers.count() >= MOST:
        raise Refused(no("many", f"You keep {MOST} phrases here. Remove one that you no longer use."))
    phrase, _ = Phrase.objects.get_or_create(
        person=by,
        micro_credential=micro_credential,
        criterion_key=criterion.key,
        text=words,
        defaults={"kept_at": at},
    )
    return phrase


@deed()
def use_phrase(*, phrase: Phrase, by: Person, at: datetime) -> None:
    """Count that she put it into a sheet, so that what she uses most, and last, comes first."""
    _hers(phrase, by)
    Phrase.objects.filter(pk=phrase.pk).update(used=F("used") + 1, kept_at=at)


@deed()
def drop_phrase(*, phrase: Phrase, by: Person) -> None:
    """Keep it no longer."""
    _hers(phrase, by)
    phrase.delete()


def _hers(phrase: Phrase, by: Person) -> None:
    if phrase.person_id != by.pk:
        raise Refused(no("not_yours", "This phrase is somebody else's."))
