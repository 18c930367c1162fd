"""What an author writes, and a place to begin something new."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cairn.domain.catalog import operations, queries
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.models import Organization, Role
from cairn.domain.people.queries import organizations_of
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import for_roles, person_of
from cairn.web.shared.pages import render


class BeginForm(Described, forms.Form):
    """A title, and for whom; the key is made of the title."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organization"), empty_label=None
    )
    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("You can change it until you publish.")
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        key = slugify(str(cleaned.get("title", "")))[:64].strip("-")
        organization = cleaned.get("organization")
        if cleaned.get("title") and not key:
            self.add_error("title", gettext("Use some letters or digits in the title."))
        if organization and MicroCredential.objects.filter(organization=organization, key=key).exists():
            self.add_error(
                "title",
                gettext("There is one with this title already. Open it below, or choose another title."),
            )
        return {**cleaned, "key": key}


@for_roles("author")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The drafts of her organizations; a post begins a new one."""
    person, at = person_of(request), timezone.now()
    mine = organizations_of(person, Role.AUTHOR, at=at)
    form = BeginForm(request.POST or None, initial={"organization": mine.first()})
    choice = form.fields["organization"]
    if isinstance(choice, forms.ModelChoiceField):
        choice.queryset = mine
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        draft = operations.begin(
            organization=data["organization"], key=data["key"], title=data["title"], by=person, at=at
        )
        return redirect("author:draft", draft.public_id)
    if mine.count() == 1:
        choice.widget = forms.HiddenInput()
    context = {"nav": "authoring", "drafts": list(queries.drafts_for(person, at=at)), "form": form}
    return render(request, "author/home.html", context, status=422 if form.errors else 200)
