"""Who may keep the register of known issuers."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.trust.models import Pin
from cairn.engines.verdict import Verdict, no, yes

KEEPERS = (
    Organization.Kind.DISTRICT,
    Organization.Kind.REGIONAL,
    Organization.Kind.STATE_AGENCY,
    Organization.Kind.STATE_BOARD,
    Organization.Kind.STANDARDS_BOARD,
)
"""Kinds of organizations that recognize what others issue, and answer for whom they believe."""


def may_keep_register(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may change whom this installation believes: an administrator of a district or a state."""
    if organization.kind not in KEEPERS:
        return no("not_a_keeper", "Districts, regions and states keep the register of known issuers.")
    return holds(person, organization, Role.ADMINISTRATOR, at=at)


def may_unpin(pin: Pin) -> Verdict:
    """Whether a pin can be taken out by itself: what a list names goes with the list."""
    if pin.of_list_id is not None:
        return no("of_a_list", "It stands in a list. Remove the list, or ask its publisher to change it.")
    return yes()
