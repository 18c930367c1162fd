"""Measures as people write them: `{% load percents %}`."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


@register.filter
def two(value: float | None) -> str:
    """With two decimals and no zero before them, as correlations are written."""
    return "–" if value is None else f"{value:.2f}".replace("0.", ".", 1)
