"""What an earner types into small forms; the rules behind them stand in the domain."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.domain.evidence.kinds import USES
from cairn.domain.evidence.models import Attempt
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import members, organizations_with
from cairn.web.shared.forms import Described

CLOCK = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p")


class InviteForm(Described, forms.Form):
    """Choose a coach of the micro-credential's deliverer."""

    coach = forms.ModelChoiceField(
        Person.objects.none(), label=_("Coach"), to_field_name="public_id", empty_label=_("Choose a coach")
    )
    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, attempt: Attempt, person: Person, at: datetime) -> None:
        super().__init__(*args)
        coaches = self.fields["coach"]
        if isinstance(coaches, forms.ModelChoiceField):
            coaches.queryset = members(attempt.organization, Role.COACH, at=at).exclude(pk=person.pk)


class EntryForm(Described, forms.Form):
    """An entry of an observation log; nothing is required while it is being written."""

    made_on = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    begins = forms.TimeField(
        label=_("Start"),
        required=False,
        input_formats=CLOCK,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    ends = forms.TimeField(
        label=_("End"),
        required=False,
        input_formats=CLOCK,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=200,
        help_text=_("Evaluators read this. Say what kind of place it is, never its name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    notes = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 5}))


class MadeOnForm(Described, forms.Form):
    """The day on which a file was made."""

    made_on = forms.DateField(
        label=_("When was it made?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class LinkForm(Described, forms.Form):
    """A link as evidence."""

    url = forms.CharField(
        label=_("Address"),
        max_length=1000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    title = forms.CharField(label=_("What it is"), max_length=200)


class ConsentForm(Described, forms.Form):
    """Who agreed to a clip or a piece of student work, by what form and for what."""

    nobody = forms.BooleanField(
        label=_("Nobody can be recognized in this: no face, no name, no voice of a student"), required=False
    )
    who = forms.CharField(
        label=_("Who agreed"),
        required=False,
        max_length=300,
        help_text=_("For example: families of all 21 students in the clip."),
    )
    form = forms.CharField(
        label=_("By what form"),
        required=False,
        max_length=300,
        help_text=_("Name the form and where it is kept. Do not upload it."),
    )
    uses = forms.MultipleChoiceField(
        label=_("What they agreed to"),
        choices=list(USES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    given_on = forms.DateField(label=_("Date of the form"), widget=forms.DateInput(attrs={"type": "date"}))


class ShareForm(Described, forms.Form):
    """Choose an organization that keeps a record of professional learning."""

    role = Role.RECOGNIZER
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Organization"),
        to_field_name="public_id",
        empty_label=_("Choose an organization"),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: object, at: datetime) -> None:
        super().__init__(*args)
        organizations = self.fields["organization"]
        if isinstance(organizations, forms.ModelChoiceField):
            organizations.queryset = organizations_with(self.role, at=at)


class VouchForm(ShareForm):
    """Choose an organization that issues badges itself, to vouch for one."""

    role = Role.ISSUER
    prefix = "vouch"
