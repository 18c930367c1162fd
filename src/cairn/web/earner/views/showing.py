"""What a badge shows: to whom, with what words and evidence, by which links, and where it is pinned."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.issuing.models import Award
from cairn.domain.portfolios import operations
from cairn.domain.portfolios.models import Audience, Badge, ShareLink
from cairn.domain.portfolios.queries import evidence_of, links_of
from cairn.engines.verdict import Refused
from cairn.web.earner.portfolio_forms import AudienceForm, LinkForm, WordsForm
from cairn.web.earner.sharing import shared
from cairn.web.earner.views.finding import award_in, badge_in
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render

SEEN_BY = {
    Audience.PRIVATE: "Only you see this badge now.",
    Audience.LINK: "Whoever has your link sees this badge now.",
    Audience.PUBLIC: "Everybody sees this badge now.",
}


def back_to(badge: Badge, anchor: str = "") -> HttpResponse:
    """To her own page of the badge, at a place on it."""
    name = "award" if isinstance(badge, Award) else "elsewhere_one"
    address = reverse(f"earner:{name}", args=[badge.public_id])
    return redirect(f"{address}#{anchor}" if anchor else address)


@signed_in
@require_POST
def set_visibility(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who sees the badge, and whether it names her."""
    badge, form = badge_in(request, public_id), AudienceForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose who sees it, then save again."))
        return back_to(badge, "show")
    try:
        made = operations.show(badge=badge, by=person_of(request), at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    else:
        messages.success(request, gettext(SEEN_BY[Audience(made.audience)]))
    return back_to(badge, "show")


@signed_in
@require_POST
def say(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What she says about the badge."""
    badge, form = badge_in(request, public_id), WordsForm(request.POST)
    if form.is_valid():
        operations.say(badge=badge, by=person_of(request), at=timezone.now(), **form.cleaned_data)
        messages.success(request, gettext("Your words are kept."))
    else:
        messages.error(request, gettext("That is too long. Say it in 4,000 letters."))
    return back_to(badge, "words")


@signed_in
@require_POST
def show_evidence(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who sees each piece of evidence with the badge; what its consent does not allow is said, and not done."""
    award, person, at = award_in(request, public_id), person_of(request), timezone.now()
    refused: list[str] = []
    for piece in evidence_of(award):
        wanted = request.POST.get(f"piece-{piece.public_id}", "")
        if wanted not in Audience.values:
            continue
        try:
            operations.show_piece(badge=award, piece=piece, audience=wanted, by=person, at=at)
        except Refused as refusal:
            refused.append(f"{piece.title or piece.slot.title}: {refusal.verdict.sentence}")
    for sentence in refused:
        messages.error(request, sentence)
    if not refused:
        messages.success(request, gettext("Saved. See it as a visitor does."))
    return back_to(award, "evidence")


@signed_in
@require_POST
def make_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a link to the badge; the page that follows shows it."""
    badge, form, at = badge_in(request, public_id), LinkForm(request.POST), timezone.now()
    if not form.is_valid():
        messages.error(request, gettext("Choose when the link ends, then make it again."))
        return back_to(badge, "show")
    try:
        operations.make_link(
            what=badge,
            label=form.cleaned_data["label"],
            expires_at=form.expires(at),
            by=person_of(request),
            at=at,
        )
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    return back_to(badge, "show")


@signed_in
@require_POST
def withdraw_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a link lead nowhere."""
    link = get_object_or_404(ShareLink, person=person_of(request), public_id=public_id)
    operations.withdraw(link=link, by=person_of(request), at=timezone.now())
    messages.success(request, gettext("Withdrawn. The link leads nowhere now."))
    if link.collection:
        return redirect("earner:collection", link.collection.public_id)
    return redirect("earner:links") if link.showing is None else back_to(link.showing.badge, "show")


@signed_in
@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """Every link of hers that was not withdrawn, and how often each was opened."""
    context = {
        "nav": "portfolio",
        "tab": "links",
        "links": shared(links_of(person_of(request)), at=timezone.now()),
    }
    return render(request, "earner/links.html", context)


@signed_in
@require_POST
def pin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Pin a badge, unpin it, or move it among those that are pinned."""
    badge = badge_in(request, public_id)
    how: dict[str, Any] = {"by": person_of(request), "at": timezone.now()}
    wanted = request.POST.get("do", "pin")
    if wanted == "pin":
        operations.pin(badge=badge, **how)
    elif wanted == "unpin":
        operations.unpin(badge=badge, **how)
    else:
        operations.move_pin(badge=badge, up=wanted == "up", **how)
    return redirect("earner:portfolio")
