"""What people are told around a reading: a question, its answer, and, to few, that harm was seen."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.evaluation.models import HarmReport, Question
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _question_asked(about: str) -> Letter | None:
    question = Question.objects.select_related("round__attempt__edition").get(public_id=about)
    attempt = question.round.attempt
    if hasattr(question, "answer") or attempt.state != "in_review":
        return None
    return Letter(
        subject=f"A question about your work: {attempt.edition.title}",
        heading="The people who read your work ask you one thing",
        paragraphs=[
            question.text,
            "You can answer once, in a few words, until "
            f"{question.closes_at:%B} {question.closes_at.day}. They do not learn your name, nor you theirs.",
            "This is no place for new evidence. If you do not answer, your work is read as it is.",
        ],
        action="Answer the question",
        path=addresses.question(attempt.public_id),
        close="The time until you hear the result stands still until you have answered.",
    )


def _question_answered(about: str) -> Letter | None:
    question = Question.objects.select_related("reading", "round__attempt__edition").get(public_id=about)
    if question.reading.state != "claimed":
        return None
    return Letter(
        subject=f"Your question was answered: submission {question.reading.label}",
        heading="Your question was answered",
        paragraphs=[f"The answer stands on your sheet for {question.round.attempt.edition.title}."],
        action="Go on reading",
        path=addresses.reading(question.reading.public_id),
    )


def _harm_reported(about: str) -> Letter:
    report = HarmReport.objects.select_related("organization").get(public_id=about)
    return Letter(
        subject="Please look at this today",
        heading="An evaluator stopped reading and reported something to you",
        paragraphs=[
            f"You are told because you are the safeguarding contact of {report.organization.name}. "
            "Nobody else was told.",
            "This letter does not say what was seen. Sign in to read the report and to see the evidence.",
            "This does not replace your own legal duty to report.",
        ],
        action="Open the report",
        path=addresses.harm(report.public_id),
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "question_asked": _question_asked,
    "question_answered": _question_answered,
    "harm_reported": _harm_reported,
}
