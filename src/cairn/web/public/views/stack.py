"""Stacks in public: the list, the page of one with the path it marks, and its editions for good."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.catalog import document as documents
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import stack_award, valid_parts
from cairn.domain.people.models import Person
from cairn.domain.stacks import access, queries
from cairn.domain.stacks.models import StackEdition
from cairn.domain.stacks.rules import Part
from cairn.web.public.endorsed import endorsed
from cairn.web.public.linked import block
from cairn.web.public.serving import ALONE
from cairn.web.public.views.edition import FOR_GOOD
from cairn.web.shared.guards import person_of, public
from cairn.web.shared.pages import render
from cairn.web.shared.pathway import LOOKS, Pathway, pathway, pathways, structured
from cairn.workflows import addresses, stacking

STATES = ("offered", "in_review", "in_development")


def _visitor(request: HttpRequest) -> Person | None:
    return person_of(request) if request.user.is_authenticated else None


def _held(person: Person | None) -> dict[Part, Award]:
    return valid_parts(person) if person else {}


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every stack that is announced; what is offered stands first."""
    state = request.GET.get("state", "")
    rows = queries.announced().order_by("title")
    if state in STATES:
        rows = rows.filter(state=state)
    stacks = sorted(rows, key=lambda row: STATES.index(row.state))
    paths = pathways([row.edition for row in stacks if row.edition], _held(_visitor(request)))
    context = {
        "nav": "explore",
        "rows": [(row, LOOKS[row.state], path) for row, path in zip(stacks, paths, strict=True)],
        "state": state,
        "states": [(key, LOOKS[key][2]) for key in STATES],
    }
    return render(request, "public/stacks.html", context)


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    stack = get_object_or_404(queries.any_stack(), public_id=public_id)
    person = _visitor(request)
    if not stack.edition or not access.may_see(person, stack, at=timezone.now()):
        raise Http404("There is no such stack.")
    path = pathway(stack.edition, _held(person))
    address = addresses.absolute(addresses.stack(stack.public_id))
    context = {
        "nav": "explore",
        "stack": stack,
        "edition": stack.edition,
        "path": path,
        "look": LOOKS[stack.state],
        "counts": _counts(stone.look[2] for stone in path.stones),
        "topic": documents.TOPICS[stack.edition.topic],
        "audience": [documents.AUDIENCES[key] for key in stack.edition.document["audience"]],
        "offers": [(offer, _title_of(offer.part, path)) for offer in stack.edition.offers.all()],
        "award": stack_award(stack, person) if person else None,
        "art": reverse("public:stack_art", args=[stack.edition.public_id]),
        "editions": list(queries.editions_of(stack)),
        "structured": block(structured(stack.edition, path.stones, address, stack.organization.name)),
    }
    return render(request, "public/stack.html", context)


def _title_of(address: str, path: Pathway) -> str:
    """The title of the part that an offer of credit is for; empty where it is for the whole."""
    found = (stone.title for stone in path.stones if stone.member.part.address == address)
    return next(found, "") if address else ""


def _counts(states: Iterable[Any]) -> list[tuple[str, int]]:
    """How many parts are in which state, in words, in the order in which they first stand."""
    counted: dict[str, int] = {}
    for state in states:
        counted[str(state)] = counted.get(str(state), 0) + 1
    return list(counted.items())


def _edition(request: HttpRequest, public_id: UUID) -> StackEdition:
    """An edition that this visitor may see; a personal one whoever reads a badge that points at it may see too."""
    rows = StackEdition.objects.select_related("stack__organization", "stack__edition")
    edition = get_object_or_404(rows, public_id=public_id)
    seen = access.may_see(_visitor(request), edition.stack, at=timezone.now())
    if not seen and not edition.awards.filter(showing__audience="public").exclude(state="made").exists():
        raise Http404("There is no such edition.")
    return edition


@public
@require_safe
def edition(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An edition as it was published: what a stack's badge points at."""
    found = _edition(request, public_id)
    current = found.stack.edition
    context = {
        "nav": "explore",
        "edition": found,
        "stack": found.stack,
        "path": pathway(found, {}),
        "text_open": bool(access.may_see(_visitor(request), found.stack, at=timezone.now())),
        "newer": current if current and current.number > found.number else None,
        **endorsed(request, found),
        "trail": [
            (found.stack.title, reverse("public:stack", args=[found.stack.public_id])),
        ],
    }
    return render(request, "public/stack_edition.html", context)


@public
@require_safe
def text(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The canonical text, byte for byte: its SHA-256 is the digest that the page shows.

    That of a personal stack is for the two alone, also where its badge is public: it holds what she is paid.
    """
    found = _edition(request, public_id)
    if not access.may_see(_visitor(request), found.stack, at=timezone.now()) and found.stack.owner_id:
        raise Http404("The two keep the text of this stack to themselves.")
    response = HttpResponse(found.text.encode(), content_type="application/json")
    response["Cache-Control"] = FOR_GOOD if found.stack.owner_id is None else "private, no-cache"
    response["ETag"] = f'"{found.digest}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@require_safe
def art(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The badge that the stack awards, with a stone for each part."""
    found = _edition(request, public_id)
    response = HttpResponse(stacking.art_of(found), content_type="image/svg+xml")
    response["Cache-Control"] = f"{'private' if found.stack.owner_id else 'public'}, max-age=3600"
    response["Content-Security-Policy"] = ALONE
    return response
