"""Who may bring frameworks in."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.frameworks.models import Framework
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.engines.verdict import Verdict, no, yes


def may_bring(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may import frameworks for the organization."""
    return holds(person, organization, Role.ADMINISTRATOR, at=at)


def may_update(organization: Organization, framework: Framework) -> Verdict:
    """Whether the organization may import this framework again: the one that brought it."""
    if framework.organization_id == organization.pk:
        return yes()
    return no(
        "another_brought_it",
        f"{framework.organization.name} brought “{framework.title}” here already. "
        "Everybody can align to it; ask them to import the newer file.",
    )
