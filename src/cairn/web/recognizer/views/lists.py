"""Accept-lists: what an organization accepts, from when to when, and how well it has to be judged."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.people.models import Organization
from cairn.domain.policies import operations, queries
from cairn.domain.policies.models import AcceptEntry, AcceptList
from cairn.domain.validity.queries import tiers_of
from cairn.domain.validity.states import TIERS
from cairn.engines.verdict import Refused
from cairn.web.recognizer.things import search, shown, thing_of
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.web.shared.validity import tier_look
from cairn.workflows.adopting import today_of
from cairn.workflows.rulebook import rulebook


class ListForm(Described, forms.Form):
    """A new list."""

    title = forms.CharField(label=_("Title"), max_length=200)
    key = forms.CharField(
        label=_("Key"),
        max_length=120,
        help_text=_("The words by which a policy asks for it: on_list: us-tn/approved"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class EntryForm(Described, forms.Form):
    """What is accepted, how well it has to be judged, and when."""

    least_tier = forms.ChoiceField(label=_("Evidence on how well it is judged"), required=False)
    from_on = forms.DateField(
        label=_("Earned from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until_on = forms.DateField(
        label=_("Earned until"),
        required=False,
        help_text=_("The last day, if there is one."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=600)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        tiers = [(tier, tier_look(tier).name) for tier in TIERS]
        least = self.fields["least_tier"]
        least.choices = [("", _("None asked for")), *tiers]  # type: ignore[attr-defined]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The organization's lists, and those that policies ask for and nobody keeps; a post begins one."""
    kept = organizations(request)
    organization = chosen(request, kept)
    form = ListForm(initial={"key": request.GET.get("key", "")[:120]})
    if request.method == "POST":
        form = ListForm(request.POST)
        if form.is_valid() and (made := _made(request, form, organization)):
            return redirect("recognizer:accept_list", made.public_id)
    asked = rulebook(at=timezone.now()).asking_for()
    every = set(AcceptList.objects.values_list("key", flat=True))
    context = {
        "nav": "recognizing",
        "tab": "lists",
        "organizations": list(kept),
        "organization": organization,
        "lists": [(one, asked.get(one.key, ())) for one in queries.lists_of(organization)],
        "wanted": [(key, policies) for key, policies in asked.items() if key not in every],
        "form": form,
    }
    return render(request, "recognizer/lists.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, form: ListForm, organization: Organization) -> AcceptList | None:
    told = form.cleaned_data
    try:
        return operations.make_list(
            organization=organization,
            key=told["key"],
            title=told["title"],
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error("key", refused.verdict.sentence)
        return None


def _list(request: HttpRequest, public_id: UUID) -> AcceptList:
    rows = AcceptList.objects.filter(organization__in=organizations(request)).select_related("organization")
    return get_object_or_404(rows, public_id=public_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What stands in a list, and the search for more; a post puts something in."""
    accept_list = _list(request, public_id)
    form = EntryForm(initial={"from_on": today_of(accept_list.organization, timezone.now())})
    if request.method == "POST":
        form = EntryForm(request.POST)
        if form.is_valid() and _added(request, form, accept_list):
            return redirect("recognizer:accept_list", public_id)
    words = request.GET.get("q", "").strip()[:200]
    entries = list(queries.entries_of(accept_list))
    known = tiers_of(entry.edition_id for entry in entries if entry.edition_id)
    asked = rulebook(at=timezone.now()).asking_for()
    context = {
        "nav": "recognizing",
        "tab": "lists",
        "organization": accept_list.organization,
        "list": accept_list,
        "entries": [
            (entry, shown(entry), tier_look(entry.least_tier), known.get(entry.edition_id or 0))
            for entry in entries
        ],
        "asked": asked.get(accept_list.key, ()),
        "words": words,
        "found": search(words),
        "form": form,
        "removed": _removed(request, accept_list),
    }
    status = 422 if form.errors else 200
    return render(request, "recognizer/list.html", context, part="found", status=status)


def _added(request: HttpRequest, form: EntryForm, accept_list: AcceptList) -> bool:
    what, name = thing_of(request.POST.get("what", ""))
    if what is None:
        form.add_error(None, gettext("Choose what to accept: search for it first."))
        return False
    told = form.cleaned_data
    try:
        operations.add_entry(
            accept_list=accept_list,
            what=what,
            name=name,
            least_tier=told["least_tier"],
            from_on=told["from_on"],
            until_on=told["until_on"],
            note=told["note"],
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error("until_on" if "dates" in refused.verdict.codes else None, refused.verdict.sentence)
        return False
    messages.success(request, gettext("It is accepted."))
    return True


def _entry(request: HttpRequest, public_id: UUID) -> AcceptEntry:
    rows = AcceptEntry.objects.filter(list__organization__in=organizations(request))
    return get_object_or_404(rows.select_related("list__organization"), public_id=public_id)


def _removed(request: HttpRequest, accept_list: AcceptList) -> AcceptEntry | None:
    """The entry that was taken out just now."""
    try:
        named = UUID(request.GET.get("removed", ""))
    except ValueError:
        return None
    return AcceptEntry.objects.filter(public_id=named, list=accept_list).exclude(removed_at=None).first()


@signed_in
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take something out; the page that follows offers to undo it."""
    entry = _entry(request, public_id)
    operations.remove_entry(entry=entry, by=person_of(request), at=timezone.now())
    address = reverse("recognizer:accept_list", args=[entry.list.public_id])
    return redirect(f"{address}?removed={entry.public_id}")


@signed_in
@require_POST
def put_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put it in again."""
    entry = _entry(request, public_id)
    operations.put_entry_back(entry=entry, by=person_of(request), at=timezone.now())
    return redirect("recognizer:accept_list", entry.list.public_id)
