"""Sharing: an earner sends a badge to her employer, which verifies it, files it, and looks again later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import members
from cairn.domain.recognition import operations
from cairn.domain.recognition.models import Filing, Verification
from cairn.domain.records.operations import note_filed
from cairn.workflows import letters, verifying


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
