"""What pages offer for showing something to others: its links, how often each was opened, and forms to choose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.domain.portfolios.access import audience_of, showing_of
from cairn.domain.portfolios.models import Badge, ShareLink
from cairn.domain.portfolios.queries import collections_of, openings_by_day
from cairn.domain.portfolios.tokens import digest_of, token_of
from cairn.web.earner.portfolio_forms import AudienceForm, WordsForm
from cairn.web.shared import charts
from cairn.workflows import addresses


@dataclass(frozen=True, slots=True)
class Shared:
    """A link as its owner sees it; `address` is empty where the installation's secret has changed since."""

    link: ShareLink
    address: str
    opened: int
    ended: bool
    days: tuple[tuple[date, int], ...]

    @property
    def words(self) -> str:
        """How often it was opened, as a sentence."""
        if not self.opened:
            return gettext("Not opened yet.")
        return ngettext("Opened %(n)d time.", "Opened %(n)d times.", self.opened) % {"n": self.opened}

    @property
    def chart(self) -> SafeString | str:
        """The openings of the last 30 days."""
        if not any(count for _, count in self.days):
            return ""
        rows = [(f"{day:%b} {day.day}", float(count)) for day, count in self.days]
        return charts.bars(gettext("Openings a day"), self.words, rows, unit=gettext("Openings"))


def chosen(badge: Badge, person: Person) -> dict[str, Any]:
    """For a badge's page: forms with what she chose to show, and the collections that it can be put into."""
    showing = showing_of(badge)
    kept = {"audience": audience_of(badge), "named": bool(showing and showing.named)}
    return {
        "audience": kept["audience"],
        "audience_form": AudienceForm(initial=kept),
        "words_form": WordsForm(initial={"narrative": showing.narrative if showing else ""}),
        "collections": list(collections_of(person)),
    }


def shared(links: Iterable[ShareLink], *, at: datetime) -> list[Shared]:
    """The links with their addresses and openings."""
    listed = list(links)
    days = openings_by_day(listed, today=at.date())
    return [
        Shared(link, _address(link), getattr(link, "opened", 0), not link.opens(at), tuple(days[link.pk]))
        for link in listed
    ]


def _address(link: ShareLink) -> str:
    token = token_of(link.public_id)
    return addresses.absolute(addresses.shared(token)) if digest_of(token) == link.digest else ""


def linkedin(award: Award, address: str) -> str:
    """LinkedIn's own form for adding a certification, filled in; nothing is sent before she follows it."""
    fields: dict[str, str | int] = {
        "startTask": "CERTIFICATION_NAME",
        "name": award.title,
        "organizationName": award.organization.name,
        "issueYear": award.earned_on.year,
        "issueMonth": award.earned_on.month,
        "certUrl": address,
        "certId": str(award.public_id),
    }
    if award.expires_at:
        fields |= {"expirationYear": award.expires_at.year, "expirationMonth": award.expires_at.month}
    return f"https://www.linkedin.com/profile/add?{urlencode(fields)}"
