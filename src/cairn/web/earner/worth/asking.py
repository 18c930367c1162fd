"""The form for a license or a goal: only what its policy asks about her, in the policy's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.records.models import Goal, License
from cairn.web.earner.worth.choosing import Choosable
from cairn.web.shared.forms import Described, dress
from cairn.workflows.rulebook import Rulebook

EARLIEST = date(1950, 1, 1)


def day_field(label: str, help_text: str = "", *, required: bool = False) -> forms.DateField:
    """A day, by the browser's own calendar."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class HoldForm(Described, forms.Form):
    """Everything that a decision asks about the person; no day is ever required."""

    def __init__(
        self,
        *args: Any,
        chosen: Choosable,
        rules: Rulebook,
        as_license: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chosen, self.as_license = chosen, as_license
        self._of_the_license() if self.as_license else self._of_the_goal()
        self._of_the_policy(rules)
        for field in self.fields.values():
            dress(field)

    def _of_the_license(self) -> None:
        if self.chosen.asks.license:
            self.fields["starts_on"] = day_field(
                gettext("First day of this license"), gettext("It stands on the license.")
            )
        self.fields["ends_on"] = day_field(gettext("Last day of this license"))
        self.fields["number"] = forms.CharField(
            label=gettext("License number"),
            required=False,
            max_length=60,
            help_text=gettext("Only you see it, and whoever gets a transcript from you."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def _of_the_goal(self) -> None:
        self.fields["by_on"] = day_field(gettext("By when?"), gettext("Leave it empty if there is no hurry."))

    def _of_the_policy(self, rules: Rulebook) -> None:
        asks = self.chosen.asks
        for place, name in enumerate(asks.dates):
            label = gettext("Date: %(name)s") % {"name": name}
            self.fields[f"date_{place}"] = day_field(label, gettext("The day that the rule counts from."))
        for place, name in enumerate(asks.lists):
            self.fields[f"list_{place}"] = forms.CharField(
                label=name[:1].upper() + name[1:],
                required=False,
                max_length=2000,
                help_text=gettext("One on each line."),
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for place, name in enumerate(asks.periods):
            self.fields[f"from_{place}"] = day_field(gettext("%(role)s since") % {"role": name.capitalize()})
            self.fields[f"until_{place}"] = day_field(gettext("%(role)s until") % {"role": name.capitalize()})
        older = [one for one in rules.versions(self.chosen.policy.key) if one.version.opt_in]
        if older:
            choices = [("", gettext("The one that my dates select"))]
            choices += [
                (str(one.version.number), gettext("I choose version %(n)d") % {"n": one.version.number})
                for one in older
            ]
            self.fields["chosen_version"] = forms.ChoiceField(
                label=gettext("Which version of the rule?"), choices=choices, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes after the first day."))
        for name, value in cleaned.items():
            if isinstance(value, date) and value < EARLIEST:
                self.add_error(name, _("Look at the year once more."))
        return cleaned

    @property
    def dates(self) -> dict[str, str]:
        days = {
            name: self.cleaned_data.get(f"date_{place}") for place, name in enumerate(self.chosen.asks.dates)
        }
        return {name: day.isoformat() for name, day in days.items() if day}

    @property
    def named(self) -> dict[str, list[str]]:
        found = {}
        for place, name in enumerate(self.chosen.asks.lists):
            lines = str(self.cleaned_data.get(f"list_{place}") or "").replace(",", "\n").splitlines()
            if words := [line.strip() for line in lines if line.strip()]:
                found[name] = words
        return found

    @property
    def roles(self) -> dict[str, list[str | None]]:
        found: dict[str, list[str | None]] = {}
        for place, name in enumerate(self.chosen.asks.periods):
            start, end = (self.cleaned_data.get(f"{which}_{place}") for which in ("from", "until"))
            if start:
                found[name] = [start.isoformat(), end.isoformat() if end else None]
        return found

    @property
    def version(self) -> int | None:
        chosen = self.cleaned_data.get("chosen_version")
        return int(chosen) if chosen else None


def initial_of(held: License | Goal, chosen: Choosable) -> Mapping[str, object]:
    """What the form shows of one that is there."""
    asks = chosen.asks
    shown = _initial(held)
    shown |= {f"date_{place}": held.dates.get(name) for place, name in enumerate(asks.dates)}
    shown |= {f"list_{place}": "\n".join(held.named.get(name, ())) for place, name in enumerate(asks.lists)}
    if isinstance(held, Goal):
        for place, name in enumerate(asks.periods):
            shown[f"from_{place}"], shown[f"until_{place}"] = held.roles.get(name, (None, None))
    return shown


def _initial(held: License | Goal) -> dict[str, object]:
    names = ("starts_on", "ends_on", "number") if isinstance(held, License) else ("by_on",)
    return {name: getattr(held, name) for name in names} | {"chosen_version": held.chosen_version or ""}
