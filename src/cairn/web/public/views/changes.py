"""What changed from one edition of a micro-credential to another, in the words of a teacher."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.catalog.comparing import carried_over, compared
from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.evidence.queries import live_attempts_on
from cairn.domain.plans.access import may_open
from cairn.engines.verdict import demand
from cairn.web.public.views.micro_credential import attempt_at, published
from cairn.web.shared.differing import told
from cairn.web.shared.guards import ask_to_sign_in, person_of, public
from cairn.web.shared.pages import render


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Two editions compared; without a choice, the present one with the one before it."""
    row = published(public_id)
    person = person_of(request) if request.user.is_authenticated else None
    if row.reserved and person is None:
        return ask_to_sign_in(request)
    demand(may_open(person, row, at=timezone.now()))
    editions = {str(one.number): one for one in row.editions.order_by("number")}
    before, after = _chosen(request, row, editions)
    context: dict[str, Any] = {
        "nav": "explore",
        "row": row,
        "editions": list(editions.values()),
        "before": before,
        "after": after,
        "attempt": attempt_at(row, person),
        "live": live_attempts_on(row),
        "trail": [(row.title, reverse("public:micro_credential", args=[public_id]))],
    }
    return render(request, "public/changes.html", context | _differences(before, after))


def _chosen(
    request: HttpRequest, row: MicroCredential, editions: dict[str, Edition]
) -> tuple[Edition, Edition]:
    """The two editions that the address names, the older one first."""
    current = row.edition.number if row.edition else 1
    named = [
        request.GET.get(name) or str(number) for name, number in (("from", current - 1 or 1), ("to", current))
    ]
    if any(number not in editions for number in named):
        raise Http404
    before, after = sorted((editions[number] for number in named), key=lambda edition: edition.number)
    return before, after


def _differences(before: Edition, after: Edition) -> dict[str, Any]:
    one, other = lifted(before.document), lifted(after.document)
    lines = told(compared(one, other))
    titles = {criterion["key"]: criterion["title"] for criterion in other["rubric"]["criteria"]}
    kept = carried_over(one, other)
    return {
        "judged": [line for line in lines if line.judged],
        "others": [line for line in lines if not line.judged],
        "kept": [titles[key] for key in kept],
        "changed": [title for key, title in titles.items() if key not in kept],
    }
