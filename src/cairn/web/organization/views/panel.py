"""Before the panel: what was proposed, setting the rise, voting with a reason, and writing up what was accepted."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.people.models import Person
from cairn.domain.plans import access, queries
from cairn.domain.plans.models import Proposal
from cairn.domain.plans.money import dollars
from cairn.engines.verdict import Refused, demand
from cairn.web.organization.proposals import PriceForm, VoteForm, cents
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import proposing


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Everything before the panels on which she sits, what waits for her first."""
    person = person_of(request)
    rows = list(queries.before_panels_of(person))
    keys = set(queries.waiting_for(person).values_list("pk", flat=True))
    waiting = [row for row in rows if row.pk in keys]
    context = {
        "nav": "work",
        "waiting": waiting,
        "others": [row for row in rows if row not in waiting],
    }
    return render(request, "organization/panel.html", context)


def _proposal(request: HttpRequest, public_id: UUID) -> tuple[Proposal, Person]:
    """A proposal that she may read; for anybody else there is none."""
    person = person_of(request)
    found = queries.whole().filter(public_id=public_id).first()
    if found is None or not access.may_see(person, found, at=timezone.now()):
        raise Http404(gettext("There is no such proposal for you."))
    return found, person


@signed_in
@require_safe
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A proposal, what may be decided on it, and how the vote stands for those who have voted."""
    proposal, person = _proposal(request, public_id)
    return _page(request, proposal, person, PriceForm(), VoteForm())


def _page(
    request: HttpRequest, proposal: Proposal, person: Person, price: PriceForm, vote: VoteForm
) -> HttpResponse:
    mine = queries.vote_of(person, proposal)
    judging = access.may_judge(person, proposal)
    open_to_her = mine is not None or proposal.state != "in_vote" or not judging
    context = {
        "nav": "work",
        "proposal": proposal,
        "may_judge": judging,
        "may_turn": access.may_turn_into(person, proposal, at=timezone.now()),
        "bounds": (dollars(proposal.lowest_cents), dollars(proposal.highest_cents)),
        "mine": mine,
        "tally": queries.tally(proposal),
        "votes": queries.votes_on(proposal) if open_to_her and (judging or proposal.decided_at) else (),
        "price": price,
        "vote": vote,
    }
    invalid = price.errors or vote.errors
    return render(request, "organization/before_panel.html", context, status=422 if invalid else 200)


def _to_judge(request: HttpRequest, public_id: UUID) -> tuple[Proposal, Person]:
    """A proposal on which she decides; raises `Refused` when it is not hers to decide."""
    proposal, person = _proposal(request, public_id)
    demand(access.may_judge(person, proposal))
    return proposal, person


@signed_in
@require_POST
def open_vote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set what the course adds to a salary, and open the vote."""
    proposal, person = _to_judge(request, public_id)
    form = PriceForm(request.POST)
    if form.is_valid():
        amount = cents(form.cleaned_data["price"])
        try:
            proposing.open_vote(proposal=proposal, price_cents=amount, by=person, at=timezone.now())
        except Refused as refused:
            form.add_error("price", refused.verdict.sentence)
        else:
            messages.success(request, gettext("The vote is open. The panel has been told."))
            return redirect("organization:before_panel", public_id)
    return _page(request, proposal, person, form, VoteForm())


@signed_in
@require_POST
def vote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Vote, once, with a reason."""
    proposal, person = _to_judge(request, public_id)
    form = VoteForm(request.POST)
    if form.is_valid():
        try:
            proposing.vote(proposal=proposal, by=person, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.verdict.sentence)
        else:
            messages.success(request, gettext("Your vote is in."))
            return redirect("organization:before_panel", public_id)
    return _page(request, proposal, person, PriceForm(), form)


@signed_in
@require_POST
def close_vote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a vote in which enough have voted."""
    proposal, person = _to_judge(request, public_id)
    try:
        proposing.close_vote(proposal=proposal, by=person, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    else:
        messages.success(request, gettext("The vote is closed."))
    return redirect("organization:before_panel", public_id)


@signed_in
@require_POST
def become(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin the micro-credential that an accepted proposal becomes."""
    proposal, person = _proposal(request, public_id)
    draft = proposing.become(proposal=proposal, by=person, at=timezone.now())
    messages.success(request, gettext("The draft is begun, in the group's own words. Complete it here."))
    return redirect("author:draft", draft.public_id)
