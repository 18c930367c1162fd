"""Whom an earner can ask for an approval, and what for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from cairn.domain.approvals.models import Approver, Thing
from cairn.domain.approvals.operations import Link, Request
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.evidence.models import Attempt
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Membership, Organization, Person, current
from cairn.domain.records.models import Goal, License, OtherRecord, Relation
from cairn.domain.records.queries import goals_of, licenses_of
from cairn.engines.policy import Policy
from cairn.engines.verdict import Refused, no
from cairn.workflows.approving import Wanted, title_of, wanted_by, wanted_of_records
from cairn.workflows.deciding import book
from cairn.workflows.records import BADGE

LINKS = 3
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Option:
    """One that may be asked: for what, where, and whom of it; nobody in particular means the office."""

    wanted: Wanted
    organization: Organization
    person: Person | None

    @property
    def value(self) -> str:
        who = self.person.public_id if self.person else ""
        return f"{self.wanted.role}|{self.wanted.document}|{self.organization.slug}|{who}"

    @property
    def label(self) -> str:
        who = self.person.name if self.person else gettext("anybody in that role")
        told = f"{self.wanted.role}: {who}, {self.organization.name}"
        return f"{told} ({self.wanted.document})" if self.wanted.document else told


@dataclass(frozen=True, slots=True)
class Form:
    """What an ask page offers: those who may be asked, and the keys that an amount can be set for."""

    options: tuple[Option, ...]
    keys: tuple[tuple[str, str], ...]
    priced: bool

    def option(self, value: str) -> Option | None:
        return next((option for option in self.options if option.value == value), None)


def thing_of(kind: str, public_id: UUID, person: Person) -> Thing | None:
    """What she asks about, of her own things only."""
    if kind == "attempt":
        rows = Attempt.objects.filter(earner=person).exclude(state="withdrawn")
        return (
            rows.select_related("edition", "micro_credential__organization")
            .filter(public_id=public_id)
            .first()
        )
    if kind == "award":
        badges = Award.objects.filter(earner=person, state="issued")
        return (
            badges.select_related("edition__micro_credential__organization", "organization")
            .filter(public_id=public_id)
            .first()
        )
    if kind == "record":
        return OtherRecord.objects.filter(person=person, state="claimed", public_id=public_id).first()
    if kind == "goal":
        return Goal.objects.filter(person=person, removed_at=None, public_id=public_id).first()
    if kind == "license":
        return License.objects.filter(person=person, removed_at=None, public_id=public_id).first()
    return None


def form_for(thing: Thing, person: Person, *, at: datetime) -> Form:
    """The form for one thing, from what the policies of her licenses and goals want approved."""
    policies = _policies(thing, person, at)
    wanted = list(dict.fromkeys(one for policy in policies for one in _wanted(thing, policy)))
    options = _options(wanted, person, at)
    keys = _keys(thing, wanted)
    return Form(tuple(options), tuple(keys), any(one.price for one in wanted))


def _policies(thing: Thing, person: Person, at: datetime) -> list[Policy]:
    rules = book(at.date())
    if isinstance(thing, (Goal, License)):
        named: Iterable[str] = [thing.policy_key]
    else:
        held = [license_.policy_key for license_ in licenses_of(person)]
        named = dict.fromkeys([*held, *(goal.policy_key for goal in goals_of(person))])
    return [rules.versions(key)[-1] for key in named if rules.versions(key)]


def _wanted(thing: Thing, policy: Policy) -> list[Wanted]:
    if isinstance(thing, Goal):
        return wanted_by(policy, thing.decision) if thing.decision in policy.decisions else []
    if isinstance(thing, License):
        return [one for decision in policy.decisions for one in wanted_by(policy, decision)]
    kind = thing.kind if isinstance(thing, OtherRecord) else BADGE
    return wanted_of_records(policy, kind)


def _options(wanted: Sequence[Wanted], person: Person, at: datetime) -> list[Option]:
    on = at.date()
    held = Membership.objects.filter(current(at), person=person).values("organization")
    related = Relation.objects.filter(person=person, from_on__lte=on).exclude(until_on__lt=on)
    places = Organization.objects.filter(Q(pk__in=held) | Q(pk__in=related.values("organization")))
    seats = Approver.objects.filter(organization__in=places, from_on__lte=on).exclude(until_on__lt=on)
    named = list(seats.exclude(person=person).select_related("person", "organization"))
    found = []
    for one in wanted or [Wanted(role) for role in dict.fromkeys(seat.role for seat in named)]:
        mine = [seat for seat in named if seat.role == one.role]
        found += [Option(one, seat.organization, seat.person) for seat in mine]
        found += [Option(one, place, None) for place in places.order_by("name")]
    return found


def _keys(thing: Thing, wanted: Sequence[Wanted]) -> list[tuple[str, str]]:
    """What the plan names, where the approver sets an amount for each."""
    if not isinstance(thing, (Goal, License)):
        return []
    keys = [key for one in wanted if one.price for key in thing.named.get(one.document, ())]
    rows = MicroCredential.objects.filter(key__in=[key.rpartition("/")[2] for key in keys])
    titles = {f"{row.organization.slug}/{row.key}": row.title for row in rows.select_related("organization")}
    return [(key, titles.get(key, key)) for key in dict.fromkeys(keys)]


def asked(form: Form, thing: Thing, said: dict[str, str]) -> tuple[list[Link], Request]:
    """What the form says; raises `Refused` with what to do."""
    first = form.option(said.get("who", ""))
    if first is None:
        raise Refused(no("who", gettext("Choose who approves this.")))
    later = [form.option(said.get(f"then{place}", "")) for place in range(2, LINKS + 1)]
    links = [
        Link(one.organization, one.wanted.role, one.person, _day(said)) for one in (first, *later) if one
    ]
    for_key = said.get("for_key", "") if first.wanted.price else ""
    if first.wanted.price and for_key not in dict(form.keys):
        raise Refused(no("key", gettext("Choose what of your plan this is for. Add it to the plan first.")))
    title = said.get("title", "").strip()[:200] or title_of(thing)
    request = Request(
        title=title,
        document=first.wanted.document,
        for_key=for_key,
        note=said.get("note", "")[:LONGEST],
        price=first.wanted.price,
    )
    return links, request


def _day(said: dict[str, str]) -> date | None:
    if not said.get("due"):
        return None
    try:
        return date.fromisoformat(said["due"])
    except ValueError:
        raise Refused(no("day", gettext("Give the day as a date, or leave it empty."))) from None
