"""Collections as visitors see them, what a share link leads to, and cards for pages of other sites."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.issuing.models import Award
from cairn.domain.portfolios.access import is_public, may_see_collection, showing_of, shown_name
from cairn.domain.portfolios.models import Badge, Collection
from cairn.domain.portfolios.queries import badges, seen_in
from cairn.web.public.linked import block
from cairn.web.public.serving import answer
from cairn.web.public.sight import Sight, previewed, sight_of
from cairn.web.public.views import badge as badge_page
from cairn.web.public.views import foreign
from cairn.web.public.views.badge_files import disposition, not_here
from cairn.web.public.views.evidence import Seen, seen_of
from cairn.web.shared.guards import public
from cairn.web.shared.verdicts import GENUINE, LOOKS
from cairn.workflows import addresses, presenting
from cairn.workflows.opening import count_opening

ANYWHERE = "frame-ancestors *"


@public
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What a link leads to: a badge or a collection; an ended link leads where one leads that never was."""
    sight = sight_of(request, token)
    link = sight.link
    if link is None:
        return not_here(request)
    count_opening(link=link, by=sight.person, agent=request.headers.get("User-Agent", ""), at=sight.at)
    if link.collection:
        return page(request, link.collection, sight)
    if link.showing and link.showing.foreign:
        return foreign.page(request, link.showing.foreign, sight)
    award = link.showing.award if link.showing else None
    if award is None:
        return not_here(request)
    return badge_page.page(request, badges().get(pk=award.pk), sight)


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page of a collection."""
    return page(request, _found(public_id), sight_of(request))


def _found(public_id: UUID) -> Collection | None:
    return Collection.objects.select_related("person").filter(public_id=public_id).first()


def page(request: HttpRequest, collection: Collection | None, sight: Sight) -> HttpResponse:
    """A collection as whoever looks sees it, each badge and each piece of evidence by its own setting."""
    sight = previewed(request, sight, collection) if collection else sight
    if collection is None or not _seen(collection, sight):
        return not_here(request, collection, sight)
    shown = [_card(badge, sight) for badge in seen_in(collection, sight.person, link=sight.link, at=sight.at)]
    context = {
        "collection": collection,
        "name": collection.person.name if collection.named else "",
        "cards": shown,
        "sight": sight,
        "is_owner": sight.person is not None and sight.person.pk == collection.person_id,
        "formless": not request.user.is_authenticated,
        "link": addresses.absolute(addresses.collection(collection.public_id)),
        "image": _image(shown),
        "structured": structured(collection, shown),
    }
    response = render(request, "public/collection.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _seen(collection: Collection, sight: Sight) -> bool:
    return bool(may_see_collection(sight.person, collection, link=sight.link, at=sight.at))


def _card(badge: Badge, sight: Sight) -> dict[str, Any]:
    """A badge as it stands on a page of several."""
    showing = showing_of(badge)
    told: dict[str, Any] = {
        "badge": badge,
        "narrative": showing.narrative if showing else "",
        "name": shown_name(badge),
        "public": is_public(badge),
    }
    if isinstance(badge, Award):
        evidence: list[Seen] = seen_of(badge, sight)
        return told | {
            "title": badge.title,
            "claim": badge.claim,
            "issuer": badge.organization.name,
            "on": badge.earned_on,
            "state": badge.state,
            "art": reverse("public:badge_svg", args=[badge.public_id]) + sight.query,
            "address": reverse("public:badge", args=[badge.public_id]) + sight.query,
            "evidence": evidence,
        }
    return told | _elsewhere(badge, sight)


def _elsewhere(badge: ForeignBadge, sight: Sight) -> dict[str, Any]:
    return {
        "title": badge.name,
        "claim": "",
        "issuer": badge.issuer_name or badge.issuer_id,
        "on": badge.awarded_at.date() if badge.awarded_at else None,
        "state": badge.overall,
        "art": "",
        "address": reverse("public:foreign", args=[badge.public_id]) + sight.query,
        "elsewhere": True,
        "checked": badge.verified_at,
        "look": GENUINE if badge.genuine else LOOKS[badge.overall],
    }


def _image(shown: list[dict[str, Any]]) -> str:
    """The picture by which other sites show the page: that of the first badge everybody sees."""
    first = next((one["badge"] for one in shown if one["public"] and isinstance(one["badge"], Award)), None)
    return addresses.absolute(addresses.badge_image(first.public_id)) if first else ""


def structured(collection: Collection, shown: list[dict[str, Any]]) -> SafeString:
    """The collection in schema.org's terms; only what everybody sees of it."""
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "item": {
                "@type": "EducationalOccupationalCredential",
                "name": one["title"],
                "recognizedBy": {"@type": "Organization", "name": one["issuer"]},
            },
        }
        for place, one in enumerate((one for one in shown if one["public"]), start=1)
    ]
    said = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": collection.title,
        "url": addresses.absolute(addresses.collection(collection.public_id)),
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
    }
    return block(said)


@public
@require_safe
def pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The collection as whoever asks sees it, to print."""
    collection, sight = _found(public_id), sight_of(request)
    if collection is None or not _seen(collection, sight):
        return not_here(request)
    seen = seen_in(collection, sight.person, link=sight.link, at=sight.at)
    response = answer(request, presenting.booklet(collection, seen), "application/pdf", private=True)
    response["Content-Disposition"] = disposition(collection.title, "pdf")
    return response


def _embedded(response: HttpResponse) -> HttpResponse:
    """A page that others may put into theirs: it holds nothing that is for one visitor, and no form."""
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; {ANYWHERE}"
    )
    response["Cache-Control"] = "no-cache"
    return response


@public
@require_safe
@xframe_options_exempt
def embed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A collection for a page of another site: what everybody sees of it, whoever asks."""
    collection = _found(public_id)
    nobody = Sight(sight_of(request).at)
    if collection is None or not _seen(collection, nobody):
        return not_here(request)
    cards = [_card(badge, nobody) for badge in seen_in(collection, None, at=nobody.at)]
    link = addresses.absolute(addresses.collection(collection.public_id))
    context = {"collection": collection, "cards": cards, "link": link}
    return _embedded(render(request, "public/collection_embed.html", context))


@public
@require_safe
@xframe_options_exempt
def embed_badge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A badge for a page of another site, if everybody sees it."""
    award = badges().filter(public_id=public_id).first()
    if award is None or not is_public(award):
        return not_here(request)
    card = _card(award, Sight(sight_of(request).at))
    context = {"card": card, "link": addresses.absolute(addresses.badge(award.public_id))}
    return _embedded(render(request, "public/badge_embed.html", context))
