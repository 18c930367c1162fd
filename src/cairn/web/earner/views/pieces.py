"""What an earner does to one piece of evidence: add a link, remove it, bring it back, record who agreed to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cairn.domain.evidence.models import Consent
from cairn.domain.evidence.operations import pieces
from cairn.engines.captions import LONGEST
from cairn.engines.verdict import Refused, no
from cairn.web.earner.forms import ConsentForm, LinkForm
from cairn.web.earner.views.finding import part_in, piece_in
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import captioning


def _back(public_id: UUID, slot: str, anchor: str = "pieces", **query: str) -> HttpResponse:
    address = reverse("earner:part", args=[public_id, slot])
    return redirect(f"{address}{'?' + urlencode(query) if query else ''}#{anchor}")


def _say_errors(request: HttpRequest, form: Described) -> None:
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}: {' '.join(str(error) for error in errors)}")


@signed_in
@require_POST
def add_link(request: HttpRequest, public_id: UUID, slot: str) -> HttpResponse:
    """Add a web address as evidence."""
    part, form = part_in(request, public_id, slot), LinkForm(request.POST)
    if not form.is_valid():
        _say_errors(request, form)
        return _back(public_id, slot, "links")
    try:
        pieces.add_link(part=part, by=person_of(request), at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
        return _back(public_id, slot, "links")
    messages.success(request, gettext("The link is in."))
    return _back(public_id, slot)


@signed_in
@require_POST
def remove(request: HttpRequest, public_id: UUID, slot: str, piece_id: UUID) -> HttpResponse:
    """Take a piece out; the page that follows offers it back."""
    piece = piece_in(request, public_id, slot, piece_id)
    pieces.remove(piece=piece, by=person_of(request), at=timezone.now())
    return _back(public_id, slot, removed=str(piece_id))


@signed_in
@require_POST
def restore(request: HttpRequest, public_id: UUID, slot: str, piece_id: UUID) -> HttpResponse:
    """Bring a removed piece back."""
    piece = piece_in(request, public_id, slot, piece_id)
    pieces.restore(piece=piece, by=person_of(request), at=timezone.now())
    messages.success(request, gettext("It is back."))
    return _back(public_id, slot)


@signed_in
@require_POST
def caption(request: HttpRequest, public_id: UUID, slot: str, piece_id: UUID) -> HttpResponse:
    """Give a video its captions, typed or from a file; with `off` take them off."""
    piece, person, now = piece_in(request, public_id, slot, piece_id), person_of(request), timezone.now()
    try:
        if "off" in request.POST:
            captioning.take_off(piece=piece, by=person, at=now)
            messages.success(request, gettext("The captions are off."))
        else:
            captioning.caption(piece=piece, text=_said(request), by=person, at=now)
            messages.success(request, gettext("The captions are in. Play the video to see them."))
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    return _back(public_id, slot, f"piece-{piece_id}")


def _said(request: HttpRequest) -> str:
    """The captions of a file, or those that were typed. Raises `Refused` for what is no text."""
    sent = request.FILES.get("file")
    if sent is None:
        return request.POST.get("text", "")
    try:
        return bytes(sent.read(4 * LONGEST)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(no("captions", gettext("This file is no text. Save it as WebVTT or SubRip."))) from None


@signed_in
@require_POST
def give_consent(request: HttpRequest, public_id: UUID, slot: str, piece_id: UUID) -> HttpResponse:
    """Record who agreed, by what form and for what; or that nobody can be recognized."""
    piece, form = piece_in(request, public_id, slot, piece_id), ConsentForm(request.POST)
    if not form.is_valid():
        _say_errors(request, form)
        return _back(public_id, slot, f"piece-{piece_id}")
    told = form.cleaned_data
    try:
        pieces.give_consent(
            piece=piece,
            who=told["who"],
            form=told["form"],
            uses=told["uses"],
            given_on=told["given_on"],
            nobody_recognizable=told["nobody"],
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, gettext("Consent is on record. You can withdraw it at any time."))
    return _back(public_id, slot, f"piece-{piece_id}")


@signed_in
@require_POST
def withdraw_consent(
    request: HttpRequest, public_id: UUID, slot: str, piece_id: UUID, consent_id: UUID
) -> HttpResponse:
    """Withdraw a consent; from this moment the file is sent to nobody."""
    piece = piece_in(request, public_id, slot, piece_id)
    consent = get_object_or_404(Consent, piece=piece, public_id=consent_id)
    pieces.withdraw_consent(consent=consent, by=person_of(request), at=timezone.now())
    messages.success(request, gettext("Consent is withdrawn. Nobody is shown this from now on."))
    return _back(public_id, slot, f"piece-{piece_id}")
