"""Made-up files to hand in, looked at and rendered once for the many attempts that use them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cairn.adapters import media
from cairn.demo import clip
from cairn.demo.sounding import make_sound

CLIP_SECONDS = 20
VARIETY = 3


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes of a rendition and what they are."""

    data: bytes
    media_type: str
    seconds: float | None
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Sample:
    """A file to hand in, looked at and rendered once for the many attempts that use it."""

    name: str
    data: bytes
    seen: media.Inspection
    copies: Mapping[str, Copy]


Make = Callable[[Path], object]
_SUFFIX = {"video": ".mp4", "image": ".png", "audio": ".wav", "pdf": ".pdf"}


@cache
def sample(kind: str, seed: int, text: str = "") -> Sample:
    """A made-up file of a kind: video, image, audio or pdf; the same seed gives the same one."""
    makers: dict[str, Make] = {
        "video": lambda path: clip.make_clip(path, seconds=CLIP_SECONDS, seed=seed),
        "image": lambda path: clip.make_image(path, seed),
        "audio": lambda path: make_sound(path, seed=seed),
        "pdf": lambda path: clip.make_pdf(path, text or f"Plan {seed}\n\nA plan for the demo."),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}{_SUFFIX[kind]}"
        makers[kind](path)
        seen = media.inspect(path, path.name)
        return Sample(
            f"{kind}-{seed}{_SUFFIX[kind]}", path.read_bytes(), seen, _copies(kind, path, Path(folder))
        )


def _copies(kind: str, source: Path, folder: Path) -> dict[str, Copy]:
    wanted: dict[str, dict[str, Callable[[Path, Path], media.Rendition]]] = {
        "video": {"rendition": media.rendition_video, "poster": media.poster},
        "audio": {"rendition": media.rendition_video},
        "image": {"rendition": media.rendition_image},
        "pdf": {"rendition": media.rendition_pdf},
    }
    copies = {}
    for use, make in wanted[kind].items():
        target = folder / f"{use}-of-{source.name}"
        made = make(source, target)
        copies[use] = Copy(target.read_bytes(), made.media_type, made.seconds, made.width, made.height)
    return copies


def warm() -> None:
    """Make the files that most attempts use, on all cores; encoding leaves the interpreter free."""
    wanted = [(kind, seed) for kind in ("video", "audio", "image", "pdf") for seed in range(VARIETY)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda each: sample(*each), wanted))
