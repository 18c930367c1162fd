"""A teacher or a group proposes a course of study: goals to choose from, writing it, and what the panel said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.people.queries import person_with_email
from cairn.domain.plans import access, queries
from cairn.domain.plans.models import Proposal, Vote
from cairn.domain.plans.operations import proposals
from cairn.domain.plans.states import DECIDED, EDITABLE, LIFE
from cairn.engines.verdict import Refused
from cairn.web.earner.proposals import ColleagueForm, ProposalForm
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import proposing


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The goals toward which she may propose, and the proposals of her groups."""
    person, now = person_of(request), timezone.now()
    context = {
        "nav": "work",
        "goals": queries.open_goals_for(person, at=now),
        "proposals": queries.proposals_of(person),
        "waiting": queries.waiting_for(person).count(),
    }
    return render(request, "earner/proposals.html", context)


@signed_in
@require_POST
def begin(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Begin a proposal toward a goal."""
    person, now = person_of(request), timezone.now()
    goal = get_object_or_404(queries.open_goals_for(person, at=now), public_id=goal_id)
    title = gettext("Our course toward “%(goal)s”") % {"goal": goal.title}
    proposal = proposals.begin(goal=goal, title=title[:200], by=person, at=now)
    return redirect("earner:proposal", proposal.public_id)


def _mine(request: HttpRequest, public_id: UUID) -> Proposal:
    """A proposal of her group; another's does not exist here."""
    found = queries.proposals_of(person_of(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404(gettext("There is no such proposal of yours."))
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the proposal and hand it in; once it is sent, read it and what the panel said."""
    proposal = _mine(request, public_id)
    if request.method != "POST":
        return _page(request, proposal, ProposalForm(initial=vars(proposal)))
    handing_in = "hand_in" in request.POST
    form = ProposalForm(request.POST, whole=handing_in)
    person, now = person_of(request), timezone.now()
    if form.errors:
        # What is there so far is kept all the same.
        so_far = ProposalForm(request.POST, whole=False)
        if so_far.is_valid():
            proposals.write(proposal=proposal, by=person, at=now, **so_far.cleaned_data)
        return _page(request, proposal, form)
    proposal = proposals.write(proposal=proposal, by=person, at=now, **form.cleaned_data)
    if not handing_in:
        messages.success(request, gettext("Saved."))
        return redirect("earner:proposal", public_id)
    proposing.submit(proposal=proposal, by=person, at=now)
    messages.success(request, gettext("Your proposal is with the panel. You will get a letter."))
    return redirect("earner:proposal", public_id)


def _page(
    request: HttpRequest, proposal: Proposal, form: ProposalForm, colleague: ColleagueForm | None = None
) -> HttpResponse:
    person = person_of(request)
    told: dict[str, Any] = {}
    if proposal.micro_credential is not None:
        told["offered"] = proposal.micro_credential.edition_id is not None
    context = {
        "nav": "work",
        "proposal": proposal,
        "editable": proposal.state in EDITABLE,
        "form": form,
        "colleague": colleague or ColleagueForm(),
        "may_write": access.may_write(person, proposal),
        "moves": {move for move in ("withdraw", "call_back") if LIFE.may(move, proposal.state)},
        "reasons": _reasons(proposal) if proposal.state in DECIDED else [],
        **told,
    }
    invalid = form.errors or (colleague and colleague.errors)
    return render(request, "earner/proposal.html", context, status=422 if invalid else 200)


def _reasons(proposal: Proposal) -> list[tuple[str, str, str]]:
    """What the panel said, without names."""
    return [
        (vote.answer, str(Vote.Answer(vote.answer).label), vote.reason) for vote in queries.votes_on(proposal)
    ]


@signed_in
@require_POST
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a colleague into the group."""
    proposal, form = _mine(request, public_id), ColleagueForm(request.POST)
    if form.is_valid():
        colleague = person_with_email(form.cleaned_data["email"])
        if colleague is None:
            form.add_error(
                "email", gettext("Nobody here has this address. Ask your colleague to make an account.")
            )
        else:
            try:
                proposing.add_member(
                    proposal=proposal, person=colleague, by=person_of(request), at=timezone.now()
                )
            except Refused as refused:
                form.add_error("email", refused.verdict.sentence)
            else:
                messages.success(request, gettext("%(name)s is in the group.") % {"name": colleague.name})
                return redirect("earner:proposal", public_id)
    return _page(request, proposal, ProposalForm(initial=vars(proposal)), form)


@signed_in
@require_POST
def leave(request: HttpRequest, public_id: UUID, member_id: UUID) -> HttpResponse:
    """Leave the group, or take somebody out of it."""
    proposal, person = _mine(request, public_id), person_of(request)
    member = get_object_or_404(proposal.members.select_related("person"), public_id=member_id)
    try:
        proposals.leave(proposal=proposal, person=member.person, by=person, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
        return redirect("earner:proposal", public_id)
    return redirect("earner:proposals") if member.person == person else redirect("earner:proposal", public_id)


Move = Callable[..., Proposal]


def _move(request: HttpRequest, public_id: UUID, move: Move, said: str) -> HttpResponse:
    move(proposal=_mine(request, public_id), by=person_of(request), at=timezone.now())
    messages.success(request, said)
    return redirect("earner:proposal", public_id)


@signed_in
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the proposal back for good."""
    return _move(request, public_id, proposals.withdraw, gettext("Your proposal is withdrawn."))


@signed_in
@require_POST
def call_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the proposal back to change it."""
    return _move(request, public_id, proposals.call_back, gettext("You can change your proposal again."))
