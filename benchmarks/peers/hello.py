"""The least that granian, and that Django in it, can do for a request: read it and greet. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

ANSWER = b'{"status": "hello"}'


def bare(
    environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], object]
) -> Iterable[bytes]:
    environ["wsgi.input"].read()
    start_response(
        "201 Created", [("Content-Type", "application/json"), ("Content-Length", str(len(ANSWER)))]
    )
    return [ANSWER]


def greet(request: HttpRequest) -> HttpResponse:
    _ = request.body
    return HttpResponse(
        ANSWER, content_type="application/json", status=201, headers={"Content-Length": str(len(ANSWER))}
    )


urlpatterns = [path("api/awards", greet)]
settings.configure(
    ROOT_URLCONF=__name__, SECRET_KEY="-" * 50, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], DATABASES={}
)
django = get_wsgi_application()
