"""What somebody says of a workshop, and what may be suggested after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import segno
from django import forms
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog.queries import offered
from cairn.domain.finding.queries import Asked, find
from cairn.domain.people.models import Organization
from cairn.domain.stacks.queries import announced
from cairn.domain.workshops.models import Workshop
from cairn.domain.workshops.operations import Told
from cairn.web.shared.forms import Described

CLOCK = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p")
SHOWN = 6
FEW = 3


def picture_of(address: str) -> SafeString:
    """The address as a code that a camera reads (ISO/IEC 18004), as SVG for a page: black on white in any theme."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(omitsize=True, svgclass=None, lineclass=None, light="#fff"))  # noqa: S308  # made of numbers


def _clock(label: Any, told: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=CLOCK,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": told, "invalid": _("Give the time as 3:30 PM or 15:30.")},
    )


class WorkshopForm(Described, forms.Form):
    """A workshop: what, when and where. Times are those of the organization."""

    use_required_attribute = False

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organization"), to_field_name="slug", empty_label=None
    )
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the workshop a title.")}
    )
    day = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Say on which day."), "invalid": _("Give the date as 2026-11-30.")},
    )
    begins = _clock(_("Start"), _("Say when it starts."))
    ends = _clock(_("End"), _("Say when it ends."))
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    link = forms.URLField(
        label=_("Link to join online"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, such as https://example.org/room.")},
    )
    words = forms.CharField(
        label=_("What it is about"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, places: Any, workshop: Workshop | None = None, **kwargs: Any) -> None:
        if workshop:
            kwargs["initial"] = _initial(workshop)
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = places
            field.initial = field.initial or places.first()
            if workshop or places.count() == 1:
                field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("begins") and cleaned.get("ends") and cleaned["ends"] <= cleaned["begins"]:
            self.add_error("ends", gettext("Give an end that comes after the start."))
        if not cleaned.get("place") and not cleaned.get("link") and "link" not in self.errors:
            self.add_error("place", gettext("Say where it is held: a place, a link, or both."))
        return cleaned

    def told(self, organization: Organization) -> Told:
        """What the form says, with times in the zone of the organization."""
        said = self.cleaned_data
        zone = Workshop(organization=organization).zone
        return Told(
            title=said["title"],
            words=said["words"].strip(),
            place=said["place"],
            link=said["link"],
            begins=datetime.combine(said["day"], said["begins"], tzinfo=zone),
            ends=datetime.combine(said["day"], said["ends"], tzinfo=zone),
        )


def _initial(workshop: Workshop) -> dict[str, Any]:
    begins, ends = (when.astimezone(workshop.zone) for when in (workshop.begins, workshop.ends))
    return {
        "organization": workshop.organization,
        "title": workshop.title,
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "place": workshop.place,
        "link": workshop.link,
        "words": workshop.words,
    }


class HereForm(Described, forms.Form):
    """Who was there."""

    who = forms.CharField(
        label=_("Name or e-mail address"),
        max_length=200,
        help_text=_("Of somebody of your organization. Others join with the code."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a name or an e-mail address.")},
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be suggested: its kind and id in the form, its title, whose it is, and whether it is suggested."""

    kind: str
    public_id: UUID
    title: str
    about: str
    inside: bool


def choices(query: str, workshop: Workshop) -> list[Choice]:
    """What the catalog finds for the words; without words what is earned most."""
    listed = list(workshop.follow_ons.all())
    inside = {each.micro_credential_id for each in listed}
    stacked = {each.stack_id for each in listed}
    keys = find(Asked(query=query, size=SHOWN)).keys
    found = offered().in_bulk(keys)
    shown = [
        Choice("micro_credential", row.public_id, row.title, row.organization.name, row.pk in inside)
        for row in (found[key] for key in keys if key in found)
    ]
    named = (
        announced().filter(state="offered", title__icontains=query).order_by("title")[:FEW] if query else ()
    )
    return shown + [
        Choice("stack", row.public_id, row.title, row.organization.name, row.pk in stacked) for row in named
    ]
