"""Stacks between a teacher and her principal: the forms that begin one, and what differs between two editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog.comparing import Change
from cairn.domain.catalog.document import TOPICS
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.stacks import comparing
from cairn.domain.stacks.models import StackEdition
from cairn.domain.stacks.operations.agreeing import LONGEST_REASON
from cairn.domain.stacks.queries import members_of
from cairn.web.shared.forms import Described
from cairn.web.shared.naming import whom

TITLE = {"required": _("Give it a title, such as “Leading reading at Oak Grove”.")}
LABELS: Mapping[str, str | Promise] = {
    "title": _("Title"), "summary": _("What its badge says"), "topic": _("Topic"), "icon": _("Icon"),
    "duties": _("Duties"), "pay": _("Pay"), "asks": _("What is asked for"), "parts": _("Part"),
    "points": _("Points"), "capstone": _("Capstone"), "offers": _("Academic credit"),
}  # fmt: skip


class WithPartnerForm(Described, forms.Form):
    """A teacher begins a stack of her own and chooses with whom she agrees on it."""

    use_required_attribute = False

    title = forms.CharField(label=_("Title"), max_length=120, error_messages=TITLE)
    partner = forms.ChoiceField(
        label=_("With"),
        help_text=_("Your principal, or who decides for your school or district."),
        error_messages={"required": _("Choose with whom you agree on it.")},
    )

    def __init__(self, *args: Any, partners: Iterable[tuple[Organization, Person]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {f"{place.slug}:{person.public_id}": (place, person) for place, person in partners}
        field = self.fields["partner"]
        if isinstance(field, forms.ChoiceField):
            named = [(key, f"{person.name}, {place.name}") for key, (place, person) in self.partners.items()]
            field.choices = named if len(named) == 1 else [("", gettext("Choose one")), *named]

    def chosen(self) -> tuple[Organization, Person]:
        """The organization and the person in it, once the form is valid."""
        return self.partners[self.cleaned_data["partner"]]


class WithTeacherForm(Described, forms.Form):
    """A principal begins a stack for a teacher."""

    use_required_attribute = False

    title = forms.CharField(label=_("Title"), max_length=120, error_messages=TITLE)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organization"), to_field_name="slug", empty_label=None
    )
    teacher = forms.CharField(
        label=_("For whom?"),
        help_text=_("Her name, or the e-mail address of her account."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the name of the teacher, or her e-mail address.")},
    )

    def __init__(self, *args: Any, places: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.at = places, at
        field = self.fields["organization"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset, field.initial = places, places.first()
            if places.count() == 1:
                field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("teacher") and cleaned.get("organization"):
            place = cleaned["organization"]
            cleaned["owner"], told = whom(cleaned["teacher"], place, Role.EARNER, at=self.at)
            if told:
                self.add_error("teacher", told)
        return cleaned


class HandOverForm(Described, forms.Form):
    """To whom the principal's side goes."""

    to = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("The new principal"),
        to_field_name="public_id",
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose who takes over.")},
    )

    def __init__(self, *args: Any, successors: Any) -> None:
        super().__init__(*args)
        field = self.fields["to"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = successors


class EndForm(Described, forms.Form):
    """Why a stack between two ends."""

    use_required_attribute = False

    because = forms.CharField(
        label=_("Why?"),
        help_text=_("Such as: you move to another school. The other of you reads it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why, so that the other of you understands it.")},
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: what it is about, its kind (added, removed, moved, changed), and the words before and after."""

    label: str
    kind: str
    before: str = ""
    after: str = ""
    words: tuple[tuple[str, str], ...] = ()


def differences(before: StackEdition, after: StackEdition) -> list[Line]:
    """Exactly what changes from one edition to another."""
    titles = {part.address: member.title for part, member in members_of([before, after]).items()}
    return [_line(change, titles) for change in comparing.changes(before.document, after.document)]


def _line(change: Change, titles: Mapping[str, str]) -> Line:
    section = change.path[0]
    label = str(LABELS[section])
    if section == "parts":
        title = titles.get(change.path[-1], change.path[-1])
        return Line(f"{label}: {title}", change.kind)
    if section == "points":
        label = f"{label}: {titles.get(change.path[-1], change.path[-1])}"
    before, after = (_words(section, value, titles) for value in (change.before, change.after))
    kind = change.kind if before and after else "added" if after else "removed" if before else change.kind
    return Line(label, kind, before, after, change.words)


def _words(section: str, value: object, titles: Mapping[str, str]) -> str:
    if value in (None, ""):
        return ""
    if section == "asks":
        return asked_in_words(str(value))
    if section == "capstone":
        return titles.get(str(value), str(value))
    return str(TOPICS.get(str(value), value)) if section == "topic" else str(value)


def asked_in_words(asks: str) -> str:
    """How the parts count, as `comparing.asks` tells it, in words."""
    kind, _space, number = asks.partition(" ")
    if kind == "at_least":
        return ngettext("Any %(n)s of the parts", "Any %(n)s of the parts", int(number)) % {"n": number}
    if kind == "points":
        return gettext("Parts worth %(n)s points together") % {"n": number}
    if kind == "groups":
        return gettext("Groups of parts")
    return gettext("All, one after the other") if kind == "in_order" else gettext("All, in any order")


def terms_of(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the stack brings, as label and words; what is empty is left out."""
    told = document.get("terms") or {}
    return [(str(LABELS[key]), told[key]) for key in ("duties", "pay") if told.get(key)]


def with_terms(document: dict[str, Any], *, duties: str, pay: str) -> dict[str, Any]:
    """The document with these terms; without any it has no such key, so that it is the same as before."""
    rest = {key: value for key, value in document.items() if key != "terms"}
    told = {"duties": duties.strip(), "pay": pay.strip()}
    return {**rest, "terms": told} if any(told.values()) else rest
