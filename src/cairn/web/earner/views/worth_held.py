"""Licenses and goals: chosen from the list, said what they ask, changed, removed with undo."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.people.models import Person
from cairn.domain.records import operations
from cairn.domain.records.models import Goal, License
from cairn.domain.records.queries import held_by as everything_held_by
from cairn.domain.records.queries import licenses_of
from cairn.engines.verdict import Refused
from cairn.web.earner.worth.asking import HoldForm, initial_of
from cairn.web.earner.worth.choosing import Choosable, choosable, choosables, found_by
from cairn.web.earner.worth.reading import held_by, today_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows.deciding import book, usual_of

MOST = 60


@signed_in
@require_safe
def add(request: HttpRequest) -> HttpResponse:
    """The list of decisions, by a few words; htmx gets the results alone."""
    person, words = person_of(request), request.GET.get("q", "")[:80]
    rules = book(today_of(person))
    rows = found_by(words, choosables(rules))
    held = {
        (one.policy_key, one.decision or usual_of(rules, one.policy_key))
        for one in everything_held_by(person)
    }
    shown = [(row, (row.policy.key, row.decision) in held) for row in rows[:MOST]]
    context = {
        "nav": "worth",
        "q": words,
        "rows": shown,
        "more": max(len(rows) - MOST, 0),
        "count": len(rows),
    }
    return render(request, "earner/worth_add.html", context, part="results")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, key: str, decision: str) -> HttpResponse:
    """What one decision asks about her; posting adds it."""
    person, rules = person_of(request), book(today_of(person_of(request)))
    chosen = choosable(rules, key, decision)
    if chosen is None:
        raise Http404
    # Where the license is there already, with its cycle, what else its policy may bring is a goal.
    licensed = licenses_of(person).filter(policy_key=key).first()
    renewed_by = (licensed.decision or usual_of(rules, key)) if licensed else decision
    as_license = chosen.is_license and renewed_by == decision
    form = HoldForm(
        request.POST if request.method == "POST" else None, chosen=chosen, rules=rules, as_license=as_license
    )
    if request.method == "POST" and form.is_valid():
        held = _keep(form, chosen, person)
        messages.success(request, gettext("Added. This is where you stand."))
        return redirect("earner:worth_one", held.public_id)
    context = {"nav": "worth", "chosen": chosen, "form": form}
    return render(request, "earner/worth_hold.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say anew what a license or a goal is."""
    person = person_of(request)
    held, rules = held_by(person, public_id), book(today_of(person))
    chosen = _chosen(held, person)
    shown = initial_of(held, chosen)
    as_license = isinstance(held, License)
    form = HoldForm(
        request.POST if request.method == "POST" else None,
        chosen=chosen,
        rules=rules,
        as_license=as_license,
        initial=shown,
    )
    if request.method == "POST" and form.is_valid():
        _change(form, held, person)
        messages.success(request, gettext("Changed."))
        return redirect("earner:worth_one", held.public_id)
    context = {"nav": "worth", "chosen": chosen, "form": form, "held": held}
    return render(request, "earner/worth_hold.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take it off her page; the next page offers to undo it."""
    person, now = person_of(request), timezone.now()
    held = held_by(person, public_id)
    if isinstance(held, License):
        operations.remove_license(held=held, by=person, at=now)
    else:
        operations.drop_goal(goal=held, by=person, at=now)
    return redirect(f"/worth/?removed={held.public_id}")


@signed_in
@require_POST
def put_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Undo a removal."""
    person, now = person_of(request), timezone.now()
    held = held_by(person, public_id, removed=True)
    try:
        if isinstance(held, License):
            operations.put_back_license(held=held, by=person, at=now)
        else:
            operations.take_up_goal(goal=held, by=person, at=now)
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    return redirect("earner:worth")


def _chosen(held: License | Goal, person: Person) -> Choosable:
    rules = book(today_of(person))
    rows = [row for row in choosables(rules) if row.policy.key == held.policy_key]
    wanted = [row for row in rows if row.decision == held.decision] or rows
    if not wanted:
        raise Http404
    return wanted[0]


def _keep(form: HoldForm, chosen: Choosable, person: Person) -> License | Goal:
    cleaned, key, now = form.cleaned_data, chosen.policy.key, timezone.now()
    if not form.as_license:
        return operations.pursue(
            policy_key=key,
            decision=chosen.decision,
            by_on=cleaned.get("by_on"),
            dates=form.dates,
            named=form.named,
            roles=form.roles,
            by=person,
            at=now,
        )
    return operations.add_license(
        policy_key=key,
        decision=chosen.decision,
        name=chosen.title[:200],
        number=cleaned.get("number", ""),
        starts_on=cleaned.get("starts_on"),
        ends_on=cleaned.get("ends_on"),
        dates=form.dates,
        named=form.named,
        by=person,
        at=now,
    )


def _change(form: HoldForm, held: License | Goal, person: Person) -> None:
    cleaned, now = form.cleaned_data, timezone.now()
    if isinstance(held, License):
        operations.change_license(
            held=held,
            name=held.name,
            number=cleaned.get("number", ""),
            starts_on=cleaned.get("starts_on"),
            ends_on=cleaned.get("ends_on"),
            dates=form.dates,
            named=form.named,
            chosen_version=form.version,
            by=person,
            at=now,
        )
    else:
        operations.change_goal(
            goal=held,
            by_on=cleaned.get("by_on"),
            dates=form.dates,
            named=form.named,
            roles=form.roles,
            chosen_version=form.version,
            by=person,
            at=now,
        )
