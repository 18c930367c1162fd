"""What stands before the address at which programs ask: they have no session, no language and no form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from cairn.web.api import awards

Next = Callable[[HttpRequest], HttpResponse]
AWARDS: Final = "/api/awards"


class Programs:
    """Middleware that answers programs, and lets everybody else pass."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return awards.ask(request) if request.path_info == AWARDS else self.get_response(request)
