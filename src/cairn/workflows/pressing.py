"""Signing many credentials at once, beside what else is being done where there is a second processor."""

from __future__ import annotations

import gc
import hashlib
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import NamedTuple, Protocol

from cairn.engines.openbadges import press
from cairn.engines.openbadges.documents import parts
from cairn.engines.openbadges.keys import Signer


class Own(NamedTuple):
    """What one earner's credential says by itself, beside what all of its kind say."""

    kind: int
    id: str
    image: str
    email: str
    salt: str
    valid_from: datetime
    valid_until: datetime | None
    list_address: str
    place: int


Signed = tuple[str, str]
"""A signed document as JSON text, and the SHA-256 of it in hex."""


class Presser(Protocol):
    """Signs in the order that it was asked in."""

    def begin(self, kinds: dict[int, parts.Credential], orders: Sequence[Own]) -> None:
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
    _press: press.Press = field(default_factory=press.Press)
    _kinds: dict[int, parts.Credential] = field(default_factory=dict)
    _orders: Sequence[Own] = ()

    def begin(self, kinds: dict[int, parts.Credential], orders: Sequence[Own]) -> None:
        self._kinds |= kinds
        self._orders = orders

    def signed(self) -> list[Signed]:
        orders, self._orders = self._orders, ()
        return list(map(self._sign, orders))

    def _sign(self, own: Own) -> Signed:
        said = _credential(self._kinds[own.kind], own)
        text = self._press.sign(said, signer=self.signer, created=self.created)
        return text, hashlib.sha256(text.encode()).hexdigest()

    def close(self) -> None:
        """Nothing has to be ended."""


def _credential(like: parts.Credential, own: Own) -> parts.Credential:
    return parts.Credential(
        id=own.id,
        issuer=like.issuer,
        achievement=like.achievement,
        recipient=parts.RecipientIdentity(email=own.email, salt=own.salt),
        valid_from=own.valid_from,
        awarded=like.awarded,
        valid_until=own.valid_until,
        image=like.image and replace(like.image, id=own.image),
        evidence=like.evidence,
        status=parts.StatusEntry(list_address=own.list_address, index=own.place),
    )


class Beside:
    """Signs in a process of its own, which ends with this one."""

    def __init__(self, here: Here) -> None:
        # What is there already stays: neither process has to look through it for garbage meanwhile.
        gc.freeze()
        context = get_context("fork")
        self._line, theirs = context.Pipe()
        self._process: ForkProcess = context.Process(
            target=_serve, args=(here, theirs, self._line), daemon=True
        )
        self._process.start()
        theirs.close()

    def begin(self, kinds: dict[int, parts.Credential], orders: Sequence[Own]) -> None:
        self._line.send((kinds, orders))

    def signed(self) -> list[Signed]:
        answer = self._line.recv()
        if isinstance(answer, Exception):
            raise answer
        signed: list[Signed] = answer
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
                answer: list[Signed] | Exception = here.signed()
            except Exception as problem:  # told to whoever waits for the documents
                answer = problem
            line.send(answer)


def presser(signer: Signer, *, created: datetime, beside: bool) -> Presser:
    """Signs with one key at one instant: `beside` what else is done, if there is a processor for it."""
    here = Here(signer, created)
    return Beside(here) if beside and len(os.sched_getaffinity(0)) > 1 else here
