"""Giving a role, and saying why an award is corrected."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.domain.people.models import Role
from cairn.web.shared.forms import Described


class RoleForm(Described, forms.Form):
    """A role for somebody who has an account."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Of somebody who has an account here already."),
        error_messages={"required": _("Write the person's e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    title = forms.CharField(
        label=_("Title or school"), required=False, max_length=120, help_text=_("As people here know it.")
    )


class ReasonForm(Described, forms.Form):
    """Why an award is suspended or revoked; the badge's public page shows these words."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        help_text=_("The badge's public page shows these words. Name nobody."),
        error_messages={"required": _("Say why. The public page shows these words.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
