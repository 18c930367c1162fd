"""The life of a stack: written, announced, offered, retired; and a personal one, agreed, amended and handed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.demo.stage import Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.ledger import guards
from cairn.domain.ledger.models import Entry
from cairn.domain.people import operations as people
from cairn.domain.people.models import Person
from cairn.domain.stacks import access, comparing, operations, queries
from cairn.domain.stacks import document as documents
from cairn.domain.stacks.models import Stack, StackEdition
from cairn.domain.stacks.rules import Part
from cairn.engines.lifecycle import WrongMove
from cairn.engines.verdict import Refused
from tests.domain.stacks.examples import document, mc, offer
from tests.walk import DAY, LONG_AGO, stage

__all__ = ["stage"]

TICKETS, WAIT = mc("cedar-hollow/exit-tickets"), mc("cedar-hollow/wait-time")


@pytest.fixture
def author(stage: Stage) -> Person:
    return stage.people["janelle-wright"]


def written(stage: Stage, key: str = "ours", **changes: object) -> Stack:
    """A stack of Cedar Hollow whose draft is whole."""
    by = stage.people["janelle-wright"]
    stack = operations.begin(
        organization=stage.organizations["cedar-hollow"], key=key, title="Ours", by=by, at=LONG_AGO
    )
    told = document(key, TICKETS, WAIT, **changes)
    return operations.save_draft(stack=stack, document=told, revision=1, by=by, at=LONG_AGO)


def test_an_author_takes_a_stack_from_draft_to_offered_and_retires_it(stage: Stage, author: Person) -> None:
    stack = written(stage, public_state="in_development")
    states = [stack.state]
    for state in ("in_development", "in_review", "offered"):
        stack = operations.save_draft(
            stack=stack,
            document=stack.document | {"public_state": state},
            revision=stack.revision,
            by=author,
            at=LONG_AGO,
        )
        operations.publish(stack=stack, by=author, at=LONG_AGO)
        stack.refresh_from_db()
        states.append(stack.state)
    operations.retire(stack=stack, by=author, at=LONG_AGO)
    stack.refresh_from_db()
    assert [*states, stack.state] == ["draft", "in_development", "in_review", "offered", "retired"]
    assert [edition.number for edition in queries.editions_of(stack)] == [3, 2, 1]


def test_publishing_twice_makes_one_edition(stage: Stage, author: Person) -> None:
    stack = written(stage)
    first = operations.publish(stack=stack, by=author, at=LONG_AGO)
    again = operations.publish(stack=stack, by=author, at=LONG_AGO + DAY)
    assert (again, StackEdition.objects.count()) == (first, 1)
    assert Entry.objects.filter(event="stack.announced").count() == 1


def test_what_is_offered_does_not_step_back(stage: Stage, author: Person) -> None:
    stack = written(stage)
    operations.publish(stack=stack, by=author, at=LONG_AGO)
    told = stack.document | {"public_state": "in_review"}
    stack = operations.save_draft(stack=stack, document=told, revision=2, by=author, at=LONG_AGO)
    with pytest.raises(Refused, match="offered, and people work at it"):
        operations.publish(stack=stack, by=author, at=LONG_AGO)


def test_a_draft_with_problems_is_not_published_and_says_them_all(stage: Stage, author: Person) -> None:
    stack = written(stage, summary="", topic="cooking")
    with pytest.raises(Refused) as refused:
        operations.publish(stack=stack, by=author, at=LONG_AGO)
    assert refused.value.verdict.codes == ("missing", "unknown_value")


def test_who_saves_an_old_revision_is_shown_the_present_one(stage: Stage, author: Person) -> None:
    stack = written(stage)
    with pytest.raises(operations.Stale) as stale:
        operations.save_draft(stack=stack, document=stack.document, revision=1, by=author, at=LONG_AGO)
    assert stale.value.current.revision == 2


def test_authors_of_others_and_earners_change_nothing(stage: Stage) -> None:
    stack = written(stage)
    for stranger in ("priya-raman", "dana-brown"):
        with pytest.raises(Refused, match="This needs an author of Cedar Hollow"):
            operations.publish(stack=stack, by=stage.people[stranger], at=LONG_AGO)


def test_a_title_is_used_once_in_an_organization(stage: Stage) -> None:
    written(stage)
    with pytest.raises(Refused, match="one of this name already"):
        written(stage)


def test_a_stack_cannot_hold_itself_not_even_through_another(stage: Stage, author: Person) -> None:
    inner = written(stage, "inner")
    operations.publish(stack=inner, by=author, at=LONG_AGO)
    outer = written(stage, "outer", rule={"all": [{"stack": "cedar-hollow/inner"}], "ordered": False})
    operations.publish(stack=outer, by=author, at=LONG_AGO)
    for held in ("inner", "outer"):
        told = document("inner", rule={"all": [{"stack": f"cedar-hollow/{held}"}], "ordered": False})
        inner.refresh_from_db()
        inner = operations.save_draft(
            stack=inner, document=told, revision=inner.revision, by=author, at=LONG_AGO
        )
        with pytest.raises(Refused, match="cannot be a part of itself"):
            operations.publish(stack=inner, by=author, at=LONG_AGO)


def test_a_program_loads_the_same_stack_once(stage: Stage) -> None:
    told = document("loaded", TICKETS, WAIT, offers=[offer("tennessee"), offer("Elsewhere University")])
    place = stage.organizations["cedar-hollow"]
    first = operations.load_stack(organization=place, document=told, by=None, at=LONG_AGO)
    again = operations.load_stack(organization=place, document=told, by=None, at=LONG_AGO + DAY)
    assert (again, Stack.objects.count(), StackEdition.objects.count()) == (first, 1, 1)
    assert [(each.offered_by, each.organization is None) for each in first.offers.all()] == [
        ("Tennessee Department of Education", False),
        ("Elsewhere University", True),
    ]
    changed = operations.load_stack(
        organization=place, document=told | {"summary": "Another."}, by=None, at=LONG_AGO + DAY
    )
    assert (changed.number, changed.stack) == (2, first.stack)


def test_a_broken_stack_is_not_loaded_at_all(stage: Stage) -> None:
    told = document("loaded", TICKETS) | {"summary": ""}
    with pytest.raises(Refused, match=r"Add a summary\."):
        operations.load_stack(
            organization=stage.organizations["cedar-hollow"], document=told, by=None, at=LONG_AGO
        )
    assert Stack.objects.count() == 0


def test_the_public_sees_of_each_part_where_it_stands_today(stage: Stage, author: Person) -> None:
    catalog.begin(
        organization=stage.organizations["cedar-hollow"],
        key="begun",
        title="Begun",
        by=author,
        at=LONG_AGO,
    )
    rest = [
        mc("cedar-hollow/begun", state="offered"),
        mc("oak/not-there", state="in_review", title="There soon"),
    ]
    edition = operations.load_stack(
        organization=stage.organizations["cedar-hollow"],
        document=document("mixed", TICKETS, *rest, mc("oak/some-day")),
        by=None,
        at=LONG_AGO,
    )
    assert [(member.title, member.state) for member in queries.members(edition).values()] == [
        ("Exit Tickets That Change Tomorrow", "offered"),
        ("Begun", "in_development"),
        ("There soon", "in_review"),
        ("Some day", "in_development"),
    ]


def test_stacks_that_hold_a_part_are_found_while_they_are_offered(stage: Stage, author: Person) -> None:
    stack, dana = written(stage), stage.people["dana-brown"]
    part = Part("micro_credential", "cedar-hollow/wait-time")
    seen = [list(queries.holding([part], earner=dana))]
    operations.publish(stack=stack, by=author, at=LONG_AGO)
    seen.append(list(queries.holding([part], earner=dana)))
    operations.retire(stack=stack, by=author, at=LONG_AGO)
    seen.append(list(queries.holding([part], earner=dana)))
    assert seen == [[], [stack], []]


def personal(stage: Stage) -> Stack:
    """Dana's own stack, with a draft that her principal has not seen."""
    dana = stage.people["dana-brown"]
    stack = operations.begin_personal(
        organization=stage.organizations["cedar-hollow"],
        key="dana",
        title="Dana leads",
        owner=dana,
        partner=stage.people["walter-finch"],
        by=dana,
        at=LONG_AGO,
    )
    told = document("dana", TICKETS, WAIT)
    return operations.save_draft(stack=stack, document=told, revision=1, by=dana, at=LONG_AGO)


def test_a_personal_stack_holds_when_both_have_agreed(stage: Stage) -> None:
    dana, walter = stage.people["dana-brown"], stage.people["walter-finch"]
    stack = personal(stage)
    edition = operations.propose(stack=stack, by=dana, at=LONG_AGO)
    stack.refresh_from_db()
    before = (stack.state, stack.edition)
    operations.agree(edition=edition, by=walter, at=LONG_AGO + DAY)
    stack.refresh_from_db()
    assert (before, stack.state, stack.edition) == (("draft", None), "offered", edition)
    told = [(each.person, each.at) for each in edition.agreements.order_by("at")]
    assert told == [(dana, LONG_AGO), (walter, LONG_AGO + DAY)]


def test_an_amendment_holds_only_when_both_agree_and_the_old_one_holds_until_then(stage: Stage) -> None:
    dana, walter = stage.people["dana-brown"], stage.people["walter-finch"]
    stack = personal(stage)
    first = operations.propose(stack=stack, by=dana, at=LONG_AGO)
    operations.agree(edition=first, by=walter, at=LONG_AGO)
    stack = operations.save_draft(
        stack=stack, document=document("dana", TICKETS), revision=2, by=walter, at=LONG_AGO + DAY
    )
    second = operations.propose(stack=stack, by=walter, at=LONG_AGO + DAY)
    stack.refresh_from_db()
    assert stack.edition == first
    with pytest.raises(Refused, match="a newer proposal"):
        operations.agree(edition=first, by=dana, at=LONG_AGO + DAY)
    operations.agree(edition=second, by=dana, at=LONG_AGO + 2 * DAY)
    stack.refresh_from_db()
    assert (stack.edition, second.number) == (second, 2)


def test_a_new_principal_finds_what_was_agreed_and_agrees_to_changes(stage: Stage) -> None:
    dana, walter, ruth = (stage.people[key] for key in ("dana-brown", "walter-finch", "ruth-delaney"))
    stack = personal(stage)
    first = operations.propose(stack=stack, by=dana, at=LONG_AGO)
    operations.agree(edition=first, by=walter, at=LONG_AGO)
    stack = operations.hand_over(stack=stack, to=ruth, by=walter, at=LONG_AGO + DAY)
    assert (stack.edition, stack.partner) == (first, ruth)
    changed = operations.save_draft(
        stack=stack, document=document("dana", TICKETS), revision=2, by=dana, at=LONG_AGO + DAY
    )
    second = operations.propose(stack=changed, by=dana, at=LONG_AGO + DAY)
    with pytest.raises(Refused, match="agreed between two others"):
        operations.agree(edition=second, by=walter, at=LONG_AGO + DAY)
    operations.agree(edition=second, by=ruth, at=LONG_AGO + DAY)
    stack.refresh_from_db()
    assert stack.edition == second


def test_a_personal_stack_is_seen_by_the_two_alone_and_published_by_nobody(
    stage: Stage, author: Person
) -> None:
    stack = personal(stage)
    everybody = {None: None} | dict(stage.people)
    seen = {key for key, one in everybody.items() if access.may_see(one, stack, at=LONG_AGO)}
    assert seen == {"dana-brown", "walter-finch"}
    assert list(queries.announced()) == []
    with pytest.raises(Refused, match="holds when both have agreed"):
        operations.publish(stack=stack, by=stage.people["dana-brown"], at=LONG_AGO)
    with pytest.raises(Refused, match="agreed between two others"):
        operations.propose(stack=stack, by=author, at=LONG_AGO)


def test_nobody_agrees_with_herself(stage: Stage) -> None:
    dana = stage.people["dana-brown"]
    with pytest.raises(Refused, match="between two people"):
        operations.begin_personal(
            organization=stage.organizations["cedar-hollow"],
            key="dana",
            title="Dana",
            owner=dana,
            partner=dana,
            by=dana,
            at=LONG_AGO,
        )


def test_a_stack_that_is_not_offered_cannot_be_retired(stage: Stage, author: Person) -> None:
    with pytest.raises(WrongMove, match="cannot retire when draft"):
        operations.retire(stack=written(stage), by=author, at=LONG_AGO)


GUARDED: dict[str, Callable[[StackEdition], object]] = {
    "a title": lambda edition: StackEdition.objects.filter(pk=edition.pk).update(title="Other"),
    "a text": lambda edition: StackEdition.objects.filter(pk=edition.pk).update(text="{}"),
    "a part": lambda edition: edition.parts.update(address="else/where"),
    "a part less": lambda edition: edition.parts.all()[0].delete(),
    "an offer": lambda edition: edition.offers.update(numerator=40),
    "no offer": lambda edition: edition.offers.all().delete(),
}


@pytest.mark.parametrize("name", GUARDED)
def test_an_edition_of_a_stack_cannot_be_changed_by(name: str, stage: Stage, author: Person) -> None:
    stack = written(stage, offers=[offer()])
    edition = operations.publish(stack=stack, by=author, at=LONG_AGO)
    guards.install(connection)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        GUARDED[name](edition)


def test_who_published_a_stack_can_be_forgotten(stage: Stage, author: Person) -> None:
    edition = operations.publish(stack=written(stage), by=author, at=LONG_AGO)
    guards.install(connection)
    StackEdition.objects.filter(pk=edition.pk).update(published_by=None)
    edition.refresh_from_db()
    assert (edition.published_by, edition.title) == (None, "Ours")


def test_two_who_come_back_to_what_they_once_agreed_on_agree_anew(stage: Stage) -> None:
    dana, walter = stage.people["dana-brown"], stage.people["walter-finch"]
    stack, found = personal(stage), []
    for revision, parts in ((2, (TICKETS, WAIT)), (3, (TICKETS,)), (4, (TICKETS, WAIT))):
        stack = operations.save_draft(
            stack=stack, document=document("dana", *parts), revision=revision, by=dana, at=LONG_AGO
        )
        edition = operations.propose(stack=stack, by=dana, at=LONG_AGO)
        operations.agree(edition=edition, by=walter, at=LONG_AGO)
        stack.refresh_from_db()
        found.append((stack.edition == edition, edition.number, len(edition.parts_named)))
    assert found == [(True, 1, 2), (True, 2, 1), (True, 3, 2)]
    assert operations.propose(stack=stack, by=walter, at=LONG_AGO) == stack.edition


def test_only_who_decides_for_the_organization_stands_on_the_principals_side(stage: Stage) -> None:
    stack = personal(stage)
    dana, walter = stage.people["dana-brown"], stage.people["walter-finch"]
    may = {key for key, one in stage.people.items() if access.may_hand_over(dana, stack, one, at=LONG_AGO)}
    assert may == {"ruth-delaney"}
    edition = operations.propose(stack=stack, by=dana, at=LONG_AGO)
    people.end_role(membership=walter.memberships.get(), by=None, at=LONG_AGO + DAY)
    with pytest.raises(Refused, match="needs an administrator or recognizer of Cedar Hollow"):
        operations.agree(edition=edition, by=walter, at=LONG_AGO + DAY)
    with pytest.raises(Refused, match="needs an earner of Cedar Hollow"):
        operations.begin_personal(
            organization=stack.organization,
            key="sams",
            title="Sam's",
            owner=stage.people["sam-whitaker"],
            partner=walter,
            by=walter,
            at=LONG_AGO,
        )


def test_either_withdraws_it_before_both_have_agreed_and_then_she_alone_ends_it(stage: Stage) -> None:
    dana, walter = stage.people["dana-brown"], stage.people["walter-finch"]
    stack, states = personal(stage), []

    def go(deed: Callable[..., object], **told: object) -> None:
        deed(stack=stack, at=LONG_AGO, **told)
        stack.refresh_from_db()
        states.append((stack.state, stack.ended_by, stack.ended_because))

    with pytest.raises(Refused, match="Write why"):
        operations.end(stack=stack, because=" ", by=walter, at=LONG_AGO)
    go(operations.end, because="Not this year.", by=walter)
    for by, deed in ((dana, operations.propose), (dana, operations.take_up)):
        with pytest.raises(Refused, match=r"has ended|other of you ended it"):
            deed(stack=stack, by=by, at=LONG_AGO)
    go(operations.take_up, by=walter)
    edition = operations.propose(stack=stack, by=dana, at=LONG_AGO)
    operations.agree(edition=edition, by=walter, at=LONG_AGO)
    stack.refresh_from_db()
    with pytest.raises(Refused, match="she relies on it"):
        operations.end(stack=stack, because="No.", by=walter, at=LONG_AGO)
    go(operations.end, because="I move.", by=dana)
    assert list(queries.holding(edition.parts_named, earner=dana)) == []
    with pytest.raises(Refused, match="long ago"):
        operations.take_up(stack=stack, by=dana, at=LONG_AGO + access.REGRET)
    go(operations.take_up, by=dana)
    over = [("withdrawn", walter, "Not this year."), ("ended", dana, "I move.")]
    assert states == [over[0], ("draft", None, ""), over[1], ("offered", None, "")]


def test_only_a_stack_between_two_has_terms() -> None:
    told = document("dana", TICKETS) | {"terms": {"duties": "Mentors.", "pay": ""}}
    codes = [(problem.path, problem.code) for problem in documents.problems(told)]
    assert codes == [("terms", "unknown_key")]
    assert documents.problems(told, personal=True) == []
    wrong = told | {"terms": {"duties": 3, "rank": "A"}}
    found = [(problem.path, problem.code) for problem in documents.problems(wrong, personal=True)]
    assert found == [("terms.rank", "unknown_key"), ("terms.duties", "wrong_type"), ("terms.pay", "missing")]
    assert documents.problems(document("dana", TICKETS), personal=True) == []


def test_what_differs_is_told_in_the_order_in_which_one_reads_it() -> None:
    one = document("dana", TICKETS, WAIT) | {"terms": {"duties": "Mentors.", "pay": "$3,000"}}
    other = document(
        "dana", rule={"at_least": 1, "of": [WAIT, TICKETS, mc("oak/third")]}, capstone=mc("oak/whole")
    )
    told = [(change.path, change.kind) for change in comparing.changes(one, other)]
    assert told == [
        (("duties",), "changed"),
        (("pay",), "changed"),
        (("asks",), "changed"),
        (("parts", "oak/third"), "added"),
        (("parts", "cedar-hollow/exit-tickets"), "moved"),
        (("capstone",), "changed"),
    ]
    assert comparing.changes(one, one) == []
