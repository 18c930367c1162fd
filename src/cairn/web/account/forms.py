"""What a person may say of herself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.web.shared.forms import Described
from cairn.web.shared.zones import zones


class MeForm(Described, forms.Form):
    """Her name and her clock."""

    display_name = forms.CharField(
        label=_("Name to show"),
        max_length=200,
        help_text=_("On your badges and to the people you work with. Evaluators never see it."),
        error_messages={"required": _("Write the name that people should see.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zones, help_text=_("Dates and times are shown in it.")
    )
