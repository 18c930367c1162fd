"""One award: show it or hide it, take it along, and send it to whom it should count for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.evidence.models import RoundPiece
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import profile_of
from cairn.domain.people.models import Person
from cairn.domain.portfolios.access import audience_of, is_public, may_be_shown
from cairn.domain.portfolios.models import Audience
from cairn.domain.portfolios.queries import evidence_of, links_of, parts_of, shown_pieces
from cairn.domain.recognition.access import may_share, may_unshare
from cairn.domain.recognition.operations import unshare as take_back
from cairn.domain.recognition.queries import shared_by
from cairn.engines.verdict import Refused, Verdict
from cairn.web.earner.forms import ShareForm
from cairn.web.earner.portfolio_forms import LinkForm
from cairn.web.earner.sharing import chosen, linkedin, shared
from cairn.web.earner.shown import as_source
from cairn.web.earner.views.credit import shown_offers
from cairn.web.earner.views.endorsed import said_for
from cairn.web.earner.views.finding import award_in
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import addresses, crediting, sharing

DOWNLOADS = (
    ("public:badge_png", "image", "PNG"),
    ("public:badge_svg", "shapes", "SVG"),
    ("public:certificate", "file-text", "PDF"),
    ("public:credential", "braces", "JSON"),
    ("public:badge_ob2", "archive", "Open Badges 2.0"),
)


@signed_in
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    award, person = award_in(request, public_id), person_of(request)
    filings = shared_by(person).filter(award=award)
    context = {
        "nav": "portfolio",
        "award": award,
        "art": as_source(award.art),
        **_shown(award, person),
        "downloads": _downloads(award),
        "may_share": may_share(person, award),
        "share": ShareForm(at=timezone.now()),
        "offers": shown_offers(award, person, at=timezone.now()),
        "parts": parts_of(award) if award.stack_id else [],
        **said_for(award, timezone.now()),
        "filings": [(filing, may_unshare(person, filing)) for filing in filings],
    }
    return render(request, "earner/award.html", context)


def _shown(award: Award, person: Person) -> dict[str, Any]:
    """To whom the badge is shown, with what, and by which addresses."""
    at = timezone.now()
    links = shared(links_of(person).filter(showing__award=award), at=at)
    open_links = [one.address for one in links if one.address and not one.ended]
    public = addresses.absolute(addresses.badge(award.public_id))
    address = public if is_public(award) else next(iter(open_links), "")
    return {
        **chosen(award, person),
        "link_form": LinkForm(),
        "links": links,
        "link": address if audience_of(award) != Audience.PRIVATE else "",
        "public_address": public,
        "embed": addresses.absolute(addresses.badge_embed(award.public_id)) if is_public(award) else "",
        "linkedin": linkedin(award, address) if address else "",
        "evidence": _evidence(award),
    }


def _evidence(award: Award) -> list[tuple[RoundPiece, str, Verdict, Verdict]]:
    """Each piece that was judged, to whom it is shown, and whether it may be shown by a link and to everybody."""
    chosen = {one.piece_id: one.audience for one in shown_pieces(award)}
    return [
        (
            piece,
            chosen.get(piece.pk, Audience.PRIVATE),
            may_be_shown(piece, Audience.LINK),
            may_be_shown(piece, Audience.PUBLIC),
        )
        for piece in evidence_of(award)
    ]


def _downloads(award: Award) -> list[tuple[str, str, str]]:
    """The forms in which this installation hands out the badge: address, icon, name.

    An older backpack asks the issuer for its e-mail address, and a JWT is signed only where there is an HTTPS address.
    """
    found = []
    told = profile_of(award.organization)
    forms = [each for each in DOWNLOADS if each[0] != "public:badge_ob2" or (told and told.email)]
    if crediting.has_address():
        forms.append(("public:badge_jwt", "key-round", "JWT"))
    for name, icon, label in forms:
        try:
            found.append((reverse(name, args=[award.public_id]), icon, label))
        except NoReverseMatch:
            continue
    return found


@signed_in
@require_POST
def share(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the badge to an organization's record of professional learning."""
    award, at = award_in(request, public_id), timezone.now()
    form = ShareForm(request.POST, at=at)
    if not form.is_valid():
        messages.error(request, gettext("Choose an organization from the list, then share again."))
        return redirect("earner:award", public_id)
    organization = form.cleaned_data["organization"]
    sharing.share(
        award=award, organization=organization, note=form.cleaned_data["note"], by=person_of(request), at=at
    )
    sentence = gettext("%(name)s has your badge now. You see here when it is filed.")
    messages.success(request, sentence % {"name": organization.name})
    return redirect("earner:award", public_id)


@signed_in
@require_POST
def unshare(request: HttpRequest, public_id: UUID, filing_id: UUID) -> HttpResponse:
    """Take a badge back that was not filed yet."""
    award, person = award_in(request, public_id), person_of(request)
    filing = get_object_or_404(shared_by(person), award=award, public_id=filing_id)
    try:
        take_back(filing=filing, by=person, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        sentence = gettext("%(name)s no longer has your badge.") % {"name": filing.organization.name}
        messages.success(request, sentence)
    return redirect("earner:award", public_id)
