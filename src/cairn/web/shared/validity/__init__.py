"""The validity report as pages show it: ten sections, each with one sentence of what was found.

All of it is read from a snapshot's analysis, so that nothing is computed while a page is made.
"""

from cairn.web.shared.validity.report import Report, Section, report
from cairn.web.shared.validity.words import NO_REPORT, TIERS, VERDICTS, Look, tier_look

__all__ = ["NO_REPORT", "TIERS", "VERDICTS", "Look", "Report", "Section", "report", "tier_look"]
