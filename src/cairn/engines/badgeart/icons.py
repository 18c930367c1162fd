"""The inside of a line icon by its lucide name.

The one place in the engines that touches a file: lucide's own package data, read once per name and kept.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

_SVG = "{http://www.w3.org/2000/svg}"


class NoSuchIcon(LookupError):
    """Raised for a name that lucide does not have."""


@lru_cache(maxsize=512)
def paths(name: str) -> str:
    """The shapes of icon `name` as SVG text, for a 24 by 24 box; raises `NoSuchIcon`."""
    try:
        source = _icons().read(f"{name}.svg")
    except KeyError:
        raise NoSuchIcon(f"There is no icon “{name}”. Choose a name from the lucide icon set.") from None
    shapes = list(ElementTree.fromstring(source))  # noqa: S314 (lucide's own package data)
    return "".join(_plain(shape) for shape in shapes)


@cache
def _icons() -> ZipFile:
    """The set, kept in memory: opening it reads a list of 1,700 names, and a forked server must share no file."""
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


def exists(name: str) -> bool:
    """Whether lucide has an icon of this name."""
    try:
        paths(name)
    except NoSuchIcon:
        return False
    return True


def _plain(shape: ElementTree.Element) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in shape.attrib.items())
    return f"<{shape.tag.removeprefix(_SVG)}{attributes}/>"
