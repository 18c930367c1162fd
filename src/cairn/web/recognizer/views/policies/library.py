"""The policies of an organization, those of others here, and the library that comes with Cairn."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.people.models import Organization
from cairn.domain.policies import queries
from cairn.domain.policies.access import STATES
from cairn.domain.policies.models import PolicyDraft
from cairn.engines.policy import Policy
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.shared.guards import signed_in
from cairn.web.shared.pages import render
from cairn.workflows.rulebook import Rulebook, rulebook


@dataclass(frozen=True, slots=True)
class Row:
    """One policy of the list; `policy` is its newest version, `many` how many there are, `owner` who keeps it."""

    policy: Policy
    many: int
    owner: Organization | None

    @property
    def place(self) -> str:
        return self.policy.key.partition("/")[0]

    @property
    def name(self) -> str:
        return self.policy.key.partition("/")[2]

    @property
    def unsure(self) -> bool:
        """Whether its start is not known, or not confirmed."""
        return bool(self.policy.version.start.doubt)

    def says(self, words: str) -> bool:
        """Whether every word stands in its title, its key or who makes it."""
        told = f"{self.policy.title} {self.policy.key} {self.policy.by_name}".lower()
        return all(word in told for word in words.lower().split())


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Own policies and drafts, those that others here keep, and the library; the search narrows all."""
    kept = organizations(request)
    organization = chosen(request, kept)
    words = request.GET.get("q", "").strip()[:100]
    found = [row for row in _rows(rulebook(at=timezone.now())) if row.says(words)]
    others = [row for row in found if row.owner and row.owner.pk != organization.pk]
    context = {
        "nav": "recognizing",
        "tab": "policies",
        "organizations": list(kept),
        "organization": organization,
        "drafts": list(queries.drafts_of(organization)),
        "removed": _removed(request, kept),
        "own": [row for row in found if row.owner and row.owner.pk == organization.pk],
        "above": [row for row in others if row.owner and row.owner.kind in STATES],
        "others": [row for row in others if row.owner and row.owner.kind not in STATES],
        "library": [row for row in found if row.owner is None],
        "many": len(found),
        "words": words,
    }
    return render(request, "recognizer/policies/library.html", context, part="found")


def _removed(request: HttpRequest, kept: QuerySet[Organization]) -> PolicyDraft | None:
    """The draft that was put away just now."""
    try:
        named = UUID(request.GET.get("removed", ""))
    except ValueError:
        return None
    return PolicyDraft.objects.filter(public_id=named, organization__in=kept).exclude(removed_at=None).first()


def _rows(book: Rulebook) -> list[Row]:
    rows = [
        Row(versions[-1], len(versions), book.organization_of(key)) for key, versions in book.by_key.items()
    ]
    return sorted(rows, key=lambda row: (row.policy.by_name, row.policy.title))
