"""Changing an organization's standards: in a draft, one by one, until it is put in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.gating import queries
from cairn.domain.gating.access import may_read_standards, may_set_standards
from cairn.domain.gating.models import StandardsDraft
from cairn.domain.gating.operations import standards as operations
from cairn.domain.gating.standards import default, free_key, named, normal, problems
from cairn.domain.gating.standards.comparing import changes
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, Verdict, all_of
from cairn.web.organization import standards
from cairn.web.organization.finding import organization_in
from cairn.web.organization.standards import StandardForm
from cairn.web.organization.views.standards import frame, set_in_force, shipped
from cairn.web.shared import autosave
from cairn.web.shared.guards import signed_in

Act = Callable[[StandardsDraft, str, Person], object]


def draft_in(request: HttpRequest, slug: str) -> tuple[Organization, Person, StandardsDraft]:
    """The draft of the organization's standards, begun if there is none, for whoever may change it."""
    organization, person = organization_in(request, slug, may_set_standards, door=may_read_standards)
    draft = queries.standards_draft_of(organization)
    if draft is None or draft.revision == 1:
        draft = operations.draft_standards(organization=organization, by=person, at=timezone.now())
    return organization, person, draft


def owed_by(draft: StandardsDraft) -> Verdict:
    """Whether the draft may be put in force."""
    return all_of([named(draft.title), problems(draft.standards)])


def stale_words(draft: StandardsDraft) -> str:
    who = draft.saved_by.name if draft.saved_by else gettext("Somebody")
    told = gettext(
        "%(name)s changed these standards after you opened them. Look at them as they are now, then go on."
    )
    return told % {"name": who}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft as a list to order, to add to and to take from; a post does what its button says."""
    organization, person, draft = draft_in(request, slug)
    problem = ""
    if request.method == "POST":
        try:
            _act(request, draft, person)
            return redirect("organization:edit_standards", slug)
        except operations.StaleStandards as stale:
            draft, problem = stale.current, stale_words(stale.current)
    force = set_in_force(organization)
    context = {
        **frame(organization, person),
        "draft": draft,
        "force": force,
        "shown": standards.shown(draft.standards),
        "left_out": standards.left_out(draft.standards),
        "owed": owed_by(draft),
        "changes": len(changes(force.rows, draft.standards))
        + (bool(force.own) and draft.title != force.title),
        "behind": standards.is_behind(draft.based_on),
        "newest": default()["version"],
        "problem": problem,
        "typed_title": request.POST.get("title") if problem else None,
    }
    return render(request, "organization/standards_edit.html", context, status=409 if problem else 200)


def _act(request: HttpRequest, draft: StandardsDraft, person: Person) -> None:
    """What the pressed button asks for; an unknown button does nothing."""
    deed, _, key = request.POST.get("do", "").partition(":")
    revision, now = autosave.revision_in(request), timezone.now()
    if deed in ("up", "down"):
        operations.move_standard(draft=draft, key=key, up=deed == "up", by=person, at=now)
    elif deed == "retire":
        operations.retire_standard(draft=draft, key=key, by=person, at=now)
    elif deed == "undo":
        operations.step_back(draft=draft, by=person, at=now)
    elif deed == "redo":
        operations.step_forward(draft=draft, by=person, at=now)
    elif deed == "rename":
        title = request.POST.get("title", "")
        operations.rename_standards(draft=draft, title=title, revision=revision, by=person, at=now)
    elif deed == "take":
        for row in default()["standards"]:
            if row["key"] == key:
                operations.write_standard(draft=draft, row=row, revision=draft.revision, by=person, at=now)
    elif deed in ("force", "cairn"):
        source = set_in_force(draft.organization) if deed == "force" else shipped()
        operations.replace_standards(
            draft=draft,
            title=source.title if source.own else draft.title,
            standards=source.rows,
            revision=revision,
            based_on=source.own.based_on if source.own else operations.default_today(at=now),
            by=person,
            at=now,
        )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new standard at the end of the draft; its title makes its key."""
    organization, person, draft = draft_in(request, slug)
    start = {"must": "must", "answered_by": ["author", "reviewer"], "role": "developer"}
    form = StandardForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        taken = [row["key"] for row in (*draft.standards, *default()["standards"])]
        row, now = form.row(free_key(form.cleaned_data["title"], taken)), timezone.now()
        operations.write_standard(draft=draft, row=row, revision=draft.revision, by=person, at=now)
        messages.success(request, gettext("“%(title)s” is added, at the end.") % {"title": row["title"]})
        return redirect("organization:edit_standards", slug)
    context = {**frame(organization, person), "draft": draft, "form": form}
    return render(request, "organization/standard.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One standard of the draft. Whoever saves second over the same one sees both texts."""
    organization, person, draft = draft_in(request, slug)
    row = next((normal(each) for each in draft.standards if each["key"] == key), None)
    if row is None and request.method != "POST":
        raise Http404
    form = StandardForm(
        request.POST if request.method == "POST" else None, initial=standards.posted(row or {"must": True})
    )
    theirs: list[tuple[str, str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            saved = operations.write_standard(
                draft=draft,
                row=form.row(key),
                revision=autosave.revision_in(request),
                by=person,
                at=timezone.now(),
            )
            if autosave.is_autosave(request):
                return autosave.saved(saved.revision, saved.saved_at)
            return redirect("organization:edit_standards", slug)
        except operations.StaleStandards as stale:
            draft = stale.current
            row, theirs = _disputed(draft, form.row(key))
            if autosave.is_autosave(request):
                return autosave.conflict(draft.revision, _texts(row))
    elif form.is_bound and autosave.is_autosave(request):
        return autosave.refused(" ".join(str(text) for texts in form.errors.values() for text in texts))
    context = {
        **frame(organization, person),
        "draft": draft, "form": form, "key": key, "theirs": theirs, "row": row,
        "shipped": next((each for each in standards.shown(default()["standards"]) if each.row["key"] == key), None),
        "disputed": form.is_bound and form.is_valid(),
    }  # fmt: skip
    status = 409 if context["disputed"] else 422 if form.errors else 200
    return render(request, "organization/standard.html", context, status=status)


def _disputed(
    draft: StandardsDraft, mine: dict[str, Any]
) -> tuple[dict[str, Any] | None, list[tuple[str, str, str]]]:
    """The standard as somebody else saved it, and each field in which it differs from what was typed."""
    row = next((normal(each) for each in draft.standards if each["key"] == mine["key"]), None)
    if row is None:
        return None, []
    (change,) = changes([mine], [row]) or (None,)
    return row, list(standards.fields_told(change.fields)) if change else []


def _texts(row: dict[str, Any] | None) -> dict[str, str]:
    """The words of a standard that `autosave.js` shows beside what was typed."""
    return {name: row[name] for name in ("title", "text", "ask")} if row else {}


@signed_in
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft as authors will meet it, and what it changes."""
    return _preview(request, *draft_in(request, slug))


@signed_in
@require_POST
def put(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the draft in force, if it is still what was looked at."""
    organization, person, draft = draft_in(request, slug)
    try:
        made = operations.put_in_force(
            draft=draft, revision=autosave.revision_in(request), by=person, at=timezone.now()
        )
    except operations.StaleStandards as stale:
        return _preview(
            request, organization, person, stale.current, problem=stale_words(stale.current), status=409
        )
    except Refused:
        return _preview(request, organization, person, draft, status=422)
    told = gettext("Version %(version)d is in force. Reviews that begin from now on go by it.")
    messages.success(request, told % {"version": made.version})
    return redirect("organization:standards", slug)


def _preview(
    request: HttpRequest,
    organization: Organization,
    person: Person,
    draft: StandardsDraft,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    force, against = set_in_force(organization), request.GET.get("against")
    other = shipped() if against == "cairn" else force
    context = {
        **frame(organization, person),
        "draft": draft,
        "force": force,
        "against": "cairn" if against == "cairn" else "force",
        "other": other,
        "changes": standards.told(changes(other.rows, draft.standards)),
        "renamed": other.title != draft.title,
        "unfinished": standards.is_changed(draft, force.own),
        "shown": standards.shown(draft.standards),
        "owed": owed_by(draft),
        "running": list(queries.held_to(organization)),
        "problem": problem,
    }
    return render(request, "organization/standards_preview.html", context, status=status)
