"""Line icons as inline SVG."""

from __future__ import annotations

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from cairn.engines.badgeart.icons import NoSuchIcon, exists, paths

__all__ = ["NoSuchIcon", "exists", "inline", "paths"]


@lru_cache(maxsize=512)
def inline(name: str) -> SafeString:
    """Icon `name` as `<svg class="i">`, hidden from screen readers; raises `NoSuchIcon`."""
    # Safe: the shapes come from lucide's package data, never from a person.
    return mark_safe(  # noqa: S308
        '<svg class="i" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{paths(name)}</svg>'
    )
