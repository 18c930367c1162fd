"""The quality gate as an author sees it: answers with evidence, asking for a review, and then publishing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.catalog import access as catalog
from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Draft
from cairn.domain.evidence.queries import live_attempts_on
from cairn.domain.gating import operations, queries
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, Verdict
from cairn.web.author import gating
from cairn.web.author.views.draft import draft_of
from cairn.web.shared import autosave
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import publishing, reviewing


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The standards with the author's answers; a post keeps them."""
    draft = draft_of(request, public_id)
    if request.method != "POST":
        return _page(request, draft)
    quiet, at = autosave.is_autosave(request), timezone.now()
    try:
        _keep(request, draft)
    except Refused as refusal:
        if quiet:
            return autosave.refused(refusal.verdict.sentence)
        return _page(request, draft, status=422, refusal=refusal.verdict)
    return autosave.saved(0, at) if quiet else redirect("author:gate", public_id)


def _keep(request: HttpRequest, draft: Draft) -> None:
    row = draft.micro_credential
    lines = queries.lines(queries.latest(row), draft.document, row.organization)
    shown = gating.shown_to_author(lines, draft.document)
    operations.answer(
        micro_credential=row,
        document=draft.document,
        said=gating.said_in(request.POST, shown),
        by=person_of(request),
        at=timezone.now(),
    )


def _page(
    request: HttpRequest, draft: Draft, *, status: int = 200, refusal: Verdict | None = None
) -> HttpResponse:
    row, at = draft.micro_credential, timezone.now()
    review = queries.latest(row)
    lines = queries.lines(review, draft.document, row.organization)
    shown = gating.shown_to_author(lines, draft.document)
    digest = documents.digest(draft.document)
    ready = queries.ready(lines, draft.document)
    asked = review is not None and review.state == "asked"
    context = {
        "nav": "authoring", "draft": draft, "row": row, "edition": row.edition, "review": review,
        "shown": shown, "words": gating.WORDS, "ready": ready, "refusal": refusal, "asked": asked,
        "changed": asked and review is not None and review.digest != digest,
        "cleared": bool(catalog.is_cleared(row, digest)),
        "same": row.edition is not None and row.edition.digest == digest,
        "reviewers": list(queries.reviewers_for(row, at=at)), "today": timezone.localdate(),
        "live": live_attempts_on(row) if row.edition else 0,
        "settled": sum(not one.owed for one in shown),
    }  # fmt: skip
    return render(request, "author/gate.html", context, part="owed", status=status)


def _done(public_id: UUID, request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("author:gate", public_id)


@signed_in
@require_POST
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand the draft in for review, with the answers as they are in the form that asks."""
    draft = draft_of(request, public_id)
    try:
        if any(name.endswith(".evidence") for name in request.POST):
            _keep(request, draft)
        reviewing.ask(
            draft=draft,
            reviewers=_chosen(request, draft),
            message=request.POST.get("message", ""),
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        return _page(request, draft, status=422, refusal=refusal.verdict)
    return _done(
        public_id, request, gettext("It is with the reviewers. You get a letter when they are done.")
    )


def _chosen(request: HttpRequest, draft: Draft) -> Sequence[Person]:
    wanted = set(request.POST.getlist("reviewer"))
    offered = queries.reviewers_for(draft.micro_credential, at=timezone.now())
    return [person for person in offered if str(person.public_id) in wanted]


@signed_in
@require_POST
def call_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the draft back from review to change it."""
    draft = draft_of(request, public_id)
    review = queries.under_way(draft.micro_credential)
    if review is not None and review.state == "asked":
        reviewing.call_back(review=review, by=person_of(request), at=timezone.now())
    return _done(public_id, request, gettext("It is yours again. What the reviewer said so far is kept."))


@signed_in
@require_POST
def offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Publish what the gate cleared: to everybody, or marked as a pilot."""
    draft = draft_of(request, public_id)
    pilot = request.POST.get("as") == "pilot"
    try:
        edition = publishing.publish(draft=draft, by=person_of(request), at=timezone.now(), pilot=pilot)
    except Refused as refusal:
        return _page(request, draft, status=422, refusal=refusal.verdict)
    sentence = gettext("Edition %(number)d is published. Its hash begins with %(hash)s.")
    return _done(public_id, request, sentence % {"number": edition.number, "hash": edition.digest[:12]})


@signed_in
@require_POST
def retire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take it out of the catalog, with a last day for those who have begun."""
    draft = draft_of(request, public_id)
    until = _day(request.POST.get("until", ""))
    publishing.retire(
        micro_credential=draft.micro_credential, by=person_of(request), at=timezone.now(), until=until
    )
    return _done(public_id, request, gettext("Retired. Nobody new can start; publishing brings it back."))


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
