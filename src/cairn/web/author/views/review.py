"""The quality gate as a reviewer sees it: what waits for her, and one draft beside the standards."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Draft
from cairn.domain.gating import access, operations, queries
from cairn.domain.gating.models import Review
from cairn.domain.gating.standing import verdict
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, Verdict, demand
from cairn.web.author import gating
from cairn.web.author.linking import links_in
from cairn.web.author.previewing import preview_of
from cairn.web.shared import autosave
from cairn.web.shared.guards import for_roles, person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import reviewing


@for_roles("reviewer")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the reviewer, and what she has decided."""
    person = person_of(request)
    context = {
        "nav": "gate",
        "waiting": list(queries.waiting_for(person, at=timezone.now())),
        "decided": list(queries.decided_by(person)[:20]),
    }
    return render(request, "author/reviews.html", context)


def review_of(request: HttpRequest, public_id: UUID) -> Review:
    """The review, if the person may read it: while it is open as its reviewer, afterwards as who decided it."""
    review = get_object_or_404(queries.whole_review().exclude(state="answering"), public_id=public_id)
    person = person_of(request)
    if review.decided_by != person:
        demand(access.may_review(person, review, at=timezone.now()))
    return review


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft as it was handed in, and what she says to each standard; a post keeps that."""
    review = review_of(request, public_id)
    if request.method != "POST":
        return _page(request, review)
    quiet, at = autosave.is_autosave(request), timezone.now()
    try:
        review = _keep(request, review)
    except operations.Stale:
        return _conflict(request, review_of(request, public_id), quiet)
    except Refused as refusal:
        if quiet:
            return autosave.refused(refusal.verdict.sentence)
        return _page(request, review, status=422, refusal=refusal.verdict)
    revision = queries.revision_by(person_of(request), review)
    return autosave.saved(revision, at) if quiet else redirect("author:review", public_id)


def _shown(review: Review, person: Person) -> list[gating.Shown]:
    document, row = review.document or {}, review.micro_credential
    lines = queries.lines(review, document, row.organization)
    return gating.shown_to_reviewer(lines, document, queries.links_of(row), person)


def _keep(request: HttpRequest, review: Review) -> Review:
    person = person_of(request)
    return operations.judge(
        review=review,
        said=gating.said_in(request.POST, _shown(review, person)),
        revision=autosave.revision_in(request) if "revision" in request.POST else None,
        by=person,
        at=timezone.now(),
    )


def _conflict(request: HttpRequest, review: Review, quiet: bool) -> HttpResponse:
    """She has answered in another window meanwhile: what she saved there, beside what she typed here."""
    if not quiet:
        return _page(request, review, status=409, posted=request.POST)
    person = person_of(request)
    fields = gating.rivals(request.POST, _shown(review, person))
    return autosave.conflict(queries.revision_by(person, review), fields)


def _page(
    request: HttpRequest,
    review: Review,
    *,
    status: int = 200,
    refusal: Verdict | None = None,
    posted: QueryDict | None = None,
) -> HttpResponse:
    document, row, person = review.document or {}, review.micro_credential, person_of(request)
    lines = queries.lines(review, document, row.organization)
    shown = _shown(review, person)
    draft = Draft(micro_credential=row, document=document)
    context = {
        "nav": "gate", "review": review, "row": row, "words": gating.WORDS,
        "shown": gating.disputed(posted, shown) if posted is not None else shown,
        "revision": queries.revision_by(person, review), "disputed": posted is not None,
        "note": request.POST.get("note", ""),
        "preview": preview_of(draft), "doc": documents.lifted(document), "refusal": refusal,
        "open": review.state == "asked", "passes": verdict(lines, "author", "reviewer"),
        "settled": sum(not one.owed for one in shown),
        "links": links_in(document, queries.links_of(row), None),
    }  # fmt: skip
    return render(request, "author/review.html", context, part="owed", status=status)


@signed_in
@require_POST
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Clear the draft or ask for changes, with the answers as they are in the form that decides."""
    review, at, person = review_of(request, public_id), timezone.now(), person_of(request)
    note = request.POST.get("note", "")
    try:
        review = _keep(request, review)
        if request.POST.get("decision") == "clear":
            reviewing.clear(review=review, note=note, by=person, at=at)
            sentence = gettext("Cleared. Its author may publish it now.")
        else:
            reviewing.ask_for_changes(review=review, note=note, by=person, at=at)
            sentence = gettext("Sent back to its author, with what to mend.")
    except operations.Stale:
        return _conflict(request, review_of(request, public_id), quiet=False)
    except Refused as refusal:
        return _page(request, review_of(request, public_id), status=422, refusal=refusal.verdict)
    messages.success(request, sentence)
    return redirect("author:reviews")
