"""What may be done with an award's worth and with the record of an organization."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from django.db import transaction

from cairn.domain.issuing.models import Award
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import access
from cairn.domain.recognition.models import Applied, Filing, Verification
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def apply(
    *,
    award: Award,
    policy: str,
    version: str,
    title: str,
    recognizer: str,
    counted: bool,
    amount: Fraction,
    unit: str,
    because: str,
    source: str,
    by: Person | None,
    at: datetime,
    anew: bool = False,
) -> Applied:
    """Keep what a policy made of an award. The first decision stands, whatever becomes of the rule.

    `anew` lets another one take its place, since what the earner holds under the policy has changed.
    """
    said = {
        "version": version,
        "title": title,
        "recognizer": recognizer,
        "counted": counted,
        "numerator": amount.numerator,
        "denominator": amount.denominator,
        "unit": unit,
        "because": because,
        "source": source,
    }
    applied, new = Applied.objects.get_or_create(
        award=award, policy=policy, defaults=said | {"decided_at": at}
    )
    if anew and not new and any(getattr(applied, name) != value for name, value in said.items()):
        Applied.objects.filter(pk=applied.pk).update(**said, decided_at=at)
        applied.refresh_from_db()
        new = True
    if new:
        record(
            event="recognition.applied",
            by=by,
            at=at,
            subject=award,
            policy=policy,
            version=version,
            counted=counted,
        )
    return applied


@transaction.atomic
def share(*, award: Award, organization: Organization, note: str, by: Person, at: datetime) -> Filing:
    """Send a badge and its details, without evidence, to an organization; sharing twice sends it once."""
    demand(access.may_share(by, award))
    hours = award.edition.document["hours"] if award.edition else None
    filing, new = Filing.objects.get_or_create(
        organization=organization,
        award=award,
        withdrawn_at=None,
        defaults={
            "earner": by,
            "note": note.strip(),
            "title": award.title,
            "issuer": award.organization.name,
            "earned_on": award.earned_on,
            # The hours of a stack are those of its parts, which would count twice.
            "hours": f"{hours['low']}–{hours['high']}" if hours else "",
            "credential": award.credential.text,
            "shared_at": at,
        },
    )
    if new:
        record(event="badge.shared", by=by, at=at, subject=filing, organization=organization)
    return filing


@transaction.atomic
def unshare(*, filing: Filing, by: Person, at: datetime) -> None:
    """Take back a badge that was not filed yet; taking it back twice changes nothing."""
    demand(access.may_unshare(by, filing))
    if Filing.objects.filter(pk=filing.pk).exclude(withdrawn_at=None).exists():
        return
    if not Filing.objects.filter(pk=filing.pk, filed_at=None, withdrawn_at=None).update(withdrawn_at=at):
        raise Refused(no("filed", f"{filing.organization.name} has just filed this badge."))
    record(event="badge.unshared", by=by, at=at, subject=filing, organization=filing.organization)


@transaction.atomic
def file(*, filing: Filing, outcome: str, sentence: str, by: Person, at: datetime) -> Filing:
    """File a shared badge with the result of verifying it; one that is not valid is not filed."""
    demand(access.may_keep_record(by, filing.organization, at=at))
    if outcome != Verification.Outcome.VALID:
        raise Refused(no("not_valid", f"This badge was not filed: {sentence}"))
    if not Filing.objects.filter(pk=filing.pk, filed_at=None, withdrawn_at=None).update(
        filed_at=at, filed_by=by
    ):
        raise Refused(no("not_open", "This badge is filed already or was taken back by its earner."))
    record(event="badge.filed", by=by, at=at, subject=filing, organization=filing.organization)
    verify(filing=filing, outcome=outcome, sentence=sentence, by=by, at=at)
    filing.refresh_from_db()
    return filing


@transaction.atomic
def verify(*, filing: Filing, outcome: str, sentence: str, by: Person | None, at: datetime) -> Verification:
    """Keep the result of checking a filed badge; nobody asks for a check that runs by itself."""
    if by is not None:
        demand(access.may_keep_record(by, filing.organization, at=at))
    verification = Verification.objects.create(
        filing=filing, at=at, outcome=outcome, sentence=sentence, by=by
    )
    Filing.objects.filter(pk=filing.pk).update(checked_at=at)
    record(
        event="badge.verified",
        by=by,
        at=at,
        subject=filing,
        organization=filing.organization,
        outcome=outcome,
    )
    return verification


@transaction.atomic
def put_newer(*, award: Award, by: Person | None, at: datetime) -> int:
    """Put a badge that was corrected in place of the version that was shared; in how many records."""
    filings = list(Filing.objects.filter(award=award, withdrawn_at=None).select_related("organization"))
    for filing in filings:
        filing.credential, filing.earned_on = award.credential.text, award.earned_on
        filing.save(update_fields=["credential", "earned_on"])
        record(event="badge.renewed", by=by, at=at, subject=filing, organization=filing.organization)
    return len(filings)
