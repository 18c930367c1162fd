"""Who sees how evaluators do, and who may say what was done about it."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.catalog.models import Edition
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.engines.verdict import Verdict


def may_read_reports(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may see what concerns single evaluators, under pseudonyms, and take the data along."""
    return holds(person, organization, Role.ISSUER, Role.LEAD, Role.ADMINISTRATOR, at=at)


def may_note_action(person: Person, edition: Edition, *, at: datetime) -> Verdict:
    """Whether the person may write, for everybody to read, what was done about a finding."""
    return holds(person, edition.micro_credential.organization, Role.ISSUER, Role.LEAD, at=at)
