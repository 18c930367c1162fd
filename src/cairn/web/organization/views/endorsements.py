"""Endorsements: what others say for an organization, what it says for others, and asking for either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.catalog.models import Edition
from cairn.domain.issuing import operations
from cairn.domain.issuing.access import may_issue
from cairn.domain.issuing.issued import offered
from cairn.domain.issuing.models import Endorsement, What
from cairn.domain.issuing.queries import awards, endorsements_for, endorsements_from
from cairn.domain.people.models import Organization
from cairn.domain.portfolios.access import is_public
from cairn.domain.stacks.models import StackEdition
from cairn.engines.verdict import Refused
from cairn.web.organization.awarded import is_id
from cairn.web.organization.finding import organization_in
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import signed_in
from cairn.workflows import endorsing

SHOWN = ("asked", "given", "hidden")
MOVES: dict[str, Callable[..., Endorsement]] = {
    "decline": operations.decline_endorsement,
    "withdraw": operations.withdraw_endorsement,
    "hide": operations.hide_endorsement,
    "show": operations.show_endorsement,
}
SAID = {
    "decline": _("Declined. Nobody is told why."),
    "withdraw": _("Withdrawn. Whoever has kept it will find that it holds no more."),
    "hide": _("Hidden. You can show it again."),
    "show": _("Shown on the public page."),
}


class AskForm(Described, forms.Form):
    """Whom to ask, for what, and a word to go along."""

    organization = forms.ModelChoiceField(
        label=_("Whom do you ask?"),
        queryset=Organization.objects.none(),
        empty_label=_("Choose an organization"),
        error_messages={"required": _("Choose an organization.")},
    )
    what = forms.ChoiceField(label=_("To vouch for what?"), choices=())
    note = forms.CharField(
        label=_("A word to them"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, organization: Organization, *args: Any) -> None:
        super().__init__(*args)
        others = Organization.objects.exclude(pk=organization.pk).order_by("name")
        self.fields["organization"].queryset = others  # type: ignore[attr-defined]  # a choice among rows
        editions = offered(organization).values_list("edition__public_id", "title")
        own = ("", gettext("%(name)s as an issuer") % {"name": organization.name})
        self.fields["what"].choices = [own, *((str(key), title) for key, title in editions)]  # type: ignore[attr-defined]  # a choice
        self.fields["what"].required = False


class EndorseForm(Described, forms.Form):
    """What an organization vouches for, in its own words."""

    comment = forms.CharField(
        label=_("What do you vouch for?"),
        max_length=2000,
        help_text=_("Everybody can read it, with the name of your organization and the date. Be specific."),
        error_messages={"required": _("Write what you vouch for. Everybody can read it.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def _frame(organization: Organization) -> dict[str, object]:
    return {"nav": "organization", "tab": "endorsements", "organization": organization, "may_issue": True}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said, and by a post, asking somebody to say something."""
    organization, person = organization_in(request, slug, may_issue)
    form = AskForm(organization, request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        what = get_object_or_404(_editions(), public_id=told["what"]) if told["what"] else organization
        try:
            endorsing.ask(
                organization=told["organization"], what=what, note=told["note"], by=person, at=timezone.now()
            )
        except Refused as refused:
            form.add_error("organization", refused.verdict.sentence)
        else:
            said = gettext("Asked. %(name)s has a letter, and answers when it likes.")
            messages.success(request, said % {"name": told["organization"].name})
            return redirect("organization:endorsements", slug)
    context = {
        **_frame(organization),
        "form": form,
        "waiting": endorsements_from(organization).filter(state="asked"),
        "given": endorsements_from(organization).filter(state__in=("given", "hidden")),
        "received": endorsements_for(organization).filter(state__in=SHOWN),
    }
    return render(request, "organization/endorsements.html", context, status=422 if form.errors else 200)


def _editions() -> QuerySet[Edition]:
    return Edition.objects.select_related("micro_credential__organization")


def _what(request: HttpRequest) -> tuple[What, str]:
    """What the address names, and the end of the address."""
    for name, find in (("achievement", _edition), ("stack", _stack), ("badge", _badge)):
        if identity := request.GET.get(name):
            if not is_id(identity):
                raise Http404
            return find(identity), f"{name}={identity}"
    slug = request.GET.get("issuer", "")
    return get_object_or_404(Organization, slug=slug), f"issuer={slug}"


def _edition(identity: str) -> What:
    return get_object_or_404(_editions(), public_id=identity)


def _stack(identity: str) -> What:
    rows = StackEdition.objects.select_related("stack__organization").filter(stack__owner=None)
    return get_object_or_404(rows, public_id=identity)


def _badge(identity: str) -> What:
    """A badge that everybody may see; what is hidden does not exist here."""
    award = get_object_or_404(awards(), public_id=identity)
    if not is_public(award):
        raise Http404
    return award


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def endorse(request: HttpRequest, slug: str) -> HttpResponse:
    """Endorse what the address names, in the organization's name."""
    organization, person = organization_in(request, slug, may_issue)
    what, query = _what(request)
    form = EndorseForm(request.POST or None)
    verdict = endorsing.may_endorse(person, organization, what, at=timezone.now())
    if request.method == "POST" and form.is_valid():
        try:
            endorsing.endorse(
                organization=organization,
                what=what,
                comment=form.cleaned_data["comment"],
                by=person,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("comment", refused.verdict.sentence)
        else:
            messages.success(
                request, gettext("Signed in your organization's name, and shown on the public page.")
            )
            return redirect("organization:endorsements", slug)
    title = what.name if isinstance(what, Organization) else what.title
    context = {**_frame(organization), "form": form, "title": title, "query": query, "verdict": verdict}
    return render(request, "organization/endorse.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def answer(request: HttpRequest, slug: str, public_id: UUID, move: str) -> HttpResponse:
    """Decline or withdraw what we say; hide or show what others say for us."""
    organization, person = organization_in(request, slug, may_issue)
    if move not in MOVES:
        raise Http404
    mine = (
        endorsements_from(organization) if move in ("decline", "withdraw") else endorsements_for(organization)
    )
    found = get_object_or_404(mine, public_id=public_id)
    MOVES[move](endorsement=found, by=person, at=timezone.now())
    messages.success(request, str(SAID[move]))
    return redirect("organization:endorsements", slug)
