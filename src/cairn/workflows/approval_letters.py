"""What an earner and whoever she asks are told about approvals, and what was decided for her."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.approvals.models import Approval
from cairn.domain.recognition.models import FinalDecision
from cairn.engines.policy.outcome import spoken
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _approval(about: str) -> Approval:
    rows = Approval.objects.select_related("person", "organization", "asked_of", "decided_by")
    return rows.get(public_id=about)


def _asked(about: str) -> Letter | None:
    one = _approval(about)
    if one.state != "asked":
        return None
    until = f" An answer is needed by {spoken(one.due_on)}." if one.due_on else ""
    return Letter(
        subject=f"{one.person.name} asks for your approval: {one.title}",
        heading=f"{one.person.name} asks for your approval",
        paragraphs=[
            f"She asks {one.organization.name}, as {one.asked_role}, to approve: {one.title}.{until}",
            *([one.note] if one.note else []),
        ],
        action="Look at it and answer",
        path=addresses.approval_to_decide(one.public_id),
        close="Without an answer nothing is approved.",
    )


def _given(about: str) -> Letter:
    one = _approval(about)
    amount = f" It adds {one.dollars}." if one.dollars else ""
    return Letter(
        subject=f"Approved: {one.title}",
        heading="It is approved",
        paragraphs=[
            f"{_who(one)} approved {one.title} for {one.organization.name}.{amount}",
            *([one.reason] if one.reason else []),
        ],
        action="See your request",
        path=addresses.my_approval(one.public_id),
    )


def _refused(about: str) -> Letter:
    one = _approval(about)
    return Letter(
        subject=f"Not yet: {one.title}",
        heading="Not yet, and here is why",
        paragraphs=[f"{_who(one)} did not approve {one.title}.", one.reason],
        action="See your request",
        path=addresses.my_approval(one.public_id),
        close="You can ask again when this is settled.",
    )


def _asked_back(about: str) -> Letter | None:
    one = _approval(about)
    if one.state != "asked_back":
        return None
    return Letter(
        subject=f"A question about your request: {one.title}",
        heading="One question first",
        paragraphs=[f"Before it is decided, the {one.asked_role} asks you:", one.question],
        action="Answer it",
        path=addresses.my_approval(one.public_id),
    )


def _answered(about: str) -> Letter | None:
    one = _approval(about)
    if one.state != "asked":
        return None
    return Letter(
        subject=f"{one.person.name} answered: {one.title}",
        heading=f"{one.person.name} answered your question",
        paragraphs=[one.question, one.answer],
        action="Look at it and answer",
        path=addresses.approval_to_decide(one.public_id),
    )


def _lapsed(about: str) -> Letter:
    one = _approval(about)
    return Letter(
        subject=f"No answer in time: {one.title}",
        heading="Nobody answered in time",
        paragraphs=[
            f"Your request to {one.organization.name} for an approval of {one.title} has lapsed. "
            "It was neither approved nor refused."
        ],
        action="Ask again",
        path=addresses.my_approval(one.public_id),
    )


def _missed(about: str) -> Letter:
    one = _approval(about)
    return Letter(
        subject=f"A request has lapsed: {one.title}",
        heading="The day for an answer is over",
        paragraphs=[
            f"{one.person.name} asked for an approval of {one.title}. Nobody answered by the day that she needed, "
            "so nothing was approved. She is told, and can ask again."
        ],
        action="See what else waits",
        path=addresses.approvals_to_decide(),
    )


def _who(one: Approval) -> str:
    return one.decided_by.name if one.decided_by else f"The {one.asked_role}"


def _decided(about: str) -> Letter:
    rows = FinalDecision.objects.select_related("organization")
    made = rows.get(public_id=about)
    words = {"met": "It is granted", "not yet": "Not yet"}.get(made.state, "A person has to say")
    return Letter(
        subject=f"{words}: {made.title}",
        heading=words,
        paragraphs=[
            f"{made.organization.name} decided on {made.title}.",
            made.sentence,
            *([made.note] if made.note else []),
        ],
        action="See why, record by record",
        path=addresses.my_decision(made.public_id),
        close="The decision can be made again from what is kept with it. If you think it is wrong, tell the office.",
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "approval_asked": _asked,
    "approval_given": _given,
    "approval_refused": _refused,
    "approval_asked_back": _asked_back,
    "approval_answered": _answered,
    "approval_lapsed": _lapsed,
    "approval_missed": _missed,
    "decision_made": _decided,
}
