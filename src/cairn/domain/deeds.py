"""A deed: all its writes happen or none, and what may wait for its end is written there, at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

Writer = Callable[[Sequence[Any]], None]


class _Mark:
    """Stands in the list of what happens at commit for as long as nothing undoes what was kept with it."""

    def __call__(self) -> None:
        """At the commit itself nothing is left to do."""


@dataclass(frozen=True, slots=True)
class _Kept:
    writer: Writer
    item: object
    mark: _Mark


class _Here(threading.local):
    """What the deed of this thread, and so of its connection, keeps; None where there is none."""

    kept: list[_Kept] | None = None


_HERE: Final = _Here()


@contextmanager
def deed() -> Iterator[None]:
    """A transaction as `transaction.atomic` makes it; one within another is part of it, without a savepoint.

    A refusal that is raised in a part undoes the whole, so nobody may catch it halfway.
    """
    if _HERE.kept is not None:
        with transaction.atomic(savepoint=False):
            yield
        return
    with transaction.atomic():
        kept = _HERE.kept = []
        try:
            yield
        finally:
            _HERE.kept = None
        _write(kept)


def keep(writer: Writer, item: object) -> bool:
    """Keep an item for the end of the deed, where `writer` gets all of its own in their order; False without a deed.

    Writers write in the order of their first items. What a savepoint undoes is not written.
    """
    if _HERE.kept is None:
        return False
    mark = _Mark()
    transaction.on_commit(mark)
    _HERE.kept.append(_Kept(writer, item, mark))
    return True


def _write(kept: Sequence[_Kept]) -> None:
    if not kept:
        return
    standing = {id(call) for _, call, _ in transaction.get_connection().run_on_commit}
    items: dict[Writer, list[object]] = {}
    for each in kept:
        if id(each.mark) in standing:
            items.setdefault(each.writer, []).append(each.item)
    for writer, each_item in items.items():
        writer(each_item)
