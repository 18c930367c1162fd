"""A policy comes into use from a day on, and goes out of it with a reason."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.people.models import Organization
from cairn.domain.policies import operations
from cairn.domain.policies.access import may_use_key
from cairn.domain.policies.models import PolicyVersion
from cairn.engines.verdict import Refused
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.recognizer.views.policies.drafts import draft_of
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.web.shared.rules import changes, proofs
from cairn.workflows import adopting
from cairn.workflows.rulebook import rulebook


class UseForm(Described, forms.Form):
    """From which day on it answers."""

    used_from = forms.DateField(
        label=_("In use from"),
        help_text=_("Today or later. What was decided before stays as it was decided."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _form(request: HttpRequest, organization: Organization) -> UseForm:
    today = adopting.today_of(organization, timezone.now())
    return UseForm(request.POST) if request.method == "POST" else UseForm(initial={"used_from": today})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """A policy of the library with its cases decided; a post puts it in use."""
    organization = chosen(request, organizations(request))
    key = f"{place}/{name}"
    found = adopting.of_library(key)
    if not found:
        raise Http404
    form = _form(request, organization)
    if request.method == "POST" and form.is_valid():
        used_from: date = form.cleaned_data["used_from"]
        try:
            adopting.adopt(
                organization=organization,
                key=key,
                used_from=used_from,
                by=person_of(request),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("used_from", refused.verdict.sentence)
        else:
            messages.success(request, gettext("“%(title)s” is in use.") % {"title": found[-1].policy.title})
            return redirect(_policy(key, organization))
    context = {
        "nav": "recognizing",
        "tab": "policies",
        "organization": organization,
        "place": place,
        "name": name,
        "title": found[-1].policy.title,
        "versions": [(one.policy, proofs(one.policy, one.cases)) for one in found],
        "may_adopt": may_use_key(organization, key),
        "form": form,
    }
    return render(request, "recognizer/policies/adopt.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What changes with a draft, and the question from when on; a post puts it in use."""
    draft = draft_of(request, public_id)
    verdict = adopting.may_enact(draft, at=timezone.now())
    policy = adopting.check(draft.text, at=timezone.now()).policy
    if policy is None or (not verdict and request.method != "POST"):
        messages.error(request, verdict.sentence)
        return redirect("recognizer:policy_draft", draft.public_id)
    form = _form(request, draft.organization)
    if request.method == "POST" and form.is_valid():
        try:
            made = adopting.enact(
                draft=draft,
                used_from=form.cleaned_data["used_from"],
                by=person_of(request),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("used_from", refused.verdict.sentence)
        else:
            told = {"n": made.number, "title": policy.title}
            messages.success(request, gettext("Version %(n)d of “%(title)s” is in use.") % told)
            return redirect(_policy(policy.key, draft.organization, made.identity))
    before = next(
        (one for one in reversed(rulebook(at=timezone.now()).versions(policy.key)) if one != policy), None
    )
    context = {
        "nav": "recognizing",
        "tab": "policies",
        "organization": draft.organization,
        "draft": draft,
        "policy": policy,
        "before": before,
        "changes": changes(before, policy) if before else [],
        "may_use": may_use_key(draft.organization, policy.key),
        "form": form,
    }
    return render(request, "recognizer/policies/use.html", context, status=422 if form.errors else 200)


def _version(request: HttpRequest, public_id: UUID) -> PolicyVersion:
    rows = PolicyVersion.objects.filter(policy__organization__in=organizations(request))
    return get_object_or_404(rows.select_related("policy__organization"), public_id=public_id)


@signed_in
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a version out of use, with a reason; the page that follows offers to undo it."""
    version = _version(request, public_id)
    try:
        operations.withdraw(
            version=version, why=request.POST.get("why", ""), by=person_of(request), at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    return redirect(_policy(version.policy.key, version.policy.organization, version.identity))


@signed_in
@require_POST
def put_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a withdrawal back."""
    version = _version(request, public_id)
    try:
        operations.put_back(version=version, by=person_of(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    else:
        messages.success(request, gettext("Version %(n)d is in use again.") % {"n": version.number})
    return redirect(_policy(version.policy.key, version.policy.organization, version.identity))


def _policy(key: str, organization: Organization, identity: str = "") -> str:
    place, _slash, name = key.partition("/")
    query = f"?organization={organization.slug}" + (f"&version={identity[:12]}" if identity else "")
    return reverse("recognizer:policy", args=(place, name)) + query
