"""Who may see her record: every organization and why; saying that she belongs to one, and ending it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.people.models import Organization, Role
from cairn.domain.people.queries import organizations_with
from cairn.domain.records import operations
from cairn.domain.records.access import may_end
from cairn.domain.records.models import Relation
from cairn.domain.records.queries import relations_of
from cairn.engines.verdict import Refused
from cairn.web.earner.worth.reading import today_of
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render

SEES = {
    Relation.Kind.CLAIMED: _("Your badges, records, licenses and goals. Never your license number."),
    Relation.Kind.ROSTERED: _("The badges that it gave you, and those you shared with it."),
    Relation.Kind.FILED: _("The badges that you shared with it, and no more."),
}


class ClaimForm(Described, forms.Form):
    """An organization that reads records."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("District, state office or school"),
        to_field_name="public_id",
        empty_label=_("Choose one"),
    )
    group = forms.CharField(
        label=_("Your school or office there"),
        required=False,
        max_length=120,
        help_text=_("As they call it."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Who sees what; posting lets one more see it."""
    person, now = person_of(request), timezone.now()
    today = today_of(person)
    form = ClaimForm(request.POST if request.method == "POST" else None)
    readers = form.fields["organization"]
    if isinstance(readers, forms.ModelChoiceField):
        readers.queryset = organizations_with(Role.RECOGNIZER, at=now)
    if request.method == "POST" and form.is_valid():
        organization = form.cleaned_data["organization"]
        operations.claim(
            organization=organization, group=form.cleaned_data["group"], on=today, by=person, at=now
        )
        messages.success(request, gettext("%(name)s may see your record now.") % {"name": organization.name})
        return redirect("earner:worth_sight")
    rows = [
        (row, SEES[Relation.Kind(row.kind)], may_end(person, row, at=now))
        for row in relations_of(person, on=today)
    ]
    context = {"nav": "worth", "rows": rows, "form": form}
    return render(request, "earner/worth_sight.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let an organization see her record no more, from tomorrow on at the latest."""
    person, now = person_of(request), timezone.now()
    relation = get_object_or_404(
        Relation.objects.select_related("organization"), person=person, public_id=public_id
    )
    try:
        operations.end(relation=relation, on=today_of(person), by=person, at=now)
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(
            request,
            gettext("%(name)s sees it until the end of today, and no more.")
            % {"name": relation.organization.name},
        )
    return redirect("earner:worth_sight")
