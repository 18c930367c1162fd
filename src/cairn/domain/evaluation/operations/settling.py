"""What a round comes to."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from cairn.domain.catalog.rubrics import rubric_of
from cairn.domain.deeds import deed
from cairn.domain.evaluation import queries
from cairn.domain.evaluation.combining import Combined, passes
from cairn.domain.evaluation.models import CriterionOutcome, Outcome
from cairn.domain.evidence.models import Round
from cairn.domain.ledger.operations import record
from cairn.domain.ledger.prepared import PreparedModels
from cairn.domain.ledger.writing import add
from cairn.domain.people.models import Person


@deed()
def settle(*, round_: Round, combined: Combined, by: Person | None, at: datetime) -> Outcome:
    """Write down what the round came to by the rubric's rule; what earlier rounds met is carried over.

    Settling twice changes nothing.
    """
    for standing in _outcome(round_.pk):
        return standing
    levels = {level.rank: level for level in rubric_of(round_.attempt.edition).levels}
    read = {criterion.key: criterion for criterion in queries.criteria_to_read(round_)}
    fresh = [(read[key], levels[rank]) for key, rank in combined.ranks.items()]
    carried = queries.met_before(round_)
    reached = [row.criterion.key for row in carried] + [row.key for row, level in fresh if level.meets]
    rubric = round_.attempt.edition.document["rubric"]
    outcome = Outcome(round=round_, met=passes(rubric, reached), concluded_at=at)
    add(outcome)
    add(
        *[
            CriterionOutcome(outcome=outcome, criterion=criterion, level=level, met=level.meets)
            for criterion, level in fresh
        ],
        *[
            CriterionOutcome(
                outcome=outcome, criterion=row.criterion, level=row.level, met=True, carried=True
            )
            for row in carried
        ],
    )
    record(event="round.concluded", by=by, at=at, subject=round_, met=outcome.met)
    return outcome


@PreparedModels
def _outcome(round_: int) -> QuerySet[Outcome]:
    return Outcome.objects.filter(round=round_)
