"""Reading what an edition's judging came to: its data, and the reports made of them."""

from cairn.domain.validity.queries.dataset import dataset
from cairn.domain.validity.queries.snapshots import (
    actions_of,
    first_attempts,
    history_of,
    judged,
    latest,
    latest_of,
    tiers_of,
)

__all__ = [
    "actions_of",
    "dataset",
    "first_attempts",
    "history_of",
    "judged",
    "latest",
    "latest_of",
    "tiers_of",
]
