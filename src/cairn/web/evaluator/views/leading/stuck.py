"""Work that nobody may read: offered to one person, or opened to a partner's evaluators."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.models import Partner, Reading
from cairn.domain.people.access import may_manage
from cairn.domain.people.models import Organization, Person, current
from cairn.domain.people.queries import people_with_emails
from cairn.engines.verdict import Refused, no
from cairn.web.evaluator.leading import framed, led
from cairn.web.shared.guards import signed_in

SHOWN = 60


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; a post offers one, takes an offer back, or names or ends a partner."""
    organization, person = led(request, slug)
    if request.method == "POST":
        try:
            messages.success(
                request, _DEEDS[request.POST.get("deed", "offer")](request, organization, person)
            )
        except (Refused, KeyError) as refusal:
            said = refusal.verdict.sentence if isinstance(refusal, Refused) else gettext("Choose what to do.")
            messages.error(request, said)
        return redirect("evaluator:stuck", slug)
    now = timezone.now()
    partners = Partner.objects.filter(current(now), organization=organization).select_related("partner")
    named = partners.values("partner")
    context = framed(
        organization,
        "stuck",
        stuck=list(queries.stuck(organization)[:SHOWN]),
        offered=list(queries.offered_to_one(organization)[:SHOWN]),
        partners=list(partners.order_by("partner__name")),
        may_manage=may_manage(person, organization, at=now),
        others=Organization.objects.exclude(pk=organization.pk).exclude(pk__in=named).order_by("name")[:200],
    )
    return render(request, "evaluator/leading/stuck.html", context)


def _reading(request: HttpRequest, organization: Organization) -> Reading:
    rows = Reading.objects.select_related("round__attempt__edition__micro_credential", "organization")
    try:
        key = UUID(request.POST.get("reading", ""))
    except ValueError:
        raise Refused(no("gone", gettext("This work is on the list no more."))) from None
    return get_object_or_404(rows, public_id=key, organization=organization)


def _offer(request: HttpRequest, organization: Organization, person: Person) -> str:
    email = request.POST.get("email", "").strip().lower()
    found = people_with_emails({email}).get(email)
    if found is None:
        raise Refused(no("nobody", gettext("Nobody here has this e-mail address. Ask her to sign up first.")))
    operations.offer(reading=_reading(request, organization), to=found, by=person, at=timezone.now())
    return gettext("%(name)s finds it in her queue, and nobody else does.") % {"name": found.name}


def _take_back(request: HttpRequest, organization: Organization, person: Person) -> str:
    operations.take_back_offer(reading=_reading(request, organization), by=person, at=timezone.now())
    return gettext("Taken back. Whoever may read it finds it again.")


def _name_partner(request: HttpRequest, organization: Organization, person: Person) -> str:
    partner = get_object_or_404(Organization, slug=request.POST.get("partner", ""))
    operations.name_partner(organization=organization, partner=partner, by=person, at=timezone.now())
    return gettext("Evaluators of %(name)s may read your work now.") % {"name": partner.name}


def _end_partner(request: HttpRequest, organization: Organization, person: Person) -> str:
    slug = request.POST.get("partner", "")
    row = get_object_or_404(Partner, organization=organization, partner__slug=slug, until=None)
    operations.end_partner(partner=row, by=person, at=timezone.now())
    return gettext("They take no more of your work. What they hold they finish.")


_DEEDS = {"offer": _offer, "take_back": _take_back, "name": _name_partner, "end": _end_partner}
