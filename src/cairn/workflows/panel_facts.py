"""What a panel of colleagues accepted, as the approval that a policy asks for: who, of which plan, and the amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cairn.domain.people.models import Organization
from cairn.domain.plans.models import Member, Proposal
from cairn.domain.plans.queries import panel_sizes
from cairn.engines.policy import Fact
from cairn.engines.policy.asked import PANEL

PLAN = "learning plan"
"""What policies call the course of study that a group proposes."""

ACCEPTED = ("accepted", "became")


@dataclass(frozen=True, slots=True)
class Voted:
    """The approvals of a person's plans, and the keys of the micro-credentials that these became."""

    facts: tuple[Fact, ...]
    keys: tuple[str, ...]


NO_VOTES = Voted((), ())


def voted_for(people: Iterable[int], *, by: Organization | None = None) -> Mapping[int, Voted]:
    """By the key of each person in a group whose proposal a panel accepted, with two questions.

    A panel is called by its size, “panel of 10 educators”, as policies do. `by` keeps it to one organization's panels.
    """
    rows = Member.objects.filter(person__in=list(people), proposal__state__in=ACCEPTED)
    if by is not None:
        rows = rows.filter(proposal__goal__organization=by)
    found: dict[int, list[Proposal]] = defaultdict(list)
    named = rows.select_related("proposal__goal__organization", "proposal__micro_credential__organization")
    for member in named.order_by("proposal__decided_at", "pk"):
        found[member.person_id].append(member.proposal)
    sizes = panel_sizes({one for plans in found.values() for one in plans})
    return {
        person: Voted(
            tuple(_approval(plan, sizes[plan.pk]) for plan in plans),
            tuple(_key(plan) for plan in plans if plan.micro_credential),
        )
        for person, plans in found.items()
    }


def _key(plan: Proposal) -> str:
    """What it is for: the micro-credential that it became; until then nothing that anybody could earn."""
    row = plan.micro_credential
    return f"{row.organization.slug}/{row.key}" if row else plan.title


def _approval(plan: Proposal, size: int) -> Fact:
    if plan.decided_at is None or plan.price_cents is None:
        raise LookupError(f"Proposal {plan.public_id} was not decided.")
    zone = ZoneInfo(plan.goal.organization.time_zone)
    said = {
        "by": f"{PANEL}{size} educators",
        "document": PLAN,
        "for": _key(plan),
        "amount": f"${plan.price_cents // 100}",
    }
    return Fact("approval", plan.decided_at.astimezone(zone).date(), 1, str(plan.public_id), said)
