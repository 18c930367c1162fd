"""What workshops suggested to somebody, and how far she is with each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.states import EDITABLE
from cairn.domain.people.models import Person
from cairn.domain.workshops.models import FollowOn

MOST = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A follow-on with its picture and page, and her own attempt at it, where she has begun one."""

    follow_on: FollowOn
    art: str
    address: str
    attempt: Attempt | None = None

    @property
    def to_go_on(self) -> bool:
        """Whether her work on it is hers to go on with."""
        return self.attempt is not None and self.attempt.state in EDITABLE


def shown(follow_ons: Iterable[FollowOn], attempts: Iterable[Attempt]) -> list[Suggestion]:
    """Each follow-on beside her attempt at it; what she set aside counts as not begun."""
    mine = {attempt.micro_credential_id: attempt for attempt in attempts if attempt.state != "withdrawn"}
    return [_shown(each, mine.get(each.micro_credential_id or 0)) for each in follow_ons]


def shown_to(person: Person, follow_ons: Iterable[FollowOn]) -> list[Suggestion]:
    """The same, with her attempts looked up."""
    listed = list(follow_ons)
    wanted = [each.micro_credential_id for each in listed]
    return shown(listed, Attempt.objects.filter(earner=person, micro_credential__in=wanted))


def waiting(
    follow_ons: Iterable[FollowOn], attempts: Iterable[Attempt], *, on: Collection[int]
) -> list[Suggestion]:
    """What she has not begun yet, each once, at most `MOST`; `on` are the keys of stacks that she is on."""
    fresh: dict[tuple[int | None, int | None], Suggestion] = {}
    for each in shown(follow_ons, attempts):
        if each.attempt is None and each.follow_on.stack_id not in on:
            fresh.setdefault((each.follow_on.micro_credential_id, each.follow_on.stack_id), each)
    return list(fresh.values())[:MOST]


def _shown(follow_on: FollowOn, attempt: Attempt | None) -> Suggestion:
    row, stack = follow_on.micro_credential, follow_on.stack
    if row and row.edition:
        art = reverse("public:edition_art", args=[row.edition.public_id])
        return Suggestion(follow_on, art, reverse("public:micro_credential", args=[row.public_id]), attempt)
    if stack and stack.edition:
        art = reverse("public:stack_art", args=[stack.edition.public_id])
        return Suggestion(follow_on, art, reverse("public:stack", args=[stack.public_id]))
    raise LookupError("What is suggested is offered, so it has an edition.")
