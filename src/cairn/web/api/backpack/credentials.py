"""A person's credentials, read and added by a program that she let."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils import timezone

from cairn.domain.people.models import Person
from cairn.engines.openbadges.hosting import READ, UPSERT, Window
from cairn.engines.verdict import Refused
from cairn.web.api.backpack.answers import Problem, by_method
from cairn.workflows import addresses, backpack

PAGE: Final = 50
LARGEST_PAGE: Final = 200
FORMS: Final = {"application/json": "json", "text/plain": "jwt"}
STATUSES: Final = {"created": 201, "replaced": 200, "same": 304}


def _read(request: HttpRequest, person: Person, program: Any) -> HttpResponse:
    """GET /credentials (OB 3.0, 6.2): the newest first, a page at a time."""
    window = _window(request)
    page = backpack.held_by(person, window=window)
    response = JsonResponse({"credential": page.documents, "compactJwsString": page.signed})
    response["X-Total-Count"] = str(page.total)
    response["Link"] = window.links(addresses.absolute(reverse("api:credentials")), page.total)
    return response


def _window(request: HttpRequest) -> Window:
    limit = _number(request, "limit", PAGE, least=1)
    since = request.GET.get("since")
    return Window(
        limit=min(limit, LARGEST_PAGE),
        offset=_number(request, "offset", 0, least=0),
        since=_moment(since) if since is not None else None,
    )


def _number(request: HttpRequest, name: str, default: int, *, least: int) -> int:
    text = request.GET.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least):
        raise Problem(400, f"“{name}” is a whole number of at least {least}.", "invalid_query_parameter")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        # A plus sign that was not encoded has become a space on its way.
        moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        example = "2027-03-01T00:00:00Z"
        raise Problem(400, f"“since” is a time such as {example}.", "invalid_query_parameter") from error


def _put(request: HttpRequest, person: Person, program: Any) -> HttpResponse:
    """POST /credentials (OB 3.0, 6.3): 201 when it is new, 200 when it replaces an older one, 304 when it is known."""
    form = FORMS.get(request.content_type or "")
    if form is None:
        raise Problem(415, f"Send {' or '.join(FORMS)}.")
    data = _body(request)
    try:
        outcome = backpack.put(data=data, program=program.name, by=person, at=timezone.now())
    except Refused as refusal:
        raise Problem(400, refusal.verdict.sentence) from refusal
    if outcome == "same":
        return HttpResponse(status=304)
    return HttpResponse(data, status=STATUSES[outcome], content_type=request.content_type)


def _body(request: HttpRequest) -> bytes:
    try:
        data = request.read(backpack.LARGEST + 1)
    except UnreadablePostError as error:
        raise Problem(400, "The connection broke off. Send it again.") from error
    if len(data) > backpack.LARGEST:
        raise Problem(413, f"A credential has at most {backpack.LARGEST:,} bytes.")
    return data


show = by_method({"GET": (READ, _read), "POST": (UPSERT, _put)})
