"""Pages of other sites, looked at or read with care: the one door through which Cairn asks elsewhere."""

from __future__ import annotations

from cairn.adapters.links.doors import Rules, Shut
from cairn.adapters.links.fetching import REASONS, Fetcher
from cairn.adapters.links.looking import Look, look_at

__all__ = ["REASONS", "Fetcher", "Look", "Rules", "Shut", "look_at"]
