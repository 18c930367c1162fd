"""Doing at once what many threads ask for one by one, as databases commit in groups."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Final, Generic, TypeVar

Order = TypeVar("Order")

PATIENCE: Final = 0.05
PAUSE: Final = 0.005


class Together(Generic[Order]):
    """Hands orders of all threads to `work`, as many at a time as came in while the last were done.

    Whoever finds nobody at work does its own order itself, so one by itself waits for nobody. What comes in meanwhile
    is done by a steward, a thread that stays as long as orders come, with `begin` before each work and `leave` at the
    end. So what is asked for together needs one connection to the database, however many ask.

    Callers who were served together ask again together, and would be served in two halves for ever: so the steward
    waits until as many have come as last time, or nobody new for `pause` seconds, and at most `patience` in all.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Order]], None],
        *,
        most: int,
        begin: Callable[[], None] = lambda: None,
        leave: Callable[[], None] = lambda: None,
        patience: float = PATIENCE,
        pause: float = PAUSE,
    ) -> None:
        self._work, self._most = work, most
        self._begin, self._leave = begin, leave
        self._patience, self._pause = patience, pause
        self._waiting: list[_Place[Order]] = []
        self._door = threading.Condition()
        self._at_work = False
        self._last = 1

    def do(self, order: Order) -> None:
        """Have the order done; raises what went wrong with it."""
        place = _Place(order)
        with self._door:
            waits, self._at_work = self._at_work, True
            if waits:
                self._waiting.append(place)
                if len(self._waiting) >= self._last:
                    self._door.notify()
        if waits:
            place.bell.acquire()
        else:
            try:
                self._do([place])
            finally:
                self._hand_over()
        if place.problem:
            raise place.problem

    def _hand_over(self) -> None:
        with self._door:
            self._at_work = bool(self._waiting)
        if self._at_work:
            try:
                threading.Thread(target=self._serve, name="steward", daemon=True).start()
            except RuntimeError:  # no thread is to be had, and nobody may be left waiting
                self._serve()

    def _serve(self) -> None:
        try:
            while some := self._gathered():
                try:
                    self._do(some, self._begin)
                finally:
                    for place in some:
                        place.bell.release()
        finally:
            self._leave()

    def _gathered(self) -> list[_Place[Order]]:
        """Those to be served next; nobody when none came in time, and then nobody is at work."""
        with self._door:
            end, there = monotonic() + self._patience, 0
            while len(self._waiting) < self._last and monotonic() < end:
                if not self._door.wait(self._pause) and 0 < len(self._waiting) == there:
                    break
                there = len(self._waiting)
            some, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            self._last, self._at_work = max(1, len(some)), bool(some)
            return some

    def _do(self, some: Sequence[_Place[Order]], begin: Callable[[], None] = lambda: None) -> None:
        try:
            begin()
            self._work([place.order for place in some])
        except Exception as problem:  # told to whoever ordered it
            if len(some) == 1:
                some[0].problem = problem
                return
            for place in some:  # none may fail for another's fault
                self._do([place])


class _Place(Generic[Order]):
    """An order in the line, and the bell that calls whoever waits for it."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.problem: Exception | None = None
        self.bell = threading.Lock()
        self.bell.acquire()
