"""What people are told of worked examples."""

from __future__ import annotations

from cairn.domain.examples.models import Example
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _of(about: str) -> Example:
    return Example.objects.select_related("edition", "organization", "round__attempt").get(public_id=about)


def _asked(about: str) -> Letter | None:
    example = _of(about)
    if example.state != "asked":
        return None
    return Letter(
        subject=f"May others learn from your work? {example.edition.title}",
        heading="May others learn from your work?",
        paragraphs=[
            f"{example.organization.name} would like to show your work for “{example.edition.title}” on the web, "
            "without your name, as a worked example beside the rubric.",
            "You choose piece by piece what may be seen, and you can take it back at any time. Saying nothing "
            "means no.",
        ],
        action="Look, and choose",
        path=addresses.own_example(example.round.attempt.public_id),
        close="It changes nothing about your badge.",
    )


def _allowed(about: str) -> Letter | None:
    example = _of(about)
    if example.state != "allowed":
        return None
    return Letter(
        subject=f"A teacher allows a worked example: {example.edition.title}",
        heading="A teacher lets you show her work",
        paragraphs=["Read what she chose. Take out any name that is left, then publish it."],
        action="Look it through",
        path=addresses.kept_example(example.organization.slug, example.public_id),
    )


def _published(about: str) -> Letter | None:
    example = _of(about)
    if example.state != "published":
        return None
    return Letter(
        subject=f"Your work is a worked example now: {example.edition.title}",
        heading="Others can learn from your work now",
        paragraphs=["What you chose can be read by everybody, without your name. Thank you."],
        action="See it, or take it back",
        path=addresses.own_example(example.round.attempt.public_id),
    )


KINDS = {
    "example_asked": _asked,
    "example_allowed": _allowed,
    "example_published": _published,
}
