"""Markdown that people write, as HTML that cannot harm."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADING_SHIFT = 2
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


def safe_markdown(source: str | None) -> SafeString:
    """CommonMark with tables as safe HTML in `<div class="prose">`; empty for nothing.

    Raw HTML shows as text, headings begin at `h3` since the page owns those above, pictures are dropped
    and links tell other sites nothing.
    """
    if not source:
        return SafeString("")
    tokens = _PARSER.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + _HEADING_SHIFT, 6)}"
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(f'<div class="prose">{clean}</div>')  # noqa: S308 (nh3 has just cleaned it)
