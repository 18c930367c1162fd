"""Rules come into use and go out of it; accept-lists; and what another text would change for one's own people."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.demo.stage import Stage
from cairn.domain.catalog.models import Worth
from cairn.domain.issuing.models import Award
from cairn.domain.ledger import guards
from cairn.domain.people.models import Organization
from cairn.domain.policies import operations
from cairn.domain.policies.models import PolicyDraft, PolicyVersion, Trial
from cairn.domain.records import operations as records
from cairn.domain.records.models import Relation
from cairn.domain.records.queries import how_many
from cairn.domain.validity.operations import keep
from cairn.engines.policy import decide, load
from cairn.engines.policy.population.whatif import SMALLEST
from cairn.engines.verdict import Refused
from cairn.workflows import accepting, adopting, deciding, drafting, rostering, tasks, trying, validating
from cairn.workflows.records import record_of
from cairn.workflows.rulebook import policy_of, rulebook, shipped
from tests.ruling import Ruled, rule
from tests.walk import DAY, LONG_AGO, work_at

NOW = LONG_AGO + 10 * DAY
TODAY = date(2026, 3, 12)
TENNESSEE = "us-tn/teacher-license"


@pytest.fixture
def state(stage: Stage) -> Organization:
    return stage.organizations["tennessee"]


@pytest.fixture
def award(stage: Stage) -> Award:
    """Dana's badge for exit tickets, of Cedar Hollow."""
    attempt = work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO,
    )
    return Award.objects.get(attempt=attempt)


def draft(stage: Stage, text: str, cases: str = "", of: str = "cedar-hollow") -> PolicyDraft:
    return drafting.begin_pasted(
        organization=stage.organizations[of], text=text, cases=cases, by=None, at=NOW
    )


def refused_to_use(one: PolicyDraft, used_from: date = TODAY) -> str:
    with pytest.raises(Refused) as refusal:
        adopting.enact(draft=one, used_from=used_from, by=None, at=NOW)
    return refusal.value.verdict.sentence


def test_what_a_state_adopts_answers_in_the_place_of_what_ships_until_it_is_withdrawn(
    stage: Stage, state: Organization
) -> None:
    sam = stage.people["sam-whitaker"]
    assert rulebook(at=NOW).organization_of(TENNESSEE) is None
    (version,) = adopting.adopt(organization=state, key=TENNESSEE, used_from=TODAY, by=sam, at=NOW)
    book = rulebook(at=NOW)
    assert book.organization_of(TENNESSEE) == state
    assert book.versions(TENNESSEE) == rulebook(at=NOW - DAY).versions(TENNESSEE)
    assert rulebook(at=NOW - DAY).organization_of(TENNESSEE) is None

    bare, following = (
        drafting.begin_from(
            organization=state,
            policy=book.versions(TENNESSEE)[0],
            text=version.text,
            cases=cases,
            own=True,
            by=sam,
            at=NOW,
        )
        for cases in ("", version.cases)
    )
    assert "Write at least one case" in refused_to_use(bare)
    assert "Choose today or a later day" in refused_to_use(following, TODAY - DAY)
    second = adopting.enact(draft=following, used_from=TODAY, by=sam, at=NOW)
    assert [one.version.number for one in rulebook(at=NOW).versions(TENNESSEE)] == [1, 2]

    for one in (version, second):
        operations.withdraw(version=one, why="Read anew.", by=sam, at=NOW + DAY)
    assert rulebook(at=NOW + DAY).organization_of(TENNESSEE) is None
    assert (replayed := policy_of(second.identity)) is not None
    assert replayed.version.number == 2
    second.refresh_from_db()
    operations.put_back(version=second, by=sam, at=NOW + 2 * DAY)
    assert rulebook(at=NOW + 2 * DAY).organization_of(TENNESSEE) == state


def test_the_catalog_follows_the_rules_that_come_into_use_and_go_out_of_it(
    stage: Stage, state: Organization
) -> None:
    def worths() -> set[Fraction]:
        tasks.run_all(NOW)
        return {one.amount for one in Worth.objects.filter(policy=TENNESSEE)}

    (ships,) = [one for one in shipped() if one.policy.key == TENNESSEE]
    assert worths() == {Fraction(6)}
    cases = ships.cases.partition("\n\n")[0].replace("total: 6", "total: 7")
    seven = draft(stage, ships.text.replace("is: 6", "is: 7"), cases, of="tennessee")
    made = adopting.enact(draft=seven, used_from=TODAY, by=None, at=NOW)
    assert worths() == {Fraction(7)}
    operations.withdraw(version=made, why="Not voted.", by=None, at=NOW)
    assert worths() == {Fraction(6)}


def test_the_text_of_a_policy_never_changes_in_the_database_either(stage: Stage, state: Organization) -> None:
    (version,) = adopting.adopt(organization=state, key=TENNESSEE, used_from=TODAY, by=None, at=NOW)
    guards.install(connection)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(text="policy: another")
    operations.withdraw(version=version, why="Over.", by=None, at=NOW)


def test_a_district_lays_its_rule_over_the_states_and_cannot_take_the_states_place(
    stage: Stage, state: Organization
) -> None:
    district = stage.organizations["cedar-hollow"]
    ships = rulebook(at=NOW).versions(TENNESSEE)[0]
    with pytest.raises(Refused, match="state's rule"):
        operations.put_in_use(
            organization=district,
            policy=ships,
            text="x",
            cases="",
            origin="",
            used_from=TODAY,
            by=None,
            at=NOW,
        )
    over = drafting.lay_over(organization=district, policy=ships, by=None, at=NOW)
    made = adopting.enact(draft=over, used_from=TODAY, by=None, at=NOW)
    ours = rulebook(at=NOW).versions("cedar-hollow/teacher-license")[0]
    assert ours.extends == f"{TENNESSEE}@{ships.identity}"
    assert made.origin == f"Over {TENNESSEE}, version 1"
    unnamed = over.text.replace(f"@{ships.identity[:12]}", "")
    (finding,) = [one for one in adopting.check(unnamed, at=NOW).findings if one.error]
    assert (finding.code, unnamed.splitlines()[finding.line - 1]) == ("E323", f"extends: {TENNESSEE}")


def test_a_neighbors_rule_comes_in_a_bundle_with_its_cases_and_a_bad_one_says_what_to_do(
    stage: Stage, state: Organization
) -> None:
    district, ridge = stage.organizations["cedar-hollow"], stage.organizations["ridge-gap"]
    ours = rule(district, by=stage.people["walter-finch"], at=NOW).version
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as packed:
        packed.writestr("rules/ours.yaml", ours.text)
        packed.writestr("rules/ours.cases.yaml", ours.cases)
    (brought,) = drafting.bring(organization=ridge, name="b.zip", content=bundle.getvalue(), by=None, at=NOW)
    assert (brought.text, brought.cases, brought.origin) == (ours.text, ours.cases, "From the file ours.yaml")
    assert "Cedar Hollow School District keeps" in refused_to_use(brought)
    for content, told in ((b"PK\x05\x06" + bytes(18), "at least one policy"), (b"\xff\xfe\xff", "UTF-8")):
        with pytest.raises(drafting.Unreadable, match=told):
            drafting.bring(organization=ridge, name="x.yaml", content=content, by=None, at=NOW)


def test_an_award_is_on_a_list_by_its_day_and_falls_out_and_in_by_how_well_it_is_judged(
    stage: Stage, state: Organization, award: Award
) -> None:
    sam, district = stage.people["sam-whitaker"], stage.organizations["cedar-hollow"]
    one = operations.make_list(organization=state, key="us-tn/approved", title="Approved", by=sam, at=NOW)

    def accept(**more: object) -> frozenset[str]:
        entry = operations.add_entry(accept_list=one, from_on=award.earned_on, by=sam, at=NOW, **more)  # type: ignore[arg-type]
        held = accepting.lists_of([award])[award.pk]
        operations.remove_entry(entry=entry, by=sam, at=NOW)
        return held

    on_it = frozenset({"us-tn/approved"})
    assert award.edition is not None
    for thing in (district, award.edition.micro_credential, award.edition):
        assert accept(what=thing) == on_it
    assert accept(what=state) == frozenset()
    report = validating.measure(edition=award.edition, at=NOW)
    assert accept(what=district, least_tier="counts") == on_it
    assert accept(what=district, least_tier="provisional") == frozenset()
    keep(
        edition=award.edition,
        analysis={**report.analysis, "tier": "provisional"},
        data="",
        fingerprint="another",
        engine="",
        by=None,
        at=NOW,
    )
    assert accept(what=district, least_tier="provisional") == on_it
    assert accept(what=district, least_tier="full") == frozenset()
    assert accept(what=district, until_on=award.earned_on) == on_it
    with pytest.raises(Refused, match="dates in order"):
        accept(what=district, until_on=award.earned_on - DAY)

    quests = operations.make_list(
        organization=district, key="us-nc-surry/quests", title="Quests", by=None, at=NOW
    )
    operations.add_entry(accept_list=quests, what=award.edition, from_on=award.earned_on, by=None, at=NOW)
    found = deciding.stand(award.earner, "us-nc-surry/quests", "printed_badge", on=TODAY).decision
    assert found is not None and found.met

    river, day = "did:web:river.example", award.earned_on
    operations.add_entry(accept_list=one, what=river, name="River", from_on=day, by=sam, at=NOW)
    asked = [(river, day), (river, day - DAY), ("did:web:other.example", day)]
    assert [len(accepting.lists_of_outside(asked)[each]) for each in asked] == [1, 0, 0]


def test_a_what_if_sums_up_those_in_relation_alone_and_agrees_with_deciding_each_at_once_and_in_turns(
    stage: Stage, state: Organization, award: Award, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled = rule(state, by=stage.people["sam-whitaker"], at=NOW)
    assert ruled.trial.found == {"people": None, "smallest": SMALLEST}
    dana, outsider = stage.people["dana-brown"], stage.people["marcus-bell"]
    work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=outsider,
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO,
    )
    related = [dana, *(one for one in stage.people.values() if one not in (dana, outsider))][:14]
    for place, person in enumerate(related):
        group = "Oak Grove" if place < 11 else "Tiny"
        records.claim(organization=state, group=group, on=TODAY, by=person, at=NOW)
    found = _ask(stage, state, ruled).found or {}
    met = {
        name: sum(
            decide(load(text), record_of(one, on=TODAY, seen_by=state), on=TODAY, decision="recognize").met
            for one in related
        )
        for name, text in (("met_before", ruled.version.text), ("met_after", _as_if(ruled.draft.text)))
    }
    assert met == {"met_before": 0, "met_after": 1}
    assert {name: found[name] for name in met} == met
    assert (found["people"], found["gained"], found["lost"], found["unchanged"]) == (14, 1, 0, 13)
    # Three are too few to be shown, and the others would give them away.
    assert (found["groups"], found["hidden_groups"], found["hidden_people"]) == ([], 2, 14)
    assert Fraction(found["cost"]) == 0
    monkeypatch.setattr(trying, "AT_ONCE", 0)
    monkeypatch.setattr(trying, "A_TURN", 4)
    in_turns = _ask(stage, state, ruled)
    assert (in_turns.state, in_turns.found) == ("waiting", None)
    tasks.run_due(NOW)
    in_turns.refresh_from_db()
    assert (in_turns.state, in_turns.looked, in_turns.people) == ("running", 4, 14)
    # A turn that is done twice, as when its lease ran out, is counted once.
    reached, so_far = in_turns.reached, in_turns.so_far
    again: dict[str, Any] = {
        "after": 0,
        "reached": reached,
        "looked": 4,
        "so_far": so_far or {},
        "by": None,
        "at": NOW,
    }
    assert not operations.note_progress(trial=in_turns, **again)
    tasks.run_all(NOW)
    in_turns.refresh_from_db()
    assert (in_turns.state, in_turns.found, in_turns.so_far) == ("done", found, None)
    everything = str(found)
    assert not any(str(person.public_id) in everything for person in related)


def _ask(stage: Stage, state: Organization, ruled: Ruled) -> Trial:
    return trying.ask(
        organization=state,
        before=trying.Text(ruled.version.text, "now"),
        after=trying.Text(ruled.draft.text, "then"),
        decision="recognize",
        on=TODAY,
        by=stage.people["sam-whitaker"],
        at=NOW,
    )


def _as_if(text: str) -> str:
    """The draft as if it held already."""
    return text.replace("2099-01-01", "2026-01-01")


def test_a_staff_list_is_checked_row_by_row_before_it_is_taken_over(
    stage: Stage, state: Organization
) -> None:
    dana, sam = stage.people["dana-brown"], stage.people["sam-whitaker"]
    text = f"E-mail;School\n{dana.email};Oak Grove\n;\nnobody@x;Oak\nwho@example.org;Oak\n{str(dana.email).upper()};B\n"
    run = rostering.check(organization=state, text=text, on=TODAY)
    assert [(fault.row, fault.text.partition(" ")[0]) for fault in run.faults] == [
        (4, "“nobody@x”"),
        (6, dana.email),
    ]
    assert (run.rows, run.ready) == (((dana.email, "Oak Grove"), ("who@example.org", "Oak")), False)
    with pytest.raises(rostering.Unreadable):
        rostering.take_over(organization=state, text=text, on=TODAY, by=sam, at=NOW)
    sound = "\n".join(text.splitlines()[:2])
    assert rostering.take_over(organization=state, text=sound, on=TODAY, by=sam, at=NOW) == (1, 0)
    assert list(trying.people_of(state, on=TODAY).items()) == [(dana, "Oak Grove")]
    assert Relation.objects.get().kind == "rostered"
    for broken in ("", "name\nDana", 'e-mail\n"open'):
        with pytest.raises(rostering.Unreadable):
            rostering.check(organization=state, text=broken, on=TODAY)


def test_a_staff_list_tells_nobody_who_has_an_account(stage: Stage, state: Organization) -> None:
    sam, district = stage.people["sam-whitaker"], stage.organizations["cedar-hollow"]
    told = []
    for organization, email in ((state, stage.people["dana-brown"].email), (district, "who@example.org")):
        by = sam if organization == state else stage.people["ruth-delaney"]
        said: dict[str, Any] = {"organization": organization, "text": f"e-mail\n{email}", "on": TODAY}
        before = rostering.check(**said)
        taken = rostering.take_over(**said, by=by, at=NOW)
        again, without = rostering.check(**said), rostering.check(**{**said, "text": "e-mail\nx@example.org"})
        told.append(
            (
                *(before.came, before.stays, before.left, before.faults),
                *(taken, how_many(organization, on=TODAY)),
                *(again.came, again.stays, len(without.left)),
            )
        )
    assert told[0] == told[1] == (1, 0, (), (), (1, 0), 1, 0, 1, 1)
