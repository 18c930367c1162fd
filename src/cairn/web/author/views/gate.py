"""The quality gate as an author sees it: answers with evidence, asking for a review, and then publishing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Draft
from cairn.domain.evidence.queries import live_attempts_on
from cairn.domain.gating import operations, queries
from cairn.domain.gating.models import Review
from cairn.domain.gating.standing import Line
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, Verdict
from cairn.web.author import gating
from cairn.web.author.linking import links_in
from cairn.web.author.views.draft import draft_of
from cairn.web.shared import autosave
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import links, publishing, reviewing


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The standards with the author's answers; a post keeps them."""
    draft = draft_of(request, public_id)
    if request.method != "POST":
        return _page(request, draft)
    quiet, at = autosave.is_autosave(request), timezone.now()
    try:
        review = _keep(request, draft)
    except operations.Stale as stale:
        if quiet:
            fields = gating.rivals(request.POST, _shown(draft, stale.review))
            return autosave.conflict(queries.revision_of(stale.review), fields)
        return _page(request, draft, status=409, posted=request.POST)
    except Refused as refusal:
        if quiet:
            return autosave.refused(refusal.verdict.sentence)
        return _page(request, draft, status=422, refusal=refusal.verdict)
    return autosave.saved(review.revision, at) if quiet else redirect("author:gate", public_id)


def _lines(draft: Draft, review: Review | None) -> tuple[Line, ...]:
    return queries.lines(review, draft.document, draft.micro_credential.organization)


def _shown(draft: Draft, review: Review | None) -> list[gating.Shown]:
    seen = queries.links_of(draft.micro_credential)
    return gating.shown_to_author(_lines(draft, review), draft.document, seen)


def _keep(request: HttpRequest, draft: Draft) -> Review:
    row = draft.micro_credential
    shown = _shown(draft, queries.latest(row))
    return operations.answer(
        micro_credential=row,
        document=draft.document,
        said=gating.said_in(request.POST, shown),
        revision=autosave.revision_in(request) if "revision" in request.POST else None,
        by=person_of(request),
        at=timezone.now(),
    )


def _page(
    request: HttpRequest,
    draft: Draft,
    *,
    status: int = 200,
    refusal: Verdict | None = None,
    posted: QueryDict | None = None,
) -> HttpResponse:
    row, at = draft.micro_credential, timezone.now()
    review = queries.latest(row)
    lines, shown = _lines(draft, review), _shown(draft, review)
    digest = documents.digest(draft.document)
    ready = queries.ready(lines, draft.document)
    asked = review is not None and review.state == "asked"
    context = {
        "nav": "authoring", "draft": draft, "row": row, "edition": row.edition, "review": review,
        "revision": queries.revision_of(review), "disputed": posted is not None,
        "shown": gating.disputed(posted, shown) if posted is not None else shown,
        "words": gating.WORDS, "ready": ready, "refusal": refusal, "asked": asked,
        "changed": asked and review is not None and review.digest != digest,
        "cleared": queries.is_cleared(row, draft.document, review),
        "same": row.edition is not None and row.edition.digest == digest,
        "reviewers": list(queries.reviewers_for(row, at=at)), "today": timezone.localdate(),
        "live": live_attempts_on(row) if row.edition else 0,
        "settled": sum(not one.owed for one in shown),
        "links": links_in(draft.document, queries.links_of(row), draft),
    }  # fmt: skip
    part = "links" if request.headers.get("HX-Target") == "links" else "owed"
    return render(request, "author/gate.html", context, part=part, status=status)


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
    except operations.Stale:
        return _page(request, draft, status=409, posted=request.POST)
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
def check_links(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Have the worker look at what the draft points to."""
    draft = draft_of(request, public_id)
    try:
        links.look_later(draft=draft, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        return _page(request, draft, status=422, refusal=refusal.verdict)
    return redirect(f"{reverse('author:gate', args=[public_id])}#links")


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
