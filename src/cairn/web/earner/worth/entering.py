"""The form for a record: what there is to say of its kind, in the words of the rules she is looked at by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.records.models import OtherRecord
from cairn.engines.policy import Policy, number
from cairn.engines.policy.asked import Told, told
from cairn.web.earner.worth.asking import EARLIEST, day_field
from cairn.web.earner.worth.kinds import ASKED, BADGE, Kind
from cairn.web.earner.worth.reading import Hers
from cairn.web.shared.forms import Described, dress
from cairn.workflows.records import OF_AWARD

MOST = 10_000


class AmountField(forms.CharField):
    """An exact amount, as 15, 7.5 or 1/2."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "").strip().replace(",", ".")
        if not text:
            return None
        try:
            whole, _space, part = text.partition(" ")
            amount = Fraction(whole) + (Fraction(part) if part else 0)
        except (ValueError, ZeroDivisionError) as error:
            raise ValidationError(gettext("Write a number, such as 15 or 7.5.")) from error
        if not 0 < amount <= MOST or amount.denominator > MOST:
            raise ValidationError(gettext("Write a number above zero and below ten thousand."))
        return amount


class RecordForm(Described, forms.Form):
    """One record of a kind. What her rules ask of it is offered by their own words."""

    title = forms.CharField(label=_("What was it?"), max_length=200)

    def __init__(
        self, *args: Any, kind: Kind, asks: Told, of_badge: bool = False, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.asks, self.today, self.of_badge = kind, asks, today, of_badge
        if of_badge:
            del self.fields["title"]
        self._amount()
        if not of_badge:
            self._days()
        for name in self._names():
            self.fields[name] = self._said(name)
        for field in self.fields.values():
            dress(field)

    def _amount(self) -> None:
        if self.of_badge:
            self.fields["unit"] = forms.ChoiceField(
                label=gettext("What its verifier stated"),
                choices=[(unit, unit) for unit in self.units],
                required=False,
            )
            self.fields["amount"] = AmountField(
                label=gettext("How many?"),
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        elif self.kind.unit:
            self.fields["amount"] = AmountField(
                label=str(self.kind.counts),
                required=self.kind.key != BADGE,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    @property
    def units(self) -> list[str]:
        """The units by which her rules count badges, where these count by more than the badge."""
        return [unit for unit in self.asks.units if unit not in ("award", "record", "micro-credential")] or [
            "hour"
        ]

    def _days(self) -> None:
        if self.kind.lasts:
            self.fields["started_on"] = day_field(gettext("First day"))
        label = gettext("Last day, or today") if self.kind.lasts else gettext("On which day was it done?")
        self.fields["earned_on"] = day_field(label, required=True)

    def _names(self) -> list[str]:
        names = dict.fromkeys([*self.kind.asks, *self.asks.words])
        return [name for name in names if name in ASKED and not (self.of_badge and name == "issuer")]

    def _said(self, name: str) -> forms.Field:
        words, label = self.asks.words.get(name, ()), str(ASKED[name])
        if not words:
            return forms.CharField(label=label, required=False, max_length=120)
        if name == "topic":
            return forms.MultipleChoiceField(
                label=label,
                choices=[(word, word) for word in words],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        choices = [("", gettext("None of these, or not known")), *((word, word) for word in words)]
        held = self.initial.get(name)
        if held and held not in words:
            choices.append((held, held))
        return forms.ChoiceField(label=label, choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, first = cleaned.get("earned_on"), cleaned.get("started_on")
        if day and day > self.today:
            self.add_error("earned_on", gettext("This day is still to come. Add it once it is done."))
        if day and day < EARLIEST:
            self.add_error("earned_on", gettext("Look at the year once more."))
        if day and first and first > day:
            self.add_error("earned_on", gettext("The last day comes after the first day."))
        return cleaned

    @property
    def details(self) -> dict[str, str]:
        return {
            name: self.cleaned_data[name]
            for name in self._names()
            if name != "topic" and self.cleaned_data.get(name)
        }

    @property
    def topics(self) -> list[str]:
        found = self.cleaned_data.get("topic") or []
        return [found] if isinstance(found, str) else list(found)


def asks_of(everything: Hers, kind: str) -> Told:
    """What the rules of her licenses and goals look at in a record of a kind."""
    return told(_policies(everything), kind, _named(everything))


def initial_of(record: OtherRecord) -> dict[str, object]:
    """What the form shows of a record that is there."""
    return {
        "title": record.title,
        "amount": number(record.amount),
        "unit": record.unit,
        "earned_on": record.earned_on,
        "started_on": record.started_on,
        "topic": record.topics,
        **{name: words for name, words in record.details.items() if name != OF_AWARD},
    }


def _policies(everything: Hers) -> Iterable[Policy]:
    keys = dict.fromkeys(one.policy_key for one in everything.known.held)
    return [policy for key in keys for policy in everything.rules.versions(key)]


def _named(everything: Hers) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in everything.known.held:
        found |= {name: tuple(words) for name, words in one.named.items()}
    return found
