"""A group proposes, a panel votes with reasons, the rise is set first, and what is accepted is for the group."""

from __future__ import annotations

import pytest

from cairn.domain.ledger.models import Entry
from cairn.domain.outbox.models import Message
from cairn.domain.people import operations as people
from cairn.domain.people.models import Person
from cairn.domain.plans import access, queries
from cairn.domain.plans.models import Member, Proposal, Vote
from cairn.domain.plans.operations import goals, proposals
from cairn.engines.lifecycle import WrongMove
from cairn.workflows import letters, proposing
from tests.domain.asking import refused, together
from tests.walk import DAY, LONG_AGO

LATER = LONG_AGO + DAY


def told(kind: str) -> list[str]:
    """The addresses to which letters of this kind are on their way."""
    keys = [row.recipient for row in Message.objects.filter(payload__kind=kind)]
    return sorted(str(person.email) for person in Person.objects.filter(public_id__in=keys))


def emails(group: list[Person]) -> list[str]:
    return sorted(str(person.email) for person in group)


def test_what_is_missing_is_said_and_nothing_is_handed_in(district):
    draft = proposals.begin(goal=district.goal, title="A course", by=district.teachers[0], at=LONG_AGO)
    codes = refused(lambda: proposing.submit(proposal=draft, by=district.teachers[0], at=LONG_AGO))
    assert codes == ("no_competency", "no_activities", "no_evidence", "no_rubric", "no_hours")


def test_only_people_of_the_district_propose_and_only_while_the_goal_is_open(district, db):
    stranger = people.register(email="s@example.org", legal_name="S", by=None, at=LONG_AGO)
    assert refused(
        lambda: proposals.begin(goal=district.goal, title="A course", by=stranger, at=LONG_AGO)
    ) == ("not_of_this_organization",)
    draft = district.proposal()
    goals.close(goal=district.goal, by=district.board, at=LATER)
    district.goal.refresh_from_db()
    first = district.teachers[0]
    assert refused(lambda: proposals.begin(goal=district.goal, title="Two", by=first, at=LATER)) == (
        "goal_closed",
    )
    assert refused(lambda: proposing.submit(proposal=draft, by=first, at=LATER)) == ("goal_closed",)


def test_the_panel_is_told_when_a_proposal_is_handed_in_and_once(district):
    draft = district.proposal()
    for _ in range(2):
        proposing.submit(proposal=draft, by=district.teachers[1], at=LATER)
    assert (told("proposal_handed_in"), told("proposal_joined")) == (
        emails(district.panel),
        emails(district.teachers[1:]),
    )


@pytest.mark.parametrize(("cents", "ok"), [(9_999, False), (10_000, True), (60_000, True), (60_001, False)])
def test_the_rise_is_set_within_the_boards_bounds_before_anybody_votes(district, cents, ok):
    sent = proposing.submit(proposal=district.proposal(), by=district.teachers[0], at=LONG_AGO)

    def opening() -> object:
        return proposing.open_vote(proposal=sent, price_cents=cents, by=district.panel[0], at=LATER)

    if ok:
        opening()
        assert told("proposal_vote_opened") == emails(district.panel)
    else:
        assert refused(opening) == ("out_of_bounds",)
    sent.refresh_from_db()
    assert (sent.state, sent.price_cents) == (("in_vote", cents) if ok else ("submitted", None))


def test_the_refusal_names_the_bounds(district):
    sent = proposing.submit(proposal=district.proposal(), by=district.teachers[0], at=LONG_AGO)
    assert access.within_bounds(sent, 70_000).sentence == (
        "Set a rise from $100 to $600: these are the bounds of the board for this goal."
    )


def test_six_of_ten_accept_and_the_group_reads_reasons_without_names(district):
    voted = district.vote(district.in_vote(), *["yes"] * 5, "changes", "yes")
    assert (voted.state, voted.decided_at) == ("accepted", LATER)
    assert told("proposal_decided") == emails(district.teachers)
    letter = letters.KINDS["proposal_decided"](str(voted.hearing))
    assert letter is not None
    assert (letter.points[0], len(letter.points)) == (("Yes", "yes, because."), 7)
    assert ("$400" in " ".join(letter.paragraphs), "Panel" in str(letter)) == (True, False)


def test_nobody_votes_twice_or_without_a_reason_or_from_outside(district):
    open_ = district.vote(district.in_vote(), "yes")
    first, second, teacher = district.panel[0], district.panel[1], district.teachers[0]

    def vote(by: Person, reason: str = "Because.") -> object:
        return proposing.vote(proposal=open_, answer="yes", reason=reason, by=by, at=LATER)

    codes = [
        refused(lambda: vote(first)),
        refused(lambda: vote(second, " ")),
        refused(lambda: vote(teacher)),
        refused(lambda: vote(district.author)),
    ]
    assert codes == [("voted",), ("no_reason",), ("own",), ("not_on_the_panel",)]
    assert Vote.objects.count() == 1


def test_a_panelist_of_the_group_does_not_vote_on_her_own_and_leaves_no_seat_empty(district):
    draft = district.proposal()
    proposing.add_member(proposal=draft, person=district.panel[9], by=district.teachers[0], at=LONG_AGO)
    sent = proposing.submit(proposal=draft, by=district.teachers[0], at=LONG_AGO)
    assert refused(
        lambda: proposing.open_vote(proposal=sent, price_cents=20_000, by=district.panel[9], at=LATER)
    ) == ("own",)
    assert (queries.judges(sent).count(), queries.tally(sent).seats) == (9, 9)


def test_changes_are_asked_for_and_the_next_round_is_voted_on_afresh(district):
    returned = district.vote(district.in_vote(), *["yes"] * 4, *["changes"] * 5, "no")
    first = district.teachers[0]
    assert (returned.state, access.may_write(first, returned).ok) == ("changes_asked", True)
    again = proposing.submit(proposal=returned, by=first, at=LATER)
    assert (again.state, again.round, again.price_cents, queries.votes_on(again).count()) == (
        "submitted",
        2,
        None,
        0,
    )
    assert Message.objects.filter(payload__kind="proposal_handed_in").count() == 20
    opened = proposing.open_vote(proposal=again, price_cents=30_000, by=district.panel[3], at=LATER)
    assert district.vote(opened, *["yes"] * 6).state == "accepted"
    assert Vote.objects.count() == 16


def test_a_vote_is_closed_only_when_enough_have_voted(district):
    open_ = district.vote(district.in_vote(), *["no"] * 5)

    def closing() -> object:
        return proposing.close_vote(proposal=open_, by=district.panel[0], at=LATER)

    assert refused(closing) == ("no_quorum",)
    proposing.vote(proposal=open_, answer="changes", reason="Say more.", by=district.panel[5], at=LATER)
    closing()
    open_.refresh_from_db()
    assert open_.state == "declined"
    assert refused(closing) == ("not_in_vote",)


def test_the_group_takes_its_proposal_back_until_the_vote_opens(district):
    sent = proposing.submit(proposal=district.proposal(), by=district.teachers[0], at=LONG_AGO)
    back = proposals.call_back(proposal=sent, by=district.teachers[2], at=LATER)
    assert back.state == "draft"
    voting = district.in_vote()
    with pytest.raises(WrongMove):
        proposals.call_back(proposal=voting, by=district.teachers[0], at=LATER)
    assert proposals.withdraw(proposal=voting, by=district.teachers[0], at=LATER).state == "withdrawn"
    assert refused(lambda: district.vote(voting, "yes")) == ("not_in_vote",)


def test_members_leave_while_it_is_written_but_not_the_last(district):
    draft, (first, second, third) = district.proposal(), district.teachers
    proposals.leave(proposal=draft, person=third, by=third, at=LATER)
    proposals.leave(proposal=draft, person=second, by=first, at=LATER)
    assert refused(lambda: proposals.leave(proposal=draft, person=first, by=first, at=LATER)) == ("last",)
    assert list(Member.objects.values_list("person", flat=True)) == [first.pk]


def test_a_draft_is_its_groups_alone(district):
    draft = district.proposal()
    may = [
        access.may_see(each, draft, at=LATER).ok
        for each in (*district.teachers, district.panel[0], district.board)
    ]
    assert may == [True, True, True, False, False]
    sent = proposing.submit(proposal=draft, by=district.teachers[0], at=LATER)
    may = [
        access.may_see(each, sent, at=LATER).ok
        for each in (district.panel[0], district.board, district.coach)
    ]
    assert may == [True, True, False]


def test_an_accepted_proposal_becomes_a_draft_in_the_groups_words(district):
    accepted = district.vote(district.in_vote(), *["yes"] * 6)
    assert refused(lambda: proposing.become(proposal=accepted, by=district.panel[0], at=LATER)) == ("role",)
    draft = proposing.become(proposal=accepted, by=district.author, at=LATER)
    document = draft.document
    assert (document["title"], document["competency"], document["stakes"]) == (
        accepted.title,
        accepted.competency,
        "pay",
    )
    assert document["completion"] == accepted.evidence.splitlines()
    accepted.refresh_from_db()
    assert (accepted.state, accepted.micro_credential) == ("became", draft.micro_credential)
    assert refused(lambda: proposing.become(proposal=accepted, by=district.author, at=LATER)) == ("became",)


def test_what_was_proposed_is_for_its_group(district):
    accepted = district.vote(district.in_vote(), *["yes"] * 6)
    row = proposing.become(proposal=accepted, by=district.author, at=LATER).micro_credential
    assert [access.may_take(each, row).ok for each in (*district.teachers, district.coach)] == [
        True,
        True,
        True,
        False,
    ]


def test_a_board_that_changes_its_bounds_does_not_touch_what_was_handed_in(district):
    sent = proposing.submit(proposal=district.proposal(), by=district.teachers[0], at=LONG_AGO)
    type(district.goal).objects.update(lowest_cents=1, highest_cents=2)
    sent.refresh_from_db()
    assert access.within_bounds(sent, 60_000).ok


def test_only_the_board_sets_goals_and_seats_panels(district):
    first = district.teachers[0]
    assert refused(lambda: goals.seat(goal=district.goal, person=first, by=first, at=LATER)) == ("role",)
    assert refused(lambda: goals.close(goal=district.goal, by=first, at=LATER)) == ("role",)
    seat = district.goal.seats.get(person=district.panel[0])
    goals.unseat(seat=seat, by=district.board, at=LATER)
    assert queries.panel(district.goal).count() == 9
    assert goals.seat(goal=district.goal, person=district.panel[0], by=district.board, at=LATER).pk != seat.pk


def test_every_step_is_in_the_ledger(district):
    voted = district.vote(district.in_vote(), *["yes"] * 6)
    events = list(
        Entry.objects.filter(subject=voted.public_id).order_by("pk").values_list("event", flat=True)
    )
    assert events[-9:] == [
        "proposal.submitted",
        "proposal.vote_opened",
        *["proposal.voted"] * 6,
        "proposal.accepted",
    ]


@pytest.mark.django_db(transaction=True)
def test_two_votes_of_one_panelist_at_once_are_one(transactional_db):
    from tests.district import founded

    district = founded(panel=2)
    open_ = district.in_vote()

    def vote() -> object:
        return proposing.vote(
            proposal=Proposal.objects.get(pk=open_.pk),
            answer="yes",
            reason="Because.",
            by=district.panel[0],
            at=LATER,
        )

    together(vote, vote)
    assert Vote.objects.count() == 1
