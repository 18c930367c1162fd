"""The stacks that a person is on: those that hold something she has earned or works at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from cairn.domain.evidence.models import Attempt
from cairn.domain.issuing.queries import stacks_awarded, valid_parts
from cairn.domain.people.models import Person
from cairn.domain.stacks.models import Stack
from cairn.domain.stacks.queries import holding
from cairn.domain.stacks.rules import Part
from cairn.web.shared.pathway import Pathway, pathways

MOST = 4


@dataclass(frozen=True, slots=True)
class ShownStack:
    """A stack that she is on, and how far she has come."""

    stack: Stack
    path: Pathway
    art: str
    address: str


def under_way(person: Person, attempts: Iterable[Attempt]) -> list[ShownStack]:
    """Stacks that are not completed, the furthest first; at most `MOST`, in as many queries for one as for all."""
    held = valid_parts(person)
    begun = {_part(attempt) for attempt in attempts if attempt.state != "withdrawn"}
    if not held and not begun:
        return []
    done = stacks_awarded(person)
    stacks = [row for row in holding({*held, *begun}, earner=person) if row.pk not in done]
    paths = pathways([row.edition for row in stacks if row.edition], held)
    shown = [_show(row, path) for row, path in zip(stacks, paths, strict=True) if not path.complete]
    return sorted(shown, key=lambda one: (-one.path.laid, one.stack.title))[:MOST]


def _part(attempt: Attempt) -> Part:
    return Part("micro_credential", f"{attempt.organization.slug}/{attempt.micro_credential.key}")


def _show(stack: Stack, path: Pathway) -> ShownStack:
    art = reverse("public:stack_art", args=[path.edition.public_id])
    page = "earner:stack" if stack.owner_id else "public:stack"
    return ShownStack(stack, path, art, reverse(page, args=[stack.public_id]))
