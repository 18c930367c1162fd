"""What every page of a lead begins with: whose judging it is, and the way to the others."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cairn.domain.calibration.queries import signals_in
from cairn.domain.evaluation import queries
from cairn.domain.evaluation.access import may_lead_judging
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import demand
from cairn.web.shared.guards import person_of


class Way(NamedTuple):
    """A place of the lead's: its key and address, its name and icon, and how much waits there."""

    key: str
    address: str
    name: Any
    icon: str
    waiting: int


PLACES = (
    ("workload", _("Workload"), "gauge"),
    ("disputes", _("Disputes"), "scale"),
    ("stuck", _("Nobody may read"), "circle-alert"),
    ("feedback", _("Feedback"), "message-square-quote"),
    ("drift", _("Drift"), "activity"),
    ("judging_rules", _("Rules"), "list-checks"),
    ("judging_log", _("Log"), "scroll-text"),
)


def led(request: HttpRequest, slug: str) -> tuple[Organization, Person]:
    """The organization and the person, who leads its judging; raises `Refused` otherwise."""
    organization, person = get_object_or_404(Organization, slug=slug), person_of(request)
    demand(may_lead_judging(person, organization, at=timezone.now()))
    return organization, person


def framed(organization: Organization, here: str, **context: Any) -> dict[str, Any]:
    """The context of a lead's page."""
    waiting = {
        "disputes": queries.disputed(organization).filter(by_lead=True, state="open").count(),
        "stuck": queries.stuck(organization).count(),
        "feedback": queries.back_reads(organization).filter(read_at=None).count(),
        "drift": signals_in(organization).filter(outcome="").count(),
    }
    ways = [
        Way(key, reverse(f"evaluator:{key}", args=[organization.slug]), name, icon, waiting.get(key, 0))
        for key, name, icon in PLACES
    ]
    return {"nav": "organization", "organization": organization, "ways": ways, "here": here, **context}
