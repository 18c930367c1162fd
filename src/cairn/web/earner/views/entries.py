"""What an earner does to a log and to the way a part is shown: entries added and saved, a kind chosen, a file dated."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cairn.domain.evidence.models import Piece
from cairn.domain.evidence.operations import logs
from cairn.domain.evidence.operations.holding import Conflict
from cairn.domain.evidence.operations.pieces import date_piece as say_date
from cairn.engines.verdict import Refused, no
from cairn.web.earner.entries import form_of
from cairn.web.earner.forms import EntryForm, MadeOnForm
from cairn.web.earner.views.finding import part_in, piece_in
from cairn.web.earner.views.part import page
from cairn.web.shared import autosave
from cairn.web.shared.guards import person_of, signed_in


def _back(public_id: UUID, slot: str, anchor: str) -> HttpResponse:
    return redirect(f"{reverse('earner:part', args=[public_id, slot])}#{anchor}")


@signed_in
@require_POST
def add(request: HttpRequest, public_id: UUID, slot: str) -> HttpResponse:
    """Add a blank entry and lead to it; from then on it saves itself."""
    part = part_in(request, public_id, slot)
    try:
        piece = logs.add_entry(part=part, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
        return _back(public_id, slot, "log")
    return _back(public_id, slot, f"entry-{piece.public_id}")


@signed_in
@require_POST
def save(request: HttpRequest, public_id: UUID, slot: str, piece_id: UUID) -> HttpResponse:
    """Save an entry, in the background or from a browser without scripts."""
    piece = piece_in(request, public_id, slot, piece_id)
    form, quiet = form_of(piece, request.POST), autosave.is_autosave(request)
    try:
        saved = _save(request, piece, form)
    except Conflict as conflict:
        if quiet:
            return autosave.conflict(conflict.current.revision, fields_of(conflict.current))
        return _again(request, public_id, slot, form, piece, str(conflict), status=409)
    except Refused as refusal:
        if quiet:
            return autosave.refused(refusal.verdict.sentence)
        return _again(request, public_id, slot, form, piece, refusal.verdict.sentence, status=422)
    if saved is None:
        sentence = _errors(form)
        if quiet:
            return autosave.refused(sentence)
        return _again(request, public_id, slot, form, piece, sentence, status=422)
    if quiet:
        return autosave.saved(saved.revision, saved.changed_at)
    messages.success(request, gettext("Saved."))
    return _back(public_id, slot, f"entry-{piece_id}")


def _save(request: HttpRequest, piece: Piece, form: EntryForm) -> Piece | None:
    """The saved entry; nothing where the form cannot be read."""
    if not form.is_valid():
        return None
    observed = logs.Observed(**form.cleaned_data)
    revision = autosave.revision_in(request)
    return logs.save_entry(
        piece=piece, observed=observed, revision=revision, by=person_of(request), at=timezone.now()
    )


def fields_of(piece: Piece) -> dict[str, str]:
    """An entry as the fields of its form hold it."""
    form = form_of(piece)
    return {field.name: str(field.field.widget.format_value(field.value()) or "") for field in form}


def _errors(form: EntryForm) -> str:
    return " ".join(
        f"{form.fields[name].label}: {error}" for name, errors in form.errors.items() for error in errors
    )


def _again(
    request: HttpRequest,
    public_id: UUID,
    slot: str,
    form: EntryForm,
    piece: Piece,
    problem: str,
    *,
    status: int,
) -> HttpResponse:
    """The part with what was typed still in its fields, and what to do about it."""
    part = part_in(request, public_id, slot)
    return page(request, part, status=status, typed=(piece.public_id, form), problem=problem)


@signed_in
@require_POST
def show_as(request: HttpRequest, public_id: UUID, slot: str) -> HttpResponse:
    """Choose another of the ways in which the part may be shown."""
    part = part_in(request, public_id, slot)
    kind = request.POST.get("kind", "")
    try:
        logs.show_as(part=part, kind=kind, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    return redirect("earner:part", public_id, slot)


@signed_in
@require_POST
def date_piece(request: HttpRequest, public_id: UUID, slot: str, piece_id: UUID) -> HttpResponse:
    """Say when a file was made."""
    piece, form = piece_in(request, public_id, slot, piece_id), MadeOnForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(no("bad_date", gettext("Give the day on which it was made, then save it.")))
        made_on = form.cleaned_data["made_on"]
        say_date(piece=piece, made_on=made_on, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, gettext("The date is saved."))
    return _back(public_id, slot, f"piece-{piece_id}")
