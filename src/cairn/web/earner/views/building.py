"""Building a stack between two: its words, what it brings, its parts from the catalog, and proposing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cairn.domain.catalog.document import TOPICS
from cairn.domain.catalog.queries import offered
from cairn.domain.finding.queries import Asked, find
from cairn.domain.issuing.queries import valid_parts
from cairn.domain.stacks import document as documents
from cairn.domain.stacks import operations
from cairn.domain.stacks.access import may_edit
from cairn.domain.stacks.agreed import Standing
from cairn.domain.stacks.models import Stack, StackEdition
from cairn.domain.stacks.queries import announced
from cairn.engines.verdict import Refused, demand
from cairn.web.earner.personal import with_terms
from cairn.web.earner.views.stacks import standing_in
from cairn.web.shared import stack_parsing as parsing
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pathway import Pathway, pathway
from cairn.workflows import agreeing

SHOWN = 8
FEW = 3
ORDERS = (
    ("any_order", _("All parts, in any order")),
    ("in_order", _("All parts, one after the other")),
    ("at_least", _("So many of the parts")),
    ("points", _("Parts worth points")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may become a part: its value in the form, its title, whose it is, and whether it is in already."""

    value: str
    title: str
    about: str
    inside: bool
    stack: bool = False


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def build(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft that both may write; every button saves what the page holds."""
    row = standing_in(request, public_id)
    demand(may_edit(person_of(request), row.stack, at=timezone.now()))
    if request.method != "POST":
        return _page(request, row, row.stack.document, query=request.GET.get("q", ""))
    stack, query = row.stack, request.POST.get("q", "").strip()[:100]
    document = with_terms(
        parsing.document_from(request.POST, stack.document),
        duties=request.POST.get("duties", ""),
        pay=request.POST.get("pay", ""),
    )
    revision = parsing.number(request.POST.get("revision", ""))
    try:
        stack = operations.save_draft(
            stack=stack,
            document=document,
            revision=revision if isinstance(revision, int) else 0,
            by=person_of(request),
            at=timezone.now(),
        )
    except operations.Stale as stale:
        told = gettext(
            "%(name)s saved this stack after you opened it. Your words are below; save to keep them."
        )
        by = stale.current.saved_by
        messages.error(request, told % {"name": by.name if by else gettext("Somebody")})
        return _page(request, Standing(stale.current, row.editions), document, query=query, status=409)
    if "propose" in request.POST:
        return _propose(request, Standing(stack, row.editions), query)
    messages.success(request, gettext("Saved."))
    address = reverse("earner:build_stack", args=[public_id])
    return redirect(f"{address}?{urlencode({'q': query})}#add" if query else address)


def _propose(request: HttpRequest, row: Standing, query: str) -> HttpResponse:
    person = person_of(request)
    try:
        edition = agreeing.propose(stack=row.stack, by=person, at=timezone.now())
    except Refused as refusal:
        hindered = refusal.verdict.sentence
        return _page(request, row, row.stack.document, query=query, hindered=hindered, status=422)
    other = row.other(person)
    name = {"name": other.name if other else ""}
    holds = Stack.objects.filter(pk=row.stack.pk, edition=edition).exists()
    told = gettext("You have both agreed. It holds from now on.")
    messages.success(request, told if holds else gettext("Proposed. %(name)s gets a letter.") % name)
    return redirect("earner:stack", row.stack.public_id)


def _page(
    request: HttpRequest,
    row: Standing,
    document: Mapping[str, Any],
    *,
    query: str = "",
    hindered: str = "",
    status: int = 200,
) -> HttpResponse:
    stack, told = row.stack, parsing.flat(document["rule"])
    path = _preview(stack, document)
    titles = {stone.member.part: stone for stone in path.stones} if path else {}
    rows = [(one, titles.get(one.part)) for one in told.rows] if told else []
    context = {
        "nav": "work",
        "row": row,
        "stack": stack,
        "other": row.other(person_of(request)),
        "doc": document,
        "terms": document.get("terms") or {},
        "flat": told,
        "rows": rows,
        "orders": ORDERS,
        "topics": TOPICS.items(),
        "query": query,
        "choices": _choices(query, {one.value for one, _stone in rows}),
        "path": path,
        "problems": documents.problems(document, personal=True),
        "hindered": hindered,
    }
    return render(request, "earner/build.html", context, status=status)


def _preview(stack: Stack, document: Mapping[str, Any]) -> Pathway | None:
    """The path as it would look to her; nothing while the parts are not ready."""
    found = documents.problems(document, personal=True)
    if any(problem.path.startswith(("rule", "capstone")) for problem in found):
        return None
    edition = StackEdition(stack=stack, title=str(document["title"]), document=dict(document))
    return pathway(edition, valid_parts(stack.owner) if stack.owner else {})


def _choices(query: str, inside: set[str]) -> list[Choice]:
    """What the catalog finds for the words, the best first; without words what is earned most."""
    keys = find(Asked(query=query, size=SHOWN)).keys
    found = offered().in_bulk(keys)
    rows = [found[key] for key in keys if key in found]
    choices = [
        _choice("micro_credential", row.organization.slug, row.key, row.title, row.organization.name, inside)
        for row in rows
    ]
    if query:
        named = announced().filter(state="offered", title__icontains=query).order_by("title")[:FEW]
        choices += [
            _choice("stack", row.organization.slug, row.key, row.title, row.organization.name, inside)
            for row in named
        ]
    return choices


def _choice(kind: str, slug: str, key: str, title: str, about: str, inside: set[str]) -> Choice:
    value = f"{kind}:{slug}/{key}"
    return Choice(value, title, about, value in inside, stack=kind == "stack")
