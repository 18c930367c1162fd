"""Letters to evaluators about their qualification."""

from __future__ import annotations

from cairn.domain.calibration.models import Concern, Qualification
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _invited(about: str) -> Letter | None:
    qualification = Qualification.objects.select_related("pool__organization").get(public_id=about)
    if qualification.state != "invited":  # she was faster than the mail
        return None
    organization = qualification.pool.organization.name
    return Letter(
        subject=f"Become an evaluator for {organization}",
        heading=f"{organization} asks you to become an evaluator",
        paragraphs=[
            "You have shown what these micro-credentials ask for. Now you can help to judge it in others' work.",
            "The way takes about three hours in all, in pieces: a lesson on privacy, a list of whose work you must "
            "not judge, a short training with practice, and a test on work that experts have rated.",
        ],
        action="See the way",
        path=addresses.qualification(qualification.public_id),
        close="You are paid for readings as your program says. Nothing happens unless you begin.",
    )


def _concern(about: str) -> Letter:
    concern = _told(about)
    return Letter(
        subject="A concern about your readings, and your turn to reply",
        heading="A lead evaluator has a concern",
        paragraphs=[concern.said, "Nothing is decided yet. Say how you see it within a week."],
        action="Reply",
        path=addresses.qualification(concern.qualification.public_id),
    )


def _suspended(about: str) -> Letter:
    concern = _told(about)
    return Letter(
        subject="Your readings are suspended for now",
        heading="You do not read for now",
        paragraphs=[
            concern.note,
            "A lead evaluator can let you read again, on probation at first. What you wrote is on record beside it.",
        ],
        action="See where you stand",
        path=addresses.qualification(concern.qualification.public_id),
    )


def _told(about: str) -> Concern:
    return Concern.objects.select_related("qualification").get(public_id=about)


KINDS = {
    "evaluator_invited": _invited,
    "evaluator_concern": _concern,
    "evaluator_suspended": _suspended,
}
