"""One badge as an SVG document: body, engraved lines, disc with icon, studs for the tier, stones for a stack."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from cairn.engines.badgeart import shapes
from cairn.engines.badgeart.palette import Hue, hue_named
from cairn.engines.badgeart.shapes import number

MOST_STONES = 16
_DRAWN = frozenset({"path", "circle", "rect", "line", "polyline", "polygon", "ellipse"})


@dataclass(frozen=True, slots=True)
class Stone:
    """One micro-credential of a stack, by its hue; a stone not yet earned is drawn hollow."""

    hue: str
    earned: bool = True


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What the key decides: kind of outline, crests and swing of the lines, strands of the braid, lace of the disc."""

    outline: int
    crests: int
    swing: int
    strands: int
    lace: int
    mark: str


def draw(key: str, *, hue: str, icon_paths: str, tier: int, title: str, stones: Sequence[Stone] = ()) -> str:
    """The badge of `key` as an SVG document of 240 by 240 units, under 4 KB.

    `icon_paths` is the inside of a 24 by 24 line icon; `tier` (1 to 3) sets studs on the rim; `stones`
    lie around the disc of a stack's badge. The same arguments give the same bytes. Raises `ValueError`
    with a sentence for an unknown hue, a tier out of range, too many stones or an icon that is not
    plain shapes.
    """
    if tier not in (1, 2, 3):
        raise ValueError(f"The tier is {tier}. Give 1, 2 or 3.")
    if len(stones) > MOST_STONES:
        raise ValueError(f"A badge shows at most {MOST_STONES} stones, not {len(stones)}.")
    colors, chosen = hue_named(hue), _choose(key)
    _check_icon(icon_paths)
    name = f"<title>{escape(title)}</title>" if title else ""
    naming = 'role="img"' if title else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" {naming}>{name}'
        f"{_body(chosen, colors)}{_ring(chosen, colors, stones)}{_disc(chosen, colors)}"
        f'<g transform="translate(84 84) scale(3)" fill="none" stroke="{colors.deep}" stroke-width="1.7" '
        f'stroke-linecap="round" stroke-linejoin="round">{icon_paths}</g>'
        f"{_studs(tier, colors)}</svg>"
    )


def _choose(key: str) -> _Chosen:
    digest = hashlib.sha256(key.encode()).digest()

    def pick(at: int, low: int, high: int) -> int:
        return low + int.from_bytes(digest[2 * at : 2 * at + 2], "big") % (high - low + 1)

    return _Chosen(
        outline=pick(0, 0, len(shapes.OUTLINES) - 1),
        crests=pick(1, 9, 18),
        swing=pick(2, 9, 13),
        strands=pick(3, 3, 5),
        lace=pick(4, 12, 17),
        mark=digest[-4:].hex(),
    )


def _body(chosen: _Chosen, colors: Hue) -> str:
    outline = shapes.OUTLINES[chosen.outline](112)
    fill, edge = (f"{letter}{chosen.mark}{colors.deep[1:]}" for letter in "fo")
    return (
        f'<defs><linearGradient id="{fill}" x1="0" y1="0" x2=".35" y2="1"><stop stop-color="{colors.mid}"/>'
        f'<stop offset="1" stop-color="{colors.deep}"/></linearGradient><path id="{edge}" d="{outline}"/></defs>'
        f'<use href="#{edge}" fill="url(#{fill})" stroke="{colors.deep}" stroke-width="1.5"/>'
        f'<use href="#{edge}" transform="translate(6.4 6.4) scale(.947)" fill="none" stroke="{colors.bright}" '
        f'stroke-width="1.4"/>'
    )


def _ring(chosen: _Chosen, colors: Hue, stones: Sequence[Stone]) -> str:
    """The engraved braid between rim and disc, or the stones of a stack."""
    if stones:
        return _pebbles(chosen, colors, stones)
    strand = f"g{chosen.mark}{colors.deep[1:]}"
    turn = 360 / chosen.crests / chosen.strands
    copies = "".join(
        f'<use href="#{strand}" transform="rotate({number(turn * copy)} 120 120)"/>'
        for copy in range(1, chosen.strands)
    )
    return (
        f'<g fill="none" stroke="{colors.bright}" stroke-width="1" opacity=".85">'
        f'<path id="{strand}" d="{shapes.ripple(84, chosen.swing, chosen.crests)}"/>{copies}</g>'
    )


def _pebbles(chosen: _Chosen, colors: Hue, stones: Sequence[Stone]) -> str:
    """Stones along the ring, from lower left over the top to lower right, so that the studs keep their place."""
    step = 280 / max(len(stones) - 1, 1)
    width = min(12.0, 0.66 * step)
    pebble = f"p{chosen.mark}"
    laid: dict[str, list[str]] = {}
    for place, stone in enumerate(stones):
        fill = hue_named(stone.hue).bright if stone.earned else ""
        turn = round(place * step - 140) if len(stones) > 1 else 0
        laid.setdefault(fill, []).append(f'<use href="#{pebble}" transform="rotate({turn})"/>')
    hollow = "".join(laid.pop("", []))
    earned = "".join(f'<g fill="{fill}">{"".join(uses)}</g>' for fill, uses in laid.items())
    return (
        f'<defs><ellipse id="{pebble}" cy="-87" rx="{number(width)}" ry="9"/></defs>'
        f'<g transform="translate(120 120)"><g stroke="{colors.deep}" stroke-width="1.5">{earned}</g>'
        f'<g fill="none" stroke="{colors.bright}" stroke-dasharray="3 2">{hollow}</g></g>'
    )


def _disc(chosen: _Chosen, colors: Hue) -> str:
    lace = f"l{chosen.mark}{colors.deep[1:]}"
    copies = "".join(
        f'<use href="#{lace}" transform="rotate({number(part * 120 / chosen.lace)} 120 120)"/>'
        for part in (1, 2)
    )
    return (
        f'<circle cx="120" cy="120" r="67" fill="{colors.tint}" stroke="{colors.deep}" stroke-width="1.5"/>'
        f'<g fill="none" stroke="{colors.bright}"><path id="{lace}" d="{shapes.ripple(61, 2.4, chosen.lace)}"/>'
        f"{copies}</g>"
    )


def _studs(tier: int, colors: Hue) -> str:
    pieces: list[str] = []
    for place in range(tier):
        x, y = shapes.around(88, math.pi / 2 - (place - (tier - 1) / 2) * 0.26)
        pieces.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="5.2"/>')
    return f'<g fill="{colors.tint}" stroke="{colors.deep}" stroke-width="2">{"".join(pieces)}</g>'


@lru_cache(maxsize=256)
def _check_icon(paths: str) -> None:
    """A drawing that is signed and shown everywhere takes in plain shapes only, never a script or a link."""
    try:
        icon = ElementTree.fromstring(f"<g>{paths}</g>")  # noqa: S314 (no DOCTYPE can stand inside an element)
    except ElementTree.ParseError as error:
        raise ValueError("The icon is not well-formed SVG.") from error
    for shape in icon.iter():
        if shape is not icon and shape.tag not in _DRAWN:
            raise ValueError(f"The icon holds <{shape.tag}>. Only plain shapes may be drawn.")
        if any(name.startswith("on") or "href" in name for name in shape.attrib):
            raise ValueError("The icon holds a script or a link. Only plain shapes may be drawn.")
