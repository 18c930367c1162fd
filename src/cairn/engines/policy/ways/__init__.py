"""Ways to finish: few, different in kind, each sound (it is decided again) and minimal (nothing can be left out)."""

from cairn.engines.policy.ways.find import ways
from cairn.engines.policy.ways.way import Offer, Step, Way

__all__ = ["Offer", "Step", "Way", "ways"]
