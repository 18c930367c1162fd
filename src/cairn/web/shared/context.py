"""What every template knows as `frame`. (Not `site`: allauth's pages bring a variable of that name.)"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from cairn.web.shared.nav import Item, foot, items_for

if TYPE_CHECKING:
    from cairn.domain.people.models import Person


@dataclass
class Frame:
    """The page's frame; the header's queries run only when a template shows it."""

    request: HttpRequest
    demo: bool

    @cached_property
    def person(self) -> Person | None:
        user = getattr(self.request, "user", None)
        return cast("Person", user) if user is not None and user.is_authenticated else None

    @cached_property
    def nav(self) -> list[Item]:
        return items_for(self.person)

    @cached_property
    def foot(self) -> list[Item]:
        return foot()

    @property
    def cast_url(self) -> str:
        """Where a visitor of the demo picks whom to be; empty elsewhere."""
        try:
            return reverse("account:cast")
        except NoReverseMatch:
            return ""


def site(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame.person`, `frame.nav`, `frame.demo`, `frame.cast_url`, `frame.foot`."""
    return {"frame": Frame(request, settings.DEMO)}
