"""Reading goals, panels, proposals and votes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.catalog.queries import startable
from cairn.domain.people.models import Membership, Organization, Person, current
from cairn.domain.plans.models import Goal, Member, Proposal, Seat, Vote
from cairn.domain.plans.tally import Tally


def goals_of(organization: Organization) -> QuerySet[Goal]:
    """All goals of an organization, the open ones first, each with `proposal_count` of what was handed in."""
    handed_in = Count("proposals", filter=Q(proposals__round__gte=1))
    return (
        Goal.objects.filter(organization=organization)
        .annotate(proposal_count=handed_in)
        .order_by(F("closed_at").asc(nulls_first=True), "-set_at", "-pk")
    )


def open_goals_for(person: Person, *, at: datetime) -> QuerySet[Goal]:
    """The goals toward which the person may propose."""
    mine = Membership.objects.filter(current(at), person=person).values("organization")
    return (
        Goal.objects.filter(organization__in=mine, closed_at=None)
        .select_related("organization")
        .order_by("organization__name", "-set_at", "-pk")
    )


def panel_sizes(proposals: Iterable[Proposal]) -> dict[int, int]:
    """By the key of each proposal how many sat on its panel when that decided."""
    decided = {one: one.decided_at for one in proposals if one.decided_at}
    goals = {one.goal_id for one in decided}
    spans: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for goal, since, until in Seat.objects.filter(goal__in=goals).values_list("goal", "since", "until"):
        spans[goal].append((since, until))
    return {
        one.pk: sum(since <= at and (until is None or until > at) for since, until in spans[one.goal_id])
        for one, at in decided.items()
    }


def whole() -> QuerySet[Proposal]:
    """Proposals with their goal and organization, group and micro-credential."""
    group = Prefetch("members", Member.objects.select_related("person"))
    return Proposal.objects.select_related("goal__organization", "micro_credential").prefetch_related(group)


def proposals_of(person: Person) -> QuerySet[Proposal]:
    """The proposals of the person's groups, the newest first."""
    return whole().filter(members__person=person)


def handed_in(goal: Goal) -> QuerySet[Proposal]:
    """What the panel of a goal got to see."""
    return whole().filter(goal=goal, round__gte=1)


def before_panels_of(person: Person) -> QuerySet[Proposal]:
    """What was handed in to panels on which the person sits, with `voted` and `own`."""
    seats = Seat.objects.filter(person=person, until=None).values("goal")
    votes = Vote.objects.filter(proposal=OuterRef("pk"), round=OuterRef("round"), person=person)
    own = Member.objects.filter(proposal=OuterRef("pk"), person=person)
    return whole().filter(goal__in=seats, round__gte=1).annotate(voted=Exists(votes), own=Exists(own))


def waiting_for(person: Person) -> QuerySet[Proposal]:
    """What the person has still to vote on, or to open the vote on."""
    to_do = Q(state="submitted") | Q(state="in_vote", voted=False)
    return before_panels_of(person).filter(to_do).exclude(members__person=person)


def panel(goal: Goal) -> QuerySet[Seat]:
    """Who sits on the panel now."""
    return goal.seats.filter(until=None).select_related("person").order_by("person__display_name", "pk")


def judges(proposal: Proposal) -> QuerySet[Person]:
    """Who may vote on the proposal: the panel without the group."""
    return (
        Person.objects.filter(seats_on_panels__goal=proposal.goal_id, seats_on_panels__until=None)
        .exclude(proposals__proposal=proposal)
        .order_by("pk")
    )


def votes_on(proposal: Proposal) -> QuerySet[Vote]:
    """The votes of the present round, in the order in which they came."""
    return Vote.objects.filter(proposal=proposal, round=proposal.round).select_related("person")


def vote_of(person: Person, proposal: Proposal) -> Vote | None:
    return votes_on(proposal).filter(person=person).first()


def tally(proposal: Proposal) -> Tally:
    """How the present round stands."""
    answers = Counter(votes_on(proposal).values_list("answer", flat=True))
    return Tally(
        yes=answers["yes"],
        no=answers["no"],
        changes=answers["changes"],
        seats=judges(proposal).count(),
        quorum=proposal.goal.quorum,
        majority=proposal.goal.majority,
    )


def courses_of(person: Person) -> QuerySet[MicroCredential]:
    """What the person's groups proposed and may start now, by title."""
    mine = Proposal.objects.filter(members__person=person, state="became")
    return startable().filter(pk__in=mine.values("micro_credential")).order_by("title")


def proposal_behind(micro_credential: MicroCredential) -> Proposal | None:
    """The proposal from which a micro-credential came."""
    return whole().filter(micro_credential=micro_credential).first()
