"""Doing at once what many threads ask for one by one, as databases commit in groups."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Order = TypeVar("Order")


class Together(Generic[Order]):
    """Hands orders of all threads to `work`, as many at a time as came in while the last were done.

    Whoever finds nobody at work does the work of all who wait. So one order by itself waits for nobody, and nothing
    runs beside the threads that ask.
    """

    def __init__(self, work: Callable[[Sequence[Order]], None], *, most: int) -> None:
        self._work, self._most = work, most
        self._waiting: list[_Place[Order]] = []
        self._door, self._turn = threading.Lock(), threading.Lock()

    def do(self, order: Order) -> None:
        """Have the order done; raises what went wrong with it."""
        place = _Place(order)
        with self._door:
            self._waiting.append(place)
        while not place.done:
            with self._turn:
                if not place.done:
                    self._serve()
        if place.problem:
            raise place.problem

    def _serve(self) -> None:
        with self._door:
            some, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            self._work([place.order for place in some])
        except Exception as problem:  # told to whoever ordered it
            self._one_by_one(some, problem)
        for place in some:
            place.done = True

    def _one_by_one(self, some: Sequence[_Place[Order]], problem: Exception) -> None:
        """Let no order fail for another's fault."""
        for place in some:
            place.problem = problem
            if len(some) > 1:
                try:
                    self._work([place.order])
                    place.problem = None
                except Exception as own:  # told to whoever ordered it
                    place.problem = own


class _Place(Generic[Order]):
    """An order in the line."""

    def __init__(self, order: Order) -> None:
        self.order, self.done = order, False
        self.problem: Exception | None = None
