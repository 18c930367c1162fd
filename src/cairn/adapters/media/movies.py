"""Video and sound, read by FFmpeg. This module and `encoding` alone know PyAV.

Each file is opened with the one reader that its first bytes call for and with the file protocol alone, so that a
playlist or a reference inside it leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from .kinds import MediaProblem

THREADS = 4  # as many as the cores there are would cost memory beyond the limits on a large machine
LARGEST_SIDE = 8_192  # pixels of what is accepted
_TAIL = 0.9  # the part of a recording after which there must still be something

DAMAGED = "This recording is damaged and cannot be played; check that it plays for you, then send it again."
_BROKEN_OFF = (
    "This recording breaks off before its end; it was not copied wholly. Send it again from the camera."
)
_SILENT = "This file has neither picture nor sound that can be played; export it as MP4 and send that."
_VAST = f"This video is larger than {LARGEST_SIDE} pixels across; export it smaller, 1080p is plenty."


@dataclass(frozen=True, slots=True)
class Movie:
    """A recording that can be played; `width` and `height` in pixels as seen upright, None when only heard."""

    seconds: float
    width: int | None
    height: int | None


def probe(path: Path, reader: str) -> Movie:
    """Length and size of a recording, after decoding a little at its start and near its end.

    Raises `MediaProblem`.
    """
    with opened(path, reader) as container:
        stream = main_stream(container)
        first = next(frames(container, stream), None)
        if first is None:
            raise MediaProblem(DAMAGED)
        seconds = seconds_of(container)
        if container.duration and not _plays_at(container, stream, seconds * _TAIL):
            raise MediaProblem(_BROKEN_OFF)
        if isinstance(first, VideoFrame):
            width, height = upright_size(first)
            return Movie(round(seconds, 3), width, height)
        return Movie(round(seconds, 3), None, None)


@contextmanager
def opened(path: Path, reader: str) -> Iterator[InputContainer]:
    """The recording at `path`, read as `reader`; whatever FFmpeg cannot read is told as `MediaProblem`."""
    try:
        with av.open(path, "r", format=reader, options={"protocol_whitelist": "file"}) as container:
            yield container
    except MemoryError:  # FFmpeg's own is both
        raise
    except FFmpegError:
        raise MediaProblem(DAMAGED) from None


def main_stream(container: InputContainer) -> VideoStream | AudioStream:
    """The picture, or else the sound; a cover image of a song is no picture."""
    for stream in container.streams.video:
        if not stream.disposition & av.stream.Disposition.attached_pic:
            if max(stream.width, stream.height) > LARGEST_SIDE:
                raise MediaProblem(_VAST)
            stream.thread_type = av.codec.context.ThreadType.AUTO
            stream.thread_count = THREADS
            return stream
    if container.streams.audio:
        return container.streams.audio[0]
    raise MediaProblem(_SILENT)


def frames(
    container: InputContainer, *streams: VideoStream | AudioStream
) -> Iterator[VideoFrame | AudioFrame]:
    """Every frame that can be decoded; a damaged packet costs its own frame alone."""
    for packet in container.demux(*streams):
        try:
            for frame in packet.decode():
                if isinstance(frame, VideoFrame | AudioFrame):
                    yield frame
        except av.error.InvalidDataError:
            continue


def seconds_of(container: InputContainer) -> float:
    """The length stated, or, as browsers' recordings state none, that of the packets."""
    if container.duration:
        return container.duration / av.time_base
    container.seek(0)
    ends = (
        float((packet.pts + (packet.duration or 0)) * packet.time_base)
        for packet in container.demux()
        if packet.pts is not None and packet.time_base
    )
    return max(ends, default=0.0)


def _plays_at(container: InputContainer, stream: VideoStream | AudioStream, seconds: float) -> bool:
    start = float((stream.start_time or 0) * (stream.time_base or 0))
    try:
        container.seek(int((start + seconds) * av.time_base))
        some = islice(frames(container, stream), 3_000)
        return any(frame.time is None or frame.time - start >= seconds - 1 for frame in some)
    except FFmpegError:
        return False


def upright_size(frame: VideoFrame) -> tuple[int, int]:
    """Width and height in pixels as seen."""
    lying = frame.rotation % 180 == 90
    return (frame.height, frame.width) if lying else (frame.width, frame.height)
