"""Badges in images before openbadgeslib: what is baked is found there, and a tampered image refused here."""

from __future__ import annotations

import pytest

from tests.conformance import images
from tests.conformance.images import Image, judged_here, judged_there
from tests.conformance.judges import Answer
from tests.conformance.tampering import LIB
from tests.conformance.test_tampered import verdict

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("bake", [images.baked_png, images.baked_svg])
def test_a_baked_image_is_accepted(bake) -> None:
    assert (verdict(judged_here(bake())), judged_there(bake())) == ("valid", Answer(True, ""))


@pytest.mark.parametrize("row", images.IMAGES, ids=lambda row: row.name)
def test_a_tampered_image_is_refused(row: Image) -> None:
    there = {LIB} if judged_there(row.make()).valid else set()
    assert (verdict(judged_here(row.make())), there) == (row.here, set(row.passes))
