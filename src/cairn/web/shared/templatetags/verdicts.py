"""`{% load verdicts %}`: how what came of verifying a badge is shown."""

from __future__ import annotations

from django import template

from cairn.engines.openbadges.verifying.report import Report
from cairn.web.shared.verdicts import GENUINE, LOOKS, Look

register = template.Library()


@register.filter
def look(report: Report) -> Look:
    """Tone, icon and words of a report's conclusion."""
    return GENUINE if report.genuine else LOOKS[report.overall]
