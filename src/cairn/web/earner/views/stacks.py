"""Stacks between a teacher and her principal: hers, one of them, what changes in it, agreeing, handing over, ending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.issuing.queries import stack_award, valid_parts
from cairn.domain.people.models import Person
from cairn.domain.people.queries import organizations_of
from cairn.domain.stacks import agreed, queries
from cairn.domain.stacks.access import LEADS, may_agree_for, may_end, may_take_up
from cairn.domain.stacks.agreed import Standing
from cairn.domain.stacks.models import Stack, StackEdition
from cairn.engines.verdict import Refused
from cairn.web.earner import personal
from cairn.web.earner.personal import EndForm, HandOverForm, WithPartnerForm, WithTeacherForm
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pathway import Pathway, pathway
from cairn.workflows import agreeing


@dataclass(frozen=True, slots=True)
class Listed:
    """A stack in the list: where it stands, the other of the two, and whether it waits for her."""

    standing: Standing
    other: Person | None
    waits: bool


def standing_in(request: HttpRequest, public_id: UUID) -> Standing:
    """A stack in which the person is one of the two; any other does not exist here."""
    found = agreed.standings(queries.personal_stacks_of(person_of(request)).filter(public_id=public_id))
    if not found:
        raise Http404(gettext("There is no such stack of yours."))
    return found[0]


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Her stacks, what waits for her first, and the forms that begin another."""
    return _index(request)


def _index(
    request: HttpRequest, mine: WithPartnerForm | None = None, theirs: WithTeacherForm | None = None
) -> HttpResponse:
    person, at = person_of(request), timezone.now()
    rows = agreed.standings(queries.personal_stacks_of(person))
    listed = [Listed(row, row.other(person), row.waits_for(person)) for row in rows]
    mine, theirs = mine or _mine(person, at), theirs or _theirs(person, at)
    context = {
        "nav": "work",
        "rows": sorted(listed, key=lambda one: not one.waits),
        "mine": mine if mine.partners else None,
        "theirs": theirs if theirs.places.exists() else None,
    }
    invalid = mine.errors or theirs.errors
    return render(request, "earner/stacks.html", context, status=422 if invalid else 200)


def _mine(person: Person, at: datetime, *told: Any) -> WithPartnerForm:
    return WithPartnerForm(*told, partners=agreed.partners_for(person, at=at), prefix="mine")


def _theirs(person: Person, at: datetime, *told: Any) -> WithTeacherForm:
    return WithTeacherForm(*told, places=organizations_of(person, *LEADS, at=at), at=at, prefix="theirs")


@signed_in
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a stack, as the teacher whose it is or as the principal who agrees to it."""
    person, at = person_of(request), timezone.now()
    if "theirs-title" in request.POST:
        theirs = _theirs(person, at, request.POST)
        if not theirs.is_valid():
            return _index(request, theirs=theirs)
        place, owner, partner = theirs.cleaned_data["organization"], theirs.cleaned_data["owner"], person
        form: WithPartnerForm | WithTeacherForm = theirs
    else:
        mine = _mine(person, at, request.POST)
        if not mine.is_valid():
            return _index(request, mine=mine)
        (place, partner), owner, form = mine.chosen(), person, mine
    try:
        stack = agreeing.begin(
            organization=place,
            title=form.cleaned_data["title"],
            owner=owner,
            partner=partner,
            by=person,
            at=at,
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
        return redirect("earner:stacks")
    return redirect("earner:build_stack", stack.public_id)


@signed_in
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What holds, what is proposed and what that changes, how far she is, and who has agreed when."""
    return _show(request, standing_in(request, public_id))


def _show(
    request: HttpRequest, row: Standing, form: HandOverForm | None = None, ending: EndForm | None = None
) -> HttpResponse:
    person, at, stack = person_of(request), timezone.now(), row.stack
    shown = row.holds or row.proposed
    other = row.other(person)
    context = {
        "nav": "work",
        "row": row,
        "stack": stack,
        "edition": shown,
        "other": other,
        "hers": person.pk == stack.owner_id,
        "waits": row.waits_for(person),
        "path": _path(stack, shown) if shown else None,
        "terms": personal.terms_of(shown.document) if shown else [],
        "changes": personal.differences(row.holds, row.proposed) if row.holds and row.proposed else [],
        "next": _path(stack, row.proposed) if row.holds and row.proposed else None,
        "award": stack_award(stack, stack.owner) if stack.owner else None,
        "art": reverse("public:stack_art", args=[shown.public_id]) if shown else "",
        "form": form or HandOverForm(successors=agreed.successors(stack, at=at)),
        "left": stack.partner and not may_agree_for(stack.partner, stack.organization, at=at),
        "successors": not row.ended and agreed.successors(stack, at=at).exists(),
        "ending": ending or EndForm(),
        "may_end": may_end(person, stack),
        "may_take_up": may_take_up(person, stack, at=at),
    }
    return render(request, "earner/stack.html", context, status=422 if form or ending else 200)


def _path(stack: Stack, edition: StackEdition) -> Pathway:
    return pathway(edition, valid_parts(stack.owner) if stack.owner else {})


@signed_in
@require_POST
def agree(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree to the edition that the page showed; where a newer one stands meanwhile, say so and show it."""
    row = standing_in(request, public_id)
    edition = next((one for one in row.editions if str(one.public_id) == request.POST.get("edition")), None)
    if edition is None:
        raise Http404(gettext("There is no such proposal."))
    try:
        agreeing.agree(edition=edition, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        holds = Stack.objects.filter(pk=row.stack.pk, edition=edition).exists()
        told = gettext("You have both agreed. It holds from now on.")
        messages.success(request, told if holds else gettext("You have agreed. It waits for the other."))
    return redirect("earner:stack", public_id)


@signed_in
@require_http_methods(["POST"])
def hand_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the principal's side to another; who gives away her own side sees the stack no more."""
    row, person, at = standing_in(request, public_id), person_of(request), timezone.now()
    form = HandOverForm(request.POST, successors=agreed.successors(row.stack, at=at))
    if not form.is_valid():
        return _show(request, row, form)
    to = get_object_or_404(Person, pk=form.cleaned_data["to"].pk)
    agreeing.hand_over(stack=row.stack, to=to, by=person, at=at)
    messages.success(request, gettext("%(name)s takes over. What was agreed holds on.") % {"name": to.name})
    return (
        redirect("earner:stack", public_id) if row.stack.owner_id == person.pk else redirect("earner:stacks")
    )


@signed_in
@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Withdraw it, or end what both have agreed to; the page that follows offers to undo it."""
    row, form = standing_in(request, public_id), EndForm(request.POST)
    if not form.is_valid():
        return _show(request, row, ending=form)
    agreeing.end(
        stack=row.stack, because=form.cleaned_data["because"], by=person_of(request), at=timezone.now()
    )
    return redirect("earner:stack", public_id)


@signed_in
@require_POST
def take_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Undo the end."""
    row = standing_in(request, public_id)
    agreeing.take_up(stack=row.stack, by=person_of(request), at=timezone.now())
    messages.success(request, gettext("It goes on as it stood."))
    return redirect("earner:stack", public_id)
