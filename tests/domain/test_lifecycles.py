"""The life tables: every state can be reached, every end is meant, and what the code names exists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.approvals.states import LIFE as APPROVAL
from cairn.domain.archives.states import ARCHIVE, ARRIVAL
from cairn.domain.catalog.states import LIFE as MICRO_CREDENTIAL
from cairn.domain.evaluation import states as reading
from cairn.domain.evidence import states as attempt
from cairn.domain.gating.states import LIFE as REVIEW
from cairn.domain.issuing.states import IMPORT
from cairn.domain.issuing.states import LIFE as AWARD
from cairn.domain.people.states import COPY, ERASURE
from cairn.domain.plans import states as proposal
from cairn.domain.recognition.states import CLAIM, INSTRUCTION, PACKET, PAYMENT_RUN
from cairn.domain.stacks.states import LIFE as STACK
from cairn.engines.lifecycle import Life, WrongMove

LIVES = [
    MICRO_CREDENTIAL,
    attempt.LIFE,
    reading.LIFE,
    AWARD,
    IMPORT,
    STACK,
    CLAIM,
    proposal.LIFE,
    REVIEW,
    APPROVAL,
    INSTRUCTION,
    PAYMENT_RUN,
    PACKET,
    COPY,
    ERASURE,
    ARCHIVE,
    ARRIVAL,
]
ENDS = {
    "micro-credential": (),
    "gate review": ("returned", "cleared"),
    "attempt": ("awarded",),
    "reading": ("released", "lapsed", "recused", "returned", "concluded", "canceled"),
    "award": ("revoked",),
    "award import": ("done", "discarded"),
    "proposal": ("declined", "became", "withdrawn"),
    "stack": (),
    "credit claim": ("confirmed",),
    "approval": ("approved", "withdrawn"),
    "payment": ("exported",),
    "copy of a record": ("gone",),
    "erasure": ("called_off", "done"),
    "payment run": ("done", "failed"),
    "audit packet": ("done", "failed"),
    "archive": ("removed",),
    "arrival": ("arrived", "refused", "removed"),
}
lives = pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)


def reachable(life: Life) -> set[str]:
    found, fresh = set(), {life.start}
    while fresh:
        found |= fresh
        fresh = {after for (state, _), after in life.moves.items() if state in found} - found
    return found


@lives
def test_every_state_can_be_reached_from_the_start(life: Life) -> None:
    assert reachable(life) == set(life.states)


@lives
def test_only_the_states_meant_as_ends_are_ends(life: Life) -> None:
    assert life.final == ENDS[life.name]


@lives
def test_nobody_is_waited_for_where_nothing_can_be_done(life: Life) -> None:
    assert [state for state in life.final if life.turn[state]] == []


@given(st.sampled_from(LIVES), st.data())
def test_after_and_may_agree_on_every_state_and_move(life: Life, data: st.DataObject) -> None:
    state = data.draw(st.sampled_from(life.states))
    move = data.draw(st.sampled_from(sorted({move for _, move in life.moves})))
    if life.may(move, state):
        assert life.after(move, state) in life.states
    else:
        with pytest.raises(WrongMove, match=f"{life.name}: cannot {move} when {state}; possible: "):
            life.after(move, state)


def test_the_groups_of_states_are_those_of_the_tables() -> None:
    earners = tuple(state for state in attempt.LIFE.states if attempt.LIFE.may("submit", state))
    assert earners == attempt.EDITABLE
    assert set(attempt.WORDS) == set(attempt.LIFE.states)
    standing = set(reading.LIFE.states) - {"released", "lapsed", "recused", "returned", "canceled"}
    assert (set(reading.STANDING), reading.EDITABLE) == (standing, ("claimed",))


def test_a_table_whose_states_and_turns_differ_is_refused() -> None:
    with pytest.raises(ValueError, match=r"states and turns differ: \{'b'\}"):
        Life(name="odd", start="a", moves={("a", "go"): "b"}, turn={"a": ""})


def test_a_revoked_award_stays_revoked() -> None:
    with pytest.raises(WrongMove, match="possible: nothing"):
        AWARD.after("reinstate", "revoked")
