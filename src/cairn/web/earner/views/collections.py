"""Collections: some of her badges on a page of their own, in her order."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.portfolios import operations
from cairn.domain.portfolios.access import audience_of, showing_of
from cairn.domain.portfolios.models import Audience, Collection, Placement
from cairn.domain.portfolios.queries import collections_of, links_of, placements
from cairn.engines.verdict import Refused, no
from cairn.web.earner.portfolio_forms import CollectionForm, LinkForm, TitleForm
from cairn.web.earner.sharing import shared
from cairn.web.earner.shelf import shelf_of
from cairn.web.earner.views.finding import badge_in
from cairn.web.earner.views.showing import back_to
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import addresses

STEPS = {"up": -1, "down": 1}


def collection_in(request: HttpRequest, public_id: UUID) -> Collection:
    """The person's own collection."""
    return get_object_or_404(collections_of(person_of(request)), public_id=public_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All of her collections, and one to begin."""
    person = person_of(request)
    form = TitleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = operations.make(title=form.cleaned_data["title"], by=person, at=timezone.now())
        if badge := request.POST.get("badge"):
            operations.put_in(
                collection=made, badge=badge_in(request, _id(badge)), by=person, at=timezone.now()
            )
        return redirect("earner:collection", made.public_id)
    shown = {one.badge: one for one in shelf_of(person)}
    rows = list(collections_of(person))
    context = {
        "nav": "portfolio",
        "tab": "collections",
        "form": form,
        "collections": [
            (row, [shown[one.badge] for one in row.placements.all() if one.badge in shown]) for row in rows
        ],
        "badges": len(shown),
    }
    return render(request, "earner/collections.html", context, status=422 if form.errors else 200)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(no("which", gettext("Choose a badge from the list."))) from None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One collection: what it says, which badges stand in it, who sees it."""
    collection, person, at = collection_in(request, public_id), person_of(request), timezone.now()
    form = CollectionForm(request.POST or None, initial=_told(collection))
    if request.method == "POST" and form.is_valid():
        operations.change(collection=collection, by=person, at=at, **form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return redirect("earner:collection", public_id)
    shelf = shelf_of(person)
    shown = {one.badge: one for one in shelf}
    placed = [
        (one, shown[one.badge]) for one in placements().filter(collection=collection) if one.badge in shown
    ]
    context = {
        "nav": "portfolio",
        "tab": "collections",
        "collection": collection,
        "form": form,
        "placed": placed,
        "kept_back": sum(audience_of(one.badge) == Audience.PRIVATE for one, _ in placed),
        "others": [one for one in shelf if one.badge not in {placement.badge for placement, _ in placed}],
        "links": shared(links_of(person).filter(collection=collection), at=at),
        "link_form": LinkForm(),
        "address": addresses.absolute(addresses.collection(collection.public_id)),
        "embed": addresses.absolute(addresses.collection_embed(collection.public_id)),
    }
    return render(request, "earner/collection.html", context, status=422 if form.errors else 200)


def _told(collection: Collection) -> dict[str, object]:
    return {name: getattr(collection, name) for name in ("title", "words", "cover", "audience", "named")}


@signed_in
@require_POST
def put(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a badge at the end."""
    collection = collection_in(request, public_id)
    badge = badge_in(request, _id(request.POST.get("badge", "")))
    operations.put_in(collection=collection, badge=badge, by=person_of(request), at=timezone.now())
    if request.POST.get("back") == "badge":
        sentence = gettext("It stands in “%(title)s” now.") % {"title": collection.title}
        messages.success(request, sentence)
        return back_to(badge)
    return redirect("earner:collection", public_id)


@signed_in
@require_POST
def arrange(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put the badges in another order: one a step up or down, one out, or all as they were dragged."""
    collection = collection_in(request, public_id)
    how: dict[str, Any] = {"collection": collection, "by": person_of(request), "at": timezone.now()}
    do, _, which = request.POST.get("do", "").partition(":")
    standing = list(Placement.objects.filter(collection=collection).order_by("position", "pk"))
    one = next((each for each in standing if str(each.pk) == which), None)
    if do == "out" and one:
        operations.take_out(placement=one, **how)
    elif do in STEPS and one:
        operations.arrange(order=_moved([each.pk for each in standing], one.pk, STEPS[do]), **how)
    elif order := request.POST.get("order", ""):
        operations.arrange(order=[int(pk) for pk in order.split(",") if pk.isdigit()], **how)
    return redirect("earner:collection", public_id)


def _moved(order: list[int], pk: int, by: int) -> list[int]:
    here = order.index(pk)
    there = min(max(here + by, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    return order


@signed_in
@require_POST
def make_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a link to the collection; badges in it that she keeps to herself stay hers."""
    collection, form, at = collection_in(request, public_id), LinkForm(request.POST), timezone.now()
    if form.is_valid():
        operations.make_link(
            what=collection,
            label=form.cleaned_data["label"],
            expires_at=form.expires(at),
            by=person_of(request),
            at=at,
        )
    else:
        messages.error(request, gettext("Choose when the link ends, then make it again."))
    return redirect("earner:collection", public_id)


@signed_in
@require_POST
def show_all(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the badges of the collection that she kept to herself to whoever sees the collection."""
    collection, person, at = collection_in(request, public_id), person_of(request), timezone.now()
    audience = Audience.PUBLIC if collection.audience == Audience.PUBLIC else Audience.LINK
    for one in placements().filter(collection=collection):
        if audience_of(one.badge) == Audience.PRIVATE:
            showing = showing_of(one.badge)
            named = showing.named if showing else False
            operations.show(badge=one.badge, audience=audience, named=named, by=person, at=at)
    messages.success(request, gettext("Its badges are shown with the collection now."))
    return redirect("earner:collection", public_id)


@signed_in
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the collection up; its badges stay, its links end."""
    collection = collection_in(request, public_id)
    operations.remove(collection=collection, by=person_of(request), at=timezone.now())
    messages.success(request, gettext("The collection is gone. Its badges are all still here."))
    return redirect("earner:collections")
