"""Verifying a badge that somebody was given: nothing is kept, nothing is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.issuing.access import may_show
from cairn.domain.issuing.queries import awards
from cairn.engines.verdict import Refused, no
from cairn.web.public.forms import VerifyForm
from cairn.web.shared.guards import public
from cairn.workflows import addresses, verifying

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
    try:
        data = _bytes_of(form)
    except Refused as refused:
        form.add_error("text", refused.verdict.sentence)
        return _page(request, form, status=422)
    report = verifying.verify(data, at=timezone.now())
    award = verifying.award_of(report)
    context = {"report": report, "award": award, "shown": award is not None and bool(may_show(award))}
    return _page(request, VerifyForm(), found=context)


def _page(
    request: HttpRequest, form: VerifyForm, status: int = 200, found: Mapping[str, object] | None = None
) -> HttpResponse:
    return render(request, "public/verify.html", {"form": form, **(found or {})}, status=status)


def _in_bounds(request: HttpRequest) -> bool:
    """Whether this visitor has asked seldom enough; checking a signature costs more than a page."""
    sender = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        # Behind a proxy every visitor comes from it; the last address is the one that it added itself.
        sender = request.headers.get("X-Forwarded-For", sender).rsplit(",", 1)[-1].strip()
    key = f"verify:{timezone.now():%Y%m%d%H%M}:{sender[:60]}"
    if cache.add(key, 1, A_MINUTE):
        return True
    try:
        return cache.incr(key) <= MOST_A_MINUTE
    except ValueError:  # it expired between the two
        return True


def _bytes_of(form: VerifyForm) -> bytes:
    """What is to be verified; raises `Refused` for an address that is not of this installation."""
    if file := form.cleaned_data["file"]:
        content: bytes = file.read()
        return content
    text: str = form.cleaned_data["text"].strip()
    if not text.lower().startswith(("http://", "https://")):
        return text.encode()
    start = addresses.absolute("/badges/")
    if not text.startswith(start):
        sentence = gettext(
            "This page fetches nothing from other sites. Download the badge there, and choose the file here."
        )
        raise Refused(no("elsewhere", sentence))
    return _own(text.removeprefix(start).partition("/")[0])


def _own(identity: str) -> bytes:
    nothing = no(
        "nothing", gettext("There is no badge at this address. Copy it again from the badge's page.")
    )
    try:
        award = awards().filter(public_id=UUID(identity)).first()
    except ValueError:
        raise Refused(nothing) from None
    if award is None:
        raise Refused(nothing)
    if not (verdict := may_show(award)):
        raise Refused(verdict)
    text: str = award.credential.text
    return text.encode()
