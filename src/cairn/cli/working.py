"""`cairn worker`: sends letters and does whatever is due, in a loop, until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import threading
from argparse import Namespace
from datetime import UTC, datetime
from types import FrameType

from cairn.cli.place import demand_ready, load_django, use_folder

PAUSE_SECONDS = 2.0
HEARTBEAT = "cairn-worker-heartbeat"
HEARTBEAT_KEPT_SECONDS = 24 * 3600
SWEPT = "cairn-worker-swept"
SWEEP_SECONDS = 600
CAUGHT_UP = "cairn-worker-caught-up"
CATCH_UP_SECONDS = 3600
WARNED = "cairn-worker-warned"
WARN_SECONDS = 24 * 3600

log = logging.getLogger("cairn.worker")


def worker(options: Namespace) -> int:
    use_folder(options.data)
    load_django()
    demand_ready()
    from cairn.workflows.warming import warm_soon

    if not options.once:
        warm_soon()
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    log.info("The worker is at work.")
    while not stop.is_set():
        done = one_round()
        if options.once or _orphaned():
            break
        if not done:
            stop.wait(PAUSE_SECONDS)
    return 0


def one_round() -> int:
    """Do what is due now and leave a sign of life; returns how many things were done.

    A failure is logged and tried again in a later round: what is due stands in the database.
    """
    from django.core.cache import cache
    from django.db import close_old_connections

    from cairn.workflows.cataloging import A_ROUND, catch_up
    from cairn.workflows.foreseeing import warn
    from cairn.workflows.sweeping import sweep
    from cairn.workflows.tasks import run_due

    now = datetime.now(UTC)
    close_old_connections()
    try:
        cache.set(HEARTBEAT, now.isoformat(), HEARTBEAT_KEPT_SECONDS)
        # Whoever adds the mark sweeps, so that several workers do it no oftener than one.
        swept = sweep(at=now) if cache.add(SWEPT, now.isoformat(), SWEEP_SECONDS) else 0
        caught = catch_up(at=now) if cache.add(CAUGHT_UP, now.isoformat(), CATCH_UP_SECONDS) else 0
        if cache.add(WARNED, now.isoformat(), WARN_SECONDS):
            warn(at=now)
        if caught >= A_ROUND:  # there may be more; the next round goes on
            cache.delete(CAUGHT_UP)
        return swept + caught + run_due(now)
    except Exception:
        log.exception("This round of work failed; it is tried again.")
        return 0
    finally:
        close_old_connections()


def _orphaned() -> bool:
    parent = os.environ.get("CAIRN_WORKER_PARENT")
    return parent is not None and os.getppid() != int(parent)
