"""From an idea to the teach-out, and editions that never change, whichever way it is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.demo import gating, walking
from cairn.demo.material import contents
from cairn.demo.stage import Stage
from cairn.domain.catalog import access, operations, queries
from cairn.domain.catalog.guards import COLUMNS
from cairn.domain.catalog.models import Clearance, Criterion, Draft, Edition, Level, MicroCredential, Slot
from cairn.domain.evidence.operations import attempts
from cairn.domain.ledger import guards
from cairn.engines.lifecycle import WrongMove
from cairn.workflows import publishing
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO

NOW = LONG_AGO + DAY
KEY = "exit-tickets"


@pytest.fixture
def fresh(stage: Stage) -> Draft:
    """A micro-credential that nobody has written yet."""
    return operations.begin(
        organization=stage.organizations["cedar-hollow"],
        key="fresh",
        title="Fresh",
        by=stage.people["janelle-wright"],
        at=LONG_AGO,
    )


def state(draft: Draft) -> str:
    return MicroCredential.objects.get(pk=draft.micro_credential_id).state


def written(draft: Draft, stage: Stage, **changes: Any) -> Draft:
    return operations.save_draft(
        draft=draft,
        document={**contents()["wait-time"], "key": draft.micro_credential.key, "title": "Fresh", **changes},
        revision=draft.revision,
        by=stage.people["janelle-wright"],
        at=NOW,
    )


def cleared(draft: Draft, stage: Stage) -> Draft:
    gating.clear(draft, author=stage.people["janelle-wright"], reviewer=stage.people["hannah-kim"], at=NOW)
    return draft


def published(draft: Draft, stage: Stage, *, pilot: bool = False) -> Edition:
    return publishing.publish(draft=draft, by=stage.people["janelle-wright"], at=NOW, pilot=pilot)


def test_it_goes_from_an_idea_through_review_and_pilot_to_the_catalog(fresh: Draft, stage: Stage) -> None:
    seen = [state(fresh)]
    draft = written(fresh, stage)
    seen.append(state(draft))
    cleared(draft, stage)
    seen.append(state(draft))
    edition = published(draft, stage, pilot=True)
    seen.append(state(draft))
    assert published(draft, stage) == edition
    seen.append(state(draft))
    assert seen == ["idea", "draft", "in_review", "pilot", "published"]


def test_a_pilot_is_offered_and_can_be_started(fresh: Draft, stage: Stage) -> None:
    edition = published(cleared(written(fresh, stage), stage), stage, pilot=True)
    assert edition.micro_credential in queries.offered()
    assert attempts.start(edition=edition, by=stage.people["dana-brown"], at=NOW).edition == edition


def test_nothing_is_offered_that_the_gate_did_not_clear(fresh: Draft, stage: Stage) -> None:
    draft, janelle = written(fresh, stage), stage.people["janelle-wright"]
    assert refused(lambda: operations.publish(draft=draft, by=janelle, at=NOW)) == ("uncleared",)
    codes = refused(lambda: published(draft, stage))
    assert {code.partition(":")[0] for code in codes} == {"gate"}
    cleared(draft, stage)
    changed = written(draft, stage, summary="Another summary.")
    assert refused(lambda: published(changed, stage)) == (
        "gate:accessible-language",
        "gate:accessible-language",
    )


def test_what_is_being_written_cannot_be_started(fresh: Draft, stage: Stage) -> None:
    assert access.may_start(fresh.micro_credential).codes == ("not_offered",)


@pytest.mark.slow
def test_who_is_at_work_may_submit_to_the_end_of_the_last_day_and_nobody_new_starts(stage: Stage) -> None:
    edition, dana = stage.editions[KEY], stage.people["dana-brown"]
    attempt = attempts.start(edition=edition, by=dana, at=NOW)
    late = attempts.start(edition=edition, by=stage.people["marcus-bell"], at=NOW)
    row = edition.micro_credential
    last = date(2026, 3, 20)
    publishing.retire(micro_credential=row, by=stage.people["janelle-wright"], at=NOW, until=last)
    row.refresh_from_db()
    edition.refresh_from_db()
    stranger = stage.people["tomasz-nowak"]
    assert refused(lambda: attempts.start(edition=edition, by=stranger, at=NOW)) == ("retired",)
    walking.fill(attempt, at=NOW)
    walking.submit(attempt, at=LONG_AGO + 18 * DAY)
    walking.fill(late, at=NOW)
    assert refused(lambda: walking.submit(late, at=LONG_AGO + 19 * DAY)) == ("taught_out",)
    assert "March 20, 2026" in access.may_finish(row, at=LONG_AGO + 19 * DAY).sentence


def test_what_comes_back_has_no_last_day(stage: Stage) -> None:
    row, janelle = stage.editions[KEY].micro_credential, stage.people["janelle-wright"]
    publishing.retire(micro_credential=row, by=janelle, at=NOW, until=date(2026, 3, 20))
    publishing.publish(draft=row.draft, by=janelle, at=NOW)
    row.refresh_from_db()
    assert (row.state, row.teach_out) == ("published", None)


@pytest.mark.slow
def test_a_later_edition_leaves_running_attempts_whole_and_is_the_one_that_stands(stage: Stage) -> None:
    edition = stage.editions[KEY]
    attempt = attempts.start(edition=edition, by=stage.people["dana-brown"], at=NOW)
    walking.fill(attempt, at=NOW)
    draft = edition.micro_credential.draft
    changed = operations.save_draft(
        draft=draft,
        document={**draft.document, "slots": draft.document["slots"][:-1], **_without_last(draft)},
        revision=draft.revision,
        by=stage.people["janelle-wright"],
        at=NOW,
    )
    second = published(cleared(changed, stage), stage)
    first = Edition.objects.select_related("micro_credential").get(pk=edition.pk)
    assert (first.standing, second.standing) == ("superseded", "published")
    walking.submit(attempt, at=NOW + DAY)
    walking.read(attempt, stage.people["tomasz-nowak"], at=NOW + 2 * DAY)
    attempt.refresh_from_db()
    assert (attempt.edition, attempt.state) == (first, "met")
    assert [part.slot.edition_id for part in attempt.parts.all()] == [first.pk] * first.slots.count()


def _without_last(draft: Draft) -> dict[str, Any]:
    """The rubric without the last piece of evidence, and without what only it fed."""
    gone, rubric = draft.document["slots"][-1]["key"], draft.document["rubric"]
    criteria = [{**row, "slots": [key for key in row["slots"] if key != gone]} for row in rubric["criteria"]]
    return {"rubric": {**rubric, "criteria": [row for row in criteria if row["slots"]]}}


# --- The database's own guards -----------------------------------------------------------------------------


@pytest.fixture
def guarded(stage: Stage) -> Iterator[Edition]:
    """An edition in a database as it is in earnest: with its guards."""
    connection.check_constraints()  # nothing is left to be looked at later, which would hinder TRUNCATE
    guards.install(connection)
    yield stage.editions[KEY]
    connection.check_constraints()


def sql(text: str, *values: str | int) -> Callable[[Edition], object]:
    def run(edition: Edition) -> None:
        with closing(connection.cursor()) as cursor:
            cursor.execute(text, [edition.pk, *values])

    return run


ORM: dict[str, Callable[[Edition], object]] = {
    "a save": lambda edition: Edition(pk=edition.pk, **_fields(edition, title="Other")).save(
        force_update=True
    ),
    "an update": lambda edition: Edition.objects.filter(pk=edition.pk).update(text="{}"),
    "an update of the hash": lambda edition: Edition.objects.filter(pk=edition.pk).update(digest="0" * 64),
    "unsealing": lambda edition: Edition.objects.filter(pk=edition.pk).update(sealed=False),
    "a bulk update": lambda edition: Edition.objects.bulk_update(_renamed(edition), ["title"]),
    "a level's name": lambda edition: Level.objects.filter(edition=edition).update(name="Other"),
    "a level that passes": lambda edition: Level.objects.filter(edition=edition).update(meets=True),
    "one level more": lambda edition: Level.objects.create(
        edition=edition, key="more", name="More", rank=9, meets=True
    ),
    "a slot's kind": lambda edition: Slot.objects.filter(edition=edition).update(kind="link"),
    "one slot more": lambda edition: Slot.objects.create(
        edition=edition, key="more", kind="link", title="More", position=9
    ),
    "a criterion's words": lambda edition: Criterion.objects.filter(edition=edition).update(look_for="Other"),
    "one criterion more": lambda edition: Criterion.objects.create(
        edition=edition, key="more", title="More", look_for="More", descriptors={}, position=9
    ),
    "no evidence for a criterion": lambda edition: edition.criteria.all()[0].slots.clear(),
    "more evidence for a criterion": lambda edition: Criterion.slots.through.objects.create(
        criterion=edition.criteria.all()[0], slot=Slot.objects.exclude(edition=edition)[0]
    ),
}
RAW: dict[str, Callable[[Edition], object]] = {
    "update": sql("UPDATE catalog_edition SET title = 'Other' WHERE id = %s"),
    "update of the number": sql("UPDATE catalog_edition SET number = 7 WHERE id = %s"),
    "update with the name": sql(
        "UPDATE catalog_edition SET published_by_id = NULL, title = '' WHERE id = %s"
    ),
    "delete": sql("DELETE FROM catalog_edition WHERE id = %s"),
    "delete of levels": sql("DELETE FROM catalog_level WHERE edition_id = %s"),
    "update of descriptors": sql("UPDATE catalog_criterion SET descriptors = '{}' WHERE edition_id = %s"),
    "delete of slots": sql("DELETE FROM catalog_slot WHERE edition_id = %s"),
    "delete of clearances": sql("DELETE FROM catalog_clearance WHERE id = %s OR TRUE"),
}
REPLACING: dict[str, Callable[[Edition], object]] = {
    table: sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE %s IS NOT NULL")
    for table in ("catalog_edition", "catalog_level", "catalog_slot", "catalog_criterion")
}
TRUNCATING = {"truncate": sql("TRUNCATE catalog_edition CASCADE -- %s")}


def _fields(edition: Edition, **changes: object) -> dict[str, Any]:
    kept = {field.attname: getattr(edition, field.attname) for field in Edition._meta.concrete_fields}
    del kept["id"]
    return kept | changes


def _renamed(edition: Edition) -> list[Edition]:
    edition.title = "Other"
    return [edition]


def attacks() -> dict[str, Callable[[Edition], object]]:
    more = REPLACING if connection.vendor == "sqlite" else TRUNCATING
    return ORM | RAW | more


@pytest.mark.parametrize("name", sorted({*ORM, *RAW, *REPLACING, *TRUNCATING}))
def test_an_edition_cannot_be_changed_by(name: str, guarded: Edition) -> None:
    attack = attacks().get(name)
    if attack is None:  # said in the other database's language
        assert name in {**REPLACING, **TRUNCATING}
        return
    before = Edition.objects.values().get(pk=guarded.pk)
    with pytest.raises(DatabaseError, match=r"never changes|for good"), transaction.atomic():
        attack(guarded)
    assert Edition.objects.values().get(pk=guarded.pk) == before


def test_there_is_no_edition_without_a_clearance_for_its_very_document(guarded: Edition) -> None:
    fields = _fields(guarded, number=2, public_id=uuid4(), digest="0" * 64, sealed=False)
    with pytest.raises(DatabaseError, match="needs the clearance"), transaction.atomic():
        Edition.objects.create(**fields)
    Clearance.objects.create(
        micro_credential=guarded.micro_credential, digest="0" * 64, review=uuid4(), given_at=NOW
    )
    assert Edition.objects.create(**fields).number == 2


def test_who_published_it_can_be_forgotten(guarded: Edition) -> None:
    Edition.objects.filter(pk=guarded.pk).update(published_by=None)
    assert Edition.objects.get(pk=guarded.pk).published_by is None


def test_the_guards_let_everything_be_published_that_may_be(guarded: Edition, stage: Stage) -> None:
    draft = guarded.micro_credential.draft
    changed = operations.save_draft(
        draft=draft,
        document={**draft.document, "summary": "Another summary."},
        revision=draft.revision,
        by=stage.people["janelle-wright"],
        at=NOW,
    )
    second = published(cleared(changed, stage), stage)
    assert (second.number, second.sealed, second.criteria.count()) == (2, True, guarded.criteria.count())


def test_the_guard_of_editions_names_every_column() -> None:
    columns = {field.column for field in Edition._meta.concrete_fields}
    assert set(COLUMNS) == columns - {"published_by_id"}


def test_a_retired_one_cannot_be_retired_again(stage: Stage) -> None:
    row, janelle = stage.editions[KEY].micro_credential, stage.people["janelle-wright"]
    publishing.retire(micro_credential=row, by=janelle, at=NOW)
    with pytest.raises(WrongMove, match="cannot retire when retired"):
        publishing.retire(micro_credential=row, by=janelle, at=NOW)
