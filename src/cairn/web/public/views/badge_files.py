"""A badge in every form in which it can be taken along, at addresses that stay.

One that its earner keeps to herself is answered like one that never was, in each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import documents
from cairn.domain.portfolios.access import is_public
from cairn.domain.portfolios.models import Badge, Collection
from cairn.domain.portfolios.queries import badges
from cairn.engines.openbadges import jose
from cairn.engines.openbadges.baking import MEDIA_TYPE
from cairn.engines.openbadges.errors import BadgeError
from cairn.web.public.serving import LINKED, answer, document, nothing, varied
from cairn.web.public.sight import Sight, sight_of
from cairn.web.shared.guards import public, wants_page
from cairn.workflows import hosting, picturing

OLD_FILES = {
    "credential.json": "credential",
    "badge.svg": "badge_svg",
    "badge.png": "badge_png",
    "certificate.pdf": "certificate",
}


def shown_to(sight: Sight, public_id: UUID, rows: QuerySet[Award] | None = None) -> Award | None:
    """The badge, if it is shown to whoever looks.

    `rows` are where it is looked for, if less than the whole badge will do.
    """
    award = (badges() if rows is None else rows).filter(public_id=public_id).first()
    return award if award and sight.sees(award) else None


def not_here(
    request: HttpRequest, what: Badge | Collection | None = None, sight: Sight | None = None
) -> HttpResponse:
    """The one answer for what never was, is not signed yet, is hidden, or whose link has ended.

    `what` is told only to its owner, who looks as a visitor does.
    """
    if sight and sight.preview:
        return render(request, "public/hidden.html", {"sight": sight, "what": what})
    if wants_page(request):
        return varied(render(request, "public/hidden.html", status=404))
    sentence = gettext("There is no badge to see at this address. Its earner may keep it to herself.")
    return varied(nothing(request, sentence))


Make = Callable[[Award], bytes]


def _file(
    request: HttpRequest,
    public_id: UUID,
    make: Make,
    media_type: str,
    ending: str,
    etag: str = "",
    rows: QuerySet[Award] | None = None,
) -> HttpResponse:
    award = shown_to(sight_of(request), public_id, rows)
    if award is None:
        return not_here(request)
    try:
        data = make(award)
    except (hosting.NotServed, BadgeError) as reason:
        return nothing(request, str(reason))
    tag = etag and f"{award.credential.sha256[:32]}-{etag}"
    response = answer(
        request, data, media_type, etag=tag, changed=award.changed_at, private=not is_public(award)
    )
    response["Content-Disposition"] = disposition(award.title, ending)
    return response


def disposition(title: str, ending: str) -> str:
    """Shown where it is opened, and saved under the badge's name."""
    return f'inline; filename="{slugify(title) or "badge"}.{ending}"'


def as_json(request: HttpRequest, public_id: UUID, media_type: str) -> HttpResponse:
    """The signed document, byte for byte as it was issued."""
    return _file(
        request,
        public_id,
        lambda award: award.credential.text.encode(),
        media_type,
        "json",
        rows=documents(),
    )


@public
@require_safe
def credential(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The signed document."""
    return as_json(request, public_id, MEDIA_TYPE)


@public
@require_safe
def jwt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The badge as a JWT. Each is signed anew, and says the same."""

    def make(award: Award) -> bytes:
        return hosting.token(award, at=timezone.now()).encode()

    return _file(request, public_id, make, jose.MEDIA_TYPE, "jwt", etag="jwt")


@public
@require_safe
def svg(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The badge as SVG with its credential in it."""
    return _file(request, public_id, picturing.svg, "image/svg+xml", "svg")


@public
@require_safe
def png(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The badge as PNG with its credential in it."""
    return _file(request, public_id, picturing.png, "image/png", "png")


@public
@require_safe
def certificate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A certificate to print."""
    return _file(request, public_id, picturing.certificate, "application/pdf", "pdf")


@public
@require_safe
def ob2(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The hosted Assertion of Open Badges 2.0; one that was revoked is gone, as that standard wants it."""
    award = shown_to(sight_of(request), public_id)
    if award is None:
        return not_here(request)
    try:
        said = hosting.hosted_badge(award)
    except (hosting.NotServed, BadgeError) as reason:
        return nothing(request, str(reason))
    return document(
        request, said, LINKED, status=410 if said.get("revoked") else 200, private=not is_public(award)
    )


@public
@require_safe
def moved(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """Where a file of a badge was found before; whether there is such a badge is not told here."""
    if name not in OLD_FILES:
        return not_here(request)
    return HttpResponsePermanentRedirect(reverse(f"public:{OLD_FILES[name]}", args=[public_id]))
