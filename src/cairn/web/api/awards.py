"""Awards that programs ask for: one past achievement with each request, in the name of the token's organization."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from cairn.domain.issuing.operations import digest_of
from cairn.engines.verdict import Refused
from cairn.web.shared.guards import public
from cairn.workflows import addresses, relaying
from cairn.workflows.relay_requests import MEMBERS, Answer, Request

LARGEST: Final = 16_384
LONGEST_KEY: Final = 255
JSON: Final = "application/json"
COLUMNS: Final = {member: column for column, member in MEMBERS.items()}


class _NotAsked(Exception):
    """What came cannot be taken for a request; its status, code and sentence."""

    def __init__(self, status: int, code: str, text: str) -> None:
        self.answer = status, code, text


@csrf_exempt  # whoever asks shows a token, and is never a browser with a session
@public
def ask(request: HttpRequest) -> HttpResponse:
    """POST awards one past achievement; a repeat is answered with the badge that there is."""
    if request.method != "POST":
        refused = _refused(405, "method", "Ask with POST.")
        refused["Allow"] = "POST"
        return refused
    try:
        return _answered(relaying.ask(_read(request)))
    except _NotAsked as problem:
        return _refused(*problem.answer)
    except Refused as refusal:
        return _refused(409, refusal.verdict.codes[0], refusal.verdict.sentence)


def _read(request: HttpRequest) -> Request:
    scheme, _, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise _NotAsked(401, "no_token", "Send a token: Authorization: Bearer cairn_...")
    if request.content_type != JSON:
        raise _NotAsked(415, "type", f"Send {JSON}.")
    key = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise _NotAsked(
            422, "key", f"An Idempotency-Key has at most {LONGEST_KEY} letters, all of them plain."
        )
    body = _body(request)
    return Request(
        token=digest_of(secret.strip()),
        cells=_cells(body),
        at=timezone.now(),
        key=key,
        digest=hashlib.sha256(body).hexdigest() if key else "",
    )


def _body(request: HttpRequest) -> bytes:
    try:
        body = request.read(LARGEST + 1)
    except UnreadablePostError as error:
        raise _NotAsked(400, "broken_off", "The connection broke off. Ask again.") from error
    if len(body) > LARGEST:
        raise _NotAsked(413, "too_large", f"A request has at most {LARGEST:,} bytes.")
    return body


def _cells(body: bytes) -> dict[str, str]:
    """The request's members by the columns of a list."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _NotAsked(400, "no_json", "This is not JSON. Send one object.") from error
    if not isinstance(told, dict):
        raise _NotAsked(422, "no_object", "Send one object for one award.")
    cells = dict[str, str]()
    for name, value in _flat(told):
        if name not in COLUMNS:
            raise _NotAsked(
                422, "member", f"There is no member “{name[:80]}”. Known are {', '.join(COLUMNS)}."
            )
        cells[COLUMNS[name]] = _text(name, value)
    return cells


def _flat(told: dict[str, Any]) -> list[tuple[str, Any]]:
    recipient = told.pop("recipient", {})
    if not isinstance(recipient, dict):
        raise _NotAsked(422, "member", "“recipient” is an object with “email” and “name”.")
    return [*told.items(), *((f"recipient.{name}", value) for name, value in recipient.items())]


def _text(name: str, value: object) -> str:
    if name == "edition" and type(value) is int:
        return str(value)
    if not isinstance(value, str) or "\0" in value:
        raise _NotAsked(422, "member", f"“{name}” is a text.")
    if name == "evidence" and not value.startswith(("https://", "http://")):
        raise _NotAsked(422, "member", "“evidence” is the address of your record, with https.")
    return (
        value.strip().removeprefix(addresses.absolute("/achievements/")) if name == "achievement" else value
    )


def _answered(answer: Answer) -> HttpResponse:
    if answer.award:
        badge = addresses.absolute(addresses.credential(answer.award))
        new = answer.outcome == "awarded"
        response = _json(201 if new else 200, {"id": badge, "status": "awarded" if new else "awarded_before"})
        response["Location"] = badge
        return response
    if answer.outcome == "no_token":
        return _refused(401, "no_token", "This token does not hold. Ask your administrator for another.")
    if answer.outcome == "too_many":
        refused = _refused(429, "too_many", "That was much for one minute. Go on in a minute.")
        refused["Retry-After"] = "60"
        return refused
    if answer.outcome == "other":
        return _refused(
            422, "key", "This Idempotency-Key was sent with another request. Give each request its own."
        )
    faults = [{"member": member, "value": value, "text": text} for member, value, text in answer.faults]
    return _refused(422, "faults", " ".join(fault["text"] for fault in faults), faults=faults)


def _refused(status: int, code: str, text: str, **more: object) -> HttpResponse:
    response = _json(status, {"error": {"code": code, "text": text}, **more})
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Cairn"'
    return response


def _json(status: int, said: dict[str, object]) -> HttpResponse:
    response = HttpResponse(json.dumps(said, ensure_ascii=False), content_type=JSON, status=status)
    response["Cache-Control"] = "no-store"
    return response
