"""What earners are told of appeals and of work that came back unread, and evaluators of their time."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.evaluation.models import Appeal, Incomplete, Reading
from cairn.domain.evidence.access import begun_anew
from cairn.domain.evidence.models import Round
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def appeal_received(about: str) -> Letter:
    appeal = Appeal.objects.select_related("outcome__round__attempt__edition").get(public_id=about)
    attempt = appeal.outcome.round.attempt
    return Letter(
        subject=f"We have your appeal: {attempt.edition.title}",
        heading="Your work is read afresh",
        paragraphs=[
            "Evaluators who have not seen your work read what was not yet met. They do not know that it is an "
            "appeal, nor what you wrote.",
            "Your result can only rise by it. What is met stays met.",
        ],
        action="See your result",
        path=addresses.appeal(attempt.public_id),
    )


def appeal_decided(about: str) -> Letter:
    appeal = Appeal.objects.select_related("outcome__round__attempt__edition").get(public_id=about)
    outcome, attempt = appeal.outcome, appeal.outcome.round.attempt
    title = attempt.edition.title
    if outcome.met:
        told = "The fresh readings found everything met that is asked for. Your badge follows."
    elif appeal.raised:
        told = "The fresh readings found more of it met than before. Your result shows what is still open."
    else:
        told = "The fresh readings came to the same result. Nothing that was met has changed."
    return Letter(
        subject=f"Your appeal is decided: {title}",
        heading="Your appeal is decided",
        paragraphs=[told],
        action="See your result",
        path=addresses.appeal(attempt.public_id),
        close="" if outcome.met else "You can revise and try again whenever you are ready.",
    )


def raised(about: str) -> Letter:
    round_ = Round.objects.select_related("attempt__edition", "outcome").get(public_id=about)
    met = (
        "Everything that is asked for is met now." if round_.outcome.met else "More of it is met than before."
    )
    return Letter(
        subject=f"Your result was raised: {round_.attempt.edition.title}",
        heading="Your result was raised",
        paragraphs=[
            "We check how evaluators judge, and had your work read afresh by others. They found more than the first "
            "reading did.",
            met,
            *_why_not(round_),
        ],
        action="See your result",
        path=addresses.result(round_.attempt.public_id),
    )


def _why_not(round_: Round) -> list[str]:
    """Why what is met now is not awarded, where it is not."""
    attempt = round_.attempt
    if not round_.outcome.met or attempt.state not in {"withdrawn", "submitted", "in_review", "revising"}:
        return []
    if attempt.state == "withdrawn" and begun_anew(attempt):
        return [
            "You had set this work aside and have begun the same again, so it brings no badge of its own: one "
            "micro-credential is earned once. Your newer work goes on as before."
        ]
    return ["You have sent newer work since, so what you earn comes of that."]


def incomplete(about: str) -> Letter:
    returned = Incomplete.objects.select_related("round__attempt__edition").get(public_id=about)
    attempt = returned.round.attempt
    slots = attempt.edition.document["slots"]
    return Letter(
        subject=f"Something is missing: {attempt.edition.title}",
        heading="Your work could not be read yet",
        paragraphs=["It was not scored, and this was no try. Mend this and send it again:"],
        points=[
            *((str(Incomplete.Lack(lack).label), "") for lack in returned.lacks),
            *(("Look at", slot["title"]) for slot in slots if slot["key"] in returned.parts),
            ("How", returned.words),
        ],
        action="Open your work",
        path=addresses.attempt(attempt.public_id),
    )


def reading_due(about: str) -> Letter | None:
    """A reminder; nothing where the reading was sent or given back meanwhile."""
    reading = Reading.objects.select_related("round__attempt__edition").get(public_id=about)
    if reading.state != "claimed" or reading.leased_until is None:
        return None
    day = reading.leased_until
    return Letter(
        subject=f"A reading is due on {day:%B} {day.day}",
        heading="A reading waits for you",
        paragraphs=[
            f"You took work on {reading.round.attempt.edition.title}. It is yours until {day:%B} {day.day}.",
            "If you cannot finish it, give it back: your notes are kept, and the earner waits less.",
        ],
        action="Go on with it",
        path=addresses.reading(reading.public_id),
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "appeal_received": appeal_received,
    "appeal_decided": appeal_decided,
    "raised": raised,
    "incomplete": incomplete,
    "reading_due": reading_due,
}
