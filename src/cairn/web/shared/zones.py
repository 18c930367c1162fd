"""Time zones to choose from."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

# The zones most of our people live in stand first; all others follow by name.
USUAL = (
    ("America/New_York", _("Eastern time")),
    ("America/Chicago", _("Central time")),
    ("America/Denver", _("Mountain time")),
    ("America/Phoenix", _("Mountain time, Arizona")),
    ("America/Los_Angeles", _("Pacific time")),
    ("America/Anchorage", _("Alaska time")),
    ("Pacific/Honolulu", _("Hawaii time")),
)


def zones() -> list[tuple[str, object]]:
    """Every time zone as a choice, in two groups."""
    usual = {key for key, _label in USUAL}
    others = [(key, key.replace("_", " ")) for key in sorted(available_timezones() - usual) if "/" in key]
    return [(str(_("United States")), USUAL), (str(_("Everywhere else")), others)]
