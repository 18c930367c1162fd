"""What a person may say of herself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
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


class EraseForm(Described, forms.Form):
    """Being sure that nothing can be brought back."""

    sure = forms.BooleanField(
        label=_("I have read what goes and what stays. Nobody can bring back what is erased."),
        error_messages={"required": _("Say that you have read it, or leave everything as it is.")},
    )


class OtherForm(Described, forms.Form):
    """An address of the other account."""

    address = forms.EmailField(
        label=_("An e-mail address of the other account"),
        help_text=_("One that you have confirmed there. We send a code to it."),
        error_messages={"required": _("Write an address of the other account.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ProofForm(Described, forms.Form):
    """The code from the letter, or the other account's password."""

    code = forms.CharField(
        label=_("Code from the letter"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    password = forms.CharField(
        label=_("Or the password of the other account"),
        required=False,
        help_text=_("If you can no longer read the mail of that address."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean(self) -> dict[str, str]:
        """One of the two is enough."""
        told: dict[str, str] = super().clean() or {}
        if not told.get("code") and not told.get("password"):
            raise forms.ValidationError(gettext("Enter the code, or the password of the other account."))
        return told


class SureForm(Described, forms.Form):
    """Writing the other address once more."""

    address = forms.CharField(
        label=_("Write the address of the other account once more"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, address: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self._address = address

    def clean_address(self) -> str:
        """The same address, or a sentence."""
        given = str(self.cleaned_data["address"]).strip().lower()
        if given != self._address:
            raise forms.ValidationError(gettext("Write %(address)s.") % {"address": self._address})
        return given
