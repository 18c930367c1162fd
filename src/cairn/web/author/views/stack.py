"""Building a stack: choose its parts and how they count, put them in order, see the path, and show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.catalog.document import AUDIENCES, TOPICS
from cairn.domain.finding.queries import Asked, find
from cairn.domain.people.models import Person, Role
from cairn.domain.people.queries import organizations_of
from cairn.domain.stacks import document as documents
from cairn.domain.stacks import operations, queries, rules
from cairn.domain.stacks.models import Stack, StackEdition
from cairn.domain.stacks.states import WORDS
from cairn.engines.verdict import Refused
from cairn.web.author import building
from cairn.web.author import stack_tree as tree
from cairn.web.author.beginning import BeginForm
from cairn.web.shared import stack_parsing as parsing
from cairn.web.shared.guards import for_roles, person_of
from cairn.web.shared.pages import render
from cairn.web.shared.pathway import LOOKS, Pathway, pathway
from cairn.workflows import stacking

ICONS = (
    "layers", "list-checks", "users", "sprout", "star", "mountain", "compass", "book-open", "brain", "heart",
    "lightbulb", "messages-square", "monitor", "puzzle", "school", "target", "trophy", "workflow",
)  # fmt: skip
ORDERS = (
    ("any_order", _("All parts, in any order")),
    ("in_order", _("All parts, one after the other")),
    ("at_least", _("So many of the parts")),
    ("points", _("Parts worth points")),
)
EARLY = ("in_development", "in_review")
MOST_FOUND = 40


@for_roles("author")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The stacks of her organizations; a post begins a new one."""
    person, at = person_of(request), timezone.now()
    mine = organizations_of(person, Role.AUTHOR, at=at)
    form = BeginForm(request, among=Stack, organizations=mine)
    if request.method == "POST" and form.is_valid():
        stack = operations.begin(**form.said(), by=person, at=at)
        return redirect("author:stack", stack.public_id)
    rows = [(stack, LOOKS[stack.state]) for stack in queries.stacks_for(person, at=at)]
    context = {"nav": "authoring", "rows": rows, "form": form}
    return render(request, "author/stacks.html", context, status=422 if form.errors else 200)


def _stack(request: HttpRequest, public_id: UUID, person: Person, at: datetime) -> Stack:
    return get_object_or_404(queries.stacks_for(person, at=at), public_id=public_id)


@for_roles("author")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The stack as its author builds it; every button saves what the page holds."""
    person, at = person_of(request), timezone.now()
    stack = _stack(request, public_id, person, at)
    if request.method != "POST":
        return _page(request, stack, stack.document)
    before = stack.document
    document, looked_at = _done(request, stack)
    revision = parsing.number(request.POST.get("revision", ""))
    try:
        stack = operations.save_draft(
            stack=stack,
            document=document,
            revision=revision if isinstance(revision, int) else 0,
            by=person,
            at=at,
        )
    except operations.Stale as stale:
        told = gettext(
            "Somebody saved this stack after you opened it. Your words are below; save to keep them."
        )
        messages.error(request, told)
        return _page(request, stale.current, document, status=409)
    if stack.document != before:
        request.session[_memory(stack)] = {"revision": stack.revision, "document": before}
    if "publish" in request.POST:
        return _publish(request, stack, person, at)
    asked = {name: text for name, text in (("q", request.POST.get("q", "")), ("at", looked_at)) if text}
    address = reverse("author:stack", args=[public_id])
    return redirect(f"{address}{f'?{urlencode(asked)}' if asked else ''}")


def _memory(stack: Stack) -> str:
    return f"stack-before-{stack.public_id}"


def _undoable(request: HttpRequest, stack: Stack) -> dict[str, Any] | None:
    """The document before her last change, as long as nobody has saved since."""
    kept = request.session.get(_memory(stack))
    document: dict[str, Any] | None = (
        kept["document"] if kept and kept["revision"] == stack.revision else None
    )
    return document


def _done(request: HttpRequest, stack: Stack) -> tuple[dict[str, Any], str]:
    """The document with what the pressed button asks for, and the button to go on with."""
    post, push = request.POST, request.POST.get("do", "")
    if push == "undo" and (before := _undoable(request, stack)):
        return before, ""
    document = parsing.document_from(post, stack.document)
    if f"{tree.ROOT}.order" not in post:
        return document, ""
    root, into = tree.from_post(post), post.get("into", tree.ROOT)
    if node := parsing.node_at(post.get("add", "")):
        tree.add(root, into, tree.Branch(node))
    if title := post.get("new_title", "").strip():
        tree.add(root, into, tree.Branch(_in_development(stack, title, post.get("new_state", ""))))
    if push == "group":
        tree.add(root, into, tree.Branch())
    verb, at = push.partition(":")[0], tree.act(root, push)
    document["rule"] = tree.rule_of(root)
    return document, f"{verb}:{at}" if at else ""


def _in_development(stack: Stack, title: str, state: str) -> dict[str, Any]:
    """A part of the stack's own organization that does not exist yet: what it will be called, and where it stands."""
    key = slugify(title)[:64].strip("-") or "part"
    known = state if state in EARLY else "in_development"
    return {"micro_credential": f"{stack.organization.slug}/{key}", "state": known, "title": title[:200]}


def _publish(request: HttpRequest, stack: Stack, person: Person, at: datetime) -> HttpResponse:
    try:
        stacking.publish(stack=stack, by=person, at=at)
    except Refused as refusal:
        return _page(request, stack, stack.document, hindered=refusal.verdict.sentence, status=422)
    told = gettext("Everybody sees it now: %(state)s.")
    messages.success(request, told % {"state": WORDS[stack.document["public_state"]].lower()})
    return redirect("author:stack", stack.public_id)


@for_roles("author")
@require_POST
def retire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Offer the stack no more."""
    person, at = person_of(request), timezone.now()
    stack = _stack(request, public_id, person, at)
    stacking.retire(stack=stack, by=person, at=at)
    messages.success(request, gettext("The stack is retired. Badges that were earned stay valid."))
    return redirect("author:stack", public_id)


def _page(
    request: HttpRequest,
    stack: Stack,
    document: Mapping[str, Any],
    *,
    hindered: str = "",
    status: int = 200,
) -> HttpResponse:
    path, query = _preview(stack, document), request.GET.get("q", "").strip()
    stones = {stone.member.part: stone for stone in path.stones} if path else {}
    root = tree.read(document["rule"])
    whole = building.shown(root, stones, request.GET.get("at", ""))
    context = {
        "nav": "authoring",
        "stack": stack,
        "look": LOOKS[stack.state],
        "doc": document,
        "whole": whole,
        "groups": building.groups(whole),
        "rows": [
            (row, stones.get(row.part))
            for row in (parsing.Row(end, 1) for end in rules.ends(document["rule"]))
        ],
        "capstone": parsing.Row(document["capstone"], 1).value if document["capstone"] else "",
        "query": query,
        "choices": _choices(stack, query),
        "orders": ORDERS,
        "early": [(key, LOOKS[key][2]) for key in EARLY],
        "topics": TOPICS.items(),
        "audiences": AUDIENCES.items(),
        "icons": dict.fromkeys((document["icon"], *ICONS)),
        "licenses": documents.LICENSES,
        "states": [(key, LOOKS[key][2]) for key in documents.PUBLIC_STATES],
        "offers": [parsing.shown_offer(offer) for offer in document["offers"]],
        "path": path,
        "problems": documents.problems(document),
        "hindered": hindered,
        "undoable": _undoable(request, stack) is not None,
    }
    return render(request, "author/stack.html", context, status=status)


def _preview(stack: Stack, document: Mapping[str, Any]) -> Pathway | None:
    """The path as the public would see it; nothing while the rule is not ready."""
    if any(problem.path.startswith(("rule", "capstone")) for problem in documents.problems(document)):
        return None
    edition = StackEdition(stack=stack, title=str(document["title"]), document=dict(document))
    return pathway(edition, {})


def _choices(stack: Stack, query: str) -> list[tuple[str, str, str]]:
    """What may become a part: value, title, and whose it is and where it stands. Her own drafts are among them."""
    keys = find(Asked(query, size=MOST_FOUND)).keys
    found = queries.possible_parts(stack.organization, but=stack, among=keys)
    return [
        (f"{one.part.kind}:{one.part.address}", one.title, f"{one.owner} · {LOOKS[one.state][2]}")
        for one in found
    ]
