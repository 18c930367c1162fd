"""Whose records an organization may sum up, and its staff list as a file: checked first, then taken over."""

from __future__ import annotations

from collections import Counter

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cairn.domain.people.models import Organization
from cairn.domain.records.access import may_keep_roster
from cairn.domain.records.models import Relation
from cairn.domain.records.queries import population_of
from cairn.engines.policy.population.whatif import SMALLEST
from cairn.web.recognizer.views.finding import back_to, chosen, organizations
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import rostering
from cairn.workflows.adopting import today_of


class RosterForm(Described, forms.Form):
    """The list."""

    file = forms.FileField(
        label=_("Your staff list"),
        allow_empty_file=True,
        help_text=_("CSV (UTF-8) with the headings e-mail and group, such as the school. At most 2 MB."),
        error_messages={"required": _("Choose the file of your list.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt"}),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Who is on it today; a post checks a list and changes nothing, or takes over the one that was checked."""
    kept = organizations(request)
    organization = chosen(request, kept)
    form, text, run = RosterForm(), "", None
    if request.method == "POST" and "take" in request.POST:
        return _taken(request, organization)
    if request.method == "POST":
        form = RosterForm(request.POST, request.FILES)
        text, run = _checked(form, organization)
    on = today_of(organization, timezone.now())
    kinds = Counter(relation.kind for relation in population_of(organization, on=on))
    context = {
        "nav": "recognizing",
        "tab": "what_if",
        "organizations": list(kept),
        "organization": organization,
        "kinds": [(label, kinds[kind]) for kind, label in KINDS.items()],
        "smallest": SMALLEST,
        "may_keep": may_keep_roster(person_of(request), organization, at=timezone.now()),
        "form": form,
        "text": text,
        "run": run,
    }
    return render(request, "recognizer/roster.html", context, status=422 if form.errors else 200)


KINDS = {
    Relation.Kind.ROSTERED: _("on your staff list"),
    Relation.Kind.CLAIMED: _("said that they belong to you"),
    Relation.Kind.FILED: _("shared a badge that you filed"),
}


def _checked(form: RosterForm, organization: Organization) -> tuple[str, rostering.DryRun | None]:
    if not form.is_valid():
        return "", None
    try:
        text = rostering.decoded(form.cleaned_data["file"].read())
        on = today_of(organization, timezone.now())
        return text, rostering.check(organization=organization, text=text, on=on)
    except rostering.Unreadable as problem:
        form.add_error("file", str(problem))
        return "", None


def _taken(request: HttpRequest, organization: Organization) -> HttpResponse:
    at = timezone.now()
    try:
        came, left = rostering.take_over(
            organization=organization,
            text=request.POST.get("text", ""),
            on=today_of(organization, at),
            by=person_of(request),
            at=at,
        )
    except rostering.Unreadable as problem:
        messages.error(request, str(problem))
    else:
        told = gettext("The list is taken over: %(came)d came, %(left)d left.")
        messages.success(request, told % {"came": came, "left": left})
    return redirect(back_to("recognizer:roster", organization))
