"""A badge, or what would be one, as a fact of the policy engine."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from zoneinfo import ZoneInfo

from cairn.domain.issuing.models import Award
from cairn.engines.policy import Approval, Fact

BADGE = "micro-credential"
ANYTHING = "Any subject"
STATUS = {"issued": "valid", "made": "pending", "suspended": "suspended", "revoked": "revoked"}


def badge(
    award: Award, *, evidence: str, lists: frozenset[str], approvals: tuple[Approval, ...] = ()
) -> Fact:
    """One micro-credential as a fact. Its hours are the fewest that its edition tells."""
    zone = ZoneInfo(award.organization.time_zone)
    document = award.edition.document if award.edition else {}
    return Fact(
        BADGE,
        award.earned_on,
        Fraction(1),
        str(award.public_id),
        details=_said(award, document) | {"evidence": evidence},
        units=hours_of(document),
        topics=topics_of(document),
        lists=lists,
        approvals=approvals,
        status=STATUS.get(award.state, "pending"),
        started_on=award.attempt.started_at.astimezone(zone).date() if award.attempt else None,
        expires_on=award.expires_at.astimezone(zone).date() if award.expires_at else None,
    )


def _said(award: Award, document: Mapping[str, object]) -> dict[str, str]:
    if award.edition is None:
        return {"issuer": award.organization.name}
    row = award.edition.micro_credential
    found = {"issuer": award.organization.name, "key": f"{row.organization.slug}/{row.key}"}
    return found | subject_of(document)


def subject_of(document: Mapping[str, object]) -> dict[str, str]:
    """The one subject that a document is about; none where it is for several or for any."""
    subjects = document.get("subjects")
    if isinstance(subjects, list) and len(subjects) == 1 and subjects[0] != ANYTHING:
        return {"subject": str(subjects[0])}
    return {}


def hours_of(document: Mapping[str, object]) -> dict[str, Fraction]:
    """The fewest hours that a document tells, as policies measure them."""
    told = document.get("hours")
    low = told.get("low") if isinstance(told, dict) else None
    return {"hour": Fraction(low), "contact hour": Fraction(low)} if low else {}


def topics_of(document: Mapping[str, object]) -> frozenset[str]:
    """What a document is about, in words."""
    told = document.get("topics")
    return frozenset(str(one).replace("-", " ") for one in told) if isinstance(told, list) else frozenset()
