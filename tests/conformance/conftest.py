"""The judges, each asked once about everything it is to judge."""

from __future__ import annotations

import pytest

from tests.conformance import judges


@pytest.fixture(scope="session")
def node() -> None:
    """The npm verifiers are there."""
    _there(judges.NODE_TOOLS[0])


@pytest.fixture(scope="session")
def openbadges2() -> None:
    """The validator of Open Badges 2.0 is there."""
    _there(judges.OPENBADGES2)


def _there(tool: str) -> None:
    if told := judges.missing(tool):
        pytest.skip(told)
