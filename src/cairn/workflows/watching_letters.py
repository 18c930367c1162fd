"""Letters about drift, and about feedback that a lead looked at."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.calibration.models import Signal
from cairn.domain.evaluation.models import BackRead
from cairn.workflows import addresses
from cairn.workflows.letter import Letter

WAYS = {
    "lenient": "Your levels have lately been higher than before, next to experts and to other evaluators.",
    "severe": "Your levels have lately been lower than before, next to experts and to other evaluators.",
}


def _warned(about: str) -> Letter:
    signal = _signal(about)
    return Letter(
        subject="Your levels have moved: what happens now",
        heading="Your levels have moved",
        paragraphs=[
            WAYS[signal.way],
            "This can have many causes, and it says nothing about you as a teacher. For now a second evaluator reads "
            "beside you. Nothing else follows by itself.",
            "Read the levels of the rubric once more before your next reading. A lead may write to you or ask how "
            "you see it.",
        ],
        action="Open your queue",
        path=addresses.queue(),
        close="The second readings end by themselves as soon as your levels are steady again.",
    )


def _for_leads(about: str) -> Letter:
    signal = _signal(about)
    toward = "more lenient" if signal.way == "lenient" else "stricter"
    return Letter(
        subject="An evaluator's levels have moved",
        heading="An evaluator's levels have moved",
        paragraphs=[
            f"{signal.evaluator.name} has become {toward}, over {signal.monitored} readings that could be compared. "
            "She was told, and her readings are doubled.",
            "You can write to her, speak with her, and have others read what she denied since.",
        ],
        action="See her chart",
        path=addresses.drift(signal.organization.slug),
    )


def _coaching(about: str) -> Letter:
    signal = _signal(about)
    return Letter(
        subject="What to look at in your next readings",
        heading="A lead evaluator wrote to you",
        paragraphs=[signal.coaching],
        action="Open your queue",
        path=addresses.queue(),
    )


def _over(about: str) -> Letter:
    _signal(about)
    return Letter(
        subject="Your levels are steady again",
        heading="Your levels are steady again",
        paragraphs=[
            "Next to experts and other evaluators you read as you used to. You read by yourself again."
        ],
        action="Open your queue",
        path=addresses.queue(),
    )


def _looked_at(about: str) -> Letter | None:
    """Nothing where the lead took it back meanwhile, or wrote nothing."""
    back = BackRead.objects.select_related("reading__round__attempt__edition").get(public_id=about)
    if not back.note:
        return None
    return Letter(
        subject="A lead looked at your feedback",
        heading=str(BackRead.Finding(back.finding).label),
        paragraphs=[
            f"We look at a few readings of everybody. This one was of {back.reading.round.attempt.edition.title}.",
            back.note,
        ],
        action="Open the reading",
        path=addresses.reading(back.reading.public_id),
    )


def _signal(about: str) -> Signal:
    return Signal.objects.select_related("evaluator", "organization").get(public_id=about)


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "drift_warned": _warned,
    "drift_for_leads": _for_leads,
    "drift_coaching": _coaching,
    "drift_over": _over,
    "feedback_looked_at": _looked_at,
}
