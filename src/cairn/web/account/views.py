"""A person's own settings, and in the demo the choice of whom to be."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.evidence.queries import numbers_under_way
from cairn.domain.people.models import Person, Role
from cairn.domain.people.operations import describe
from cairn.domain.people.queries import knows_only_employers, people_with_roles
from cairn.web.account.forms import MeForm
from cairn.web.shared.guards import person_of, public, signed_in
from cairn.web.shared.nav import items_for

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# What everybody's header has; the place that comes after these is what a person is here for.
EVERYBODYS = {"explore", "work", "portfolio", "worth"}


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast: her roles by organization, and how much work she has begun."""

    person: Person
    roles: tuple[tuple[str, str], ...]
    begun: int


@public
@require_http_methods(["GET", "HEAD", "POST"])
def cast(request: HttpRequest) -> HttpResponse:
    """The cast of the demo; choosing one signs the visitor in as her. Elsewhere there is no such page."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        return _become(request)
    leading, others = _members()
    return render(request, "account/cast.html", {"leading": leading, "others": others})


def _become(request: HttpRequest) -> HttpResponseRedirect:
    try:
        public_id = UUID(request.POST.get("person", ""))
    except ValueError:
        raise Http404 from None
    person = get_object_or_404(Person, public_id=public_id, is_active=True, is_staff=False)
    login(request, person, backend=BACKEND)
    messages.success(request, gettext("You are now %(name)s.") % {"name": person.name})
    places = [item for item in items_for(person) if item.key not in EVERYBODYS]
    return redirect(places[0].url if places else reverse("public:catalog"))


def _members() -> tuple[list[Member], list[Member]]:
    """Those who do more than earn, with the earner whom the stories begin with; and everybody else."""
    begun = numbers_under_way()
    leading: list[Member] = []
    others: list[Member] = []
    for person in people_with_roles(at=timezone.now()):
        held: dict[str, list[str]] = {}
        for membership in person.memberships.all():
            held.setdefault(membership.organization.name, []).append(str(Role(membership.role).label))
        roles = tuple((name, ", ".join(sorted(labels))) for name, labels in held.items())
        member = Member(person, roles, begun.get(person.pk, 0))
        only_earns = {each.role for each in person.memberships.all()} <= {Role.EARNER}
        (others if only_earns and leading else leading).append(member)
    return leading, others


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Her name and her time zone; addresses and password have pages of their own."""
    person = person_of(request)
    start = {"display_name": person.display_name, "time_zone": person.time_zone}
    form = MeForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        describe(
            person=person,
            display_name=form.cleaned_data["display_name"],
            time_zone=form.cleaned_data["time_zone"],
            by=person,
            at=timezone.now(),
        )
        messages.success(request, gettext("Saved."))
        return redirect("account:me")
    status = 422 if form.errors else 200
    context = {"form": form, "only_employers": knows_only_employers(person)}
    return render(request, "account/me.html", context, status=status)
