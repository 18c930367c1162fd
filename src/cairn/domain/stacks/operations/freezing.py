"""Freezing a stack's draft as an edition, with the rows that others point at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks import document as documents
from cairn.domain.stacks import rules
from cairn.domain.stacks.models import CreditOffer, Stack, StackEdition, StackPart
from cairn.engines.verdict import Reason, Refused, Verdict, no


class Stale(Exception):
    """Somebody saved a newer revision in the meantime; `current` is the stack as it stands."""

    def __init__(self, current: Stack) -> None:
        super().__init__("Somebody saved this stack after you opened it.")
        self.current = current


def freeze(*, stack: Stack, document: dict[str, Any], by: Person | None, at: datetime) -> StackEdition:
    """The edition of this document; one that is there already is not made again.

    Two who come back to what they once agreed on agree anew: a personal stack gets another edition of the same words.
    Raises `Refused` with every problem, or when the stack would hold itself.
    """
    personal = stack.owner_id is not None
    if found := documents.problems(document, personal=personal):
        raise Refused(Verdict(False, tuple(Reason(problem.code, problem.text) for problem in found)))
    _demand_no_cycle(stack, document)
    digest = documents.digest(document)
    standing = stack.editions.filter(digest=digest).order_by("-number").first()
    if standing and not (personal and stack.editions.filter(number__gt=standing.number).exists()):
        return standing
    edition = StackEdition.objects.create(
        stack=stack,
        number=stack.editions.count() + 1,
        text=documents.canonical(document),
        document=document,
        digest=digest,
        title=document["title"],
        published_at=at,
        published_by=by,
    )
    StackPart.objects.bulk_create(
        StackPart(edition=edition, kind=part.kind, address=part.address, position=position)
        for position, part in enumerate(edition.parts_named)
    )
    CreditOffer.objects.bulk_create(
        _offer(edition, position, offer) for position, offer in enumerate(document["offers"])
    )
    return edition


def _offer(edition: StackEdition, position: int, told: Mapping[str, Any]) -> CreditOffer:
    named = str(told["organization"])
    organization = Organization.objects.filter(Q(slug=named) | Q(name=named)).order_by("pk").first()
    return CreditOffer(
        edition=edition,
        position=position,
        organization=organization,
        part=told.get("part", ""),
        offered_by=organization.name if organization else named,
        course=told["course"],
        numerator=told["credits"]["numerator"],
        denominator=told["credits"]["denominator"],
        cents=told["fee"]["cents"],
        currency=told["fee"]["currency"],
        window_days=told["window_days"],
        note=told["note"],
        source=told["source"],
    )


def _demand_no_cycle(stack: Stack, document: Mapping[str, Any]) -> None:
    """Refuse a document by which the stack would hold itself, straight or through others."""
    seen: set[str] = set()
    ahead = _nested(rules.parts_of(rules.whole(document)))
    while ahead:
        if stack.address in ahead:
            told = "A stack cannot be a part of itself. Take out the stack that leads back here."
            raise Refused(no("cycle", told))
        seen |= ahead
        ahead = _below(ahead) - seen


def _nested(parts: tuple[rules.Part, ...]) -> set[str]:
    return {part.address for part in parts if part.kind == "stack"}


def _below(addresses: set[str]) -> set[str]:
    keys = {address.partition("/")[2] for address in addresses}
    rows = Stack.objects.filter(key__in=keys, edition__isnull=False).select_related("organization", "edition")
    held = [row.edition for row in rows if row.address in addresses]
    return {address for edition in held if edition for address in _nested(edition.parts_named)}
