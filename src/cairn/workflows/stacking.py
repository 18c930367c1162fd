"""Stacking: who has earned what a stack asks for gets its badge, once, by itself; stacks of stacks too.

Runs from the outbox after every award, and after a stack is offered, for those who had earned its parts before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cairn.domain.issuing import operations as issuing
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import earners_of, part_of, valid_parts
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks import operations, queries, rules
from cairn.domain.stacks.models import Stack, StackEdition
from cairn.domain.stacks.rules import Part
from cairn.engines import badgeart
from cairn.engines.badgeart import icons
from cairn.workflows import awarding, cataloging, steps

MOST_STONES = 16
"""As many as a badge shows."""


@dataclass(kw_only=True)
class Stacking(awarding.Signing):
    """The case as it passes through `STEPS`; without an award when the stack is not complete."""

    stack: Stack
    earner: Person


def decide(case: Stacking) -> None:
    """The award of the stack, if it is offered and the earner holds what it asks for."""
    # Locked, so that two parts that are awarded at once make one badge.
    row = Stack.objects.select_for_update(no_key=True, of=("self",)).select_related("edition", "organization")
    case.stack = row.get(pk=case.stack.pk)
    edition = case.stack.edition
    if edition is None or case.stack.state != "offered":
        return
    parts = completing(edition.rule, valid_parts(case.earner))
    if parts and not Award.objects.filter(stack=case.stack, earner=case.earner).exists():
        operations.count_award(stack=case.stack, by=None, at=case.at)
    if parts:
        case.award = issuing.make_stack_award(
            edition=edition, earner=case.earner, parts=parts, art=art_of(edition), by=None, at=case.at
        )


def choose_the_key(case: Stacking) -> None:
    if case.award:
        awarding.choose_the_key(case)


def sign(case: Stacking) -> None:
    if case.award:
        awarding.sign(case)


def keep_the_credential(case: Stacking) -> None:
    if case.award:
        awarding.keep_the_credential(case)


def ask_for_stacks(case: Stacking) -> None:
    if case.award:
        awarding.ask_for_stacks(case)


def tell_the_earner(case: Stacking) -> None:
    if case.award:
        awarding.tell_the_earner(case)


STEPS: tuple[Callable[[Stacking], None], ...] = (
    decide,
    choose_the_key,
    sign,
    keep_the_credential,
    ask_for_stacks,
    tell_the_earner,
)


def award_stack(*, stack: Stack, earner: Person, at: datetime) -> Award | None:
    """Award the stack if the earner has completed it: all of `STEPS` in one transaction, safe to repeat."""
    return steps.take(STEPS, Stacking(stack=stack, earner=earner, at=at)).award


def complete(*, award: Award, at: datetime) -> None:
    """Award every stack that this award completes."""
    for stack in queries.holding([part_of(award)], earner=award.earner):
        award_stack(stack=stack, earner=award.earner, at=at)


def complete_for_all(*, stack: Stack, at: datetime) -> None:
    """Award the stack to everybody who has completed it already."""
    if stack.edition is None:
        return
    earners = [stack.owner] if stack.owner else earners_of(stack.edition.parts_named)
    for earner in earners:
        award_stack(stack=stack, earner=earner, at=at)


def completing(rule: rules.Node, held: Mapping[Part, Award]) -> list[Award]:
    """The awards, in the order earned, with which the rule became complete; none while it is not."""
    named = set(rules.parts_of(rule))
    mine = sorted(
        ((part, award) for part, award in held.items() if part in named),
        key=lambda each: (each[1].earned_at, each[1].pk),
    )
    for count in range(1, len(mine) + 1):
        if rules.progress(rule, {part for part, _ in mine[:count]}).complete:
            return [award for _, award in mine[:count]]
    return []


def art_of(edition: StackEdition) -> str:
    """The badge of a stack as SVG, with a stone for each part in the color of its topic."""
    found = queries.members(edition)
    stones = [badgeart.Stone(member.topic or edition.topic) for member in found.values()]
    return badgeart.draw(
        f"stack:{edition.stack.address}",
        hue=edition.topic,
        icon_paths=icons.paths(edition.document["icon"]),
        tier=edition.tier,
        title=edition.title,
        stones=stones[:MOST_STONES],
    )


@transaction.atomic
def publish(*, stack: Stack, by: Person | None, at: datetime) -> StackEdition:
    """Publish the draft; where it is offered, those who have earned its parts before get its badge as well."""
    edition = operations.publish(stack=stack, by=by, at=at)
    ask_for_all(edition, at)
    cataloging.follow_stacks(at=at)
    return edition


@transaction.atomic
def retire(*, stack: Stack, by: Person, at: datetime) -> None:
    """Offer it no more; badges that were earned stay, and nobody finds its parts by it."""
    operations.retire(stack=stack, by=by, at=at)
    cataloging.follow_stacks(at=at)


@transaction.atomic
def load(
    *, organization: Organization, document: dict[str, Any], by: Person | None, at: datetime
) -> StackEdition:
    """Load a stack as a program brings it; loading the same again changes nothing."""
    edition = operations.load_stack(organization=organization, document=document, by=by, at=at)
    ask_for_all(edition, at)
    cataloging.follow_stacks(at=at)
    return edition


def ask_for_all(edition: StackEdition, at: datetime) -> None:
    """Ask that the stack be awarded to those who have completed it, if this edition is the one that is offered."""
    stack = Stack.objects.get(pk=edition.stack_id)
    if stack.state == "offered" and stack.edition_id == edition.pk:
        put(
            event=f"offered:{edition.public_id}",
            recipient=str(stack.public_id),
            channel="stack",
            at=at,
            payload={"stack": str(stack.public_id)},
        )
