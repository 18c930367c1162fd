"""Warming: what a first page would wait for is read while nobody waits, beside a server or worker that has started."""

from __future__ import annotations

import logging
from importlib import import_module
from threading import Timer
from typing import Final

from cairn.workflows import rulebook

log = logging.getLogger("cairn.warming")

AFTER_SECONDS: Final = 1.0
"""By then the first page has answered, and with it whoever asks whether the server is ready."""

SOLVERS: Final = ("cairn.engines.policy.ways.program", "cairn.engines.policy.allocation.program")
"""What brings SciPy with it, which takes longer to load than all rules take to read."""


def warm() -> None:
    """Read the rules that ship, and load what plans ways to finish. Safe to repeat."""
    rulebook.shipped()
    for name in SOLVERS:
        import_module(name)


def warm_soon() -> None:
    """The same in a thread of its own, shortly; a failure is logged, and told again to whoever needs it."""
    timer = Timer(AFTER_SECONDS, _warm_quietly)
    timer.daemon = True
    timer.start()


def _warm_quietly() -> None:
    try:
        warm()
    except Exception:
        log.exception("The rules could not be read ahead.")
