"""Sharing: an earner sends a badge to her employer, which verifies it, files it, and looks again later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import members
from cairn.domain.recognition import operations, queries
from cairn.domain.recognition.models import Filing, Verification
from cairn.domain.records.operations import note_filed
from cairn.workflows import letters, verifying

CHECK_EVERY: Final = timedelta(days=30)
"""How old the last check of a filed badge may become."""
AT_ONCE: Final = 200
SURE: Final = frozenset(Verification.Outcome) - {Verification.Outcome.UNKNOWN}
"""Nobody is written to because a check could not be made."""


@transaction.atomic
def share(*, award: Award, organization: Organization, note: str, by: Person, at: datetime) -> Filing:
    """Send a badge and its details to an organization; its recognizers are told. No evidence goes along."""
    filing = operations.share(award=award, organization=organization, note=note, by=by, at=at)
    for reader in members(organization, Role.RECOGNIZER, at=at):
        letters.put("badge_shared", about=filing, to=reader, at=at)
    return filing


def file(*, filing: Filing, by: Person, at: datetime) -> Filing:
    """Verify a shared badge and file it; what is not valid is refused with the reason."""
    report = verifying.verify(filing.credential.encode(), at=at)
    with transaction.atomic():
        filed = operations.file(filing=filing, outcome=report.overall, sentence=report.sentence, by=by, at=at)
        on = at.astimezone(ZoneInfo(filed.organization.time_zone)).date()
        note_filed(organization=filed.organization, person=filed.earner, on=on, by=by, at=at)
        letters.put("badge_filed", about=filed, to=filed.earner, at=at)
    return filed


def verify_again(*, filing: Filing, by: Person | None, at: datetime) -> Verification:
    """Check a filed badge once more; a revocation since then shows."""
    return verify_all(filings=[filing], by=by, at=at)[0]


def verify_all(*, filings: Iterable[Filing], by: Person | None, at: datetime) -> list[Verification]:
    """Check filed badges once more; the keys and lists that they share are read once."""
    listed = list(filings)
    reports = verifying.verify_each([filing.credential.encode() for filing in listed], at=at)
    return [
        operations.verify(filing=filing, outcome=report.overall, sentence=report.sentence, by=by, at=at)
        for filing, report in zip(listed, reports, strict=True)
    ]


def check_what_is_due(*, at: datetime) -> int:
    """Check the filed badges that were not looked at for a month; how many. An office is told what changed."""
    filings = list(queries.due_for_check(before=at - CHECK_EVERY)[:AT_ONCE])
    before = {filing.pk: _last_outcome(filing) for filing in filings}
    for check in verify_all(filings=filings, by=None, at=at):
        filing = check.filing
        if check.outcome in SURE and check.outcome != before[filing.pk]:
            for reader in members(filing.organization, Role.RECOGNIZER, at=at):
                letters.put("badge_changed", about=filing, to=reader, at=at, turn=at.date().isoformat())
    return len(filings)


def _last_outcome(filing: Filing) -> str:
    """What the last sure check said; filed badges were valid then."""
    checks = [one.outcome for one in filing.verifications.all() if one.outcome in SURE]
    return checks[0] if checks else Verification.Outcome.VALID
