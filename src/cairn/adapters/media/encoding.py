"""Renditions and stills of recordings, written by FFmpeg."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL.Image import Image

from .kinds import MediaProblem
from .movies import DAMAGED, THREADS, Movie, frames, main_stream, opened, probe, seconds_of, upright_size

SHORT_SIDE = 720  # pixels of a rendition
POSTER_SIDE = 1_280  # pixels
SOUND_RATE = 48_000
_TICKS = 90_000  # a second, in which the times of a rendition's frames are told
_ENCODING = {"preset": "veryfast", "crf": "25", "threads": str(THREADS)}
_SHORTEST = _TICKS // 31  # between two frames, so at most 30 a second


def rendition(source: Path, target: Path, reader: str) -> Movie:
    """Write an MP4 (H.264, AAC) of at most 720 lines and 30 frames a second that plays while it loads.

    Always encoded anew: what a camera hides between the frames (place, owner, device) cannot come along.
    Raises `MediaProblem`.
    """
    options = {"movflags": "+faststart"}
    with opened(source, reader) as container, av.open(target, "w", format="mp4", options=options) as output:
        _transcode(container, output)
    return probe(target, "mov")


def poster(source: Path, target: Path, reader: str, *, at: float) -> tuple[int, int]:
    """Write the picture shown `at` seconds, or in the middle of what is shorter, as JPEG; its width and height.

    Raises `MediaProblem`.
    """
    with opened(source, reader) as container:
        stream = main_stream(container)
        if not isinstance(stream, VideoStream):
            raise MediaProblem("This recording has no picture to show.")
        frame = _frame_at(container, stream, at)
        picture: Image = _Upright(stream, frame).turned(frame).to_image()  # type: ignore[no-untyped-call]
    picture.thumbnail((POSTER_SIDE, POSTER_SIDE))
    picture.save(target, "JPEG", quality=82, optimize=True)
    return picture.width, picture.height


class _Upright:
    """Filters that turn frames as they are to be seen and scale them to `SHORT_SIDE`."""

    def __init__(self, source: VideoStream, frame: VideoFrame) -> None:
        self.source = source
        width, height = upright_size(frame)
        scale = min(1.0, SHORT_SIDE / min(width, height))
        self.width, self.height = (max(2, round(side * scale / 2) * 2) for side in (width, height))
        self._fit(frame)

    def turned(self, frame: VideoFrame) -> VideoFrame:
        if self.shape != (frame.width, frame.height, frame.format.name):  # some cameras change in mid-stream
            self._fit(frame)
        self.graph.vpush(frame)
        return self.graph.vpull()

    def _fit(self, frame: VideoFrame) -> None:
        self.shape = (frame.width, frame.height, frame.format.name)
        graph = Graph()
        nodes = [
            graph.add_buffer(
                width=frame.width,
                height=frame.height,
                format=frame.format,
                time_base=self.source.time_base,
            )
        ]
        nodes += [graph.add(name, arguments) for name, arguments in _turns(frame.rotation)]
        nodes.append(graph.add("scale", f"{self.width}:{self.height}"))
        nodes.append(graph.add("format", "yuv420p"))
        nodes.append(graph.add("buffersink"))
        graph.link_nodes(*nodes).configure()
        self.graph = graph


class _Picture:
    """The picture of a rendition, in the times of its source but at most 30 frames a second."""

    def __init__(self, output: OutputContainer, source: VideoStream, first: VideoFrame) -> None:
        self.output = output
        self.upright = _Upright(source, first)
        self.stream = output.add_stream("h264", options=_ENCODING)
        self.stream.width, self.stream.height = self.upright.width, self.upright.height
        self.stream.pix_fmt = "yuv420p"
        self.stream.codec_context.time_base = Fraction(1, _TICKS)
        self.last: int | None = None

    def take(self, frame: VideoFrame) -> None:
        at = self._next() if frame.pts is None else round(frame.time * _TICKS)
        if self.last is not None and at < self.last + _SHORTEST:
            return
        turned = self.upright.turned(frame)
        turned.pts, turned.time_base, self.last = at, Fraction(1, _TICKS), at
        turned.pict_type = av.video.frame.PictureType.NONE
        self.output.mux(self.stream.encode(turned))

    def end(self) -> None:
        self.output.mux(self.stream.encode(None))

    def _next(self) -> int:
        return 0 if self.last is None else self.last + _TICKS // 30


class _Sound:
    """The sound of a rendition: AAC, two channels."""

    def __init__(self, output: OutputContainer) -> None:
        self.output = output
        self.stream = output.add_stream("aac", rate=SOUND_RATE)
        self.stream.bit_rate = 128_000
        self.resampler = AudioResampler(format="fltp", layout="stereo", rate=SOUND_RATE)

    def take(self, frame: AudioFrame) -> None:
        for even in self.resampler.resample(frame):
            self.output.mux(self.stream.encode(even))

    def end(self) -> None:
        for even in self.resampler.resample(None):
            self.output.mux(self.stream.encode(even))
        self.output.mux(self.stream.encode(None))


def _transcode(container: InputContainer, output: OutputContainer) -> None:
    stream = main_stream(container)
    sounds = container.streams.audio[:1]
    picture = _Picture(output, stream, _first(container, stream)) if isinstance(stream, VideoStream) else None
    sound = _Sound(output) if sounds else None
    container.seek(0)
    for frame in frames(container, *dict.fromkeys([stream, *sounds])):
        if isinstance(frame, VideoFrame) and picture:
            picture.take(frame)
        elif isinstance(frame, AudioFrame) and sound:
            sound.take(frame)
    if picture:
        picture.end()
    if sound:
        sound.end()


def _first(container: InputContainer, stream: VideoStream) -> VideoFrame:
    for frame in frames(container, stream):
        if isinstance(frame, VideoFrame):
            return frame
    raise MediaProblem(DAMAGED)


def _frame_at(container: InputContainer, stream: VideoStream, at: float) -> VideoFrame:
    start = float((stream.start_time or 0) * (stream.time_base or 0))
    wanted = start + max(0.0, min(at, seconds_of(container) / 2))
    container.seek(int(wanted * av.time_base))
    best: VideoFrame | None = None
    for frame in frames(container, stream):
        if isinstance(frame, VideoFrame):
            best = frame
            if frame.pts is None or frame.time >= wanted:
                break
    if best is None:
        raise MediaProblem(DAMAGED)
    return best


def _turns(rotation: int) -> list[tuple[str, str | None]]:
    """Filters for a `rotation` in degrees, counterclockwise, as the container states it."""
    turns: dict[int, list[tuple[str, str | None]]] = {
        1: [("transpose", "cclock")],
        2: [("hflip", None), ("vflip", None)],
        3: [("transpose", "clock")],
    }
    return turns.get(round(rotation / 90) % 4, [])
