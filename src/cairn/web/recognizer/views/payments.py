"""What policies make due: worked out, held, let through, and handed to payroll in batches."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.approvals.access import day_in
from cairn.domain.people.models import Organization
from cairn.domain.recognition import operations, queries
from cairn.domain.recognition.models import Batch, PaymentRun
from cairn.engines.policy.payments import period_of
from cairn.engines.verdict import Refused, no
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import instructing, payrolls
from cairn.workflows.deciding import book

A_PAGE = 50
SHOWN = ("due", "held", "exported", "stopped")
LONGEST = 600
KINDS = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What is due and held, the budgets of the year, and what was handed to payroll."""
    kept = organizations(request)
    organization = chosen(request, kept)
    mine = kept.filter(pk=organization.pk)
    state = request.GET.get("state") if request.GET.get("state") in SHOWN else "due"
    rows = queries.payments_in(mine)
    found = rows.order_by().values_list("state").annotate(n=Count("pk"), cents=Sum("cents"))
    sums = {name: (count, cents or 0) for name, count, cents in found}
    today = day_in(organization, timezone.now())
    rules = book(today)
    keys, run = instructing.paying_keys(organization, rules), queries.latest_run(organization)
    context = {
        "nav": "recognizing",
        "tab": "payments",
        "organization": organization,
        "organizations": list(kept),
        "state": state,
        "sums": [(name, *sums.get(name, (0, 0))) for name in SHOWN],
        "page": Paginator(rows.filter(state=state), A_PAGE).get_page(request.GET.get("page")),
        "policies": [(key, rules.titles[key]) for key in keys],
        "titles": rules.titles,
        "budgets": list(queries.budgets_of(mine)),
        "year": period_of("school year", today),
        "batches": list(queries.batches_of(mine)[:20]),
        "run": run,
        "told": _told(run) if run and run.state == "done" else "",
    }
    return render(request, "recognizer/worth/payments.html", context, part="run")


def _back(organization: Organization, state: str = "due") -> HttpResponse:
    return redirect(f"{reverse('recognizer:payments')}?organization={organization.slug}&state={state}")


@signed_in
@require_POST
def work_out(request: HttpRequest) -> HttpResponse:
    """Look at everybody's record anew."""
    return _asked(request, PaymentRun.Purpose.WORK_OUT)


@signed_in
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Hand everything that is due to payroll."""
    return _asked(request, PaymentRun.Purpose.HAND_OVER)


def _asked(request: HttpRequest, purpose: str) -> HttpResponse:
    """Done at once where few people are concerned; else the page shows how far the worker is."""
    organization = chosen(request, organizations(request))
    try:
        run = instructing.ask(
            organization=organization, purpose=purpose, by=person_of(request), at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
        return _back(organization)
    if run.state == "done":
        messages.success(request, _told(run))
    return _back(organization, "exported" if run.batch else "due")


def _told(run: PaymentRun) -> str:
    """What came of it."""
    if run.purpose == PaymentRun.Purpose.WORK_OUT:
        told = gettext("%(due)d due, %(held)d held, %(stopped)d stopped.")
        return told % {"due": run.due, "held": run.held, "stopped": run.stopped}
    if run.batch is None:
        return gettext("Nothing is due, so there is no new batch.")
    told = ngettext(
        "Batch %(number)d has %(count)d payment. It is kept below.",
        "Batch %(number)d has %(count)d payments. It is kept below.",
        run.batch.rows,
    )
    return told % {"number": run.batch.number, "count": run.batch.rows}


@signed_in
@require_POST
def release(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a payment through that its budget holds."""
    row = get_object_or_404(queries.payments_in(organizations(request)), public_id=public_id)
    reason = request.POST.get("reason", "")[:LONGEST]
    try:
        operations.release(instruction=row, reason=reason, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, gettext("Let through. It goes with the next batch."))
    return _back(row.organization, "held")


@signed_in
@require_POST
def budget(request: HttpRequest) -> HttpResponse:
    """Say what a policy may pay this school year."""
    organization = chosen(request, organizations(request))
    try:
        operations.set_budget(
            organization=organization,
            policy_key=request.POST.get("policy", "")[:120],
            year=period_of("school year", _today(organization)),
            ceiling_cents=_cents(request.POST.get("ceiling", "")),
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, gettext("The budget is set. Work the payments out to apply it."))
    return _back(organization)


def _today(organization: Organization) -> date:
    return day_in(organization, timezone.now())


def _cents(words: str) -> int:
    digits = words.strip().removeprefix("$").replace(",", "")
    if not digits.isdecimal() or len(digits) > 12:
        raise Refused(no("amount", gettext("Give the budget in whole dollars, such as 50000.")))
    return int(digits) * 100


@signed_in
@require_safe
def batch(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """A batch as it was handed over: CSV, or Parquet made of the very same rows."""
    found = get_object_or_404(
        Batch.objects.filter(organization__in=organizations(request)), public_id=public_id
    )
    if kind not in KINDS:
        raise Http404
    content = found.content.encode() if kind == "csv" else payrolls.as_parquet(found)
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="payments-{found.number}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response
