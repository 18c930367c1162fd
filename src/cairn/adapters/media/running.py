"""Work on a stranger's file in a process of its own, which may hang, crash or be fooled without harm to ours."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .kinds import MediaProblem

log = logging.getLogger(__name__)

_PASSED_ON = ("PATH", "PYTHONPATH", "TMPDIR")  # of the environment; nothing that may hold a secret

_KEPT_SMALL = {"MALLOC_ARENA_MAX": "2"}  # each thread's own arena would count against the memory limit


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may use: seconds of processor and of clock, bytes of memory and of file."""

    cpu_seconds: int
    wall_seconds: int
    memory: int
    written: int


LOOKING = Limits(cpu_seconds=20, wall_seconds=40, memory=2 << 30, written=0)
DRAWING = Limits(cpu_seconds=4, wall_seconds=8, memory=1 << 30, written=4 << 20)
RENDERING = Limits(cpu_seconds=3_600, wall_seconds=3_600, memory=3 << 30, written=4 << 30)

_TOO_LONG = (
    "This file takes too long to open, so it was given up; export it anew in a common format and size."
)
_TOO_MUCH = "This file needs too much memory or room to open; export it smaller, then send it again."
_CRASHED = (
    "This file could not be opened; it is damaged or of a rare kind. Export it anew, then send it again."
)


def run(task: str, source: Path, limits: Limits, **details: str | int | float) -> Any:
    """What the worker answers to `task`. Raises `MediaProblem`, also when the worker hangs or dies."""
    order = {"task": task, "source": str(source.absolute()), "limits": asdict(limits), **details}
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "cairn.adapters.media.worker", json.dumps(order)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.wall_seconds,
            env={**_KEPT_SMALL, **{name: os.environ[name] for name in _PASSED_ON if name in os.environ}},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise MediaProblem(_TOO_LONG) from None
    if done.returncode:
        log.warning("media worker: %s ended with %s: %s", task, done.returncode, done.stderr[-2_000:])
        raise MediaProblem(_why(done.returncode, done.stderr))
    told = json.loads(done.stdout)
    if "problem" in told:
        raise MediaProblem(told["problem"])
    return told["answer"]


def run_into(target: Path, task: str, source: Path, limits: Limits, **details: str | int | float) -> Any:
    """The same for a task that writes `target`, which is there only when all went well."""
    try:
        return run(task, source, limits, target=str(target.absolute()), **details)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _why(code: int, errors: bytes) -> str:
    if -code in (signal.SIGXCPU, signal.SIGKILL):  # the kernel kills at the hard limit of processor time
        return _TOO_LONG
    if -code == signal.SIGXFSZ or b"MemoryError" in errors or b"Cannot allocate memory" in errors:
        return _TOO_MUCH
    return _CRASHED
