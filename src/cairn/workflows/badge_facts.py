"""What a badge, or what would be one, says in the words of the policy engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cairn.domain.catalog.models import Edition
from cairn.engines.policy.facts import STACK as STACK

BADGE = "micro-credential"
ANYTHING = "Any subject"


@dataclass(frozen=True, slots=True)
class Told:
    """What every award of one thing says."""

    details: Mapping[str, str]
    units: Mapping[str, Fraction] = field(default_factory=dict)
    topics: frozenset[str] = frozenset()


def told_by(edition: Edition, issuer: str) -> Told:
    """What an award of an edition says; `edition` comes with its micro-credential and its organization."""
    row = edition.micro_credential
    said = {"issuer": issuer, "key": f"{row.organization.slug}/{row.key}"}
    return Told(said | subject_of(edition.document), hours_of(edition.document), topics_of(edition.document))


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
