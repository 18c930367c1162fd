"""Running a part of a test in processes of their own, which may be killed at any point."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from django.db import connections

KILLED = -signal.SIGKILL


def die() -> None:
    """End this process at once, as a power cut would: nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


_inherited: list[object] = []


def _apart(work: Callable[[], object]) -> None:
    """Do the work on connections of its own.

    While a browser's event loop runs, Django keeps connections elsewhere than without one; a forked process is
    without, and would find there what its parent left open. Those stay the parent's: kept, and never used.
    """
    for connection in connections.all(initialized_only=True):
        _inherited.append(connection.connection)
        connection.connection = None
    work()


def in_processes(*works: Callable[[], object]) -> list[int | None]:
    """Run the works at the same time, each in a forked process with connections of its own; their exit codes."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    running = [context.Process(target=_apart, args=(work,)) for work in works]
    for process in running:
        process.start()
    for process in running:
        process.join(120)
    return [process.exitcode for process in running]


@contextmanager
def command(*arguments: str, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Cairn's command as a process of its own, ended with all that it started when the test is done with it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cairn.cli", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        # What it started would hold its pipes open for ever.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
