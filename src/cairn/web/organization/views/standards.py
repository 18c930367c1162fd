"""The standards that an organization's drafts must meet: in force, in earlier versions, and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.gating import queries
from cairn.domain.gating.access import may_read_standards, may_set_standards
from cairn.domain.gating.models import StandardSet
from cairn.domain.gating.standards import default
from cairn.domain.gating.standards.exchange import to_yaml
from cairn.domain.issuing.access import may_issue
from cairn.domain.people.models import Organization, Person
from cairn.web.organization import standards
from cairn.web.organization.finding import may_enter, organization_in
from cairn.web.shared.guards import signed_in


@dataclass(frozen=True, slots=True)
class Set:
    """A set of standards, of the organization or as it comes with Cairn."""

    title: str
    version: int
    rows: list[dict[str, Any]]
    own: StandardSet | None

    def __str__(self) -> str:
        return gettext("%(title)s, version %(version)d") % {"title": self.title, "version": self.version}


def set_in_force(organization: Organization) -> Set:
    own = queries.set_of(organization)
    return _set(own) if own else shipped()


def shipped() -> Set:
    told = default()
    return Set(told["title"], told["version"], told["standards"], None)


def _set(row: StandardSet) -> Set:
    return Set(row.title, row.version, row.standards, row)


def frame(organization: Organization, person: Person) -> dict[str, Any]:
    """What every page about standards needs; who does not run the organization gets no tabs."""
    now = timezone.now()
    runs = may_enter(person, organization, at=now)
    return {
        "nav": "organization" if runs else "authoring",
        "tab": "standards",
        "runs": runs,
        "organization": organization,
        "may_issue": may_issue(person, organization, at=now),
        "may_set": may_set_standards(person, organization, at=now),
    }


@signed_in
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The standards in force, or an earlier version; and which of them each review under way is held to."""
    organization, person = organization_in(request, slug, door=may_read_standards)
    versions = list(queries.sets_of(organization))
    force = _set(versions[0]) if versions else shipped()
    draft = queries.standards_draft_of(organization)
    seen = _wanted(request.GET.get("version", ""), versions) or force
    base = draft.based_on if draft else force.own.based_on if force.own else None
    context = {
        **frame(organization, person),
        "set": seen,
        "force": force,
        "shown": standards.shown(seen.rows),
        "versions": versions,
        "running": list(queries.held_to(organization)),
        "draft": draft,
        "unfinished": standards.is_changed(draft, force.own),
        "behind": standards.is_behind(base),
        "newest": default()["version"],
    }
    return render(request, "organization/standards.html", context)


def _wanted(version: str, versions: list[StandardSet]) -> Set | None:
    """An earlier version by its number, or Cairn's own set."""
    if version == "cairn":
        return shipped()
    found = [row for row in versions if str(row.version) == version]
    if version and not found:
        raise Http404
    return _set(found[0]) if found else None


@signed_in
@require_safe
def as_yaml(request: HttpRequest, slug: str) -> HttpResponse:
    """The standards in force as a file, or with `?of=draft` those that are being changed."""
    organization, _person = organization_in(request, slug, door=may_read_standards)
    draft = queries.standards_draft_of(organization) if request.GET.get("of") == "draft" else None
    force = set_in_force(organization)
    text = to_yaml(draft.title, draft.standards) if draft else to_yaml(force.title, force.rows)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="standards-of-{slug}.yaml"'
    return response
