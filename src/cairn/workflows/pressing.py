"""Signing many credentials at once, beside what else is being done where there is a second processor."""

from __future__ import annotations

import gc
import hashlib
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Final, NamedTuple, Protocol

from cairn.engines.openbadges import press
from cairn.engines.openbadges.documents import parts
from cairn.engines.openbadges.keys import Signer
from cairn.engines.openbadges.press import Own

HANDED_OVER: Final = 20
"""Documents that are handed over at once: few enough to stay near the processors."""
Order = tuple[int, Own]
"""The kind of credential that is asked for, and what it says by itself."""


class Signed(NamedTuple):
    """A signed document, in its form and its own, as `press.Written` has them, and the SHA-256 of its text in hex."""

    form: str
    own: str
    sha256: str


class Presser(Protocol):
    """Signs in the order that it was asked in."""

    def begin(self, kinds: dict[int, parts.Credential], orders: Sequence[Order]) -> None:
        """Ask for signed documents; `kinds` are examples of the kinds that are new."""
        ...

    def signed(self) -> list[Signed]:
        """What was asked for last."""
        ...

    def close(self) -> None: ...


@dataclass
class Here:
    """Signs in this very process, when the documents are asked for."""

    signer: Signer
    created: datetime
    _kinds: dict[int, press.Series] = field(default_factory=dict)
    _orders: Sequence[Order] = ()

    def begin(self, kinds: dict[int, parts.Credential], orders: Sequence[Order]) -> None:
        for kind, like in kinds.items():
            self._kinds.setdefault(kind, press.Series(like, signer=self.signer, created=self.created))
        self._orders = orders

    def signed(self) -> list[Signed]:
        orders, self._orders = self._orders, ()
        return [self._signed(kind, own) for kind, own in orders]

    def _signed(self, kind: int, own: Own) -> Signed:
        written = self._kinds[kind].write(own)
        return Signed(written.form, written.own, hashlib.sha256(written.text.encode()).hexdigest())

    def close(self) -> None:
        """Nothing has to be ended."""


class Beside:
    """Signs in a process of its own, which ends with this one."""

    def __init__(self, here: Here) -> None:
        self._asked = 0
        # What is there already stays: neither process has to look through it for garbage meanwhile.
        gc.freeze()
        context = get_context("fork")
        self._line, theirs = context.Pipe()
        self._process: ForkProcess = context.Process(
            target=_serve, args=(here, theirs, self._line), daemon=True
        )
        self._process.start()
        theirs.close()

    def begin(self, kinds: dict[int, parts.Credential], orders: Sequence[Order]) -> None:
        self._asked = len(orders)
        self._line.send((kinds, orders))

    def signed(self) -> list[Signed]:
        signed = list[Signed]()
        while len(signed) < self._asked:
            answer: list[Signed] | Exception = self._line.recv()
            if isinstance(answer, Exception):
                raise answer
            signed += answer
        return signed

    def close(self) -> None:
        self._line.close()
        self._process.join()
        gc.unfreeze()


def _serve(here: Here, line: Connection, parents: Connection) -> None:
    # Else this process would keep the line open, and not notice that its parent is gone.
    parents.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(EOFError, OSError):
        while True:
            here.begin(*line.recv())
            try:
                signed = here.signed()
            except Exception as problem:  # told to whoever waits for the documents
                line.send(problem)
            else:
                for at in range(0, len(signed), HANDED_OVER):
                    line.send(signed[at : at + HANDED_OVER])


def presser(signer: Signer, *, created: datetime, beside: bool) -> Presser:
    """Signs with one key at one instant: `beside` what else is done, if there is a processor for it."""
    here = Here(signer, created)
    return Beside(here) if beside and len(os.sched_getaffinity(0)) > 1 else here
