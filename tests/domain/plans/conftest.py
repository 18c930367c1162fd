"""Proposals are tested in a district of their own, with a panel of ten."""

from __future__ import annotations

import pytest

from tests.district import District, founded


@pytest.fixture
def district(db: None) -> District:
    return founded()
