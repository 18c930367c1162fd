"""Worked examples: real work that everybody may read, as long as its earner and all who are shown in it let them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.evidence.models import StoredFile
from cairn.domain.examples.access import may_read
from cairn.domain.examples.models import Example
from cairn.domain.examples.queries import shown_file, standing_examples
from cairn.domain.plans.access import may_open
from cairn.engines.verdict import demand
from cairn.web.shared.guards import ask_to_sign_in, person_of, public
from cairn.web.shared.pages import render
from cairn.web.shared.sending import send_file
from cairn.web.shared.worked import worked


def _example(request: HttpRequest, public_id: UUID) -> Example:
    """An example that whoever asks may read now; raises `Http404` for every other, as for one that never was."""
    example = standing_examples().filter(public_id=public_id).first()
    person = person_of(request) if request.user.is_authenticated else None
    if example is None or not may_read(person, example, at=timezone.now()):
        raise Http404
    return example


def _unkept(response: HttpResponse) -> HttpResponse:
    """What can be taken back is kept by nobody on the way, and by no search engine."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The example beside the rubric; printable, and open to everybody who may see its micro-credential."""
    example = _example(request, public_id)
    row = example.edition.micro_credential
    if row.reserved:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        demand(may_open(person_of(request), row, at=timezone.now()))
    found = worked(example, address=lambda file: address_of(example, file))
    if not found.shown:
        raise Http404
    context = {
        "nav": "explore",
        "worked": found,
        "edition": example.edition,
        "row": row,
        "rubric": example.edition.document["rubric"],
        "art": reverse("public:edition_art", args=[example.edition.public_id]),
        "trail": [(row.title, reverse("public:micro_credential", args=[row.public_id]))],
    }
    return _unkept(render(request, "public/example.html", context))


@public
@require_safe
def file(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A copy of a file of it; whether it may still be shown is asked on every request."""
    example = _example(request, public_id)
    if example.edition.micro_credential.reserved:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        demand(may_open(person_of(request), example.edition.micro_credential, at=timezone.now()))
    copy = shown_file(example, file_id)
    if copy is None:
        raise Http404
    response = send_file(request, copy)
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def address_of(example: Example, file: StoredFile) -> str:
    return reverse("public:example_file", args=[example.public_id, file.public_id])
