"""How an organization issues: what outsiders see of it, and its keys: rotated, given up, and signed again after."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.issuing import queries
from cairn.domain.issuing.access import may_issue, may_keep_keys, may_keep_tokens
from cairn.domain.issuing.models import SigningKey
from cairn.domain.issuing.operations import describe_issuer
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused
from cairn.web.organization import issuing
from cairn.web.organization.finding import organization_in
from cairn.web.organization.issuing import CompromiseForm, ProfileForm
from cairn.web.shared.guards import signed_in
from cairn.web.shared.pages import render as render_part
from cairn.workflows import crediting, keys

LISTED = 50


def _frame(organization: Organization, person: Person) -> dict[str, object]:
    now = timezone.now()
    return {
        "nav": "organization",
        "tab": "issuing",
        "organization": organization,
        "may_issue": may_issue(person, organization, at=now),
        "may_keep_keys": may_keep_keys(person, organization, at=now),
        "may_keep_tokens": may_keep_tokens(person, organization, at=now),
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """What outsiders see, the keys and the lists; a post changes address for questions and picture."""
    organization, person = organization_in(request, slug)
    profile = queries.profile_of(organization)
    standing = bytes(profile.image) if profile and profile.image else None
    form = ProfileForm(
        request.POST or None,
        request.FILES or None,
        initial={"email": profile.email if profile else ""},
        pictured=standing is not None,
    )
    if request.method == "POST":
        organization, person = organization_in(request, slug, may_keep_keys)
        if form.is_valid():
            told = form.cleaned_data
            image = told["image"] or (standing if told.get("keep") else None)
            describe_issuer(
                organization=organization, email=told["email"], image=image, by=person, at=timezone.now()
            )
            messages.success(request, gettext("Saved. Badges that are issued from now on show it."))
            return redirect("organization:issuing", slug)
    found = list(queries.keys_of(organization))
    lists = list(queries.status_lists_of(organization))
    main = next((key for key in found if key.kind == "Ed25519" and key.retired_at is None), None)
    context = {
        **_frame(organization, person),
        "form": form,
        "profile": profile,
        "keys": issuing.shown(organization, found),
        "missing": issuing.missing(found),
        "identity": crediting.issuer_id(organization, main) if main else "",
        "lists": [(each, crediting.status_address(each, organization, main)) for each in lists if main],
        "has_address": crediting.has_address(),
    }
    return render(request, "organization/issuing.html", context, status=422 if form.errors else 200)


def _key(request: HttpRequest, slug: str, public_id: UUID) -> tuple[Organization, Person, SigningKey]:
    """A key of this organization; another's does not exist here."""
    organization, person = organization_in(request, slug, may_keep_keys)
    return organization, person, get_object_or_404(queries.keys_of(organization), public_id=public_id)


@signed_in
@require_safe
def one(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    organization, person, key = _key(request, slug, public_id)
    return _page(request, organization, person, key, CompromiseForm(key))


def _page(
    request: HttpRequest, organization: Organization, person: Person, key: SigningKey, form: CompromiseForm
) -> HttpResponse:
    left, endorsed = queries.signed_by(key), queries.endorsed_by(key)
    context = {
        **_frame(organization, person),
        "shown": issuing.show(organization, key),
        "key": key,
        "pem": key.public.pem.decode(),
        "form": form,
        "left": left.count() + endorsed.count(),
        "listed": left[:LISTED],
        "under_way": bool(key.compromised_at) and keys.is_signing_again(key),
        "has_address": crediting.has_address(),
    }
    status = 422 if form.errors else 200
    return render_part(request, "organization/key.html", context, part="again", status=status)


@signed_in
@require_POST
def rotate(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign with another key of the kind from now on, or with the first of its kind."""
    organization, person = organization_in(request, slug, may_keep_keys)
    kind, shown = request.POST.get("kind", ""), request.POST.get("instead_of", "")
    if kind not in SigningKey.Kind.values:
        return redirect("organization:issuing", slug)
    mine = queries.keys_of(organization).filter(kind=kind, retired_at=None)
    standing = next((key for key in mine if str(key.public_id) == shown), None)
    if mine and standing is None:  # somebody else was faster: that key is shown, and nothing is done twice
        return redirect("organization:key", slug, mine[0].public_id)
    try:
        key = keys.rotate(
            organization=organization, kind=kind, instead_of=standing, by=person, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
        return redirect("organization:issuing", slug)
    messages.success(
        request, gettext("A new key signs from now on. What the one before it signed stays valid.")
    )
    return redirect("organization:key", slug, key.public_id)


@signed_in
@require_POST
def compromise(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Give a key up for good."""
    organization, person, key = _key(request, slug, public_id)
    form = CompromiseForm(key, request.POST)
    if not form.is_valid():
        return _page(request, organization, person, key, form)
    try:
        keys.compromise(key=key, **form.cleaned_data, by=person, at=timezone.now())
    except Refused as refused:
        fields = {"no_reason": "reason", "when": "since", "not_typed": "typed"}
        for reason in refused.verdict.reasons:
            form.add_error(fields.get(reason.code), reason.text)
        return _page(request, organization, person, key, form)
    messages.success(
        request, gettext("Nothing counts any more that this key signed. Now sign the badges again.")
    )
    return redirect("organization:key", slug, public_id)


@signed_in
@require_POST
def sign_again(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Sign again what a compromised key signed."""
    _organization, person, key = _key(request, slug, public_id)
    count = keys.sign_again(key=key, by=person, at=timezone.now())
    said = ngettext("%(n)d document is being signed again.", "%(n)d documents are being signed again.", count)
    messages.success(request, said % {"n": count})
    return redirect("organization:key", slug, public_id)
