"""Editions of schema version 1 stay valid, byte for byte, and are read as version 2."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cairn.demo.stage import Stage
from cairn.domain.catalog import operations
from cairn.domain.catalog.document import blank, canonical, digest, lifted, problems
from cairn.domain.catalog.models import Draft, Edition, MicroCredential
from tests.walk import DAY, LONG_AGO

# The canonical text and the hash as the program of schema version 1 wrote them.
TEXT = (Path(__file__).parent / "frozen" / "morning-meeting.1.json").read_text()
DIGEST = "b73c77c159af9392a53a724672bcedea614014e9a5c3ec8c04f1615336aa3df6"


def first() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(TEXT)
    return document


def told(document: object) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in problems(document)]


def test_a_document_of_version_1_keeps_its_bytes_its_hash_and_its_validity() -> None:
    assert (problems(first()), canonical(first()), digest(first())) == ([], TEXT, DIGEST)


def test_it_is_held_to_the_rules_of_its_time() -> None:
    document = first()
    document["slots"][0]["kind"] = "observation_log"
    document["slots"][1]["alternatives"] = []
    document["rubric"]["rule"] = {"rule": "all"}
    document["license"] = "CC0-1.0"
    assert told(document)[:3] == [
        ("license", "unknown_key"),
        ("slots.0.kind", "unknown_value"),
        ("slots.1.alternatives", "unknown_key"),
    ]
    assert ("rubric.rule", "unknown_key") in told(document)


def test_lifting_gives_the_whole_of_version_2_and_leaves_the_original_alone() -> None:
    document = first()
    before = copy.deepcopy(document)
    whole = lifted(document)
    assert document == before
    assert list(whole) == list(blank("k", "T"))
    assert (problems(whole), whole["schema"], whole["license"]) == ([], 2, "all-rights-reserved")
    assert whole["rubric"]["rule"] == {"rule": "all"}
    assert [one for slot in whole["slots"] for one in slot["alternatives"] + slot["conditions"]] == []
    kept = set(document) - {"schema", "slots", "rubric", "example"}
    assert {key: whole[key] for key in kept} == {key: document[key] for key in kept}
    assert lifted(whole) == whole


def test_its_worked_example_becomes_one_at_the_level_that_passes() -> None:
    [example] = lifted(first() | {"example": "She asks **why**."})["examples"]
    assert example == {
        "level": "proficient", "title": "A worked example", "text": "She asks **why**.", "notes": {},
    }  # fmt: skip
    assert lifted(first() | {"example": " "})["examples"] == []


@pytest.mark.parametrize("part", ["slots", "rubric", "example"])
@pytest.mark.parametrize("value", [None, 7, [], [3], "x", {}])
def test_lifting_a_broken_draft_never_raises(part: str, value: object) -> None:
    assert lifted(first() | {part: value})["schema"] == 2


@pytest.fixture
def edition(stage: Stage) -> Edition:
    """Published from a draft that was saved before version 2 was known."""
    janelle = stage.people["janelle-wright"]
    draft = operations.begin(
        organization=stage.organizations["cedar-hollow"],
        key="kept",
        title="Kept",
        by=janelle,
        at=LONG_AGO,
    )
    draft = operations.save_draft(
        draft=draft, document=first(), revision=draft.revision, by=janelle, at=LONG_AGO
    )
    Draft.objects.filter(pk=draft.pk).update(document=first())
    operations.clear(
        micro_credential=draft.micro_credential, digest=DIGEST, review=uuid4(), by=janelle, at=LONG_AGO
    )
    operations.turn(micro_credential=draft.micro_credential, move="ask", by=janelle, at=LONG_AGO)
    return operations.publish(draft=Draft.objects.get(pk=draft.pk), by=janelle, at=LONG_AGO)


def test_an_edition_of_version_1_is_published_as_it_was(edition: Edition) -> None:
    assert (edition.schema, edition.text, edition.digest) == (1, TEXT, DIGEST)


def test_the_next_save_lifts_the_draft_and_leaves_the_edition(edition: Edition, stage: Stage) -> None:
    draft = edition.micro_credential.draft
    saved = operations.save_draft(
        draft=draft,
        document=draft.document,
        revision=draft.revision,
        by=stage.people["janelle-wright"],
        at=LONG_AGO + DAY,
    )
    assert (saved.document["schema"], problems(saved.document)) == (2, [])
    edition.refresh_from_db()
    assert (edition.text, digest(edition.document)) == (TEXT, DIGEST)


@pytest.mark.parametrize(
    "path", ["/micro-credentials/{row}/", "/editions/{edition}/", "/editions/{edition}.json", "/"]
)
def test_pages_show_an_edition_of_version_1(edition: Edition, client: Any, path: str) -> None:
    row: MicroCredential = edition.micro_credential
    answer = client.get(path.format(row=row.public_id, edition=edition.public_id))
    assert answer.status_code == 200
    assert edition.title.encode() in answer.content
