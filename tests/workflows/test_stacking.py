"""A stack's badge comes by itself, once: with the last part, through stacks of stacks, for those who were early too."""

from __future__ import annotations

import json
from datetime import timedelta
from fractions import Fraction

import pytest

from cairn.demo.stage import Stage
from cairn.domain.issuing import operations as issuing
from cairn.domain.issuing.models import Award
from cairn.domain.outbox.models import Message
from cairn.domain.portfolios.operations import show
from cairn.domain.recognition.models import Applied
from cairn.domain.stacks import operations as stacks
from cairn.domain.stacks.models import StackEdition
from cairn.engines.verdict import Refused
from cairn.workflows import (
    agreeing,
    awarding,
    claiming,
    deciding,
    letters,
    recognizing,
    sharing,
    stacking,
    tasks,
    verifying,
)
from cairn.workflows.records import record_of
from tests.domain.stacks.examples import document, mc, offer
from tests.walk import DAY, LONG_AGO, stage, work_at

__all__ = ["stage"]

TICKETS, WAIT, MEETING = (
    mc("cedar-hollow/exit-tickets"),
    mc("cedar-hollow/wait-time"),
    mc("harpeth-state/morning-meeting"),
)
READERS = {"exit-tickets": "tomasz-nowak", "wait-time": "aisha-rahman", "morning-meeting": "luis-ortega"}


def load(
    stage: Stage, key: str, *parts: dict[str, str], place: str = "cedar-hollow", **changes: object
) -> StackEdition:
    return stacking.load(
        organization=stage.organizations[place],
        document=document(key, *parts, **changes),
        by=None,
        at=LONG_AGO,
    )


def earn(stage: Stage, key: str, day: int, earner: str = "dana-brown") -> Award:
    """Walk a micro-credential to its award; submitted two days after `day`."""
    attempt = work_at(
        "awarded",
        edition=stage.editions[key],
        earner=stage.people[earner],
        evaluators=[stage.people[READERS[key]]],
        at=LONG_AGO + day * DAY,
    )
    return Award.objects.get(attempt=attempt)


def test_the_last_part_brings_the_badge_of_the_whole_dated_as_that_part(stage: Stage) -> None:
    edition = load(stage, "ours", TICKETS, WAIT)
    first = earn(stage, "exit-tickets", 1)
    assert Award.objects.filter(stack=edition.stack).count() == 0
    second = earn(stage, "wait-time", 10)
    whole = Award.objects.get(stack=edition.stack)
    assert (whole.state, whole.earner, whole.attempt, whole.edition) == ("issued", first.earner, None, None)
    assert (list(whole.parts.order_by("pk")), whole.earned_on) == ([first, second], second.earned_on)
    edition.stack.refresh_from_db()
    assert edition.stack.earned == 1


def test_the_credential_is_signed_says_what_stands_behind_it_and_verifies(stage: Stage) -> None:
    edition = load(stage, "ours", TICKETS, WAIT)
    parts = [earn(stage, "exit-tickets", 1), earn(stage, "wait-time", 10)]
    whole = Award.objects.get(stack=edition.stack)
    told = json.loads(whole.credential.text)
    achievement = told["credentialSubject"]["achievement"]
    assert (told["name"], achievement["achievementType"]) == ("Ours", "Badge")
    assert achievement["id"].endswith(f"/achievements/{edition.public_id}")
    # The last part was hers alone when the whole was signed.
    assert [each["id"].split("/")[-2] for each in told["evidence"]] == [str(parts[0].public_id)]
    report = verifying.verify(whole.credential.text.encode(), at=LONG_AGO + 20 * DAY)
    assert report.overall == "valid"


def test_a_part_that_its_earner_hides_is_not_named_in_the_credential(stage: Stage) -> None:
    edition = load(stage, "ours", TICKETS, WAIT)
    first = earn(stage, "exit-tickets", 1)
    show(badge=first, audience="private", named=False, by=first.earner, at=LONG_AGO + 8 * DAY)
    earn(stage, "wait-time", 10)
    told = json.loads(Award.objects.get(stack=edition.stack).credential.text)
    assert "evidence" not in told
    assert first.title not in json.dumps(told)


@pytest.mark.slow
def test_a_stack_of_stacks_is_awarded_in_the_same_round(stage: Stage) -> None:
    master = load(stage, "master", rule={"all": [{"stack": "cedar-hollow/one"}, MEETING], "ordered": False})
    inner = load(stage, "one", TICKETS, WAIT)
    earn(stage, "morning-meeting", 1)
    earn(stage, "exit-tickets", 1)
    earn(stage, "wait-time", 10)
    awarded = {award.stack: award for award in Award.objects.exclude(stack=None)}
    assert set(awarded) == {inner.stack, master.stack}
    assert awarded[inner.stack] in awarded[master.stack].parts.all()
    assert (inner.tier, master.tier) == (2, 3)


def test_who_had_the_parts_before_the_stack_was_offered_gets_its_badge_too(stage: Stage) -> None:
    earn(stage, "exit-tickets", 1)
    earn(stage, "wait-time", 10)
    edition = load(stage, "late", TICKETS, WAIT)
    tasks.run_all(LONG_AGO + 30 * DAY)
    assert [award.earner for award in Award.objects.filter(stack=edition.stack)] == [
        stage.people["dana-brown"]
    ]


@pytest.mark.parametrize("state", ["in_development", "in_review"])
def test_a_stack_that_is_not_offered_yet_gives_no_badge(stage: Stage, state: str) -> None:
    load(stage, "soon", TICKETS, public_state=state)
    earn(stage, "exit-tickets", 1)
    assert Award.objects.exclude(stack=None).count() == 0


def test_so_many_of_the_parts_are_enough_and_later_ones_change_nothing(stage: Stage) -> None:
    edition = load(stage, "some", rule={"at_least": 1, "of": [TICKETS, WAIT]})
    first = earn(stage, "exit-tickets", 1)
    earn(stage, "wait-time", 10)
    whole = Award.objects.get(stack=edition.stack)
    assert (list(whole.parts.all()), whole.earned_on) == ([first], first.earned_on)


def test_the_award_is_made_once_however_often_it_is_looked_at(stage: Stage) -> None:
    edition = load(stage, "ours", TICKETS)
    part = earn(stage, "exit-tickets", 1)
    for day in range(3):
        stacking.complete(award=part, at=LONG_AGO + (20 + day) * DAY)
        stacking.complete_for_all(stack=edition.stack, at=LONG_AGO + (20 + day) * DAY)
    assert Award.objects.filter(stack=edition.stack).count() == 1
    told = Message.objects.filter(channel="mail", payload__kind="awarded")
    assert told.count() == 2
    edition.stack.refresh_from_db()
    assert edition.stack.earned == 1


def test_a_revoked_part_completes_nothing(stage: Stage) -> None:
    edition = load(stage, "ours", TICKETS, WAIT)
    first = earn(stage, "exit-tickets", 1)
    issuing.revoke(
        award=first, reason="It was another's work.", by=stage.people["ruth-delaney"], at=LONG_AGO + 8 * DAY
    )
    earn(stage, "wait-time", 10)
    assert Award.objects.filter(stack=edition.stack).count() == 0


def test_a_part_that_is_revoked_later_takes_nothing_away_in_silence(stage: Stage) -> None:
    edition = load(stage, "ours", TICKETS)
    first = earn(stage, "exit-tickets", 1)
    issuing.revoke(
        award=first, reason="It was another's work.", by=stage.people["ruth-delaney"], at=LONG_AGO + 9 * DAY
    )
    tasks.run_all(LONG_AGO + 20 * DAY)
    assert Award.objects.get(stack=edition.stack).state == "issued"


def test_a_stack_is_not_awarded_for_the_badges_of_another(stage: Stage) -> None:
    edition = load(stage, "ours", TICKETS, WAIT)
    part = earn(stage, "exit-tickets", 1)
    with pytest.raises(Refused, match="valid badges of one earner"):
        issuing.make_stack_award(
            edition=edition,
            earner=stage.people["marcus-bell"],
            parts=[part],
            art="",
            by=None,
            at=LONG_AGO + 9 * DAY,
        )


def test_a_stacks_badge_counts_where_a_policy_asks_for_the_whole_alone_and_can_be_filed(stage: Stage) -> None:
    course = "example-university/class-structures-course"
    edition = load(stage, "ours", TICKETS, title="Class Structures to Support SEL")
    earn(stage, "exit-tickets", 1)
    whole, dana = Award.objects.get(stack=edition.stack), stage.people["dana-brown"]
    record = record_of(dana, on=LONG_AGO.date() + 9 * DAY)
    assert [fact.kind for fact in record.facts] == ["micro-credential", "stack"]
    standings = [
        deciding.stand(dana, key, "", on=LONG_AGO.date() + 9 * DAY).decision
        for key in (course, "us-tn/teacher-license")
    ]
    assert [(one.total, one.met, len(one.lines)) for one in standings if one] == [
        (Fraction(5), True, 2),
        (Fraction(6), False, 1),
    ]
    recognizing.recognize(award=whole, at=LONG_AGO + 9 * DAY)
    assert Applied.objects.filter(award=whole).count() == 0
    district = stage.organizations["cedar-hollow"]
    filing = sharing.share(award=whole, organization=district, note="", by=dana, at=LONG_AGO + 9 * DAY)
    filed = sharing.file(filing=filing, by=stage.people["ruth-delaney"], at=LONG_AGO + 9 * DAY)
    assert (filed.title, filed.hours, filed.filed_by) == (whole.title, "", stage.people["ruth-delaney"])


def test_a_personal_stack_is_awarded_to_its_owner_alone(stage: Stage) -> None:
    dana, walter = stage.people["dana-brown"], stage.people["walter-finch"]
    earn(stage, "exit-tickets", 1)
    earn(stage, "exit-tickets", 2, earner="marcus-bell")
    stack = stacks.begin_personal(
        organization=stage.organizations["cedar-hollow"],
        key="dana",
        title="Dana leads",
        owner=dana,
        partner=walter,
        by=dana,
        at=LONG_AGO,
    )
    stack = stacks.save_draft(
        stack=stack, document=document("dana", TICKETS), revision=1, by=dana, at=LONG_AGO + 20 * DAY
    )
    edition = agreeing.propose(stack=stack, by=dana, at=LONG_AGO + 20 * DAY)
    tasks.run_all(LONG_AGO + 20 * DAY)
    assert Award.objects.filter(stack=stack).count() == 0
    agreeing.agree(edition=edition, by=walter, at=LONG_AGO + 21 * DAY)
    tasks.run_all(LONG_AGO + 21 * DAY)
    assert [award.earner for award in Award.objects.filter(stack=stack)] == [dana]


def whole_award(stage: Stage) -> Award:
    """Dana's badge of a stack that opens five credits at Cedar Hollow."""
    edition = load(stage, "ours", TICKETS, offers=[offer("cedar-hollow")])
    earn(stage, "exit-tickets", 1)
    return Award.objects.get(stack=edition.stack)


def test_credit_is_asked_for_refused_with_a_reason_asked_for_again_and_confirmed(stage: Stage) -> None:
    award, walter = whole_award(stage), stage.people["walter-finch"]
    terms, then = award.stack_edition.offers.get(), LONG_AGO + 20 * DAY  # type: ignore[union-attr]
    claim = claiming.ask(award=award, offer=terms, note="Please.", by=award.earner, at=then)
    again = claiming.ask(award=award, offer=terms, note="", by=award.earner, at=then)
    assert (claim, claim.state, terms.credits) == (again, "asked", Fraction(5))
    with pytest.raises(Refused, match="Say why"):
        claiming.refuse(claim=claim, reason=" ", by=walter, at=then)
    refused = claiming.refuse(claim=claim, reason="Send your transcript first.", by=walter, at=then + DAY)
    assert (refused.state, refused.reason, refused.decided_by) == (
        "refused",
        "Send your transcript first.",
        walter,
    )
    claiming.ask(award=award, offer=terms, note="Sent.", by=award.earner, at=then + 2 * DAY)
    confirmed = claiming.confirm(claim=claim, by=walter, at=then + 3 * DAY)
    assert (confirmed.state, confirmed.reason) == ("confirmed", "")
    kinds = Message.objects.filter(payload__kind__startswith="credit_", recipient=str(award.earner.public_id))
    assert {row.payload["kind"] for row in kinds} == {"credit_refused", "credit_confirmed"}
    for kind in ("credit_asked", "credit_refused", "credit_confirmed"):
        letter = letters.KINDS[kind](str(claim.public_id))
        assert letter and letter.paragraphs


def test_after_the_last_day_or_without_being_asked_there_is_no_credit(stage: Stage) -> None:
    award = whole_award(stage)
    terms = award.stack_edition.offers.get()  # type: ignore[union-attr]
    late = award.earned_at + timedelta(days=91)
    with pytest.raises(Refused, match=r"The last day to enroll was June 3, 2026\."):
        claiming.ask(award=award, offer=terms, note="", by=award.earner, at=late)
    with pytest.raises(Refused, match="somebody else"):
        claiming.ask(award=award, offer=terms, note="", by=stage.people["marcus-bell"], at=award.made_at)
    claim = claiming.ask(award=award, offer=terms, note="", by=award.earner, at=award.made_at)
    with pytest.raises(Refused, match="recognizer of Cedar Hollow"):
        claiming.confirm(claim=claim, by=stage.people["janelle-wright"], at=award.made_at)


def test_the_art_of_a_stack_shows_a_stone_for_each_part(stage: Stage) -> None:
    two, three = load(stage, "two", TICKETS, WAIT), load(stage, "three", TICKETS, WAIT, MEETING)
    assert (
        stacking.art_of(three).count('transform="rotate(') - stacking.art_of(two).count('transform="rotate(')
        == 1
    )
    assert awarding.art_of(
        stage.editions["exit-tickets"], stage.organizations["cedar-hollow"]
    ) != stacking.art_of(two)
