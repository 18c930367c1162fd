"""A portfolio is carried away whole: what goes along, what stays and why; one that arrives is looked at first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from cairn.demo.stage import Stage
from cairn.domain.archives import access
from cairn.domain.archives.models import Archive
from cairn.domain.archives.operations import carrying as operations
from cairn.domain.archives.operations.carrying import KEPT
from cairn.domain.archives.queries import archives_of
from cairn.domain.evidence.models import Piece
from cairn.domain.evidence.operations import pieces
from cairn.domain.foreign.models import ForeignBadge, StatementFile
from cairn.domain.people.models import Person
from cairn.domain.records.queries import entered_by
from cairn.engines import archive as engine
from cairn.engines.archive import Contents, Entry
from cairn.engines.openbadges import verifying
from cairn.engines.verdict import Refused
from cairn.workflows import arriving, carrying, neighbors, stacking, tasks
from cairn.workflows.arriving import keeping, looking
from tests import foreign
from tests.carried import WORDS, carried, from_lakeside, sent
from tests.domain.stacks.examples import document, mc
from tests.engines.archive.examples import with_entry
from tests.foreign import NOW
from tests.remembering import rows_of_all
from tests.walk import DAY, LONG_AGO, work_at

AT = LONG_AGO + 40 * DAY


@pytest.fixture
def dana(stage: Stage) -> Person:
    return stage.people["dana-brown"]


@contextmanager
def opened(archive: Archive) -> Iterator[Contents]:
    with neighbors.store().as_path(archive.store_key) as path, path.open("rb") as file:
        yield engine.read(file)


def earn(stage: Stage, key: str = "wait-time") -> None:
    work_at(
        "awarded",
        edition=stage.editions[key],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["aisha-rahman"]],
        at=LONG_AGO + 20 * DAY,
    )


def test_it_holds_what_was_judged_and_of_what_shows_children_only_what_consent_lets_go(
    stage: Stage, dana: Person
) -> None:
    earn(stage)
    first, second = Piece.objects.filter(part__attempt__earner=dana, kind="file").order_by("pk")[:2]
    pieces.give_consent(
        piece=first, who="All 21", form="Signed", uses=["sharing"], given_on=AT.date(), by=dana, at=AT
    )
    archive = carrying.ask(with_evidence=True, by=dana, at=AT)
    tasks.run_all(AT)
    archive.refresh_from_db()
    with opened(archive) as found:
        [badge] = found.portfolio.badges
        told = {one.title: one.absent for one in badge.evidence}
        clip = next(one for one in badge.evidence if one.path)
        assert (found.faults, archive.badges, archive.planned) == ((), 1, found.sound[clip.path])
        assert (clip.title, clip.sha256) == (first.title, first.file and first.file.sha256)
        assert told[second.title] == (
            "It may show children, and no consent on record covers showing it with the badge."
        )
        assert [one.level for one in badge.results] == ["Proficient"] * 3
        assert {badge.credential, badge.image, badge.picture, badge.edition} <= set(found.sound)
        texts = [found.data(path, most=10**7) for path in (badge.credential, badge.image, badge.picture)]
        ids = {(verifying.verify(data, now=AT).document or {})["id"] for data in texts}
        assert ids == {badge.id}


def test_the_record_of_all_is_signed_and_says_which_badges_made_the_stack(stage: Stage, dana: Person) -> None:
    told = document("asking", mc("cedar-hollow/wait-time"), title="Asking")
    place = stage.organizations["cedar-hollow"]
    stacking.load(organization=place, document=told, by=None, at=LONG_AGO + 10 * DAY)
    earn(stage)
    with opened(carried(dana, at=AT)) as found:
        record = json.loads(found.data(found.portfolio.record, most=10**7))
        report = verifying.verify(record, now=AT)
        by_title = {badge.title: badge for badge in found.portfolio.badges}
    names = {
        one["credentialSubject"]["achievement"]["id"]: one["name"]
        for one in record["credentialSubject"]["verifiableCredential"]
    }
    [association] = record["credentialSubject"]["association"]
    part, whole = names[association["sourceId"]], names[association["targetId"]]
    assert (part, association["associationType"], whole) == (
        "Wait Time and Follow-Up Questions",
        "isChildOf",
        "Asking",
    )
    assert by_title[whole].parts == (by_title[part].id,)
    assert (report.overall, [one.overall for one in report.parts]) == ("not_confirmed", ["unknown"] * 2)


def test_an_archive_is_its_owners_for_two_weeks_and_then_gone(stage: Stage, dana: Person) -> None:
    archive = carried(dana, at=AT)
    with pytest.raises(Refused):
        carrying.remove(archive=archive, by=stage.people["nora-quill"], at=AT)
    later = AT + KEPT
    nora = stage.people["nora-quill"]
    asked = [(dana, AT), (nora, AT), (dana, later - timedelta(seconds=1)), (dana, later)]
    assert [bool(access.may_download(who, archive, at=at)) for who, at in asked] == [True, False, True, False]
    carrying.let_go(at=later)
    tasks.run_all(later)
    assert (neighbors.store().exists(archive.store_key), list(archives_of(dana))) == (False, [])


def test_one_is_made_at_a_time_and_one_that_was_cut_off_is_made_anew(stage: Stage, dana: Person) -> None:
    archive = carrying.ask(with_evidence=False, by=dana, at=AT)
    with pytest.raises(Refused):
        carrying.ask(with_evidence=False, by=dana, at=AT)
    begun = operations.begin_archive(archive=archive, by=None, at=AT)
    neighbors.store().put(begun.store_key, [b"cut off"])
    tasks.run_all(AT)
    archive.refresh_from_db()
    assert (archive.state, neighbors.store().exists(begun.store_key)) == ("ready", False)


LEARNED = Entry(kind="learning", title="Summer course", amount="41/2", unit="hour", earned_on="2026-07-01")


def test_an_archive_from_elsewhere_brings_badges_evidence_and_entries_once(dana: Person) -> None:
    data = from_lakeside(foreign.badge(str(dana.email)), entries=[LEARNED])
    for _ in range(2):
        arrival = sent(dana, data, at=NOW)
        assert [(one.overall, one.hers, one.pieces) for one in arriving.seen_in(arrival)] == [
            ("not_confirmed", True, 2)
        ]
        arriving.bring(arrival=arrival, by=dana, at=NOW)
        arrival.refresh_from_db()
        [brought] = arriving.brought_of(arrival)
        assert (brought.problem, brought.left) == ("", ())
    tasks.run_all(NOW)
    badge = ForeignBadge.objects.get(person=dana)
    files = list(StatementFile.objects.filter(statement__badge=badge).order_by("name"))
    assert (badge.overall, badge.ground, str(badge.public_id)) == ("not_confirmed", "handed", brought.badge)
    assert [(one.name, one.media_type) for one in files] == [
        ("Plan.pdf", "application/pdf"),
        ("Reflection.txt", "text/plain"),
    ]
    assert b"".join(neighbors.store().open(files[1].store_key)).decode() == WORDS
    assert [(one.title, str(one.amount)) for one in entered_by(dana)] == [("Summer course", "41/2")]
    assert neighbors.store().exists(arrival.store_key) is False


def test_what_was_cut_off_while_it_came_in_goes_on(dana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [foreign.badge(str(dana.email), number=number) for number in (1, 2)]
    arrival = sent(dana, from_lakeside(*documents), at=NOW)
    kept = keeping.keep_evidence
    calls = iter([kept])

    def once(**told: object) -> object:
        return next(calls)(**told)  # type: ignore[arg-type]

    monkeypatch.setattr(arriving, "keep_evidence", once)
    with pytest.raises(StopIteration):
        arriving.bring(arrival=arrival, by=dana, at=NOW)
    monkeypatch.setattr(arriving, "keep_evidence", kept)
    arrival.refresh_from_db()
    arriving.bring(arrival=arrival, by=dana, at=NOW)
    arrival.refresh_from_db()
    assert (arrival.state, len(arriving.brought_of(arrival))) == ("arrived", 2)
    assert StatementFile.objects.filter(statement__badge__person=dana).count() == 4


def test_a_portfolio_from_elsewhere_goes_along_again_with_what_its_issuer_was_known_by(dana: Person) -> None:
    arrival = sent(dana, from_lakeside(foreign.badge(str(dana.email))), at=NOW)
    arriving.bring(arrival=arrival, by=dana, at=NOW)
    with opened(carried(dana, at=NOW)) as found:
        [badge] = found.portfolio.badges
        pages = dict(looking.bundle_of(found).pages)
        data = found.data(badge.credential, most=10**6)
    assert (badge.origin, {one.title for one in badge.evidence}) == (
        "elsewhere",
        {"Her own words", "Plan.pdf", "Reflection.txt"},
    )
    assert set(pages) == {foreign.PAGE, foreign.LIST}
    assert verifying.verify(data, now=NOW, pages=pages).overall == "not_confirmed"


def test_a_hostile_archive_is_refused_with_the_reason_and_nothing_stays(dana: Person) -> None:
    ours = ("foreign_", "records_", "evidence_")

    def everything() -> dict[str, object]:
        return {name: rows for name, rows in rows_of_all().items() if name.strip('"').startswith(ours)}

    before = everything()
    arrival = sent(dana, with_entry("portfolio-2026-11-22/../../etc/passwd", b"root"), at=NOW)
    tasks.run_all(NOW)
    assert (arrival.state, arrival.problem.endswith("Nothing of it was kept.")) == ("refused", True)
    assert (neighbors.store().exists(arrival.store_key), everything() == before) == (False, True)


def test_a_forged_badge_in_an_archive_is_not_brought_in_and_the_others_are(dana: Person) -> None:
    forged = {**foreign.badge(str(dana.email)), "name": "Doctor of Education"}
    arrival = sent(dana, from_lakeside(forged, foreign.badge(str(dana.email), number=2)), at=NOW)
    arriving.bring(arrival=arrival, by=dana, at=NOW)
    arrival.refresh_from_db()
    assert [bool(one.badge) for one in arriving.brought_of(arrival)] == [False, True]
    assert ForeignBadge.objects.filter(person=dana).count() == 1
