"""Who may write micro-credentials."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.engines.verdict import Verdict


def may_author(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may begin micro-credentials for the organization."""
    return holds(person, organization, Role.AUTHOR, at=at)


def may_edit(person: Person, micro_credential: MicroCredential, *, at: datetime) -> Verdict:
    """Whether the person may change or publish this micro-credential's draft."""
    return may_author(person, micro_credential.organization, at=at)
