"""Reading stacks, and what their parts are today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import organizations_of
from cairn.domain.stacks import rules
from cairn.domain.stacks.models import Stack, StackEdition, StackPart
from cairn.domain.stacks.rules import Part

TODAY = {
    "published": "offered",
    "pilot": "offered",
    "in_review": "in_review",
    "retired": "retired",
}
"""What a part is for the public, by the state of its micro-credential; anything else is in development."""
ANNOUNCED = ("offered", "in_review", "in_development")
"""The states in which the public sees a stack."""
OFFERED = tuple(state for state, shown in TODAY.items() if shown == "offered")


@dataclass(frozen=True, slots=True)
class Member:
    """A part of a stack as it stands today; `micro_credential` or `stack` is its row, where there is one."""

    part: Part
    title: str
    state: str
    topic: str = ""
    micro_credential: MicroCredential | None = None
    stack: Stack | None = None

    @property
    def owner(self) -> str:
        """Whose it is; empty for what does not exist yet."""
        row = self.micro_credential or self.stack
        return row.organization.name if row else ""


def _whole() -> QuerySet[Stack]:
    return Stack.objects.select_related("organization", "edition", "owner", "partner")


def announced() -> QuerySet[Stack]:
    """What the public sees: offered, in review and in development; no personal stacks."""
    return _whole().filter(owner=None, state__in=ANNOUNCED)


def belongings() -> set[tuple[str, str, str]]:
    """What stacks that the public sees are made of, stacks within them included: the address of a micro-credential,
    that of the stack, and the stack's title."""
    rows = announced().exclude(edition=None).prefetch_related("edition__parts")
    stacks = {row.address: (row.title, row.edition.parts.all()) for row in rows if row.edition}
    found = set()
    for address, (title, _) in stacks.items():
        ahead, seen = [address], {address}
        while ahead:
            parts = stacks[ahead.pop()][1]
            found |= {(part.address, address, title) for part in parts if part.kind == "micro_credential"}
            below = {part.address for part in parts if part.kind == "stack"} & stacks.keys() - seen
            ahead, seen = [*ahead, *below], seen | below
    return found


def stacks_for(person: Person, *, at: datetime) -> QuerySet[Stack]:
    """Stacks that the person may edit as an author."""
    mine = organizations_of(person, Role.AUTHOR, at=at)
    return _whole().filter(organization__in=mine, owner=None).order_by("-saved_at")


def personal_stacks_of(person: Person) -> QuerySet[Stack]:
    """Personal stacks in which the person is one of the two."""
    return _whole().filter(Q(owner=person) | Q(partner=person)).order_by("-saved_at")


def any_stack() -> QuerySet[Stack]:
    """Every stack; a page asks `access` before it shows one."""
    return _whole()


def holding(parts: Iterable[Part], *, earner: Person) -> QuerySet[Stack]:
    """Offered stacks that name one of the parts and are open to the earner: public ones and her own."""
    named = Q(pk__in=[])
    for part in parts:
        named |= Q(kind=part.kind, address=part.address)
    rows = StackPart.objects.filter(named, edition__current_of__state="offered")
    return (
        _whole()
        .filter(edition__in=rows.values("edition"))
        .filter(Q(owner=None) | Q(owner=earner))
        .order_by("pk")
    )


def members(edition: StackEdition) -> dict[Part, Member]:
    """Every part that an edition names, as it stands today; the document speaks for what does not exist yet."""
    return members_of([edition])


def members_of(editions: Iterable[StackEdition]) -> dict[Part, Member]:
    """The parts of several editions at once."""
    told = {rules.part_at(end): end for edition in editions for end in rules.ends(edition.rule)}
    found = found_parts(told)
    return {part: found.get(part) or _not_there(part, end) for part, end in told.items()}


def found_parts(parts: Iterable[Part]) -> dict[Part, Member]:
    """Those of the parts that exist on this installation."""
    wanted = set(parts)
    keys = {part.address.partition("/")[2] for part in wanted}
    # What is reserved for a group is for the public as if it did not exist.
    rows = MicroCredential.objects.filter(key__in=keys, reserved=False).select_related(
        "organization", "edition"
    )
    found: dict[Part, Member] = {}
    for row in rows:
        if (part := Part("micro_credential", f"{row.organization.slug}/{row.key}")) in wanted:
            found[part] = _of_micro_credential(part, row)
    if any(part.kind == "stack" for part in wanted):
        for stack in _whole().filter(key__in=keys):
            if (part := Part("stack", stack.address)) in wanted:
                found[part] = _of_stack(part, stack)
    return found


def possible_parts(organization: Organization, *, but: Stack, among: Iterable[int]) -> list[Member]:
    """What may become a part of `but`, by title: all that its own organization has, every stack that is offered, and
    `among` micro-credentials (by primary key) those that are offered to all."""
    own = Q(organization=organization)
    offered = Q(state__in=OFFERED, pk__in=list(among))
    rows = MicroCredential.objects.filter(offered | own, reserved=False).exclude(state="retired")
    found = [
        _of_micro_credential(Part("micro_credential", f"{row.organization.slug}/{row.key}"), row)
        for row in rows.select_related("organization", "edition")
    ]
    stacks = _whole().filter(Q(state="offered") | own, owner=None).exclude(Q(pk=but.pk) | Q(state="retired"))
    found += [_of_stack(Part("stack", stack.address), stack) for stack in stacks]
    return sorted(found, key=lambda member: (member.part.kind, member.title))


def _of_stack(part: Part, stack: Stack) -> Member:
    topic = stack.edition.topic if stack.edition else ""
    state = "in_development" if stack.state == "draft" else stack.state
    return Member(part, stack.title, state, topic, stack=stack)


def _of_micro_credential(part: Part, row: MicroCredential) -> Member:
    state = TODAY.get(row.state, "in_development")
    return Member(part, row.title, state, row.edition.topic if row.edition else "", micro_credential=row)


def _not_there(part: Part, end: Mapping[str, object]) -> Member:
    name = part.address.partition("/")[2].replace("-", " ").capitalize()
    state = str(end.get("state", "in_development"))
    return Member(part, str(end.get("title") or name), "in_development" if state == "offered" else state)


def before(found: Iterable[Member]) -> dict[Part, set[Part]]:
    """What must be earned before each of these parts, by what its own edition requires."""
    waiting = {}
    for member in found:
        row = member.micro_credential
        if row is None or row.edition is None:
            continue
        required = {
            Part("micro_credential", each["micro_credential"])
            for each in lifted(row.edition.document)["prerequisites"]
            if each["required"]
        }
        if required:
            waiting[member.part] = required
    return waiting


def editions_of(stack: Stack) -> QuerySet[StackEdition]:
    """All its editions, the newest first."""
    return StackEdition.objects.filter(stack=stack).order_by("-number")
