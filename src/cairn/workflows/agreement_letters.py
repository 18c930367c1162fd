"""What a teacher and her principal are told about the stack they agree on."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.stacks.models import Stack, StackEdition
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _edition(about: str) -> StackEdition:
    rows = StackEdition.objects.select_related(
        "stack__owner", "stack__partner", "stack__edition", "published_by"
    )
    return rows.get(public_id=about)


def _proposed(about: str) -> Letter | None:
    edition = _edition(about)
    stack, by = edition.stack, edition.published_by
    if by is None or stack.edition_id == edition.pk:  # forgotten, or agreed before the letter went out
        return None
    changes = stack.edition_id is not None
    return Letter(
        subject=f"{by.name} proposes {'a change' if changes else 'a stack'}: {edition.title}",
        heading=f"{by.name} proposes {'a change to your stack' if changes else 'a stack'}",
        paragraphs=[
            f"“{edition.title}” is a stack of micro-credentials that the two of you agree on. {edition.summary}",
            "What you agreed on holds until you both agree to something else."
            if changes
            else "Nothing counts until you have agreed. You can change it and propose it back.",
        ],
        action="Read it and answer",
        path=addresses.personal_stack(stack.public_id),
    )


def _agreed(about: str) -> Letter:
    edition = _edition(about)
    return Letter(
        subject=f"Agreed: {edition.title}",
        heading="You have both agreed",
        paragraphs=[
            f"“{edition.title}” holds from now on, as you read it on its page. Either of you can propose a change.",
        ],
        action="Open the stack",
        path=addresses.personal_stack(edition.stack.public_id),
    )


def _handed_over(about: str) -> Letter | None:
    stack = Stack.objects.select_related("owner", "partner", "organization").get(public_id=about)
    if stack.owner is None or stack.partner is None:
        return None
    return Letter(
        subject=f"{stack.partner.name} takes over: {stack.title}",
        heading=f"{stack.partner.name} takes the principal's place",
        paragraphs=[
            f"“{stack.title}” is the stack of {stack.owner.name} at {stack.organization.name}. It was handed to "
            f"{stack.partner.name}.",
            "What was agreed holds on. A change needs the agreement of the new principal.",
        ],
        action="See your stacks",
        path=addresses.personal_stacks(),  # the principal before cannot open this one any more
    )


def _ended(about: str) -> Letter | None:
    stack = Stack.objects.select_related("ended_by").get(public_id=about)
    if stack.ended_by is None:  # taken up again before the letter went out
        return None
    agreed = stack.state == "ended"
    return Letter(
        subject=f"{stack.ended_by.name} has {'ended' if agreed else 'withdrawn'}: {stack.title}",
        heading=f"{stack.ended_by.name} has {'ended' if agreed else 'withdrawn'} a stack",
        paragraphs=[
            f"“{stack.title}” goes no further. The reason: {stack.ended_because}",
            "What was earned stays earned. Nothing else is due from now on."
            if agreed
            else "You had not both agreed, so nothing is due.",
        ],
        action="Open the stack",
        path=addresses.personal_stack(stack.public_id),
    )


def _taken_up(about: str) -> Letter | None:
    stack = Stack.objects.get(public_id=about)
    if stack.ended_at is not None:
        return None
    return Letter(
        subject=f"It goes on: {stack.title}",
        heading="The stack goes on",
        paragraphs=[f"“{stack.title}” had ended, and that was taken back. It stands as it stood before."],
        action="Open the stack",
        path=addresses.personal_stack(stack.public_id),
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "stack_proposed": _proposed,
    "stack_agreed": _agreed,
    "stack_handed_over": _handed_over,
    "stack_ended": _ended,
    "stack_taken_up": _taken_up,
}
