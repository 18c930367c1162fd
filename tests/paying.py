"""A district that pays by Juab's policy: its people, their twelve badges, and the principal who approves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from cairn.demo.stage import Stage, set_up
from cairn.domain.approvals import operations as approvals
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization, Person
from cairn.domain.records import operations as records
from cairn.domain.records.models import Goal
from cairn.workflows import adopting, importing, past_rows, tasks
from tests.remembering import remembered
from tests.walk import DAY

JUAB = "us-ut-juab/teacher-leader"
AGREEMENT = "stack agreement"
BEGAN = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


@dataclass
class Place:
    """Who is who: Dana earns, Walter is her principal, Ruth keeps the district's record."""

    stage: Stage
    district: Organization
    dana: Person
    principal: Person
    office: Person
    keys: tuple[str, ...]


@remembered
def juab(at: datetime = BEGAN) -> Place:
    """The policy is in use, the principal is named, and Dana belongs to the district."""
    stage = set_up(at=at, named=True)
    district, cast = stage.organizations["cedar-hollow"], stage.people
    dana, principal = cast["dana-brown"], cast["walter-finch"]
    adopting.adopt(organization=district, key=JUAB, used_from=at.date(), by=None, at=at)
    approvals.name_approver(organization=district, person=principal, role="principal", by=None, at=at)
    records.claim(organization=district, group="Oak Grove", on=at.date(), by=dana, at=at)
    keys = tuple(
        f"{one.micro_credential.organization.slug}/{key}" for key, one in sorted(stage.editions.items())
    )
    return Place(stage, district, dana, principal, cast["ruth-delaney"], keys)


def agreed(place: Place, at: datetime) -> Goal:
    """Dana's goal, with the twelve that the agreement names."""
    return records.pursue(
        policy_key=JUAB, decision="teacher_leader", named={AGREEMENT: list(place.keys)}, by=place.dana, at=at
    )


def earned(place: Place, count: int, at: datetime) -> list[Award]:
    """So many of the twelve, earned before and brought in from the files of those who issued them."""
    for slug in ("cedar-hollow", "harpeth-state"):
        organization = place.stage.organizations[slug]
        named = [key.partition("/")[2] for key in place.keys[:count] if key.startswith(f"{slug}/")]
        if not named:
            continue
        lines = ["e-mail,name,micro-credential,earned on"]
        lines += [f"{place.dana.email},{place.dana.name},{key},{day_of(at)}" for key in named]
        run = importing.check(
            organization=organization,
            name="list.csv",
            content="\n".join(lines).encode(),
            reading=past_rows.Reading(first_for_earlier=True),
            by=None,
            at=at + DAY,
        )
        run = importing.begin(run=run, letters=False, by=None, at=at + DAY)
        importing.carry_on(run=run, by=None, at=at + DAY)
    tasks.run_all(at + DAY)
    return list(Award.objects.filter(earner=place.dana, state="issued").order_by("pk"))


def day_of(at: datetime) -> date:
    return at.date()
