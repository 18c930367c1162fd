"""Frameworks need two organizations, each with an administrator, and nothing else of the stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from cairn.domain.frameworks.models import Framework
from cairn.domain.people import operations as people
from cairn.domain.people.models import Organization, Person, Role
from cairn.workflows import frameworks
from tests.walk import LONG_AGO


@dataclass
class Board:
    """An organization and who runs it."""

    organization: Organization
    admin: Person

    def bring(self, data: bytes, at: datetime = LONG_AGO) -> Framework:
        return frameworks.bring(organization=self.organization, data=data, by=self.admin, at=at)


def board(slug: str) -> Board:
    organization = people.found(slug=slug, name=slug.title(), kind="standards_board", by=None, at=LONG_AGO)
    admin = people.register(email=f"{slug}@example.org", legal_name=slug.title(), by=None, at=LONG_AGO)
    people.take_role(person=admin, organization=organization, role=Role.ADMINISTRATOR, by=None, at=LONG_AGO)
    return Board(organization, admin)


@pytest.fixture
def ours(db: None) -> Board:
    return board("ours")


@pytest.fixture
def theirs(db: None) -> Board:
    return board("theirs")
