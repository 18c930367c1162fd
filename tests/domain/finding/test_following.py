"""The index follows the catalog: what is published, changed, retired, earned and recognized."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from fractions import Fraction
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cairn.cli import working
from cairn.demo import gating, walking
from cairn.demo.stage import Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft, Edition
from cairn.domain.evidence.operations import attempts
from cairn.domain.finding import operations
from cairn.domain.finding.models import Entry, Holding, SavedSearch
from cairn.domain.finding.queries import (
    Asked,
    counting_toward,
    find,
    is_whole,
    saved_searches,
    similar,
    total,
)
from cairn.domain.finding.volumes import TRIED
from cairn.domain.stacks.models import Stack
from cairn.engines.verdict import Refused
from cairn.workflows import cataloging, deciding, publishing, recognizing, stacking
from cairn.workflows.rulebook import Rulebook
from tests.domain.stacks.examples import document, mc
from tests.walk import DAY, LONG_AGO

NOW = LONG_AGO + DAY
TENNESSEE = "us-tn/teacher-license"
KEY = "exit-tickets"


@pytest.fixture
def draft(stage: Stage) -> Draft:
    return Draft.objects.select_related("micro_credential__edition").get(micro_credential__key=KEY)


def publish(draft: Draft, stage: Stage) -> Edition:
    janelle = stage.people["janelle-wright"]
    gating.clear(draft, author=janelle, reviewer=stage.people["hannah-kim"], at=NOW)
    return publishing.publish(draft=draft, by=janelle, at=NOW)


def titles(query: str = "", **chosen: str) -> set[str]:
    keys = find(Asked(query, {facet: [value] for facet, value in chosen.items()}, exact=True)).keys
    return set(Entry.objects.filter(pk__in=keys).values_list("title", flat=True))


def test_the_index_follows_what_is_published_changed_and_retired(draft: Draft, stage: Stage) -> None:
    janelle = stage.people["janelle-wright"]
    old = stage.editions[KEY].title
    assert titles("exit tickets") == {old}
    changed = catalog.save_draft(
        draft=draft,
        document=deepcopy(draft.document) | {"title": "Zebra crossings"},
        revision=draft.revision,
        by=janelle,
        at=NOW,
    )
    publish(changed, stage)
    assert (titles("zebra"), old in titles()) == ({"Zebra crossings"}, False)
    publishing.retire(micro_credential=draft.micro_credential, by=janelle, at=NOW)
    assert (titles("zebra"), total()) == (set(), 2)


def test_awards_and_worths_are_found_by(draft: Draft, stage: Stage) -> None:
    row = draft.micro_credential
    walking.work_at(
        "awarded",
        edition=stage.editions[KEY],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["aisha-rahman"]],
        at=NOW,
    )
    catalog.note_worth(
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
    operations.index(micro_credential=row, at=NOW)
    assert (Entry.objects.get(pk=row.pk).earned, find(Asked(sort="popular")).keys[0]) == (1, row.pk)
    assert titles(worth="test/points") == {stage.editions[KEY].title}
    assert counting_toward("test/points", leaving_out=[]) == ((row.pk,), 1)
    assert counting_toward("test/points", leaving_out=[row.pk]) == ((), 0)


def test_a_pilot_that_is_offered_to_all_moves_in_the_facet_of_states(stage: Stage) -> None:
    janelle, title = stage.people["janelle-wright"], "Tried out first"
    draft = catalog.begin(
        organization=stage.organizations["cedar-hollow"], key="tried", title=title, by=janelle, at=NOW
    )
    document = deepcopy(stage.editions[KEY].document) | {"key": "tried", "title": title}
    draft = catalog.save_draft(draft=draft, document=document, revision=draft.revision, by=janelle, at=NOW)
    gating.clear(draft, author=janelle, reviewer=stage.people["hannah-kim"], at=NOW)
    said = []
    for pilot in (True, False):
        publishing.publish(draft=draft, by=janelle, at=NOW, pilot=pilot)
        said.append((title in titles(state="pilot"), title in titles(state="published")))
    assert said == [(True, False), (False, True)]


def without_tennessee(on: date) -> Rulebook:
    """The rules of a day but the one under which a bare badge counts."""
    rules = deciding.book(on).by_key
    return Rulebook({key: versions for key, versions in rules.items() if key != TENNESSEE})


def test_what_it_is_worth_is_said_anew_once_a_rule_has_changed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = set(find(Asked()).keys)
    assert (cataloging.revalue(at=NOW), titles(worth=TENNESSEE)) == (0, titles())
    monkeypatch.setattr(recognizing, "book", without_tennessee)
    assert (cataloging.revalue(at=NOW), cataloging.revalue(at=NOW)) == (len(keys), 0)
    assert (titles(worth=TENNESSEE), counting_toward(TENNESSEE, leaving_out=[])) == (set(), ((), 0))


def test_a_rule_that_begins_with_the_day_is_shown_once_the_worker_has_caught_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    everything = titles()
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)  # the test's own is in use
    monkeypatch.setattr(recognizing, "book", without_tennessee)
    cache.clear()
    working.one_round()
    assert titles(worth=TENNESSEE) == set()
    monkeypatch.setattr(recognizing, "book", deciding.book)
    working.one_round()
    assert titles(worth=TENNESSEE) == set()
    cache.delete(working.CAUGHT_UP)
    working.one_round()
    assert titles(worth=TENNESSEE) == everything
    with django_assert_max_num_queries(12):
        assert cataloging.catch_up(at=timezone.now()) == 0


def test_what_was_earned_often_enough_is_no_longer_provisional(draft: Draft, stage: Stage) -> None:
    row = draft.micro_credential
    for _ in range(TRIED):
        catalog.count_award(micro_credential=row, by=None, at=NOW)
        operations.count_award(micro_credential=row, at=NOW)
    assert titles(standing="tried") == {stage.editions[KEY].title}


def test_a_part_is_found_by_every_stack_that_it_is_in_for_as_long_as_the_public_sees_it(stage: Stage) -> None:
    janelle, home = stage.people["janelle-wright"], stage.organizations["cedar-hollow"]
    inner = document("inner", mc(f"cedar-hollow/{KEY}"))
    outer = document("outer", {"stack": "cedar-hollow/inner"}, mc("cedar-hollow/wait-time"))
    said = []
    for told in (inner, outer, inner | {"title": "Renamed"}):
        stacking.load(organization=home, document=told, by=None, at=NOW)
        said.append({option.label: option.count for option in find(Asked()).facets["stack"]})
    assert said == [{"Inner": 1}, {"Inner": 1, "Outer": 2}, {"Renamed": 1, "Outer": 2}]
    assert titles(stack="cedar-hollow/inner") == {stage.editions[KEY].title}
    assert (cataloging.follow_stacks(at=NOW), cataloging.reindex(at=NOW)) == (0, 3)
    stacking.retire(stack=Stack.objects.get(key="inner"), by=janelle, at=NOW)
    assert {option.label: option.count for option in find(Asked()).facets["stack"]} == {"Outer": 1}


def test_flags_say_what_is_not_required(stage: Stage) -> None:
    for key, edition in stage.editions.items():
        needs = edition.document["needs"]
        assert (edition.title in titles(need="own-work"), key) == (not needs["student_work"], key)
        assert (edition.title in titles(need="no-meeting"), key) == (not needs["face_to_face"], key)


def test_an_index_that_was_lost_is_noticed_and_made_anew(stage: Stage) -> None:
    before = titles("exit"), is_whole(), similar(stage.editions[KEY].micro_credential_id)
    operations.fill(volumes=[], at=NOW)
    assert (titles("exit"), is_whole()) == (set(), False)
    cataloging.index_if_missing(at=NOW)
    assert (titles("exit"), is_whole(), similar(stage.editions[KEY].micro_credential_id)) == before
    Holding.objects.all().delete()
    said = StringIO()
    call_command("reindex", stdout=said)
    assert said.getvalue() == "The index holds 3 micro-credentials.\n"
    assert (titles("exit"), is_whole(), similar(stage.editions[KEY].micro_credential_id)) == before


# --- Saved searches ----------------------------------------------------------------------------------------


def test_a_search_is_kept_once_under_a_name(stage: Stage) -> None:
    dana = stage.people["dana-brown"]
    first = operations.save_search(name=" Talk  moves ", question="q=talk", by=dana, at=NOW)
    again = operations.save_search(name="Talk moves", question="q=talk", by=dana, at=NOW)
    assert (again, list(saved_searches(dana).values_list("name", flat=True))) == (first, ["Talk moves"])


@pytest.mark.parametrize(
    ("name", "code"), [("  ", "name_missing"), ("Talk", "name_in_use"), ("New", "too_many")]
)
def test_a_search_that_cannot_be_kept_is_refused_with_the_reason(
    stage: Stage, name: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dana = stage.people["dana-brown"]
    operations.save_search(name="Talk", question="q=talk", by=dana, at=NOW)
    monkeypatch.setattr(operations, "MOST_SAVED", 1)
    with pytest.raises(Refused) as refusal:
        operations.save_search(name=name, question="q=other", by=dana, at=NOW)
    assert [reason.code for reason in refusal.value.verdict.reasons] == [code]


def test_a_removed_search_is_put_back_unless_its_name_was_given_away(stage: Stage) -> None:
    dana = stage.people["dana-brown"]
    search = operations.save_search(name="Talk", question="q=talk", by=dana, at=NOW)
    operations.remove_search(search=search, at=NOW)
    assert list(saved_searches(dana)) == []
    operations.restore_search(search=search, at=NOW)
    assert list(saved_searches(dana)) == [search]
    operations.remove_search(search=search, at=NOW)
    operations.save_search(name="Talk", question="q=other", by=dana, at=NOW)
    with pytest.raises(Refused):
        operations.restore_search(search=search, at=NOW)
    assert SavedSearch.objects.filter(removed_at=None).count() == 1


def test_two_people_may_use_the_same_name(stage: Stage) -> None:
    for key in ("dana-brown", "marcus-bell"):
        operations.save_search(name="Talk", question="q=talk", by=stage.people[key], at=NOW)
    assert SavedSearch.objects.count() == 2


def test_an_attempt_changes_nothing_in_the_index(stage: Stage) -> None:
    before = find(Asked())
    attempts.start(edition=stage.editions[KEY], by=stage.people["dana-brown"], at=NOW)
    assert find(Asked()) == before
