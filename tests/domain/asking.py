"""Small helps for asking what was refused and for doing things at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from cairn.engines.verdict import Refused


def refused(do: Callable[[], object]) -> tuple[str, ...]:
    """The codes of the reasons for which `do` is refused; fails when it is not."""
    with pytest.raises(Refused) as refusal:
        do()
    return refusal.value.verdict.codes


def together(*tasks: Callable[[], object]) -> list[object]:
    """Do all tasks at once, each in a thread with a connection of its own; their values or exceptions."""
    start = threading.Barrier(len(tasks))
    results: list[object] = [None] * len(tasks)

    def run(number: int, task: Callable[[], object]) -> None:
        start.wait()
        try:
            results[number] = task()
        except Exception as problem:  # whatever goes wrong is the result to look at
            results[number] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
