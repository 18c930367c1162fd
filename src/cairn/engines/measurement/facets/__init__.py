"""Evaluators' severity apart from the submissions that each happened to get."""

from cairn.engines.measurement.facets.links import gaps, linked_groups, sums
from cairn.engines.measurement.facets.rasch import Facets, Severity, facets

__all__ = ["Facets", "Severity", "facets", "gaps", "linked_groups", "sums"]
