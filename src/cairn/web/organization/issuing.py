"""Keys as an organization's pages show them, and what it types to change its profile or give a key up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image

from cairn.domain.issuing.models import SigningKey
from cairn.domain.people.models import Organization
from cairn.web.shared.forms import Described
from cairn.workflows import crediting

LARGEST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
WIDEST = 512
PURPOSES: dict[str, str | Promise] = {
    SigningKey.Kind.ED25519: _("Badges"),
    SigningKey.Kind.P256: _("Badges as JWT"),
    SigningKey.Kind.RSA: _("Badges for older backpacks"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A key in words; `state` is in_use, retired or compromised."""

    key: SigningKey
    purpose: str
    name: str
    state: str


def shown(organization: Organization, keys: Iterable[SigningKey]) -> list[Shown]:
    """The keys, those in use first and then the latest first."""
    ordered = sorted(keys, key=lambda key: (key.retired_at is not None, -key.since.timestamp()))
    return [show(organization, key) for key in ordered]


def show(organization: Organization, key: SigningKey) -> Shown:
    state = "compromised" if key.compromised_at else "retired" if key.retired_at else "in_use"
    return Shown(key, str(PURPOSES[key.kind]), crediting.name_of(organization, key), state)


def missing(keys: Iterable[SigningKey]) -> list[tuple[str, str]]:
    """Kinds of which the organization has no key in use, and what each is for."""
    used = {key.kind for key in keys if key.retired_at is None}
    return [(kind, str(purpose)) for kind, purpose in PURPOSES.items() if kind not in used]


class ProfileForm(Described, forms.Form):
    """Where questions about badges go, and the picture that badges show of their issuer."""

    email = forms.EmailField(
        label=_("E-mail for questions about badges"),
        required=False,
        help_text=_("Of an office rather than a person: it stands in every badge."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    image = forms.ImageField(
        label=_("Picture"),
        required=False,
        help_text=_("Your seal or logo as PNG, JPEG or WebP, square is best."),
        error_messages={"invalid_image": _("Choose a picture that is PNG, JPEG or WebP.")},
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    keep = forms.BooleanField(label=_("Keep the picture"), required=False, initial=True)

    def __init__(self, *args: Any, pictured: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not pictured:
            del self.fields["keep"]

    def clean_image(self) -> bytes | None:
        """The picture as a PNG of modest size, without whatever else the file told."""
        file: UploadedFile[bytes] | None = self.cleaned_data["image"]
        if not file:
            return None
        if (file.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(_("Choose a picture of 2 MB at most."))
        picture = Image.open(file)
        if picture.format not in ("PNG", "JPEG", "WEBP") or picture.width * picture.height > MOST_PIXELS:
            raise forms.ValidationError(_("Choose a picture that is PNG, JPEG or WebP, and not huge."))
        picture.thumbnail((WIDEST, WIDEST))
        written = BytesIO()
        picture.convert("RGBA").save(written, "PNG", optimize=True)
        return written.getvalue()


class CompromiseForm(Described, forms.Form):
    """Since when a key may be in other hands, why, and the organization's short name to confirm."""

    since = forms.DateField(
        label=_("Since when may it be in other hands?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day, or the earliest it can have been.")},
    )
    reason = forms.CharField(
        label=_("What happened?"),
        max_length=500,
        help_text=_("For your own records. Name nobody."),
        error_messages={"required": _("Say what happened to the key.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    typed = forms.CharField(
        label=_("To confirm, type the short name of your organization"),
        max_length=80,
        error_messages={"required": _("Type the short name to confirm.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, key: SigningKey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        self.fields["typed"].help_text = key.organization.slug

    def clean_since(self) -> datetime:
        """The beginning of that day where the organization is, but not before the key was made."""
        zone = ZoneInfo(self.key.organization.time_zone)
        began = datetime.combine(self.cleaned_data["since"], time(), zone)
        same_day = self.key.since.astimezone(zone).date() == self.cleaned_data["since"]
        return self.key.since if same_day else began
