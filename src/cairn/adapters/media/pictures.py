"""Pictures, read and written by Pillow."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from .kinds import MediaProblem

MOST_PIXELS = 100_000_000  # a phone's largest photograph has 50 million
LONG_SIDE = 2_560  # pixels of a rendition
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_DAMAGED = "This picture is damaged and cannot be shown; save it again and send the new copy."


def measure(path: Path) -> tuple[int, int]:
    """Width and height in pixels, as seen upright, of a picture that can be decoded. Raises `MediaProblem`."""
    return _upright(path).size


def rendition(source: Path, target: Path) -> tuple[str, int, int]:
    """Write the picture upright, in sRGB, at most `LONG_SIDE` long, with nothing but its pixels.

    Media type (PNG when it is partly transparent, else JPEG), width and height. Raises `MediaProblem`.
    """
    image = _in_srgb(_upright(source))
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    if image.mode == "RGBA":
        bare.save(target, "PNG", optimize=True)
        return "image/png", bare.width, bare.height
    bare.save(target, "JPEG", quality=85, optimize=True, progressive=True)
    return "image/jpeg", bare.width, bare.height


def emblem(source: Path, target: Path, *, side: int) -> None:
    """Write the picture as a PNG at most `side` pixels long, with nothing but its pixels. Raises `MediaProblem`."""
    image = _in_srgb(_upright(source))
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    bare.save(target, "PNG", optimize=True)


def _upright(path: Path) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # the size is checked here, before any pixel is unpacked
    try:
        with Image.open(path, formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise MediaProblem(
                    f"This picture is {image.width} by {image.height} pixels; make it smaller, "
                    f"at most {MOST_PIXELS // 1_000_000} million in all."
                )
            image.load()
            return ImageOps.exif_transpose(image)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise MediaProblem(_DAMAGED) from None


def _in_srgb(image: Image.Image) -> Image.Image:
    transparent = image.has_transparency_data
    profile = image.info.get("icc_profile")
    flat = image.convert("RGBA" if transparent else "RGB")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return flat
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(flat, given, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return flat  # a broken profile is no reason to refuse the picture
    return converted or flat
