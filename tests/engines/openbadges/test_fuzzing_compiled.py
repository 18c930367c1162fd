"""What compiled canonicalization makes of spoiled documents is what the general path makes of them, byte for byte.

Structures are compiled and learned from what strangers send, so a shape met in one document is tried on others that
differ in their texts alone, and the memory is shared by all of them.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.openbadges import canonical, documents
from cairn.engines.openbadges.compiled.shapes import Shapes
from cairn.engines.openbadges.errors import BadgeError
from tests.engines.openbadges.changing import leaves, reached
from tests.engines.openbadges.examples import full_credential
from tests.engines.openbadges.mutating import fuzz, spoiled

pytestmark = pytest.mark.slow

FULL = full_credential("did:web:badges.example.edu")
SMALL = replace(
    FULL, achievement=replace(FULL.achievement, tags=FULL.achievement.tags[:1]), evidence=FULL.evidence[1:]
)
BADGE = documents.build(SMALL)
SHAPES = Shapes()
TEXTS = [
    *(
        "",
        " ",
        "x",
        "\x00",
        "\n",
        '"',
        "\\",
        "é",
        "\u202e",
        "_:b0",
        "_:c14n0",
        "@id",
        "@type",
        "@none",
        "id",
        "type",
    ),
    *(
        "did:web:badges.example.edu",
        "urn:x:y",
        "https://a b",
        "http://",
        "//h",
        "?q",
        "#f",
        "a:b",
        ":",
        "Profile",
    ),
    *(
        "2026-11-20T16:30:00Z",
        "true",
        "1",
        "Evidence",
        "VerifiableCredential",
        "https://schema.org/name",
        "cred:x",
    ),
]


def told(canonicalize: Any, document: dict[str, Any]) -> bytes | str:
    """The canonical bytes, or the kind of error."""
    try:
        made: bytes = canonicalize(document)
    except BadgeError as error:
        return type(error).__name__
    return made


@st.composite
def families(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A spoiled document, the same again, and three that differ from it in texts alone."""
    document = draw(spoiled(BADGE) | st.just(BADGE))
    places = [path for path in leaves(document) if isinstance(reached(document, path), str)]
    family = [document, document]
    for _ in range(3 if places else 0):
        other = copy.deepcopy(document)
        for path in draw(st.lists(st.sampled_from(places), min_size=1, max_size=3)):
            text = st.sampled_from(TEXTS) | st.sampled_from(places).map(
                lambda place: reached(document, place)
            )
            reached(other, path[:-1])[path[-1]] = draw(text | st.text(max_size=5))
        family.append(other)
    return family


@fuzz(60)
@given(families())
def test_both_paths_say_the_same(family: list[dict[str, Any]]) -> None:
    found = [told(SHAPES.canonical, document) for document in family]
    assert found == [told(canonical.canonical_document, document) for document in family]
