"""A board's goals: setting one, seating its panel, closing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.issuing.access import may_issue
from cairn.domain.people.models import Organization, Person
from cairn.domain.people.queries import person_with_email
from cairn.domain.plans import queries
from cairn.domain.plans.access import may_set_goals
from cairn.domain.plans.models import Goal
from cairn.domain.plans.operations import goals
from cairn.engines.verdict import Refused, demand
from cairn.web.organization.finding import organization_in
from cairn.web.organization.proposals import GoalForm, SeatForm, cents
from cairn.web.shared.guards import signed_in


def _context(organization: Organization, person: Person) -> dict[str, object]:
    now = timezone.now()
    return {
        "nav": "organization",
        "tab": "goals",
        "organization": organization,
        "may_issue": may_issue(person, organization, at=now),
        "may_set": may_set_goals(person, organization, at=now),
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """All goals, and the form for another."""
    organization, person = organization_in(request, slug)
    form = GoalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        demand(may_set_goals(person, organization, at=timezone.now()))
        if form.is_valid() and (goal := _set(organization, person, form)):
            messages.success(request, gettext("The goal is set. Seat its panel next."))
            return redirect("organization:goal", slug, goal.public_id)
    context = _context(organization, person) | {"goals": queries.goals_of(organization), "form": form}
    return render(request, "organization/goals.html", context, status=422 if form.errors else 200)


def _set(organization: Organization, person: Person, form: GoalForm) -> Goal | None:
    told = form.cleaned_data
    try:
        return goals.set_goal(
            organization=organization,
            title=told["title"],
            about=told["about"],
            lowest_cents=cents(told["lowest"]),
            highest_cents=cents(told["highest"]),
            quorum=told["quorum"],
            majority=told["majority"],
            by=person,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error("highest", refused.verdict.sentence)
        return None


def _goal(request: HttpRequest, slug: str, goal_id: UUID) -> tuple[Organization, Person, Goal]:
    organization, person = organization_in(request, slug)
    return organization, person, get_object_or_404(queries.goals_of(organization), public_id=goal_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str, goal_id: UUID) -> HttpResponse:
    """One goal with its panel and what was proposed toward it; posting seats somebody."""
    organization, person, goal = _goal(request, slug, goal_id)
    form = SeatForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        demand(may_set_goals(person, organization, at=timezone.now()))
        if form.is_valid() and _seat(goal, person, form):
            return redirect("organization:goal", slug, goal_id)
    context = _context(organization, person) | {
        "goal": goal,
        "panel": queries.panel(goal),
        "proposals": queries.handed_in(goal),
        "form": form,
    }
    return render(request, "organization/goal.html", context, status=422 if form.errors else 200)


def _seat(goal: Goal, by: Person, form: SeatForm) -> bool:
    person = person_with_email(form.cleaned_data["email"])
    if person is None:
        form.add_error("email", gettext("Nobody here has this address. Ask the person to make an account."))
        return False
    try:
        goals.seat(goal=goal, person=person, by=by, at=timezone.now())
    except Refused as refused:
        form.add_error("email", refused.verdict.sentence)
        return False
    return True


@signed_in
@require_POST
def unseat(request: HttpRequest, slug: str, goal_id: UUID, seat: int) -> HttpResponse:
    """End a seat on the panel."""
    _organization, person, goal = _goal(request, slug, goal_id)
    row = get_object_or_404(queries.panel(goal).select_related("goal__organization"), pk=seat)
    goals.unseat(seat=row, by=person, at=timezone.now())
    return redirect("organization:goal", slug, goal_id)


@signed_in
@require_POST
def close(request: HttpRequest, slug: str, goal_id: UUID) -> HttpResponse:
    """Take no more proposals toward a goal."""
    _organization, person, goal = _goal(request, slug, goal_id)
    goals.close(goal=goal, by=person, at=timezone.now())
    messages.success(request, gettext("The goal is closed. What was handed in is still decided."))
    return redirect("organization:goal", slug, goal_id)
