"""Pages of other sites, looked at with care."""

from __future__ import annotations

from cairn.adapters.links.doors import Rules
from cairn.adapters.links.looking import Look, look_at

__all__ = ["Look", "Rules", "look_at"]
