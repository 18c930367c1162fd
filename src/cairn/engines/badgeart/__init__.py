"""The badge, drawn from its key: the same key gives the same bytes, in pure vectors, without fonts or chance."""

from cairn.engines.badgeart.drawing import Stone, draw
from cairn.engines.badgeart.palette import HUES, Hue

__all__ = ["HUES", "Hue", "Stone", "draw"]
