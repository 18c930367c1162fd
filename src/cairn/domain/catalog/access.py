"""Who may write micro-credentials, and who may still take them up or finish them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from cairn.domain.catalog.models import Clearance, MicroCredential
from cairn.domain.catalog.states import OFFERED
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.engines.verdict import Verdict, no, yes


def may_author(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may begin micro-credentials for the organization."""
    return holds(person, organization, Role.AUTHOR, at=at)


def may_edit(person: Person, micro_credential: MicroCredential, *, at: datetime) -> Verdict:
    """Whether the person may change or publish this micro-credential's draft."""
    return may_author(person, micro_credential.organization, at=at)


def is_cleared(micro_credential: MicroCredential, digest: str) -> Verdict:
    """Whether the quality gate let the document with this digest through."""
    if Clearance.objects.filter(micro_credential=micro_credential, digest=digest).exists():
        return yes()
    return no(
        "uncleared", "The quality gate has not cleared this draft as it stands. Ask for a review first."
    )


def may_start(micro_credential: MicroCredential) -> Verdict:
    """Whether anybody may begin to earn it now."""
    if micro_credential.state in OFFERED:
        return yes()
    if micro_credential.state == "retired":
        return no("retired", "This one is retired, so it cannot be started any more.")
    return no("not_offered", "This one is still being written, so it cannot be started yet.")


def may_finish(micro_credential: MicroCredential, *, at: datetime) -> Verdict:
    """Whether work that was begun may still be submitted: after the last day of the teach-out it may not."""
    last = micro_credential.teach_out
    if last is None or at.astimezone(ZoneInfo(micro_credential.organization.time_zone)).date() <= last:
        return yes()
    return no("taught_out", f"This one is retired. The last day to submit was {in_words(last)}.")


def in_words(day: date) -> str:
    """A day as a sentence names it: June 30, 2027."""
    return f"{day:%B} {day.day}, {day.year}"
