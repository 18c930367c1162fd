"""Cairn: an open, self-hosted platform for educator micro-credentials."""

__version__ = "0.1.0"
