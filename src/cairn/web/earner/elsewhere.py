"""What is brought in from elsewhere, and how a badge of it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.people.models import Person
from cairn.web.shared.forms import Described
from cairn.workflows.bringing import LARGEST
from cairn.workflows.foreign.reading import achievement_of

MOST_A_MINUTE: Final = 12
A_MINUTE: Final = 60
TOO_OFTEN: Final = _("That was often in a short time. Try again in a minute.")


class BringForm(Described, forms.Form):
    """A badge as a file, or as text or an address; one of them is enough."""

    file = forms.FileField(
        label=_("Badge file"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "A PNG, SVG, JSON or JWT file, or a learner record (CLR) with several badges. 4 MB at most."
        ),
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

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file: UploadedFile[bytes] | None = data.get("file")
        if not self.errors and file is None and not data.get("text"):
            raise forms.ValidationError(_("Choose a badge file, or paste its address or its text."))
        if file is not None and file.size is not None and file.size > LARGEST:
            self.add_error(
                "file", _("This file is larger than 4 MB. A badge is smaller; choose its own file.")
            )
        return data


def in_bounds(person: Person, at: datetime) -> bool:
    """Whether she has asked other sites seldom enough; a badge is fetched from them, and verified."""
    key = f"elsewhere:{person.pk}:{at:%Y%m%d%H%M}"
    if cache.add(key, 1, A_MINUTE):
        return True
    try:
        return cache.incr(key) <= MOST_A_MINUTE
    except ValueError:  # it expired between the two
        return True


@dataclass(frozen=True, slots=True)
class Said:
    """What a badge says of itself: what it was given for, and what of its evidence came along."""

    description: str
    criteria: str
    evidence: tuple[str, ...]


def said_by(badge: ForeignBadge) -> Said:
    """What the badge's document says, as plain words."""
    achievement = achievement_of(badge)
    criteria = achievement.get("criteria")
    subject = badge.document.get("credentialSubject")
    held = badge.document.get("evidence") or (subject.get("evidence") if isinstance(subject, dict) else None)
    pieces = held if isinstance(held, list) else [held]
    return Said(
        description=_text(achievement.get("description")),
        criteria=_text(criteria.get("narrative") if isinstance(criteria, Mapping) else criteria),
        evidence=tuple(words for one in pieces if (words := _piece(one))),
    )


def _piece(one: object) -> str:
    if not isinstance(one, Mapping):
        return _text(one)
    told = [_text(one.get(name)) for name in ("name", "narrative", "description")]
    return " · ".join(dict.fromkeys(words for words in told if words)) or _text(one.get("id"))


def _text(value: object) -> str:
    return value.strip()[:4_000] if isinstance(value, str) else ""


def whose(badge: ForeignBadge) -> str:
    """Whether the key that signed is its issuer's, in a sentence."""
    trust = badge.report.get("trust")
    if trust:
        return str(trust["sentence"])
    return gettext("Not confirmed: whose key signed it could not be looked up.")


def worth(badge: ForeignBadge) -> str | Promise:
    """Whether others may rely on the badge, or what stands in the way, in a sentence."""
    if badge.counts:
        return _("It counts wherever a rule takes badges of this issuer.")
    if not badge.hers:
        return _("It counts nowhere until it is shown to be yours.")
    if badge.overall == "not_confirmed":
        return _("It counts nowhere until its issuer is confirmed.")
    return _("It counts nowhere as it stands.")
