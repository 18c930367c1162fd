"""Finding is tested on entries made up for the purpose; their micro-credentials are mere rows to point at."""

from __future__ import annotations

import pytest

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people import operations as people
from tests.walk import LONG_AGO, stage

__all__ = ["stage"]


@pytest.fixture
def keys(db: None) -> list[int]:
    """Primary keys of a few thousand micro-credentials, for entries to be about."""
    home = people.found(slug="shelf", name="Shelf", kind="district", by=None, at=LONG_AGO)
    MicroCredential.objects.bulk_create(
        MicroCredential(organization=home, key=f"m{n}", title=f"M{n}", begun_at=LONG_AGO)
        for n in range(3_000)
    )
    return list(MicroCredential.objects.order_by("pk").values_list("pk", flat=True))
