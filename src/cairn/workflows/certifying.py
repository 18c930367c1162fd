"""Certifying: an evaluator's certification is itself a badge that runs out, signed as any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cairn.domain.calibration.models import Qualification
from cairn.domain.issuing import operations
from cairn.domain.people.models import Person
from cairn.workflows import awarding, steps


@dataclass(kw_only=True)
class Certifying(awarding.Signing):
    """The case as it passes through `STEPS`."""

    qualification: Qualification


def decide(case: Certifying) -> None:
    """The award of what the pool's organization chose for its certified evaluators."""
    badge = case.qualification.pool.badge
    if badge and badge.edition:
        case.award = operations.make_certification(
            qualification=case.qualification,
            edition=badge.edition,
            art=awarding.art_of(badge.edition, badge.organization),
            by=None,
            at=case.at,
        )


STEPS: tuple[Callable[[Certifying], None], ...] = (
    decide,
    awarding.choose_the_key,
    awarding.sign,
    awarding.keep_the_credential,
    awarding.tell_the_earner,
)


def certify(*, qualification: Qualification, at: datetime) -> None:
    """Award the badge of a certified evaluator; one that was held and still runs stands again instead.

    Nothing is awarded while the organization has chosen no micro-credential for it.
    """
    if operations.resume_certification(qualification=qualification, by=None, at=at):
        return
    if qualification.pool.badge_id:
        steps.take(STEPS, Certifying(qualification=qualification, at=at))


def hold(*, qualification: Qualification, reason: str, by: Person, at: datetime) -> None:
    """Suspend the badge of an evaluator who was suspended."""
    operations.hold_certification(qualification=qualification, reason=reason, by=by, at=at)
