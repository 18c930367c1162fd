"""The organization at a glance: what is set up, what is left, and the keys it signs with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.calibration.access import may_lead
from cairn.domain.catalog.queries import offers_of
from cairn.domain.evaluation.queries.pay import may_keep_pay
from cairn.domain.issuing.access import may_issue
from cairn.domain.issuing.queries import awards_by, keys_of
from cairn.domain.people.access import may_manage
from cairn.domain.people.models import Organization, Role
from cairn.domain.people.queries import memberships_in, organizations_of
from cairn.domain.stacks.agreed import waiting_for
from cairn.domain.workshops.access import may_hold
from cairn.web.organization.finding import RUNS, organization_in
from cairn.web.shared.guards import person_of, signed_in


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that an organization needs before its first badge."""

    done: bool
    title: str
    words: str
    address: str


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The organizations she runs; straight to it when there is one."""
    organizations = list(organizations_of(person_of(request), *RUNS, at=timezone.now()))
    if len(organizations) == 1:
        return redirect("organization:home", organizations[0].slug)
    return render(request, "organization/mine.html", {"nav": "organization", "organizations": organizations})


@signed_in
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    organization, person = organization_in(request, slug)
    held = Counter(membership.role for membership in memberships_in(organization, at=timezone.now()))
    keys = list(keys_of(organization))
    offers = list(offers_of(organization))
    awarded = awards_by(organization).count()
    context = {
        "nav": "organization",
        "tab": "home",
        "may_issue": may_issue(person, organization, at=timezone.now()),
        "organization": organization,
        "steps": _steps(organization, held, bool(keys), bool(offers), awarded),
        "keys": keys,
        "people": [(Role(role).label, number) for role, number in sorted(held.items())],
        "offers": offers,
        "awarded": awarded,
        "may_manage": may_manage(person, organization, at=timezone.now()),
        "may_pay": may_keep_pay(person, organization, at=timezone.now()),
        "may_lead": may_lead(person, organization, at=timezone.now()),
        "may_hold": may_hold(person, organization, at=timezone.now()),
        "agreements": list(waiting_for(person)),
    }
    return render(request, "organization/home.html", context)


def _steps(
    organization: Organization, held: Counter[str], keyed: bool, offering: bool, awarded: int
) -> list[Step]:
    people = reverse("organization:people", args=[organization.slug])
    return [
        Step(
            bool(organization.about),
            gettext("Say who you are"),
            gettext("A few words for the public page."),
            reverse("organization:about", args=[organization.slug]),
        ),
        Step(
            held[Role.AUTHOR] > 0,
            gettext("Name an author"),
            gettext("Somebody who writes micro-credentials."),
            people,
        ),
        Step(
            held[Role.EVALUATOR] + held[Role.LEAD] > 1,
            gettext("Name two evaluators"),
            gettext("Nobody reads the work of people she knows, so one is seldom enough."),
            people,
        ),
        Step(
            held[Role.ISSUER] + held[Role.ADMINISTRATOR] > 0,
            gettext("Name an issuer"),
            gettext("Somebody who answers for what was issued."),
            people,
        ),
        Step(
            offering, gettext("Publish a micro-credential"), gettext("Authors do this under Authoring."), ""
        ),
        Step(
            keyed,
            gettext("Have a signing key"),
            gettext("It is made with the first award, by itself."),
            reverse("organization:issuing", args=[organization.slug]),
        ),
        Step(
            awarded > 0, gettext("Issue the first badge"), gettext("It is issued as soon as work is met."), ""
        ),
    ]
