"""How what came of verifying a badge is shown: tone, icon and words, the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a verdict: `kind` is `ok`, `warn` or `bad`."""

    kind: str
    icon: str
    words: str | Promise


LOOKS: Final[Mapping[str, Look]] = {
    "valid": Look("ok", "shield-check", _("Valid")),
    "not_confirmed": Look("warn", "shield-question-mark", _("Not confirmed")),
    "expired": Look("bad", "shield-x", _("Expired")),
    "revoked": Look("bad", "ban", _("Revoked")),
    "suspended": Look("warn", "circle-pause", _("On hold")),
    "not_yet_valid": Look("warn", "shield-alert", _("Not in force yet")),
    "unknown": Look("warn", "shield-question-mark", _("It cannot be said")),
    "invalid": Look("bad", "shield-x", _("Not valid")),
}
"""By `Report.overall`."""
GENUINE: Final = Look("warn", "shield-check", _("Genuine; ask if it still holds"))
"""For `Report.genuine`: its issuer's, unchanged, but whether it was revoked since cannot be looked up."""
