"""What every template knows as `site`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from cairn.web.shared import nav

if TYPE_CHECKING:
    from cairn.domain.people.models import Person


@dataclass
class Site:
    """The page's frame; the header's queries run only when a template shows it."""

    request: HttpRequest
    demo: bool

    @cached_property
    def person(self) -> Person | None:
        user = getattr(self.request, "user", None)
        return cast("Person", user) if user is not None and user.is_authenticated else None

    @cached_property
    def nav(self) -> list[nav.Item]:
        return nav.items_for(self.person)

    @property
    def foot(self) -> list[nav.Item]:
        return nav.foot()

    @property
    def cast_url(self) -> str:
        try:
            return reverse("account:cast")
        except NoReverseMatch:
            return ""


def site(request: HttpRequest) -> dict[str, Site]:
    """Context processor: `site.person`, `site.nav`, `site.demo`, `site.cast_url`, `site.foot`."""
    return {"site": Site(request, settings.DEMO)}
