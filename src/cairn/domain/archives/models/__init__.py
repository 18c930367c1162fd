from cairn.domain.archives.models.archives import Archive
from cairn.domain.archives.models.arrivals import Arrival

__all__ = ["Archive", "Arrival"]
