"""Reading what an edition's judging came to: its data, and the reports made of them."""

from cairn.domain.validity.queries.dataset import dataset
from cairn.domain.validity.queries.monitored import Compared, compared
from cairn.domain.validity.queries.overlaps import Fared, fared
from cairn.domain.validity.queries.snapshots import (
    actions_of,
    first_attempts,
    history_of,
    judged,
    latest,
    latest_of,
    measured_so_far,
    tiers_of,
)

__all__ = [
    "Compared",
    "Fared",
    "actions_of",
    "compared",
    "dataset",
    "fared",
    "first_attempts",
    "history_of",
    "judged",
    "latest",
    "latest_of",
    "measured_so_far",
    "tiers_of",
]
