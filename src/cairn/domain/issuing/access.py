"""Who may issue, suspend and revoke, and who may see an award."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.issuing.models import Award
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.engines.verdict import Verdict, no, yes


def may_issue(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may see and correct the organization's awards."""
    return holds(person, organization, Role.ISSUER, Role.ADMINISTRATOR, at=at)


def owns(person: Person, award: Award) -> Verdict:
    """Whether the award is the person's own."""
    return yes() if award.earner_id == person.pk else no("not_yours", "This is somebody else's award.")


def may_show(award: Award) -> Verdict:
    """Whether the award has a public page: it is issued and the earner has not hidden it."""
    if award.state == "made":
        return no("not_issued", "This badge is being signed. Look again in a minute.")
    if not award.public:
        return no("hidden", "The earner has not made this badge public.")
    return yes()
