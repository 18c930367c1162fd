"""Stand-ins for evidence: a drawn classroom video with captions, student work as a picture, a plan as PDF.

All are drawn from a seed, so the demo looks the same everywhere and no real child is ever in it.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

import av
import av.codec
import typst
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, RATE = 640, 360, 12
HANDS = (0.16, 0.42, 0.7)
"""When, as shares of the clip, a student raises a hand and speaks."""

Color = tuple[int, int, int]
SKINS: tuple[Color, ...] = ((255, 219, 172), (224, 172, 105), (198, 134, 66), (141, 85, 36), (92, 58, 33))
SHIRTS: tuple[Color, ...] = ((214, 84, 76), (66, 133, 180), (94, 158, 98), (232, 170, 62), (138, 103, 171))
INK: Color = (47, 56, 68)

LESSONS: tuple[tuple[str, tuple[str, str], tuple[str, str, str]], ...] = (
    (
        "Morning Meeting",
        ("Today we wait,", "then we ask."),
        ("I waited for my loose tooth.", "Did it hurt?", "Only my turn hurt!"),
    ),
    (
        "Morning Meeting",
        ("Good game!", "Two slow breaths."),
        ("I lost at cards with Grandpa.", "What did you do?", "We played again."),
    ),
    (
        "Question of the day",
        ("Is a surprise", "always good?"),
        ("Yes, I like parties.", "I see it a different way.", "Tell me why."),
    ),
    (
        "Number talk",
        ("18 x 5", "Think, then signal."),
        ("I did nine times ten.", "Where is the 18?", "I cut it in half."),
    ),
)
"""What the board says (heading, lines) and what three students say, by seed."""


@dataclass(frozen=True, slots=True)
class _Child:
    x: int
    y: int
    skin: Color
    shirt: Color
    phase: float


def make_clip(path: Path, *, seconds: int = 20, seed: int = 1) -> str:
    """Write a silent video of a class in a circle and answer its content type.

    MP4 with H.264 where the libraries can encode it, else WebM with VP9.
    """
    mp4 = "libx264" in av.codec.codecs_available
    codec, form = ("libx264", "mp4") if mp4 else ("libvpx-vp9", "webm")
    settings = {"crf": "30", "preset": "veryfast"} if mp4 else {"crf": "38", "cpu-used": "8"}
    with av.open(str(path), "w", format=form, options={"movflags": "+faststart"} if mp4 else {}) as container:
        stream = cast(av.VideoStream, container.add_stream(codec, rate=RATE, options=settings))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        # Keyframes every two seconds keep seeking to a moment quick; one thread keeps the bytes equal.
        stream.codec_context.gop_size = 2 * RATE
        stream.codec_context.thread_count = 1
        for number, image in enumerate(_frames(seconds, seed)):
            frame = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return "video/mp4" if mp4 else "video/webm"


def make_captions(path: Path, *, seconds: int = 20, seed: int = 1) -> None:
    """Write WebVTT captions for the clip of the same seconds and seed."""
    _, _, lines = LESSONS[seed % len(LESSONS)]
    cues = [
        f"{_stamp(start * seconds)} --> {_stamp((start + 0.2) * seconds)}\n<v Student>{line}"
        for start, line in zip(HANDS, lines, strict=True)
    ]
    path.write_text("\n\n".join(["WEBVTT", *cues]) + "\n", "utf-8")


def make_image(path: Path, seed: int = 1) -> None:
    """Write a page of a child's work, drawn and lettered, in the format that the path's ending names."""
    dice = random.Random(seed)
    page = Image.new("RGB", (900, 1160), (253, 251, 244))
    pen = ImageDraw.Draw(page)
    for y in range(640, 1120, 56):
        pen.line((60, y, 840, y), fill=(188, 208, 226), width=2)
    _drawing(pen, dice)
    _, _, lines = LESSONS[seed % len(LESSONS)]
    for row, line in enumerate([*lines, "I changed my mind."]):
        _lettering(page, 80, 652 + 112 * row, line, dice)
    page.save(path, quality=82)


def make_pdf(path: Path, text: str) -> None:
    """Write `text` as a tagged PDF; its first line is the title, a blank line parts paragraphs."""
    title, _, body = re.sub(r"\*+", "", text).strip().partition("\n")
    fonts = Path(str(files("fontpkg_atkinson_hyperlegible") / "files"))
    pdf: bytes = typst.compile(  # type: ignore[misc]
        PAGE.encode(),
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"title": title, "body": body.strip()},
    )
    path.write_bytes(pdf)


PAGE = """
#set document(title: sys.inputs.title, date: none)
#set page(paper: "us-letter", margin: 1in, numbering: "1")
#set text(font: "Atkinson Hyperlegible", size: 11pt, lang: "en")
#set par(leading: 0.75em, spacing: 1.2em)
#heading(sys.inputs.title)
#for part in sys.inputs.body.split("\\n\\n") {
  par(part.split("\\n").map(line => [#line]).join(linebreak()))
}
"""


def _frames(seconds: int, seed: int) -> Iterator[Image.Image]:
    dice = random.Random(seed)
    room, children = _room(seed), _circle(dice)
    speakers = dice.sample(range(len(children)), len(HANDS))
    for number in range(seconds * RATE):
        time = number / RATE
        image = room.copy()
        pen = ImageDraw.Draw(image)
        _teacher(pen, 90 + 40 * math.sin(time / 3), time)
        for index, child in enumerate(children):
            turn = speakers.index(index) if index in speakers else None
            active = turn is not None and 0 <= time / seconds - HANDS[turn] < 0.2
            _child(pen, child, time, speaking=active)
        yield image


def _room(seed: int) -> Image.Image:
    """What does not move: wall, window, board and rug."""
    heading, board, _ = LESSONS[seed % len(LESSONS)]
    room = Image.new("RGB", (WIDTH, HEIGHT), ((244, 237, 222), (229, 238, 240), (238, 234, 243))[seed % 3])
    pen = ImageDraw.Draw(room)
    pen.rectangle((0, 200, WIDTH, HEIGHT), fill=(205, 178, 142))
    pen.rectangle((520, 30, 620, 130), fill=(173, 214, 240), outline=(255, 255, 255), width=5)
    pen.line((570, 30, 570, 130), fill=(255, 255, 255), width=4)
    pen.rounded_rectangle((190, 18, 480, 148), 6, fill=(44, 84, 70), outline=(140, 104, 66), width=6)
    pen.text((335, 42), heading, font=_font(19), fill=(245, 214, 120), anchor="mm")
    for row, line in enumerate(board):
        pen.text((335, 82 + 34 * row), line, font=_font(25), fill=(250, 250, 246), anchor="mm")
    pen.ellipse((130, 196, 600, 350), fill=(120, 160, 176), outline=(92, 128, 146), width=5)
    return room


def _circle(dice: random.Random, count: int = 9) -> list[_Child]:
    """Children around the rug, those farther back first, so that nearer ones are drawn over them."""
    seats = [
        (365 + 210 * math.cos(a), 262 + 58 * math.sin(a))
        for a in (math.tau * n / count for n in range(count))
    ]
    return [
        _Child(round(x), round(y), dice.choice(SKINS), dice.choice(SHIRTS), dice.random() * math.tau)
        for x, y in sorted(seats, key=lambda seat: seat[1])
    ]


def _child(pen: ImageDraw.ImageDraw, child: _Child, time: float, *, speaking: bool) -> None:
    bob = round(2 * math.sin(2 * time + child.phase))
    x, y = child.x, child.y + bob
    pen.rounded_rectangle((x - 18, y, x + 18, y + 36), 12, fill=child.shirt)
    if speaking:
        pen.line((x + 14, y + 8, x + 24, y - 34), fill=child.shirt, width=9)
        pen.ellipse((x + 18, y - 44, x + 31, y - 31), fill=child.skin)
    pen.ellipse((x - 15, y - 27, x + 15, y + 3), fill=child.skin)
    pen.pieslice((x - 16, y - 30, x + 16, y), 180, 360, fill=INK)
    if speaking:
        wide = round(2 + 2 * abs(math.sin(9 * time)))
        pen.ellipse((x - 4, y - 7 - wide // 2, x + 4, y - 6 + wide), fill=(150, 52, 52))


def _teacher(pen: ImageDraw.ImageDraw, x: float, time: float) -> None:
    step = 7 * math.sin(4 * time)
    for leg in (step, -step):
        pen.line((x, 246, x + leg, 306), fill=INK, width=10)
    pen.rounded_rectangle((x - 24, 160, x + 24, 252), 16, fill=(86, 104, 158))
    pen.line((x + 16, 176, x + 48, 190 + 10 * math.sin(time)), fill=(86, 104, 158), width=10)
    pen.ellipse((x - 19, 120, x + 19, 160), fill=SKINS[2])
    pen.pieslice((x - 21, 115, x + 21, 156), 170, 370, fill=(70, 44, 32))


def _drawing(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """A house, a sun, and a dog that is bigger than the house."""
    crayon = dice.sample(SHIRTS, 3)
    x = dice.randint(90, 180)
    pen.rectangle((x, 330, x + 190, 520), outline=crayon[0], width=9)
    pen.line((x - 20, 332, x + 95, 220, x + 210, 332), fill=crayon[0], width=9, joint="curve")
    pen.rectangle((x + 72, 430, x + 122, 520), outline=INK, width=6)
    pen.ellipse((640, 70, 770, 200), outline=(232, 170, 62), width=10)
    for ray in range(10):
        angle = math.tau * ray / 10 + dice.random() / 5
        ends = [
            (705 + r * math.cos(angle), 135 + r * math.sin(angle)) for r in (82, 82 + dice.randint(20, 45))
        ]
        pen.line(ends, fill=(232, 170, 62), width=8)
    pen.ellipse((430, 300, 720, 450), outline=crayon[1], width=9)
    pen.ellipse((680, 230, 800, 340), outline=crayon[1], width=9)
    for leg in (470, 530, 630, 690):
        pen.line((leg, 440, leg + dice.randint(-8, 8), 540), fill=crayon[1], width=9)
    pen.ellipse((752, 264, 766, 280), fill=INK)
    pen.line((40, 545, 860, 545 + dice.randint(-8, 8)), fill=crayon[2], width=8)


def _lettering(page: Image.Image, x: int, y: int, line: str, dice: random.Random) -> None:
    """Letters of uneven height and slant, as a second grader writes."""
    for letter in line:
        font = _font(dice.randint(38, 46))
        tile = Image.new("L", (70, 80))
        ImageDraw.Draw(tile).text((14, 8), letter, font=font, fill=255)
        tile = tile.rotate(dice.uniform(-9, 9), resample=Image.Resampling.BICUBIC)
        page.paste(INK, (x, y + dice.randint(-5, 5)), tile)
        x += round(font.getlength(letter)) + dice.randint(1, 4)


def _stamp(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"00:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    folder = files("fontpkg_atkinson_hyperlegible") / "files"
    return ImageFont.truetype(str(folder / "AtkinsonHyperlegible-Bold.ttf"), size)
