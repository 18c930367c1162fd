"""What a validity report can say: the tier that its data allow, and its verdict."""

from __future__ import annotations

from typing import Final

TIERS: Final = ("counts", "raw", "provisional", "full")
"""From the least data to the most; each begins at so many first attempts."""

VERDICTS: Final = ("supported", "provisional", "not_yet", "concern")

TOLD: Final = ("provisional", "full")
"""Tiers whose figures travel with the credential."""
