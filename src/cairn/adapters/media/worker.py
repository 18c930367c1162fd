"""The child process that opens what strangers sent: `python -m cairn.adapters.media.worker JSON`.

It holds no secret, limits itself before it reads a byte, and answers with one line of JSON: `{"answer": [...]}` or
`{"problem": sentence}`. Whatever it dies of is its parent's to tell.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from .kinds import MediaProblem


def main(order: str) -> str:
    """Do what the JSON `order` says and answer in JSON."""
    wanted = json.loads(order)
    _limit(wanted["limits"])
    try:
        return json.dumps({"answer": TASKS[wanted["task"]](wanted)})
    except MediaProblem as problem:
        return json.dumps({"problem": str(problem)})


def _limit(limits: Mapping[str, int]) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # else a full file looks like a damaged one
    sys.dont_write_bytecode = True  # Python would leave a cut-off cache when it may not write whole files
    for what, most in (
        (resource.RLIMIT_CPU, limits["cpu_seconds"]),
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["written"]),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


# Each task imports its own library only: a picture does not pay for FFmpeg.


def _probe(order: Mapping[str, Any]) -> Any:
    from .movies import probe

    return astuple(probe(Path(order["source"]), order["reader"]))


def _video(order: Mapping[str, Any]) -> Any:
    from .encoding import rendition

    return astuple(rendition(Path(order["source"]), Path(order["target"]), order["reader"]))


def _poster(order: Mapping[str, Any]) -> Any:
    from .encoding import poster

    return poster(Path(order["source"]), Path(order["target"]), order["reader"], at=order["at"])


def _measure(order: Mapping[str, Any]) -> Any:
    from .pictures import measure

    return measure(Path(order["source"]))


def _image(order: Mapping[str, Any]) -> Any:
    from .pictures import rendition

    return rendition(Path(order["source"]), Path(order["target"]))


def _emblem(order: Mapping[str, Any]) -> Any:
    from .pictures import emblem

    return emblem(Path(order["source"]), Path(order["target"]), side=order["side"])


def _drawing(order: Mapping[str, Any]) -> Any:
    from .drawings import drawn

    return drawn(Path(order["source"]), Path(order["target"]), side=order["side"])


def _pages(order: Mapping[str, Any]) -> Any:
    from .pages import count

    return count(Path(order["source"]))


def _pdf(order: Mapping[str, Any]) -> Any:
    from .pages import stripped

    return stripped(Path(order["source"]), Path(order["target"]))


def _page(order: Mapping[str, Any]) -> Any:
    from .pages import drawn

    return drawn(Path(order["source"]), Path(order["target"]), page=order["page"], width=order["width"])


def _packed(order: Mapping[str, Any]) -> Any:
    from .documents import packed_document

    return packed_document(Path(order["source"]))


def _text(order: Mapping[str, Any]) -> Any:
    from .documents import plain_text

    return plain_text(Path(order["source"]))


def _nameless(order: Mapping[str, Any]) -> Any:
    from .nameless import nameless

    return nameless(Path(order["source"]), Path(order["target"]))


TASKS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "probe": _probe,
    "video": _video,
    "poster": _poster,
    "measure": _measure,
    "image": _image,
    "emblem": _emblem,
    "drawing": _drawing,
    "pages": _pages,
    "pdf": _pdf,
    "page": _page,
    "packed": _packed,
    "text": _text,
    "nameless": _nameless,
}

if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1]))
