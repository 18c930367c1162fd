"""Verifying a badge that somebody was given: nothing is kept, and other sites are asked only where that is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import IPv4Address, ip_address, ip_network
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.adapters.links import Fetcher
from cairn.domain.issuing.queries import awards
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import organizations_of
from cairn.domain.portfolios.access import is_public
from cairn.domain.trust.access import KEEPERS
from cairn.engines.openbadges.verifying.report import Report
from cairn.engines.verdict import Refused, no
from cairn.web.public.forms import VerifyForm
from cairn.web.public.said import said_of
from cairn.web.shared.guards import public
from cairn.workflows import addresses, elsewhere, verifying

A_MINUTE = 60
MOST_A_MINUTE = 30


@public
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The form, and below it what came of it."""
    if request.method != "POST":
        return _page(request, VerifyForm())
    form = VerifyForm(request.POST, request.FILES)
    if not _in_bounds(request):
        form.add_error(None, gettext("That was many badges in a short time. Try again in a minute."))
        return _page(request, form, status=429)
    if not form.is_valid():
        return _page(request, form, status=422)
    fetch, at, until = elsewhere.fetcher(), timezone.now(), monotonic() + elsewhere.SECONDS
    try:
        data = _bytes_of(form, fetch)
    except Refused as refused:
        form.add_error("text", refused.verdict.sentence)
        return _page(request, form, status=422)
    report = verifying.verify(
        data,
        at=at,
        recipient=form.cleaned_data["recipient"] or None,
        elsewhere=fetch,
        time_left=lambda: until - monotonic(),
    )
    return _page(request, VerifyForm(), found={"report": report, "at": at, **_about(request, report)})


def _about(request: HttpRequest, report: Report) -> dict[str, object]:
    """What the page says beside the report: of our own badge what we know, of another what it says of itself."""
    award = verifying.award_of(report)
    return {
        "award": award,
        "shown": award is not None and is_public(award),
        "said": said_of(report),
        "register": None if report.confirmed else _register_of(request),
    }


def _register_of(request: HttpRequest) -> Organization | None:
    """The organization for which whoever looks keeps the register of known issuers."""
    if not isinstance(request.user, Person):
        return None
    places = organizations_of(request.user, Role.ADMINISTRATOR, at=timezone.now())
    return next((place for place in places if place.kind in KEEPERS), None)


def _page(
    request: HttpRequest, form: VerifyForm, status: int = 200, found: Mapping[str, object] | None = None
) -> HttpResponse:
    context = {"form": form, "asked": elsewhere.is_asked(), **(found or {})}
    return render(request, "public/verify.html", context, status=status)


def _in_bounds(request: HttpRequest) -> bool:
    """Whether this visitor has asked seldom enough; checking a signature costs more than a page."""
    sender = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        # Behind a proxy every visitor comes from it; the last address is the one that it added itself.
        sender = request.headers.get("X-Forwarded-For", sender).rsplit(",", 1)[-1].strip()
    key = f"verify:{timezone.now():%Y%m%d%H%M}:{_household(sender)}"
    if cache.add(key, 1, A_MINUTE):
        return True
    try:
        return cache.incr(key) <= MOST_A_MINUTE
    except ValueError:  # it expired between the two
        return True


def _household(sender: str) -> str:
    """Who is counted as one: an IPv4 address, or the 64 bits of an IPv6 address that are given to one place."""
    try:
        address = ip_address(sender)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address) >> 64 << 64, 64)).network_address)


def _bytes_of(form: VerifyForm, fetch: Fetcher | None) -> bytes:
    """What is to be verified; raises `Refused` for an address at which no badge can be read."""
    if file := form.cleaned_data["file"]:
        content: bytes = file.read()
        return content
    text: str = form.cleaned_data["text"].strip()
    if not text.lower().startswith(("http://", "https://")):
        return text.encode()
    start = addresses.absolute("/badges/")
    if not text.startswith(start):
        return elsewhere.badge_at(text, fetch)
    return _own(re.split("[/.?#]", text.removeprefix(start))[0])


def _own(identity: str) -> bytes:
    nothing = no(
        "nothing", gettext("There is no badge to see at this address. Copy it again from the badge's page.")
    )
    try:
        award = awards().filter(public_id=UUID(identity)).first()
    except ValueError:
        raise Refused(nothing) from None
    if award is None or not is_public(award):  # one that is hidden is told from none nowhere
        raise Refused(nothing)
    text: str = award.credential.text
    return text.encode()
