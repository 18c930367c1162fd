"""The policies of an organization, those of others here, and the library that comes with Cairn."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.people.models import Organization
from cairn.domain.policies import queries
from cairn.engines.policy import Policy
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.shared.guards import signed_in
from cairn.web.shared.pages import render
from cairn.workflows.rulebook import Rulebook, rulebook, shipped


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
    context = {
        "nav": "recognizing",
        "tab": "policies",
        "organizations": list(kept),
        "organization": organization,
        "drafts": list(queries.drafts_of(organization)),
        "own": [row for row in found if row.owner and row.owner.pk == organization.pk],
        "others": [row for row in found if row.owner and row.owner.pk != organization.pk],
        "library": [row for row in found if row.owner is None],
        "words": words,
        "shipped": len({one.policy.key for one in shipped()}),
    }
    return render(request, "recognizer/policies/library.html", context, part="found")


def _rows(book: Rulebook) -> list[Row]:
    rows = [
        Row(versions[-1], len(versions), book.organization_of(key)) for key, versions in book.by_key.items()
    ]
    return sorted(rows, key=lambda row: (row.policy.by_name, row.policy.title))
