"""The validity report as pages show it: ten sections, each with one sentence of what was found.

All of it is read from a snapshot's analysis, so that nothing is computed while a page is made.
"""

from cairn.web.shared.validity.everybody import for_everybody
from cairn.web.shared.validity.log import Entry, log_of
from cairn.web.shared.validity.report import Report, report
from cairn.web.shared.validity.section import Section
from cairn.web.shared.validity.words import NO_REPORT, TIERS, VERDICTS, Look, tier_look

__all__ = [
    "NO_REPORT",
    "TIERS",
    "VERDICTS",
    "Entry",
    "Look",
    "Report",
    "Section",
    "for_everybody",
    "log_of",
    "report",
    "tier_look",
]
