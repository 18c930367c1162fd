"""What an organization says of itself, giving a role, and saying why an award is corrected."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.domain.people.models import Role
from cairn.web.shared.forms import Described
from cairn.web.shared.zones import zones


class AboutForm(Described, forms.Form):
    """What the public pages say of an organization, and its clock."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Badges that are issued from now on show it; earlier ones keep theirs."),
        error_messages={"required": _("Write the name of your organization.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    about = forms.CharField(
        label=_("About"),
        max_length=2000,
        required=False,
        help_text=_("Who you are, and what stands behind your badges. The public page shows it."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, such as https://example.org.")},
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones,
        help_text=_("Its days begin here: it decides the date on which work was submitted."),
    )


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
