"""What a group writes in its proposal, and whom it takes in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.domain.plans.access import ASKED
from cairn.web.shared.forms import Described


class ProposalForm(Described, forms.Form):
    """A course of study in the group's own words; everything but the title may wait until it is handed in."""

    use_required_attribute = False

    title = forms.CharField(label=_("Title"), max_length=200)
    competency = forms.CharField(
        label=_("What will you be able to do?"),
        help_text=_("One sentence, one skill: “You …”."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    activities = forms.CharField(
        label=_("What will you do?"),
        help_text=_("Reading, trying it with your students, meeting, a coach: as it will really be."),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    evidence = forms.CharField(
        label=_("What will each of you bring?"),
        help_text=_("One piece of evidence a line, from classroom use and from students."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    rubric = forms.CharField(
        label=_("How will one see that it is met?"),
        help_text=_("Name what to look for in the evidence, and what “not yet” would look like."),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    hours = forms.IntegerField(
        label=_("About how many hours?"),
        min_value=1,
        max_value=500,
        error_messages={"invalid": _("Give the hours as a whole number, such as 20.")},
    )

    def __init__(self, *args: Any, whole: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = whole or name == "title"
            field.error_messages["required"] = ASKED[name]


class ColleagueForm(Described, forms.Form):
    """A colleague to take into the group."""

    email = forms.EmailField(
        label=_("A colleague's e-mail address"),
        error_messages={"required": _("Write your colleague's e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
