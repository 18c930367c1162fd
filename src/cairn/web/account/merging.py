"""Bringing two accounts of one person together: name the other, prove it, see what moves, be sure, and confirm."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.people.access import may_merge
from cairn.domain.people.models import Person, Proof
from cairn.engines.verdict import Refused
from cairn.web.account.forms import OtherForm, ProofForm, SureForm
from cairn.web.account.subjects import by_subject
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows.persons import merging


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Name an address of the other account; a code goes there."""
    form = OtherForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proof = merging.begin(address=form.cleaned_data["address"], by=person_of(request), at=timezone.now())
        return redirect("account:prove", proof.public_id)
    return render(request, "account/merge.html", {"form": form}, status=422 if form.errors else 200)


def _proof(request: HttpRequest, public_id: UUID) -> tuple[Person, Proof]:
    person = person_of(request)
    found = Proof.objects.select_related("other").filter(person=person, used_at=None)
    return person, get_object_or_404(found, public_id=public_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the code or the other account's password; once it is proved, see what would move."""
    person, proof = _proof(request, public_id)
    now = timezone.now()
    if may_merge(person, proof, at=now):
        return _foreseen(request, person, proof)
    form = ProofForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            merging.prove(proof=proof, **form.cleaned_data, by=person, at=now)
            return redirect("account:prove", proof.public_id)
        except Refused as refused:
            form.add_error(None, refused.verdict.sentence)
    context = {"form": form, "proof": proof}
    return render(request, "account/merge_prove.html", context, status=422 if form.errors else 200)


def _foreseen(request: HttpRequest, person: Person, proof: Proof) -> HttpResponse:
    foreseen = merging.foresee(proof=proof, by=person, at=timezone.now())
    context = {
        "proof": proof,
        "subjects": by_subject(foreseen.moving),
        "twice": foreseen.twice,
        "against": foreseen.against,
    }
    return render(request, "account/merge_foreseen.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sure(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Confirm a second time, by writing the other address; then the two are one."""
    person, proof = _proof(request, public_id)
    form = SureForm(request.POST or None, address=proof.address)
    if not may_merge(person, proof, at=timezone.now()):
        return redirect("account:prove", proof.public_id)
    if request.method == "POST" and form.is_valid():
        merging.merge(proof=proof, by=person, at=timezone.now())
        messages.success(request, gettext("Your two accounts are one. Everything is here."))
        return redirect("account_email")
    context = {"form": form, "proof": proof}
    return render(request, "account/merge_sure.html", context, status=422 if form.errors else 200)
