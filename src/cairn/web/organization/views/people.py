"""Who holds which role: giving one, ending one."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.issuing.access import may_issue
from cairn.domain.people.access import may_end, may_manage
from cairn.domain.people.models import Membership, Organization, Person, Role
from cairn.domain.people.operations import take_role
from cairn.domain.people.queries import memberships_in, person_with_email
from cairn.engines.verdict import Verdict, yes
from cairn.web.organization.finding import organization_in
from cairn.web.organization.forms import RoleForm
from cairn.web.shared.guards import signed_in
from cairn.workflows.staffing import end_role


@dataclass(frozen=True, slots=True)
class Holders:
    """Everybody who holds one role."""

    role: str
    memberships: tuple[tuple[Membership, Verdict], ...]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    organization, person = organization_in(request, slug)
    verdict = may_manage(person, organization, at=timezone.now())
    form = RoleForm(request.POST or None)
    if request.method == "POST":
        organization, person = organization_in(request, slug, may_manage)
        if form.is_valid() and _give(request, organization, person, form):
            return redirect("organization:people", slug)
    context = {
        "nav": "organization",
        "tab": "people",
        "may_issue": may_issue(person, organization, at=timezone.now()),
        "organization": organization,
        "holders": _holders(organization, person),
        "may_manage": verdict,
        "form": form,
    }
    return render(request, "organization/people.html", context, status=422 if form.errors else 200)


def _give(request: HttpRequest, organization: Organization, by: Person, form: RoleForm) -> bool:
    """Give the role; says at the field when nobody has that address."""
    person = person_with_email(form.cleaned_data["email"])
    if person is None:
        form.add_error(
            "email",
            gettext("Nobody here has this address. Ask the person to make an account, then try again."),
        )
        return False
    role = Role(form.cleaned_data["role"])
    take_role(
        person=person,
        organization=organization,
        role=role,
        title=form.cleaned_data["title"],
        by=by,
        at=timezone.now(),
    )
    said = gettext("%(name)s now holds the role %(role)s.") % {"name": person.name, "role": role.label}
    messages.success(request, said)
    return True


def _holders(organization: Organization, person: Person) -> list[Holders]:
    rows = list(memberships_in(organization, at=timezone.now()))
    return [
        Holders(str(label), tuple((row, _shown(person, row, rows)) for row in rows if row.role == role))
        for role, label in Role.choices
        if any(row.role == role for row in rows)
    ]


def _shown(person: Person, membership: Membership, rows: list[Membership]) -> Verdict:
    """What `may_end` would say, from the rows of the page instead of a query for each."""
    administrators = [row for row in rows if row.role == Role.ADMINISTRATOR]
    if membership.role == Role.ADMINISTRATOR and len(administrators) < 2:
        return may_end(person, membership, at=timezone.now())
    return yes()


@signed_in
@require_POST
def end(request: HttpRequest, slug: str, membership: int) -> HttpResponse:
    """End a role now; what was done in it stays."""
    organization, person = organization_in(request, slug, may_manage)
    row = get_object_or_404(memberships_in(organization, at=timezone.now()), pk=membership)
    if not (verdict := may_end(person, row, at=timezone.now())):
        messages.error(request, verdict.sentence)
        return redirect("organization:people", slug)
    end_role(membership=row, by=person, at=timezone.now())
    said = gettext("%(name)s no longer holds the role %(role)s.")
    messages.success(request, said % {"name": row.person.name, "role": Role(row.role).label})
    return redirect("organization:people", slug)
