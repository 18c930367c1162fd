"""The register of known issuers: whose badges are confirmed here, since when, and on whose word."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.people.models import Organization, Person
from cairn.domain.trust import operations, queries
from cairn.domain.trust.access import KEEPERS, may_keep_register, may_unpin
from cairn.domain.trust.models import ListOfIssuers, Pin
from cairn.engines.verdict import Refused, demand, no
from cairn.web.organization.finding import organization_in
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import signed_in
from cairn.web.shared.pages import render as render_part
from cairn.workflows import elsewhere, vouching
from cairn.workflows.vouching import Keeper

A_PAGE = 50
LARGEST = 2 * 1024 * 1024


class PinForm(Described, forms.Form):
    """Whom to believe: by its identifier, or by a file."""

    issuer = forms.CharField(
        label=_("Issuer"),
        required=False,
        max_length=500,
        help_text=_("Its identifier, as badges name it: did:web:… or https://…"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("A badge of this issuer, its DID document, or a signed list of issuers."),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=200,
        help_text=_("What people here call it. A list brings its own names."),
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        file = data.get("file")
        if not self.errors and not file and not data.get("issuer"):
            raise forms.ValidationError(_("Write the issuer's identifier, or choose a file."))
        if file and file.size > LARGEST:
            self.add_error(
                "file", _("This file is larger than 2 MB. Choose the badge, document or list itself.")
            )
        return data


def _register(request: HttpRequest, slug: str) -> tuple[Organization, Person]:
    organization, person = organization_in(request, slug)
    if organization.kind not in KEEPERS:
        demand(may_keep_register(person, organization, at=timezone.now()))
    return organization, person


def _keeper(request: HttpRequest, slug: str) -> Keeper:
    organization, person = organization_in(request, slug, may_keep_register)
    return Keeper(organization, person, timezone.now())


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The register with its search; a post pins an issuer or brings in a list."""
    organization, person = _register(request, slug)
    form = PinForm(initial={"issuer": request.GET.get("issuer", "")[:500]})
    if request.method == "POST":
        keeper, form = _keeper(request, slug), PinForm(request.POST, request.FILES)
        if form.is_valid() and (kept := _taken(form, keeper)) is not None:
            messages.success(request, _said(kept))
            return redirect("organization:known_issuers", slug)
    context = {
        **_frame(organization, person),
        **_found(request),
        "form": form,
        "lists": list(queries.lists()),
    }
    context |= {"removed": _removed(request), "removed_list": _removed_list(request)}
    status = 422 if form.errors else 200
    return render_part(request, "organization/known.html", context, part="results", status=status)


def _frame(organization: Organization, person: Person) -> dict[str, object]:
    return {
        "nav": "organization",
        "tab": "known",
        "organization": organization,
        "may_keep": may_keep_register(person, organization, at=timezone.now()),
        "asked": elsewhere.is_asked(),
    }


def _found(request: HttpRequest) -> dict[str, object]:
    query = request.GET.get("q", "").strip()[:200]
    found = Paginator(queries.found(query), A_PAGE).get_page(request.GET.get("page"))
    return {"query": query, "found": found, "contradicted": queries.contradicted(found.object_list)}


def _taken(form: PinForm, keeper: Keeper) -> Pin | ListOfIssuers | None:
    """What became of a sound form; None when it was refused, with the reason in the form."""
    told = form.cleaned_data
    try:
        if told["file"]:
            return vouching.bring(data=told["file"].read(), name=told["name"], keeper=keeper)
        return vouching.pin(issuer=told["issuer"], name=told["name"], keeper=keeper)
    except Refused as refused:
        form.add_error("file" if told["file"] else "issuer", refused.verdict.sentence)
        return None


def _said(kept: Pin | ListOfIssuers) -> str:
    if isinstance(kept, Pin):
        return gettext("%(name)s is known here now. Its badges are confirmed.") % {"name": kept.name}
    count = kept.pins.count()
    sentence = ngettext(
        "The list of %(name)s is in: %(count)d issuer.",
        "The list of %(name)s is in: %(count)d issuers.",
        count,
    )
    return sentence % {"name": kept.publisher_name, "count": count}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _removed(request: HttpRequest) -> Pin | None:
    named = _uuid(request.GET.get("removed", ""))
    return (
        Pin.objects.filter(public_id=named, of_list=None).exclude(removed_at=None).first() if named else None
    )


def _removed_list(request: HttpRequest) -> ListOfIssuers | None:
    named = _uuid(request.GET.get("removed-list", ""))
    return ListOfIssuers.objects.filter(public_id=named).exclude(removed_at=None).first() if named else None


@signed_in
@require_safe
def one(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """An issuer with its keys and their dates."""
    organization, person = _register(request, slug)
    pin = get_object_or_404(queries.pins(), public_id=public_id)
    others = queries.pins().filter(identifier=pin.identifier).exclude(pk=pin.pk)
    context = {
        **_frame(organization, person),
        "pin": pin,
        "others": list(others),
        "contradicted": pin.pk in queries.contradicted([pin]),
        "may_unpin": may_unpin(pin),
        "has_page": pin.identifier.startswith(("did:web:", "https://")),
    }
    return render(request, "organization/known_one.html", context)


@signed_in
@require_POST
def compare(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Look at the issuer's own page, and say how it differs from what is pinned."""
    keeper = _keeper(request, slug)
    pin = get_object_or_404(queries.pins(), public_id=public_id)
    try:
        differing = vouching.compare(pin=pin, keeper=keeper)
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    else:
        if differing:
            messages.warning(request, differing)
        else:
            messages.success(request, gettext("Its page lists the same keys as are pinned here."))
    return redirect("organization:known_issuer", slug, public_id)


@signed_in
@require_POST
def unpin(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Believe an issuer no more; the page that follows offers to undo it."""
    keeper = _keeper(request, slug)
    pin = get_object_or_404(Pin, public_id=public_id)
    operations.unpin(pin=pin, organization=keeper.organization, by=keeper.by, at=keeper.at)
    return redirect(f"{_home(slug)}?{urlencode({'removed': str(public_id)})}")


@signed_in
@require_POST
def put_back(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Undo that an issuer was taken out."""
    keeper = _keeper(request, slug)
    pin = get_object_or_404(Pin, public_id=public_id)
    operations.put_back(pin=pin, organization=keeper.organization, by=keeper.by, at=keeper.at)
    return redirect(_home(slug))


@signed_in
@require_POST
def remove_list(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Believe a list no more; the page that follows offers to undo it."""
    keeper = _keeper(request, slug)
    listed = get_object_or_404(ListOfIssuers, public_id=public_id)
    operations.remove_list(of_list=listed, organization=keeper.organization, by=keeper.by, at=keeper.at)
    return redirect(f"{_home(slug)}?{urlencode({'removed-list': str(public_id)})}")


@signed_in
@require_POST
def put_list_back(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Undo that a list was removed."""
    keeper = _keeper(request, slug)
    listed = get_object_or_404(ListOfIssuers, public_id=public_id)
    operations.put_list_back(of_list=listed, organization=keeper.organization, by=keeper.by, at=keeper.at)
    return redirect(_home(slug))


@signed_in
@require_POST
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who is known here as a list that the organization signs."""
    keeper = _keeper(request, slug)
    if keeper.organization is None:
        raise Refused(no("nobody", gettext("Open the register of an organization first.")))
    data = vouching.export(organization=keeper.organization, by=keeper.by, at=keeper.at)
    response = HttpResponse(data, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="known-issuers-{slug}.json"'
    return response


def _home(slug: str) -> str:
    return reverse("organization:known_issuers", args=[slug])
