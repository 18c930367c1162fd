"""What people are told, after commit: put in the outbox with the deed, written and sent from there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string

from cairn.adapters.mailing import message as mail
from cairn.domain.coaching.models import Invitation, Remark
from cairn.domain.evaluation import queries as evaluation
from cairn.domain.evidence.models import Round
from cairn.domain.issuing.models import Award
from cairn.domain.outbox import operations as outbox
from cairn.domain.outbox.models import Message
from cairn.domain.people.models import Person
from cairn.workflows import (
    addresses,
    agreement_letters,
    approval_letters,
    calibration_letters,
    correction_letters,
    credit_letters,
    endorsement_letters,
    example_letters,
    filing_letters,
    foreign_letters,
    gate_letters,
    judging_letters,
    key_letters,
    past_letters,
    person_letters,
    proposal_letters,
    sheet_letters,
    watching_letters,
    workshop_letters,
    worth_letters,
)
from cairn.workflows.letter import Letter


class Known(Protocol):
    public_id: UUID


def put(
    kind: str, *, about: Known, to: Person, at: datetime, turn: str = "", due: datetime | None = None
) -> None:
    """Ask for a letter, once for each kind, subject, turn and reader; nobody without an address gets one.

    `turn` tells apart what may happen to one subject more than once; it leaves when it is `due`.
    """
    if to.email:
        one = parcel(kind, about=about, to=to, turn=turn)
        outbox.put(
            event=one.event, recipient=one.recipient, channel=one.channel, at=at, payload=one.payload, due=due
        )


def parcel(kind: str, *, about: Known, to: Person, turn: str = "") -> outbox.Parcel:
    """The message that asks for a letter, to be put in with many others."""
    if kind not in KINDS and kind not in PERSONAL:
        raise KeyError(kind)
    return outbox.Parcel(
        event=f"{kind}:{about.public_id}{turn and f':{turn}'}",
        recipient=str(to.public_id),
        channel="mail",
        payload={"kind": kind, "about": str(about.public_id)},
    )


@dataclass
class Sending:
    """The case as it passes through `STEPS`."""

    message: Message
    reader: Person | None = None
    letter: Letter | None = None


def find_the_reader(case: Sending) -> None:
    case.reader = Person.objects.filter(
        public_id=case.message.recipient, is_active=True, email__isnull=False
    ).first()


def write(case: Sending) -> None:
    if case.reader:
        kind, about = case.message.payload["kind"], case.message.payload["about"]
        case.letter = PERSONAL[kind](about, case.reader) if kind in PERSONAL else KINDS[kind](about)


def post(case: Sending) -> None:
    """Hand the letter to the mail, under the same Message-ID each time."""
    if not case.reader or not case.letter:
        return
    letter = case.letter
    context: dict[str, Any] = {"letter": letter, "address": addresses.absolute(letter.path)}
    mail(
        to=letter.to or str(case.reader.email),
        subject=letter.subject,
        text=render_to_string("letters/letter.txt", context),
        html=render_to_string("letters/letter.html", context),
        message_id=message_id(case.message),
        sender=settings.DEFAULT_FROM_EMAIL,
    ).send()


STEPS: tuple[Callable[[Sending], None], ...] = (find_the_reader, write, post)


def send(message: Message) -> None:
    """Write the letter of an outbox message and send it; outside a transaction, for mail cannot be taken back."""
    case = Sending(message)
    for step in STEPS:
        step(case)


def message_id(message: Message) -> str:
    """A Message-ID that depends on nothing but what the letter is about and whom it is for."""
    identity = "\n".join((message.event, message.recipient, message.channel))
    host = urlsplit(settings.PUBLIC_URL).hostname
    return f"<{hashlib.sha256(identity.encode()).hexdigest()[:32]}@{host}>"


def _received(about: str) -> Letter:
    round_ = Round.objects.select_related("attempt__edition").get(public_id=about)
    title = round_.attempt.edition.title
    return Letter(
        subject=f"We have your work: {title}",
        heading="Your work is in",
        paragraphs=[
            f"You submitted your evidence for {title}. An evaluator who does not know your name will read it.",
            "The date that counts is today, however long the reading takes. "
            "Until an evaluator begins, you can take it back and change it.",
        ],
        action="See what you sent",
        path=addresses.attempt(round_.attempt.public_id),
    )


def _not_yet(about: str) -> Letter:
    round_ = Round.objects.select_related("attempt__edition", "outcome").get(public_id=about)
    lines = evaluation.lines(round_.outcome)
    unmet = [line for line in lines if not line.met]
    title = round_.attempt.edition.title
    met = len(lines) - len(unmet)
    return Letter(
        subject=f"Not yet, and what to do next: {title}",
        heading="Not yet, and here is the way",
        paragraphs=[
            f"{met} of {len(lines)} parts of {title} are met, and they stay met.",
            "This is what needs new evidence:",
        ],
        points=[(line.criterion.title, " ".join(line.feedback)) for line in unmet],
        action="See the comments",
        path=addresses.result(round_.attempt.public_id),
        close="You can try again whenever you are ready. There is no limit.",
    )


def _awarded(about: str) -> Letter:
    award = Award.objects.select_related("edition", "stack_edition", "organization").get(public_id=about)
    earned = "the day you submitted what completed it" if award.stack_id else "the day you submitted"
    return Letter(
        subject=f"You earned it: {award.title}",
        heading="You earned it",
        paragraphs=[
            f"{award.organization.name} awards you {award.title}. {award.claim}",
            f"It counts from {award.earned_on:%B} {award.earned_on.day}, {award.earned_on.year}, {earned}.",
        ],
        action="See and share your badge",
        path=addresses.award(award.public_id),
    )


def _coach_invited(about: str) -> Letter:
    invitation = Invitation.objects.select_related("attempt__edition", "attempt__earner").get(public_id=about)
    attempt = invitation.attempt
    return Letter(
        subject=f"{attempt.earner.name} asks for your coaching",
        heading=f"{attempt.earner.name} asks for your coaching",
        paragraphs=[
            f"She is working on {attempt.edition.title} and would like you to look at her draft.",
            *([invitation.message] if invitation.message else []),
        ],
        action="Open the draft",
        path=addresses.coaching(attempt.public_id),
        close="Since you coach this work, somebody else will score it.",
    )


def _coach_commented(about: str) -> Letter:
    remark = Remark.objects.select_related("attempt__edition", "author", "slot").get(public_id=about)
    return Letter(
        subject=f"{remark.author.name} commented on your draft",
        heading=f"{remark.author.name} commented on “{remark.slot.title}”",
        paragraphs=[remark.text],
        action="Open this part",
        path=addresses.part(remark.attempt.public_id, remark.slot.key),
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "received": _received,
    "not_yet": _not_yet,
    "awarded": _awarded,
    "coach_invited": _coach_invited,
    "coach_commented": _coach_commented,
    "review_asked": gate_letters.asked,
    "review_returned": gate_letters.returned,
    "review_cleared": gate_letters.cleared,
    **example_letters.KINDS,
    **filing_letters.KINDS,
    **judging_letters.KINDS,
    **credit_letters.KINDS,
    **proposal_letters.KINDS,
    **sheet_letters.KINDS,
    **agreement_letters.KINDS,
    **workshop_letters.KINDS,
    **key_letters.KINDS,
    **correction_letters.KINDS,
    **endorsement_letters.KINDS,
    **foreign_letters.KINDS,
    **past_letters.KINDS,
    **calibration_letters.KINDS,
    **watching_letters.KINDS,
    **approval_letters.KINDS,
    **worth_letters.KINDS,
    **person_letters.KINDS,
}
# Letters that say something else to each of their readers.
PERSONAL: dict[str, Callable[[str, Person], Letter | None]] = {"past_recorded": past_letters.recorded}
