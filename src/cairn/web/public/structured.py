"""What search engines read of a page, safe inside a script element that holds data."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

# What would end a script element inside a page; JSON reads the escapes as the characters themselves.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def in_script(said: Mapping[str, object]) -> SafeString:
    """A JSON object as text for `<script type="application/ld+json">`."""
    text = json.dumps(said, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 (the characters that HTML minds are escaped)
