"""Competency frameworks to browse and search, and each of their items with what serves it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.frameworks import queries
from cairn.domain.frameworks.models import Framework, Item
from cairn.web.public.tree import MOST_OF_A_LEVEL, opened, path_in, standing
from cairn.web.shared.guards import public
from cairn.web.shared.pages import render

MOST_FOUND = 50
LONGEST_QUERY = 200


@public
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All frameworks, and a search through all of them."""
    query = _query(request)
    context = {
        "nav": "explore",
        "query": query,
        "frameworks": queries.frameworks(),
        "found": _found(query),
        "most": MOST_FOUND,
    }
    return render(request, "public/frameworks.html", context, part="results")


@public
@require_safe
def show(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One framework: its tree, opened along `open`, or what a search found."""
    framework = get_object_or_404(queries.frameworks(), identifier=identifier)
    query = _query(request)
    tree = [] if query else opened(framework, path_in(request.GET.get("open", "")))
    context = {
        "nav": "explore",
        "framework": framework,
        "query": query,
        "tree": tree,
        "cut_off": len(tree) == MOST_OF_A_LEVEL,
        "found": _found(query, framework),
        "most": MOST_FOUND,
        "retired": queries.retired(framework)[:MOST_FOUND],
    }
    return render(request, "public/framework.html", context, part="results")


@public
@require_safe
def item(request: HttpRequest, identifier: UUID, item: UUID) -> HttpResponse:
    """One item: what it says, where it stands, what is below, and which micro-credentials serve it."""
    found = queries.item(item)
    if found is None or found.framework.identifier != identifier:
        raise Http404(gettext("There is no such item in this framework."))
    context = {
        "nav": "explore",
        "framework": found.framework,
        "item": found,
        "trail": queries.trail(found),
        "parents": queries.parents(found),
        "below": standing(found.framework, found),
        "related": queries.related(found),
        "aligned": queries.aligned(found.identifier),
    }
    return render(request, "public/framework_item.html", context)


def _query(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]


def _found(query: str, framework: Framework | None = None) -> list[Item]:
    return queries.search(query, framework=framework, limit=MOST_FOUND)
