"""Beginning something new: a title, and for which organization."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.models import Organization
from cairn.domain.stacks.models import Stack
from cairn.web.shared.forms import Described

LONGEST_KEY = 64


class BeginForm(Described, forms.Form):
    """A title, and for whom; the key is made of the title, and new `among` what the organization has."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organization"), empty_label=None
    )
    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("You can change it until you publish.")
    )

    def __init__(
        self,
        request: HttpRequest,
        *,
        among: type[MicroCredential] | type[Stack],
        organizations: QuerySet[Organization],
    ) -> None:
        super().__init__(request.POST or None, initial={"organization": organizations.first()})
        self.among = among
        choice = self.fields["organization"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = organizations
        if organizations.count() == 1:
            choice.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        key = slugify(str(cleaned.get("title", "")))[:LONGEST_KEY].strip("-")
        organization = cleaned.get("organization")
        if cleaned.get("title") and not key:
            self.add_error("title", gettext("Use some letters or digits in the title."))
        if organization and self.among.objects.filter(organization=organization, key=key).exists():
            told = gettext("There is one with this title already. Open it below, or choose another title.")
            self.add_error("title", told)
        return {**cleaned, "key": key}

    def said(self) -> dict[str, Any]:
        """Organization, key and title of a valid form."""
        return {name: self.cleaned_data[name] for name in ("organization", "key", "title")}
