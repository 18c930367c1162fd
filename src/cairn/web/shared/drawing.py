"""What charts and plots are drawn with: pieces of SVG, a drawing of two widths, and a table of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

WIDE, NARROW = 680, 330


def lines(name: str, most: int) -> list[str]:
    """`name` on at most two lines of about `most` characters."""
    found = [""]
    for word in name.split():
        if found[-1] and len(found[-1]) + len(word) >= most:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found[:2] if len(found) < 3 else [found[0], f"{found[1]}…"]


def number(value: float | None, digits: int = 2) -> str:
    """A number as it is printed; a dash for what is not known."""
    return "–" if value is None else f"{value:.{digits}f}".replace("-", "−")


def path(kind: str, steps: str) -> str:
    """A line: `steps` is SVG's own language of moves, with numbers that the caller has rounded."""
    return f'<path class="{kind}" d="{steps}"/>'


def dot(kind: str, x: float, y: float, radius: float = 5) -> str:
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'


def rect(kind: str, x: float, y: float, width: float, height: float, radius: int) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius}"/>'


def text(kind: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def drawing(title: str, finding: str, width: int, height: float, pieces: Iterable[str]) -> str:
    kind = "wide" if width == WIDE else "narrow"
    return (
        f'<svg class="chart {kind}" viewBox="0 0 {width} {height:.0f}" role="img" '
        f'aria-label="{escape(title)}. {escape(finding)}">'
        f'<text class="title" x="0" y="18">{escape(title)}</text>{"".join(pieces)}</svg>'
    )


def table(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[object]]]) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((name,) for name in heads[1:]))
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (name, format_html_join("", "<td>{}</td>", ((value,) for value in values)))
            for name, values in rows
        ),
    )
    return format_html("<table><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>", head, body)


def figure(drawings: Iterable[str], numbers: SafeString, finding: str) -> SafeString:
    return format_html(
        '<figure class="panel fig">{}<figcaption>{}</figcaption><details class="more"><summary>{}</summary>'
        '<div class="table-scroll">{}</div></details></figure>',
        mark_safe("".join(drawings)),  # noqa: S308 (every word in it is escaped by text and drawing)
        finding,
        gettext("See the numbers"),
        numbers,
    )
