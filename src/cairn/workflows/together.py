"""Doing at once what many threads ask for one by one, as databases commit in groups."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Order = TypeVar("Order")


class Together(Generic[Order]):
    """Hands orders of all threads to `work`, as many at a time as came in while the last were done.

    Whoever finds nobody at work does the work of all who wait. So one order by itself waits for nobody, and nothing
    runs beside the threads that ask. Callers who were served together ask again together: the first of them waits
    up to `patience` seconds until as many have come, or all would be served in two halves.
    """

    def __init__(self, work: Callable[[Sequence[Order]], None], *, most: int, patience: float = 0.05) -> None:
        self._work, self._most, self._patience = work, most, patience
        self._waiting: list[_Place[Order]] = []
        self._door = threading.Condition()
        self._at_work = False
        self._last = 1

    def do(self, order: Order) -> None:
        """Have the order done; raises what went wrong with it."""
        place = _Place(order)
        with self._door:
            self._waiting.append(place)
            waits, self._at_work = self._at_work, True
            if len(self._waiting) >= self._last:
                self._door.notify()
        if waits:
            place.bell.acquire()
        if not place.done:  # nobody was at work, or it is this one's turn to work
            self._serve()
        if place.problem:
            raise place.problem

    def _serve(self) -> None:
        with self._door:
            self._door.wait_for(lambda: len(self._waiting) >= self._last, self._patience)
            some, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            self._last = len(some)
        try:
            self._do(some)
        finally:
            with self._door:
                self._at_work = bool(self._waiting)
                following = self._waiting[0] if self._waiting else None
            if following:
                following.bell.release()
            for place in some:
                place.done = True
                if place.bell.locked():
                    place.bell.release()

    def _do(self, some: Sequence[_Place[Order]]) -> None:
        try:
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
        self.order, self.done = order, False
        self.problem: Exception | None = None
        self.bell = threading.Lock()
        self.bell.acquire()
