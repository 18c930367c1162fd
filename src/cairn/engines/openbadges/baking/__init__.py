"""Credentials in files: as JSON, as JWT, and baked into pictures (OB 3.0, section 5).

`images` tells the kinds of files apart, `png` and `svg` put a credential in and take it out.
"""

from cairn.engines.openbadges.baking.images import (
    MEDIA_TYPE,
    Carrier,
    Kind,
    Unbaked,
    bake_png,
    bake_svg,
    carrier_of,
    kind_of,
    read,
    to_json,
    unbake,
)

__all__ = [
    "MEDIA_TYPE",
    "Carrier",
    "Kind",
    "Unbaked",
    "bake_png",
    "bake_svg",
    "carrier_of",
    "kind_of",
    "read",
    "to_json",
    "unbake",
]
