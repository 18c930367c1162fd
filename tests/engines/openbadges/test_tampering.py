"""Whatever is changed in an issued file shows, whichever kind of file it is."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import base58
import pytest

from cairn.engines.openbadges import baking, verifying
from cairn.engines.openbadges.verifying.report import Standing
from tests.engines.openbadges.changing import (
    Path,
    changed,
    extended,
    leaves,
    objects,
    other,
    reached,
    without,
)
from tests.engines.openbadges.examples import NOW, Net

Write = Callable[[dict[str, Any]], bytes]

# A proof of another kind is not looked at, so nothing is known; everything else is plainly not valid.
OTHER_KIND: set[Path] = {("proof", 0, "type"), ("proof", 0, "cryptosuite")}


SLOW = pytest.mark.slow


@pytest.fixture(params=["json", pytest.param("png", marks=SLOW), pytest.param("svg", marks=SLOW)])
def write(request: pytest.FixtureRequest, plain_png: bytes, plain_svg: bytes) -> Write:
    """Writes a document as one kind of file."""
    kinds: dict[str, Write] = {
        "json": baking.to_json,
        "png": lambda document: baking.bake_png(plain_png, document),
        "svg": lambda document: baking.bake_svg(plain_svg, document),
    }
    return kinds[request.param]


def test_the_unchanged_file_is_valid(signed: dict[str, Any], write: Write, net: Net) -> None:
    assert judged(write(signed), net) == "valid"


@pytest.mark.slow
def test_one_changed_leaf_shows(signed: dict[str, Any], write: Write, net: Net) -> None:
    paths = list(leaves(signed))
    found = {path: judged(write(changed(signed, path, other)), net) for path in paths}
    assert found == {path: "unknown" if path in OTHER_KIND else "invalid" for path in paths}
    assert len(paths) == 97


@pytest.mark.slow
def test_one_left_out_member_shows(signed: dict[str, Any], write: Write, net: Net) -> None:
    paths = [(*path, key) for path in objects(signed) for key in reached(signed, path)]
    found = {path: judged(write(without(signed, path)), net) for path in paths}
    assert found == {path: "unknown" if path == ("proof", 0, "cryptosuite") else "invalid" for path in paths}


@pytest.mark.parametrize(
    "added",
    [
        {"favoriteColor": "blue"},
        {"description": "slipped in"},
        {"https://schema.org/description": "slipped in"},
        {"inLanguage": "fr"},
        {"evidence": []},
        {"validUntil": None},
    ],
)
def test_one_added_term_shows(signed: dict[str, Any], write: Write, net: Net, added: dict[str, Any]) -> None:
    paths = list(objects(signed))
    found = {path: judged(write(extended(signed, path, added)), net) for path in paths}
    assert found == dict.fromkeys(paths, "invalid")


@pytest.mark.slow
def test_one_altered_character_of_the_proof_shows(signed: dict[str, Any], write: Write, net: Net) -> None:
    value = signed["proof"][0]["proofValue"]
    alphabet = base58.BITCOIN_ALPHABET.decode()
    found = []
    for place, character in enumerate(value):
        following = alphabet[(alphabet.index(character) + 1) % len(alphabet)]
        altered = value[:place] + following + value[place + 1 :]
        document = {**signed, "proof": [{**signed["proof"][0], "proofValue": altered}]}
        found.append(judged(write(document), net))
    assert found == ["invalid"] * len(value)


@pytest.mark.parametrize("value", ["", "z", "u", " {}", "{} ", "{}\n", "z{}", "{}1", "é", "0" * 1_000_000])
def test_a_proof_that_is_no_proof_shows(signed: dict[str, Any], net: Net, value: str) -> None:
    document = changed(signed, ("proof", 0, "proofValue"), value.format)
    assert judged(baking.to_json(document), net) == "invalid"


def test_the_revocation_entry_cannot_be_hidden_under_another_spelling(
    signed: dict[str, Any], net: Net
) -> None:
    name = "https://www.w3.org/2018/credentials#credentialStatus"
    hidden = {key: value for key, value in signed.items() if key != "credentialStatus"}
    for spelling in (name, "cred:credentialStatus"):
        assert judged(baking.to_json({**hidden, spelling: signed["credentialStatus"]}), net) == "invalid"
    inside = {"id": signed["id"], "type": ["Evidence"], "credentialStatus": signed["credentialStatus"]}
    assert judged(baking.to_json({**hidden, "evidence": [*signed["evidence"], inside]}), net) == "invalid"


def test_the_order_in_which_members_are_written_does_not_matter(signed: dict[str, Any], net: Net) -> None:
    dice = random.Random(7)

    def shuffled(value: Any) -> Any:
        if isinstance(value, list):
            return [shuffled(item) for item in value]
        if not isinstance(value, dict):
            return value
        keys = list(value)
        dice.shuffle(keys)
        return {key: shuffled(value[key]) for key in keys}

    assert [judged(baking.to_json(shuffled(signed)), net) for _ in range(5)] == ["valid"] * 5


def judged(data: bytes, net: Net) -> Standing:
    return verifying.verify(data, now=NOW, fetch=net).standing
