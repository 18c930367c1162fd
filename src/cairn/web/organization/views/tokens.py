"""Programs that award in an organization's name: a token for each, shown once, and taken back at any time."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.issuing.access import may_keep_tokens
from cairn.domain.issuing.operations import make_token, revoke_token
from cairn.domain.issuing.tokens import tokens_of
from cairn.web.organization.finding import organization_in
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import signed_in
from cairn.workflows import addresses


class TokenForm(Described, forms.Form):
    """Which program gets a token, and whether earners hear of what it awards."""

    name = forms.CharField(
        label=_("Which program?"),
        max_length=80,
        help_text=_("So that you know later which one to take back. For example, Records bridge."),
        error_messages={"required": _("Say which program gets it.")},
    )
    letters = forms.BooleanField(
        label=_("Tell each earner by e-mail when it awards her a badge"), required=False, initial=True
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The tokens; a post makes one, and shows it this one time."""
    organization, person = organization_in(request, slug, may_keep_tokens)
    form, made, secret = TokenForm(request.POST or None), None, ""
    if request.method == "POST" and form.is_valid():
        made, secret = make_token(
            organization=organization, **form.cleaned_data, by=person, at=timezone.now()
        )
        form = TokenForm()
    context = {
        "nav": "organization",
        "tab": "issuing",
        "organization": organization,
        "may_issue": True,
        "form": form,
        "made": made,
        "secret": secret,
        "tokens": list(tokens_of(organization)),
        "address": addresses.absolute("/api/awards"),
    }
    status = 422 if form.errors else 200
    response = render(request, "organization/tokens.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_POST
def revoke(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Take a token back."""
    organization, person = organization_in(request, slug, may_keep_tokens)
    token = get_object_or_404(tokens_of(organization), public_id=public_id)
    revoke_token(token=token, by=person, at=timezone.now())
    said = gettext("%(name)s may no longer award in your name. What it awarded stays.")
    messages.success(request, said % {"name": token.name})
    return redirect("organization:tokens", slug)
