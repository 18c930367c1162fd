"""Orders of several threads are done at once, and those who were served together are waited for."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from cairn.workflows.together import Together

AGES = 30.0
"""Seconds that only a wrong program would wait."""


def test_callers_who_were_served_together_are_served_together_again():
    sizes, begun, go_on = list[int](), threading.Event(), threading.Event()

    def work(orders: Sequence[str]) -> None:
        sizes.append(len(orders))
        begun.set()
        assert go_on.wait(AGES)

    counter = Together(work, most=9, patience=AGES)

    def call(name: str) -> threading.Thread:
        caller = threading.Thread(target=counter.do, args=(name,))
        caller.start()
        return caller

    first = call("alone")
    assert begun.wait(AGES)
    two = [call("with another"), call("with the first")]
    while len(counter._waiting) < len(two):
        pass
    go_on.set()
    for caller in (first, *two):
        caller.join(AGES)
    for caller in [call("again"), call("again, a little later")]:
        caller.join(AGES)
    assert sizes == [1, 2, 2]
