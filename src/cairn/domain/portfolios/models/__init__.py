from cairn.domain.portfolios.models.collections import Collection, Placement
from cairn.domain.portfolios.models.links import Opening, ShareLink
from cairn.domain.portfolios.models.showings import Audience, Badge, Showing, ShownPiece, of

__all__ = [
    "Audience",
    "Badge",
    "Collection",
    "Opening",
    "Placement",
    "ShareLink",
    "Showing",
    "ShownPiece",
    "of",
]
