"""Automatic checks that help authors and reviewers: pure functions over a document of schema version 2.

A finding is a reason to look again. Whether a standard is met is said by people.
"""

from __future__ import annotations

from collections.abc import Mapping

from cairn.domain.gating.checks.dead_links import LINKS, Look, addresses_in, dead_links
from cairn.domain.gating.checks.evidence import evidence_of_use, fed_criteria, hours
from cairn.domain.gating.checks.finding import Check, Document, Finding
from cairn.domain.gating.checks.language import one_skill, plain_verbs, readability
from cairn.domain.gating.checks.rubric import different_levels, distinct_criteria
from cairn.domain.gating.checks.sources import citations, examples

__all__ = [
    "CHECKS",
    "LINKS",
    "Check",
    "Document",
    "Finding",
    "Look",
    "addresses_in",
    "dead_links",
    "examined",
]

CHECKS: Mapping[str, Check] = {
    "one-skill": one_skill,
    "plain-verbs": plain_verbs,
    "citations": citations,
    "evidence-of-use": evidence_of_use,
    "fed-criteria": fed_criteria,
    "distinct-criteria": distinct_criteria,
    "different-levels": different_levels,
    "hours": hours,
    "readability": readability,
    "examples": examples,
}
"""Each check by the key that a standard names; that of links (`LINKS`) needs to be told what was seen."""


def examined(document: Document) -> dict[str, list[Finding]]:
    """What every check finds in a document, by its key; nothing found is an empty list."""
    return {key: list(check(document)) for key, check in CHECKS.items()}
