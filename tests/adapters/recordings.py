"""Small recordings, pictures and documents, made on the spot."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction
from pathlib import Path

import av
import pypdfium2 as pdfium
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

SOUND_RATE = 48_000


def film(
    path: Path,
    *,
    seconds: float = 3,
    size: tuple[int, int] = (320, 180),
    rotation: int = 0,
    sound: bool = True,
    container: str = "mp4",
    codec: str = "libx264",
) -> Path:
    """A film that is red on the left and blue on the right, 10 frames a second, with metadata in it."""
    with av.open(path, "w", format=container, options={"movflags": "+faststart"}) as output:
        output.metadata.update({"title": "Ms. Rivera, room 12", "location": "+36.16-086.78/"})
        picture = output.add_stream(codec, rate=10)
        assert isinstance(picture, VideoStream)
        picture.width, picture.height = size
        picture.pix_fmt = "yuv420p"
        if rotation:
            picture.set_display_rotation(rotation)
        voice = (
            output.add_stream("aac" if container != "webm" else "libopus", rate=SOUND_RATE) if sound else None
        )
        shown = Image.new("RGB", size, "blue")
        shown.paste("red", (0, 0, size[0] // 2, size[1]))
        for number in range(int(seconds * 10)):
            frame = VideoFrame.from_image(shown)
            frame.pts, frame.time_base = number, Fraction(1, 10)
            output.mux(picture.encode(frame))
            if voice is not None:
                output.mux(voice.encode(silence(number * SOUND_RATE // 10, SOUND_RATE // 10)))
        output.mux(picture.encode(None))
        if voice is not None:
            output.mux(voice.encode(None))
    return path


def song(path: Path, *, seconds: int = 2, container: str = "mp3", codec: str = "libmp3lame") -> Path:
    with av.open(path, "w", format=container) as output:
        voice = output.add_stream(codec, rate=SOUND_RATE)
        assert isinstance(voice, AudioStream)
        for number in range(seconds * 10):
            output.mux(voice.encode(silence(number * SOUND_RATE // 10, SOUND_RATE // 10)))
        output.mux(voice.encode(None))
    return path


def silence(at: int, samples: int) -> AudioFrame:
    frame = AudioFrame(format="fltp", layout="stereo", samples=samples)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    frame.pts, frame.sample_rate, frame.time_base = at, SOUND_RATE, Fraction(1, SOUND_RATE)
    return frame


def photograph(path: Path, *, turned: bool = False, mode: str = "RGB") -> Path:
    """A picture 60 wide and 40 high with the maker's name in it; `turned`: to be shown a quarter clockwise."""
    image = Image.new(mode, (60, 40), "green")
    exif = Image.Exif()
    exif[0x013B] = "Ms. Rivera"
    exif[0x0112] = 6 if turned else 1
    image.save(path, exif=exif)
    return path


def pdf(path: Path, *, pages: int = 2) -> Path:
    sheets = [Image.new("RGB", (200, 300), "white") for _ in range(pages)]
    sheets[0].save(path, "PDF", save_all=True, append_images=sheets[1:], author="Ms. Rivera", title="Room 12")
    return path


def metadata_of_pdf(path: Path) -> dict[str, str]:
    document = pdfium.PdfDocument(path)
    try:
        found: dict[str, str] = document.get_metadata_dict(skip_empty=True)
        return found
    finally:
        document.close()


def archive(path: Path, entries: dict[str, bytes]) -> Path:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries.items():
            packed.writestr(name, data)
    path.write_bytes(content.getvalue())
    return path


WORD_ENTRIES = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
