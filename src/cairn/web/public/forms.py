"""What a visitor hands in to be verified."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cairn.web.shared.forms import Described

LARGEST = 2 * 1024 * 1024


class VerifyForm(Described, forms.Form):
    """A badge as a file or as text; one of them is enough."""

    file = forms.FileField(
        label=_("Badge file"),
        required=False,
        allow_empty_file=True,
        help_text=_("A PNG, SVG, JSON or JWT file of up to 2 MB."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".png,.svg,.json,.jsonld,.jwt,.txt,application/json,text/plain,image/*"}
        ),
    )
    text = forms.CharField(
        label=_("Or its address, or its text"),
        required=False,
        max_length=LARGEST,
        help_text=_("Paste the address of a badge, or its JSON or JWT."),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    recipient = forms.EmailField(
        label=_("Whose should it be?"),
        required=False,
        help_text=_("The e-mail address of the person who shows it to you, if you want that checked too."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_file(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return None
        if not file.size:
            raise forms.ValidationError(_("This file is empty. Choose the badge again."))
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than 2 MB. A badge is smaller; choose the file you downloaded.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not data.get("text"):
            raise forms.ValidationError(_("Choose a badge file, or paste its address or its text."))
        return data
