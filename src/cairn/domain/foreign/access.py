"""Whose badges from elsewhere are whose."""

from __future__ import annotations

from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.people.models import Person
from cairn.engines.verdict import Verdict, no, yes


def owns(person: Person, badge: ForeignBadge) -> Verdict:
    """Whether it was this person who brought the badge here."""
    if badge.person_id == person.pk:
        return yes()
    return no("not_yours", "This belongs to somebody else.")


def may_change(person: Person, badge: ForeignBadge) -> Verdict:
    """Whether the person may say something to the badge, or have it verified again."""
    if not (mine := owns(person, badge)):
        return mine
    if badge.state != "kept":
        return no("removed", "This badge is removed. Put it back to change something.")
    return yes()
