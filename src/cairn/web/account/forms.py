"""What a person may say of herself."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.web.shared.forms import Described

# The zones most of our people live in stand first; all others follow by name.
USUAL = (
    ("America/New_York", _("Eastern time")),
    ("America/Chicago", _("Central time")),
    ("America/Denver", _("Mountain time")),
    ("America/Phoenix", _("Mountain time, Arizona")),
    ("America/Los_Angeles", _("Pacific time")),
    ("America/Anchorage", _("Alaska time")),
    ("Pacific/Honolulu", _("Hawaii time")),
)


def zones() -> list[tuple[str, object]]:
    """Every time zone as a choice, in two groups."""
    usual = {key for key, _label in USUAL}
    others = [(key, key.replace("_", " ")) for key in sorted(available_timezones() - usual) if "/" in key]
    return [(str(_("United States")), USUAL), (str(_("Everywhere else")), others)]


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
