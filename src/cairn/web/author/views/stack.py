"""Building a stack: choose its parts and how they count, put them in order, see the path, and show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.catalog.document import AUDIENCES, TOPICS
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import organizations_of
from cairn.domain.stacks import document as documents
from cairn.domain.stacks import operations, queries
from cairn.domain.stacks.models import Stack, StackEdition
from cairn.domain.stacks.states import WORDS
from cairn.engines.verdict import Refused
from cairn.web.shared import stack_parsing as parsing
from cairn.web.shared.forms import Described
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


class BeginForm(Described, forms.Form):
    """A title, and for whom; the key is made of the title."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organization"), empty_label=None
    )
    title = forms.CharField(label=_("Title"), max_length=120)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        key = slugify(str(cleaned.get("title", "")))[:64].strip("-")
        organization = cleaned.get("organization")
        if cleaned.get("title") and not key:
            self.add_error("title", gettext("Use some letters or digits in the title."))
        if organization and Stack.objects.filter(organization=organization, key=key).exists():
            told = gettext("There is one with this title already. Open it below, or choose another title.")
            self.add_error("title", told)
        return {**cleaned, "key": key}


@for_roles("author")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The stacks of her organizations; a post begins a new one."""
    person, at = person_of(request), timezone.now()
    mine = organizations_of(person, Role.AUTHOR, at=at)
    form = BeginForm(request.POST or None, initial={"organization": mine.first()})
    choice = form.fields["organization"]
    if isinstance(choice, forms.ModelChoiceField):
        choice.queryset = mine
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        stack = operations.begin(
            organization=data["organization"], key=data["key"], title=data["title"], by=person, at=at
        )
        return redirect("author:stack", stack.public_id)
    if mine.count() == 1:
        choice.widget = forms.HiddenInput()
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
    document = parsing.document_from(request.POST, stack.document)
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
    if "publish" in request.POST:
        return _publish(request, stack, person, at)
    messages.success(request, gettext("Saved."))
    return redirect("author:stack", public_id)


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
    operations.retire(stack=stack, by=person, at=at)
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
    told, path = parsing.flat(document["rule"]), _preview(stack, document)
    titles = {stone.member.part: stone for stone in path.stones} if path else {}
    context = {
        "nav": "authoring",
        "stack": stack,
        "look": LOOKS[stack.state],
        "doc": document,
        "flat": told,
        "rows": [(row, titles.get(row.part)) for row in told.rows] if told else [],
        "capstone": _value(document["capstone"]),
        "choices": _choices(stack, document),
        "orders": ORDERS,
        "topics": TOPICS.items(),
        "audiences": AUDIENCES.items(),
        "icons": dict.fromkeys((document["icon"], *ICONS)),
        "licenses": documents.LICENSES,
        "states": [(key, LOOKS[key][2]) for key in documents.PUBLIC_STATES],
        "offers": [parsing.shown_offer(offer) for offer in document["offers"]],
        "path": path,
        "problems": documents.problems(document),
        "hindered": hindered,
    }
    return render(request, "author/stack.html", context, status=status)


def _value(node: Mapping[str, Any] | None) -> str:
    return parsing.Row(node, 1).value if node else ""


def _preview(stack: Stack, document: Mapping[str, Any]) -> Pathway | None:
    """The path as the public would see it; nothing while the rule is not ready."""
    if any(problem.path.startswith(("rule", "capstone")) for problem in documents.problems(document)):
        return None
    edition = StackEdition(stack=stack, title=str(document["title"]), document=dict(document))
    return pathway(edition, {})


def _choices(stack: Stack, document: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What may become a part: value, title, and whose it is and where it stands. Her own drafts are among them."""
    found = queries.possible_parts(stack.organization, but=stack)
    return [
        (f"{one.part.kind}:{one.part.address}", one.title, f"{one.owner} · {LOOKS[one.state][2]}")
        for one in found
    ]
