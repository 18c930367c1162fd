"""A stack as pages show it: its parts in groups, how far somebody is, what comes next, and a picture of the path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.issuing.models import Award
from cairn.domain.stacks import queries, rules
from cairn.domain.stacks.models import StackEdition
from cairn.domain.stacks.queries import Member
from cairn.domain.stacks.rules import Part
from cairn.web.shared import charts

LOOKS: Mapping[str, tuple[str, str, str | Promise]] = {
    "offered": ("ok", "circle-check", _("Offered")),
    "in_review": ("info", "book-open-check", _("In review")),
    "in_development": ("", "pencil-ruler", _("In development")),
    "retired": ("", "archive", _("Retired")),
    "draft": ("", "pencil-line", _("Draft")),
    "withdrawn": ("", "archive", _("Withdrawn")),
    "ended": ("", "archive", _("Ended")),
}
"""Kind of tag, icon and words for each state that a stack or a part of it can be in."""


@dataclass(frozen=True, slots=True)
class Stone:
    """One part: what it is today, and what it is to the person who looks."""

    member: Member
    href: str
    look: tuple[str, str, str | Promise]
    award: Award | None
    next: bool
    worth: int
    capstone: bool = False

    group = False

    @property
    def title(self) -> str:
        return self.member.title

    @property
    def hours(self) -> Mapping[str, int] | None:
        row = self.member.micro_credential
        return row.edition.document["hours"] if row and row.edition else None

    @property
    def issuer(self) -> str:
        return self.member.owner


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that belong together, and what of them is asked for, in words."""

    label: str
    items: tuple[Stone | Group, ...]
    ordered: bool

    group = True


@dataclass(frozen=True, slots=True)
class Pathway:
    """A stack for one visitor: `group` for the list, `stones` flat, and where she stands in a sentence."""

    edition: StackEdition
    group: Group
    stones: tuple[Stone, ...]
    sentence: str
    done: int
    needed: int
    complete: bool

    @property
    def next(self) -> Stone | None:
        """The stone to lay next: an offered one before one that has to be waited for."""
        waiting = [stone for stone in self.stones if stone.next]
        return next(
            (one for one in waiting if one.member.state == "offered"), waiting[0] if waiting else None
        )

    @property
    def laid(self) -> int:
        return sum(stone.award is not None for stone in self.stones)

    def picture(self) -> SafeString:
        """The path as a drawing, with a table behind it."""
        title = gettext("The path")
        return charts.trail(title, self.sentence, [_drawn(stone) for stone in self.stones])


def pathway(
    edition: StackEdition, held: Mapping[Part, Award], *, members: Mapping[Part, Member] | None = None
) -> Pathway:
    """How an edition looks to who holds these awards; `members` where they are known already."""
    known = members if members is not None else queries.members(edition)
    found = rules.progress(edition.rule, held, before=queries.before(known.values()))
    capstone = rules.part_at(edition.document["capstone"]) if edition.document["capstone"] else None
    stones = {
        part: _stone(known[part], held.get(part), part in found.next, part == capstone)
        for part in edition.parts_named
    }
    core = found.parts[0] if capstone else found
    return Pathway(
        edition=edition,
        group=_with_capstone(found, stones) if capstone else _group(found, stones),
        stones=tuple(stones.values()),
        sentence=words_for(core, found, capstone=capstone is not None),
        done=core.done,
        needed=core.needed,
        complete=found.complete,
    )


def pathways(editions: Iterable[StackEdition], held: Mapping[Part, Award]) -> list[Pathway]:
    """Several at once, with the same few queries."""
    listed = list(editions)
    members = queries.members_of(listed)
    return [pathway(edition, held, members=members) for edition in listed]


def words_for(core: rules.Progress, found: rules.Progress, *, capstone: bool) -> str:
    """Where somebody stands, in a sentence."""
    if found.complete:
        return gettext("Every stone is laid.")
    if capstone and core.complete:
        return gettext("All parts are earned. The capstone is next.")
    if core.kind == "points":
        return gettext("%(done)d of %(needed)d points.") % {"done": core.done, "needed": core.needed}
    if core.kind == "at_least":
        counted = {"done": core.done, "needed": core.needed, "many": len(core.parts)}
        return gettext("%(done)d of any %(needed)d, out of %(many)d.") % counted
    sentence = ngettext("%(done)d of %(needed)d part.", "%(done)d of %(needed)d parts.", core.needed)
    return sentence % {"done": core.done, "needed": core.needed}


def _stone(member: Member, award: Award | None, is_next: bool, capstone: bool) -> Stone:
    look = LOOKS.get(member.state, LOOKS["in_development"])
    return Stone(member, _href(member), look, award, is_next, 0, capstone)


def _href(member: Member) -> str:
    """The page of a part, where it has one."""
    row, stack = member.micro_credential, member.stack
    if row and row.edition_id and member.state in {"offered", "retired"}:
        return reverse("public:micro_credential", args=[row.public_id])
    if stack and stack.edition_id and stack.owner_id is None:
        return reverse("public:stack", args=[stack.public_id])
    return ""


def _with_capstone(node: rules.Progress, stones: Mapping[Part, Stone]) -> Group:
    items = tuple(_item(child, stones) for child in node.parts)
    return Group(gettext("First these, then the capstone"), items, ordered=True)


def _group(node: rules.Progress, stones: Mapping[Part, Stone]) -> Group:
    if node.part:
        return Group("", (stones[node.part],), ordered=False)
    items = tuple(_item(child, stones) for child in node.parts)
    return Group(_label(node), items, node.ordered)


def _item(node: rules.Progress, stones: Mapping[Part, Stone]) -> Stone | Group:
    if node.part is None:
        return _group(node, stones)
    stone = stones[node.part]
    if not node.worth:
        return stone
    return Stone(stone.member, stone.href, stone.look, stone.award, stone.next, node.worth, stone.capstone)


def _label(node: rules.Progress) -> str:
    if node.kind == "at_least":
        counted = {"n": node.needed, "many": len(node.parts)}
        return ngettext("Any %(n)d of these %(many)d", "Any %(n)d of these %(many)d", node.needed) % counted
    if node.kind == "points":
        return gettext("Together at least %(n)d points") % {"n": node.needed}
    if node.ordered:
        return gettext("All of these, one after the other")
    return gettext("All of these, in any order")


def _drawn(stone: Stone) -> tuple[str, str, str]:
    if stone.award:
        return stone.title, gettext("earned"), "on"
    if stone.member.state != "offered":
        return stone.title, str(stone.look[2]), "off"
    return (stone.title, gettext("next"), "now") if stone.next else (stone.title, gettext("to come"), "")


def structured(edition: StackEdition, stones: Sequence[Stone], address: str, issuer: str) -> dict[str, Any]:
    """The stack in schema.org's terms."""
    return {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalProgram",
        "name": edition.title,
        "description": edition.summary,
        "url": address,
        "provider": {"@type": "Organization", "name": issuer},
        "hasCourse": [{"@type": "Course", "name": stone.title} for stone in stones],
    }
