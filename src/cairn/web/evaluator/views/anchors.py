"""The lead's side of anchors: pools, choosing, asking experts, agreeing, burning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.calibration import operations, queries
from cairn.domain.calibration.access import may_lead, may_see_ratings
from cairn.domain.calibration.models import Anchor, Pool
from cairn.domain.calibration.rules import NAMES, Rules, departures
from cairn.domain.catalog.document_judging import JUDGING
from cairn.domain.catalog.models import Edition
from cairn.domain.evidence.models import Round
from cairn.domain.people.models import Organization, Person, Role
from cairn.engines.verdict import Refused, Verdict, demand, no
from cairn.web.evaluator.pools import USES, anchor_lists, rules_of, scales_without_pool
from cairn.web.evaluator.way import ANCHOR_STATES, STATES
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.naming import whom
from cairn.web.shared.pages import render
from cairn.workflows import anchoring, calibrating


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pools(request: HttpRequest, slug: str) -> HttpResponse:
    """The organization's pools; a post opens the one of an edition."""
    organization, person, now = get_object_or_404(Organization, slug=slug), person_of(request), timezone.now()
    demand(may_lead(person, organization, at=now))
    if request.method == "POST":
        edition = get_object_or_404(
            Edition.objects.select_related("micro_credential__organization"),
            pk=_number(request.POST.get("edition", "")),
            micro_credential__organization=organization,
        )
        pool = anchoring.open_pool(edition=edition, by=person, at=now)
        return redirect("evaluator:pool", pool.public_id)
    opened = list(Pool.objects.filter(organization=organization).order_by("opened_at"))
    context = {
        "nav": "organization",
        "organization": organization,
        "pools": [(pool, queries.gate_asked(pool, at=now)) for pool in opened],
        "unopened": scales_without_pool(organization, opened),
    }
    return render(request, "evaluator/pools.html", context)


def _number(text: str) -> int:
    if not text.isdigit():
        raise Http404
    return int(text)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pool(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One pool: what it lacks, its anchors, work to choose from, its evaluators; a post chooses or invites."""
    row = get_object_or_404(Pool.objects.select_related("organization"), public_id=public_id)
    person, now = person_of(request), timezone.now()
    demand(may_lead(person, row.organization, at=now))
    if request.method == "POST":
        deed = next((deed for name, deed in _OF_POOL.items() if name in request.POST), _invite)
        try:
            return deed(request, row, person, now)
        except Refused as refusal:
            messages.error(request, refusal.verdict.sentence)
            return redirect("evaluator:pool", public_id)
    context = {
        "nav": "organization",
        "pool": row,
        "organization": row.organization,
        "gated": queries.gate_asked(row, at=now),
        "lacking": queries.lacking(row),
        "lists": anchor_lists(row),
        "candidates": anchoring.candidates(row, at=now),
        "uses": USES,
        "rules": rules_of(row),
        "badges": row.organization.micro_credentials.filter(state="published").order_by("title"),
        "evaluators": [
            (each, STATES[each.state], queries.holds(each, at=now)) for each in queries.evaluators_in(row)
        ],
    }
    return render(request, "evaluator/pool.html", context)


def _choose(request: HttpRequest, row: Pool, person: Person, at: datetime) -> HttpResponse:
    round_ = get_object_or_404(
        Round.objects.select_related("attempt__edition__micro_credential", "attempt__training_use"),
        public_id=request.POST["round"],
        attempt__organization=row.organization_id,
    )
    anchor = anchoring.choose(round_=round_, use=request.POST.get("use", ""), by=person, at=at)
    return redirect("evaluator:anchor", anchor.public_id)


def _set(request: HttpRequest, row: Pool, person: Person, at: datetime) -> HttpResponse:
    given = {name: request.POST.get(name, "").strip() for name in NAMES}
    if wrong := [JUDGING[name].about for name, value in given.items() if not value.isdecimal()]:
        raise Refused(no("number", gettext("Write a whole number: %(what)s") % {"what": " ".join(wrong)}))
    chosen = Rules(**{name: int(value) for name, value in given.items()})
    operations.set_rules(pool=row, settings=departures(chosen), by=person, at=at)
    messages.success(request, gettext("The rules of this pool are set."))
    return redirect("evaluator:pool", row.public_id)


def _certify_with(request: HttpRequest, row: Pool, person: Person, at: datetime) -> HttpResponse:
    chosen = request.POST["badge"]
    badge = row.organization.micro_credentials.filter(key=chosen).first() if chosen else None
    operations.set_badge(pool=row, badge=badge, by=person, at=at)
    messages.success(request, gettext("From now on that is what certified evaluators are awarded."))
    return redirect("evaluator:pool", row.public_id)


def _invite(request: HttpRequest, row: Pool, person: Person, at: datetime) -> HttpResponse:
    found, sentence = whom(request.POST.get("name", ""), row.organization, at=at)
    if found is None:
        raise Refused(no("name", sentence))
    calibrating.invite(pool=row, person=found, by=person, at=at)
    messages.success(
        request, gettext("%(name)s is invited and hears of it by e-mail.") % {"name": found.name}
    )
    return redirect("evaluator:pool", row.public_id)


_OF_POOL: dict[str, Callable[[HttpRequest, Pool, Person, datetime], HttpResponse]] = {
    "round": _choose,
    "rules": _set,
    "badge": _certify_with,
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def anchor(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One anchor: its experts, what they said once all have, and the key; a post does what its `deed` names."""
    row = get_object_or_404(
        Anchor.objects.select_related("edition", "pool__organization", "round__attempt"), public_id=public_id
    )
    person, now = person_of(request), timezone.now()
    demand(may_lead(person, row.pool.organization, at=now))
    refusal: Verdict | None = None
    if request.method == "POST":
        deed = _DEEDS.get(request.POST.get("deed", ""))
        if deed is None:
            raise Http404
        try:
            deed(request, row, person, now)
            return redirect("evaluator:anchor", public_id)
        except Refused as refused:
            refusal = refused.verdict
    sight = may_see_ratings(person, row, at=now)
    sheets = list(row.sheets.filter(purpose="expert").select_related("person").order_by("pk"))
    context = {
        "nav": "organization",
        "anchor": row,
        "pool": row.pool,
        "organization": row.pool.organization,
        "standing": ANCHOR_STATES[row.state],
        "sheets": sheets,
        "wanted": row.pool.rules.anchor_raters,
        "mine": next((each for each in sheets if each.person_id == person.pk and not each.sent_at), None),
        "sight": sight,
        "proposed": _told(request, row) if sight and row.state == "rating" else [],
        "key": list(row.key.select_related("criterion", "level")),
        "refusal": refusal,
    }
    return render(request, "evaluator/anchor.html", context, status=422 if refusal else 200)


def _told(request: HttpRequest, row: Anchor) -> list[tuple[queries.Proposed, str]]:
    """What the experts say of each criterion, and the reason as typed, or theirs to begin with."""
    told = []
    for one in queries.proposed(row):
        agreeing = [each.words for each in one.opinions if each.rank == one.rank]
        told.append((one, request.POST.get(f"why-{one.criterion.key}", "\n".join(agreeing))))
    return told


def _ask(request: HttpRequest, row: Anchor, person: Person, at: datetime) -> None:
    roles = (Role.LEAD, Role.EVALUATOR, Role.AUTHOR, Role.REVIEWER)
    found, sentence = whom(request.POST.get("name", ""), row.pool.organization, *roles, at=at)
    if found is None:
        raise Refused(no("name", sentence))
    anchoring.ask_expert(anchor=row, expert=found, by=person, at=at)
    messages.success(request, gettext("%(name)s is asked for a blind rating.") % {"name": found.name})


def _agree(request: HttpRequest, row: Anchor, person: Person, at: datetime) -> None:
    reasons = {
        criterion.key: request.POST.get(f"why-{criterion.key}", "")
        for criterion in row.edition.criteria.all()
    }
    anchoring.agree(anchor=row, rationales=reasons, by=person, at=at)
    messages.success(request, gettext("Agreed. The anchor is in use from now on."))


def _burn(request: HttpRequest, row: Anchor, person: Person, at: datetime) -> None:
    anchoring.burn(anchor=row, because=request.POST.get("because", ""), by=person, at=at)
    messages.success(request, gettext("Burnt. Nobody is trained or tested on it any more."))


def _publish(request: HttpRequest, row: Anchor, person: Person, at: datetime) -> None:
    operations.publish(anchor=row, by=person, at=at)
    messages.success(request, gettext("It is an example now, and tests nobody any more."))


_DEEDS: dict[str, Callable[[HttpRequest, Anchor, Person, datetime], None]] = {
    "ask": _ask,
    "agree": _agree,
    "burn": _burn,
    "publish": _publish,
}
