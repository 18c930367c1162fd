"""What every operation on policies asks first."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.people.models import Organization, Person
from cairn.domain.policies import access
from cairn.engines.verdict import demand


def demand_keeper(by: Person | None, organization: Organization, at: datetime) -> None:
    """Whoever sets up an installation acts for nobody and needs no role."""
    if by is not None:
        demand(access.may_keep(by, organization, at=at))
