"""Who issues: an organization's page, its keys, and its lists of what was revoked."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.catalog.queries import offers_of
from cairn.domain.issuing.models import StatusList
from cairn.domain.issuing.queries import keys_published, profile_of, signing_key
from cairn.domain.people.models import Organization
from cairn.engines.openbadges.baking import MEDIA_TYPE
from cairn.engines.openbadges.errors import BadgeError
from cairn.web.public.endorsed import endorsed
from cairn.web.public.serving import DID, LINKED, asked_for, document, nothing, varied
from cairn.web.public.shown import card, tiers_known
from cairn.web.shared.guards import public
from cairn.workflows import addresses, crediting, hosting


@public
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The page, or the Profile for a program that asks for JSON."""
    organization = get_object_or_404(Organization, slug=slug)
    if media_type := asked_for(request):
        return varied(_profile(request, organization, media_type))
    key = signing_key(organization)
    offers = list(offers_of(organization))
    tiers = tiers_known(offers)
    context = {
        "organization": organization,
        "cards": [card(row, tier=tiers.get(row.pk, "")) for row in offers],
        "keys": [(each, crediting.name_of(organization, each)) for each in keys_published(organization)],
        "profile": profile_of(organization),
        **endorsed(request, organization),
        "identity": crediting.issuer_id(organization, key) if key else "",
    }
    return varied(render(request, "public/issuer.html", context))


def _profile(request: HttpRequest, organization: Organization, media_type: str) -> HttpResponse:
    try:
        return document(request, hosting.profile(organization), media_type)
    except hosting.NotServed as reason:
        return nothing(request, str(reason))


@public
@require_safe
def did(request: HttpRequest, slug: str) -> HttpResponse:
    """The `did:web` document; did:web asks for HTTPS, so without it there is none."""
    organization = get_object_or_404(Organization, slug=slug)
    if not crediting.has_address():
        return nothing(request, hosting.NO_ADDRESS)
    keys = keys_published(organization)
    if not keys:
        return nothing(request, hosting.NO_KEY)
    return document(request, crediting.did_document(organization, keys), DID)


@public
@require_safe
def own_did(request: HttpRequest) -> HttpResponse:
    """What `did:web:HOST` names: this installation."""
    try:
        return document(request, hosting.own_identity(), DID)
    except hosting.NotServed as reason:
        return nothing(request, str(reason))


@public
@require_safe
def ob2(request: HttpRequest, slug: str) -> HttpResponse:
    """The Issuer of Open Badges 2.0."""
    organization = get_object_or_404(Organization, slug=slug)
    try:
        return document(request, hosting.hosted_issuer(organization), LINKED)
    except (hosting.NotServed, BadgeError) as reason:
        return nothing(request, str(reason))


@public
@require_safe
def status(request: HttpRequest, public_id: UUID, by: str = "") -> HttpResponse:
    """A signed list of revocations as it stands at this moment, or the copy that one key has to itself."""
    status_list = get_object_or_404(StatusList.objects.select_related("organization"), public_id=public_id)
    try:
        said = crediting.status_credential(status_list, at=timezone.now(), by=by)
    except LookupError:
        return nothing(request, gettext("This issuer has no key to sign its list with."))
    # The signature bears the moment; what is told by the list is in these two alone.
    told = said["credentialSubject"]["encodedList"] + said["proof"][0]["verificationMethod"]
    return document(request, said, MEDIA_TYPE, etag=sha256(told.encode()).hexdigest()[:32])


@public
@require_safe
def moved_status(request: HttpRequest, slug: str, public_id: UUID, by: str = "") -> HttpResponse:
    """Where lists were found before."""
    return HttpResponsePermanentRedirect(addresses.status_list(public_id, by))


@public
@require_safe
def image(request: HttpRequest, slug: str) -> HttpResponse:
    """The issuer's picture, which badges show."""
    organization = get_object_or_404(Organization, slug=slug)
    told = profile_of(organization)
    if told is None or not told.image:
        raise Http404
    response = HttpResponse(bytes(told.image), content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    response["Access-Control-Allow-Origin"] = "*"
    return response
