"""Drafts and editions: saving over what one saw, and freezing what is published."""

from __future__ import annotations

import hashlib
from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cairn.demo import gating
from cairn.demo.stage import Stage
from cairn.domain.catalog import access, document, operations, queries
from cairn.domain.catalog.models import Draft, Edition, MicroCredential, Save
from cairn.domain.evidence.operations import attempts
from cairn.domain.ledger.models import Entry
from cairn.engines.lifecycle import WrongMove
from cairn.engines.verdict import Refused
from cairn.workflows import publishing
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO

NOW = LONG_AGO + DAY
KEY = "exit-tickets"


@pytest.fixture
def draft(stage: Stage) -> Draft:
    """The draft behind the published exit tickets."""
    return Draft.objects.select_related("micro_credential__edition").get(micro_credential__key=KEY)


def save(draft: Draft, stage: Stage, **changes: Any) -> Draft:
    return operations.save_draft(
        draft=draft,
        document=deepcopy(draft.document) | changes,
        revision=draft.revision,
        by=stage.people["janelle-wright"],
        at=NOW,
    )


def publish(draft: Draft, stage: Stage, *, pilot: bool = False) -> Edition:
    janelle = stage.people["janelle-wright"]
    gating.clear(draft, author=janelle, reviewer=stage.people["hannah-kim"], at=NOW)
    return publishing.publish(draft=draft, by=janelle, at=NOW, pilot=pilot)


def test_an_edition_is_its_canonical_text_and_the_sha256_of_it(stage: Stage) -> None:
    edition = stage.editions[KEY]
    assert edition.text == document.canonical(edition.document)
    assert edition.digest == hashlib.sha256(edition.text.encode()).hexdigest()
    assert Entry.objects.filter(event="edition.published", detail__digest=edition.digest).count() == 1


def test_an_edition_has_rows_for_all_that_its_document_names(stage: Stage) -> None:
    edition = queries.whole_edition().get(pk=stage.editions[KEY].pk)
    rubric, slots = edition.document["rubric"], edition.document["slots"]
    levels = [(level.key, level.rank, level.meets) for level in edition.levels.all()]
    assert levels == [
        ("emerging", 1, False),
        ("developing", 2, False),
        ("proficient", 3, True),
        ("exemplary", 4, True),
    ]
    assert [slot.key for slot in edition.slots.all()] == [slot["key"] for slot in slots]
    feeds = {row.key: {slot.key for slot in row.slots.all()} for row in edition.criteria.all()}
    assert feeds == {row["key"]: set(row["slots"]) for row in rubric["criteria"]}


def test_a_draft_edited_later_does_not_change_the_edition(draft: Draft, stage: Stage) -> None:
    before = Edition.objects.values().get(pk=stage.editions[KEY].pk)
    save(draft, stage, title="Another title")
    assert Edition.objects.values().get(pk=stage.editions[KEY].pk) == before
    assert MicroCredential.objects.get(key=KEY).title == before["title"]


def test_the_same_content_published_again_is_the_same_edition(draft: Draft, stage: Stage) -> None:
    draft = save(draft, stage, title=f"  {draft.document['title']} ")
    assert publish(draft, stage).pk == stage.editions[KEY].pk
    assert Edition.objects.filter(micro_credential=draft.micro_credential).count() == 1


def test_other_content_is_the_next_edition_and_work_that_began_stays_with_its_own(
    draft: Draft, stage: Stage
) -> None:
    begun = attempts.start(edition=stage.editions[KEY], by=stage.people["dana-brown"], at=NOW)
    second = publish(save(draft, stage, title="Exit tickets, revised"), stage)
    assert (second.number, second.title) == (2, "Exit tickets, revised")
    assert MicroCredential.objects.get(key=KEY).edition == second
    begun.refresh_from_db()
    assert begun.edition == stage.editions[KEY]


def test_a_draft_with_problems_is_refused_with_a_sentence_for_each(draft: Draft, stage: Stage) -> None:
    broken = save(draft, stage, title="", competency="", slots=[], readings=0)
    with pytest.raises(Refused) as refusal:
        publishing.publish(draft=broken, by=stage.people["janelle-wright"], at=NOW)
    told = [reason.text for reason in refusal.value.verdict.reasons]
    assert told == [problem.text for problem in document.problems(broken.document)]
    assert len(told) >= 4
    assert Edition.objects.filter(micro_credential=draft.micro_credential).count() == 1


def test_a_save_over_an_older_revision_is_stale_and_shows_what_stands(draft: Draft, stage: Stage) -> None:
    saved = save(draft, stage, summary="Saved first.")
    assert saved.revision == draft.revision + 1
    with pytest.raises(operations.Stale) as stale:
        save(draft, stage, summary="Saved second.")
    assert (stale.value.current.revision, stale.value.current.document["summary"]) == (
        saved.revision,
        "Saved first.",
    )


AUTHORS = {"janelle-wright": True, "tomasz-nowak": True, "priya-raman": False, "dana-brown": False}


@pytest.mark.parametrize("key", AUTHORS)
def test_only_authors_of_the_organization_edit_and_publish(draft: Draft, stage: Stage, key: str) -> None:
    person = stage.people[key]
    assert access.may_edit(person, draft.micro_credential, at=NOW).ok == AUTHORS[key]
    assert (draft in queries.drafts_for(person, at=NOW)) == AUTHORS[key]
    if not AUTHORS[key]:
        assert refused(lambda: publishing.publish(draft=draft, by=person, at=NOW)) == ("role",)


def test_what_is_retired_leaves_the_catalog_and_can_come_back_as_it_was(draft: Draft, stage: Stage) -> None:
    janelle, row = stage.people["janelle-wright"], draft.micro_credential
    publishing.retire(micro_credential=row, by=janelle, at=NOW)
    assert row not in queries.offered()
    with pytest.raises(WrongMove, match="cannot retire when retired"):
        publishing.retire(micro_credential=row, by=janelle, at=NOW)
    assert publish(draft, stage).pk == stage.editions[KEY].pk
    assert row in queries.offered()


def test_a_bookmark_is_set_and_taken_away(draft: Draft, stage: Stage) -> None:
    dana, row = stage.people["dana-brown"], draft.micro_credential
    for on, count in ((True, 1), (True, 1), (False, 0), (False, 0)):
        operations.bookmark(micro_credential=row, by=dana, at=NOW, on=on)
        assert Save.objects.count() == count


# --- Worth -------------------------------------------------------------------------------------------------


def test_what_a_recognizer_gives_is_kept_exactly(draft: Draft) -> None:
    row = draft.micro_credential
    operations.note_worth(
        micro_credential=row,
        policy="test/points",
        recognizer="The board",
        amount=Fraction(3, 2),
        unit="points",
        sentence="1.5 points",
        source="",
        checked_on=date(2026, 3, 1),
        by=None,
        at=NOW,
    )
    assert row.worths.get(policy="test/points").amount == Fraction(3, 2)
