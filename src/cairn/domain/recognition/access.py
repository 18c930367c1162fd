"""Who may share a badge with an organization, and who may file it there."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.issuing.models import Award
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.recognition.models import Filing
from cairn.engines.verdict import Verdict, no, yes


def may_share(person: Person, award: Award) -> Verdict:
    """Whether the person may send this badge to an organization."""
    if award.earner_id != person.pk:
        return no("not_yours", "This is somebody else's award.")
    if award.state == "issued":
        return yes()
    return no("not_issued", "Only a badge that is issued and valid can be shared.")


def may_keep_record(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person keeps the organization's record of professional learning."""
    return holds(person, organization, Role.RECOGNIZER, Role.ADMINISTRATOR, at=at)


def may_unshare(person: Person, filing: Filing) -> Verdict:
    """Whether a shared badge may still be taken back."""
    if filing.earner_id != person.pk:
        return no("not_yours", "This is somebody else's badge.")
    if filing.filed_at:
        return no("filed", f"{filing.organization.name} has filed this badge. Ask its office to remove it.")
    return yes()
