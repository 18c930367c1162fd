"""What of her work an earner lets everybody read as a worked example: asked for piece by piece."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.examples.models import Example
from cairn.domain.examples.queries import example_of
from cairn.engines.verdict import Refused
from cairn.web.earner.views.finding import attempt_in
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.medium import address_of
from cairn.web.shared.pages import render
from cairn.web.shared.worked import worked
from cairn.workflows import exemplifying


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Her work as others would read it, each piece to be chosen; a post takes her answer."""
    attempt = attempt_in(request, public_id)
    example = example_of(attempt)
    if example is None:
        raise Http404
    if request.method != "POST":
        return _page(request, example)
    try:
        said = _answer(request, example)
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
        return _page(request, example, status=422)
    messages.success(request, said)
    return redirect("earner:example", public_id)


def _answer(request: HttpRequest, example: Example) -> str:
    """Do what was chosen; what to say of it."""
    person, now = person_of(request), timezone.now()
    if "no" in request.POST:
        exemplifying.decline(example=example, by=person, at=now)
        return gettext("Nobody is shown any of it. You can change your mind here.")
    row = exemplifying.allow(
        example=example,
        pieces=_ids(request.POST.getlist("piece")),
        looked="looked" in request.POST,
        by=person,
        at=now,
    )
    if row.state == "published":
        return gettext("Saved. What you took back is gone already.")
    return gettext("Thank you. It is looked through once more for names, then everybody can read it.")


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _page(request: HttpRequest, example: Example, status: int = 200) -> HttpResponse:
    edition = example.edition
    context = {
        "nav": "work",
        "example": example,
        "attempt": example.round.attempt,
        "worked": worked(example, address=address_of, show=lambda held: True),
        "edition": edition,
        "rubric": edition.document["rubric"],
        "chosen": request.POST.getlist("piece") if request.method == "POST" else None,
    }
    return render(request, "earner/example.html", context, status=status)
