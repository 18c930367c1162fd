"""A draft: the structured template as one form, its problems, its preview, and publishing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.catalog import access, operations, queries
from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Draft
from cairn.domain.evidence.queries import live_attempts_on
from cairn.engines.verdict import Refused, Verdict, demand
from cairn.web.author import parsing, rows
from cairn.web.author.anchors import linked
from cairn.web.author.previewing import preview_of
from cairn.web.author.sections import form_of
from cairn.web.author.shown import Section
from cairn.web.shared import autosave
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import publishing


def draft_of(request: HttpRequest, public_id: UUID) -> Draft:
    """The draft, if the person may edit it; raises `Refused` otherwise."""
    drafts = Draft.objects.select_related(
        "micro_credential__organization", "micro_credential__edition", "saved_by"
    )
    draft = get_object_or_404(drafts, public_id=public_id)
    demand(access.may_edit(person_of(request), draft.micro_credential, at=timezone.now()))
    return draft


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The form; a post saves it, and does what its button says with a row."""
    draft = draft_of(request, public_id)
    return _save(request, draft) if request.method == "POST" else _page(request, draft)


def _save(request: HttpRequest, draft: Draft) -> HttpResponse:
    quiet, at = autosave.is_autosave(request), timezone.now()
    document = parsing.parse(request.POST, draft.document)
    seen = "" if quiet else _do(request, draft, document)
    document = rows.settled(document)
    try:
        saved = operations.save_draft(
            draft=draft,
            document=document,
            revision=autosave.revision_in(request),
            by=person_of(request),
            at=at,
        )
    except operations.Stale as stale:
        if quiet:
            return autosave.conflict(stale.current.revision, dict(parsing.fields_of(stale.current.document)))
        return _page(request, stale.current, status=409, problem=_stale(), document=document)
    if quiet:
        return autosave.saved(saved.revision, saved.saved_at)
    return redirect(f"{reverse('author:draft', args=[draft.public_id])}{f'#f-{seen}' if seen else ''}")


def _do(request: HttpRequest, draft: Draft, document: dict[str, Any]) -> str:
    """What the pressed button asks for; a removed row is remembered until the next button is pressed."""
    action, memory = request.POST.get("do", ""), f"removed-{draft.public_id}"
    removed = request.session.pop(memory, None)
    if action == "undo":
        return rows.put_back(document, removed) if removed else ""
    if now := rows.to_remove(document, action):
        request.session[memory] = now
    return rows.act(document, action)


def _stale() -> str:
    return gettext(
        "Somebody saved this draft after you opened it. Yours is below; saving again replaces theirs."
    )


def _page(
    request: HttpRequest,
    draft: Draft,
    *,
    status: int = 200,
    problem: str = "",
    refusal: Verdict | None = None,
    document: dict[str, Any] | None = None,
) -> HttpResponse:
    shown = documents.lifted(document or draft.document)
    found = documents.problems(shown)
    sections, grid = form_of(shown, found)
    row = draft.micro_credential
    live = live_attempts_on(row) if row.edition else 0
    same = row.edition is not None and documents.lifted(draft.document) == documents.lifted(
        row.edition.document
    )
    context = {
        "nav": "authoring", "draft": draft, "row": row, "edition": row.edition, "document": shown,
        "sections": sections, "grid": grid, "found": linked(found, sections, grid),
        **_remarks(draft, sections),
        "removed": request.session.get(f"removed-{draft.public_id}"),
        "live": live, "same": same and row.state == "published", "problem": problem, "refusal": refusal,
    }  # fmt: skip
    return render(request, "author/draft.html", context, part="problems", status=status)


def _remarks(draft: Draft, sections: list[Section]) -> dict[str, Any]:
    """What co-authors said, each with the title of its section, and the sections one may speak of."""
    titles = {section.key: section.title for section in sections} | {"rubric": gettext("Rubric")}
    said = [(one, titles.get(one.section, "")) for one in queries.comments_on(draft)]
    return {"comments": said, "comment_sections": list(titles.items())}


@signed_in
@require_safe
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft as a teacher would see it, and as an evaluator would."""
    draft = draft_of(request, public_id)
    context = {
        "nav": "authoring",
        "draft": draft,
        "shown": preview_of(draft),
        "doc": documents.lifted(draft.document),
    }
    return render(request, "author/preview.html", context, part="preview")


@signed_in
@require_POST
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Freeze the draft as an edition; every problem is said at once."""
    draft = draft_of(request, public_id)
    try:
        if "title" in request.POST:
            draft = operations.save_draft(
                draft=draft,
                document=rows.settled(parsing.parse(request.POST, draft.document)),
                revision=autosave.revision_in(request),
                by=person_of(request),
                at=timezone.now(),
            )
        edition = publishing.publish(draft=draft, by=person_of(request), at=timezone.now())
    except operations.Stale as stale:
        return _page(request, stale.current, status=409, problem=_stale())
    except Refused as refusal:
        return _page(request, draft_of(request, public_id), status=422, refusal=refusal.verdict)
    sentence = gettext("Edition %(number)d is published. Its hash begins with %(hash)s.")
    messages.success(request, sentence % {"number": edition.number, "hash": edition.digest[:12]})
    return redirect("author:draft", public_id)
