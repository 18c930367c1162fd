"""A map of the states as equal tiles, so that a small state is as easy to see and to open as a large one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cairn.web.shared.drawing import NARROW, WIDE, text

# Row by row from the north, each state where its neighbors are.
ROWS = (
    "ak .. .. .. .. .. .. .. .. .. me",
    ".. .. .. .. .. .. .. .. .. vt nh",
    "wa id mt nd mn il wi mi ny ri ma",
    "or nv wy sd ia in oh pa nj ct ..",
    "ca ut co ne mo ky wv va md de ..",
    ".. az nm ks ar tn nc sc dc .. ..",
    ".. .. .. ok la ms al ga .. .. ..",
    "hi .. .. tx .. .. .. .. fl .. ..",
)
PLACES = {
    name: (column, row)
    for row, names in enumerate(ROWS)
    for column, name in enumerate(names.split())
    if name != ".."
}
COLUMNS, GAP, TOP = 11, 3, 30


class Tile(NamedTuple):
    """A state: how it is drawn (a class of plots.css), the sign beside its letters, where it leads, and in words."""

    state: str
    kind: str
    sign: str
    address: str
    told: str
    now: bool = False


class Key(NamedTuple):
    """A way of drawing, and what it means."""

    kind: str
    sign: str
    words: str


def tiles(title: str, finding: str, every: Sequence[Tile], keys: Iterable[Key]) -> SafeString:
    """The map, and below it what the patterns and signs mean. States that are not given are drawn as empty places."""
    drawings = "".join(_map(title, finding, every, width) for width in (WIDE, NARROW))
    meaning = format_html_join("", "<li>{}<span>{}</span></li>", ((_sample(key), key.words) for key in keys))
    return format_html(
        '<figure class="panel fig tile-map">{}<figcaption>{}</figcaption><ul class="tile-keys">{}</ul></figure>',
        mark_safe(drawings),  # noqa: S308 (every word in it is escaped by text, _tile and _map)
        finding,
        meaning,
    )


def _map(title: str, finding: str, every: Sequence[Tile], width: int) -> str:
    kind = "wide" if width == WIDE else "narrow"
    side = (width + GAP) / COLUMNS - GAP
    given = {tile.state: tile for tile in every}
    pieces = [_tile(given.get(name), name, side, kind) for name in PLACES]
    height = TOP + len(ROWS) * (side + GAP)
    return (
        f'<svg class="chart {kind}" viewBox="0 0 {width} {height:.0f}" role="group" '
        f'aria-label="{escape(title)}. {escape(finding)}">{_stripes(kind)}'
        f'<text class="title" x="0" y="18" aria-hidden="true">{escape(title)}</text>{"".join(pieces)}</svg>'
    )


def _stripes(name: str) -> str:
    return (
        f'<defs><pattern id="stripes-{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="ground" width="6" height="6"/>'
        '<rect class="stripe" width="2" height="6"/></pattern></defs>'
    )


def _tile(tile: Tile | None, name: str, side: float, drawing: str) -> str:
    column, row = PLACES[name]
    x, y = column * (side + GAP), TOP + row * (side + GAP)
    if tile is None:
        letters = text("quiet", x + side / 2, y + side / 2 + 5, name.upper(), "middle")
        return f'<g aria-hidden="true">{_box("none", x, y, side, drawing)}{letters}</g>'
    box = _box(f"{tile.kind}{' now' if tile.now else ''}", x, y, side, drawing)
    letters = text("letters", x + side / 2, y + side * 0.46, name.upper(), "middle")
    sign = text("sign", x + side / 2, y + side * 0.85, tile.sign, "middle")
    now = ' aria-current="true"' if tile.now else ""
    return (
        f'<a href="{escape(tile.address)}" aria-label="{escape(tile.told)}"{now}>'
        f"<title>{escape(tile.told)}</title>{box}{letters}{sign}</a>"
    )


def _box(kind: str, x: float, y: float, side: float, drawing: str) -> str:
    fill = f' fill="url(#stripes-{drawing})"' if kind.startswith("striped") else ""
    return f'<rect class="tile {kind}" x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}" rx="5"{fill}/>'


def _sample(key: Key) -> SafeString:
    """A small tile; the stripes are its own, for those of the map may not be drawn."""
    name = f"key-{key.kind}"
    stripes = _stripes(name) if key.kind == "striped" else ""
    sign = text("sign", 15, 20, key.sign, "middle") if key.sign else ""
    drawn = f"{stripes}{_box(key.kind, 1, 1, 28, name)}{sign}"
    return format_html(
        '<svg class="chart sample" viewBox="0 0 30 30" width="30" height="30" aria-hidden="true">{}</svg>',
        mark_safe(drawn),  # noqa: S308 (made of numbers and of words that text escapes)
    )
