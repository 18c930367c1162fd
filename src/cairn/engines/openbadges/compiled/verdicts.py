"""Remembers what passed a check that takes long, by the structure and by the texts the check looked at.

A check that looks at nothing but structure and some texts comes to the same end wherever these are the same.
Only what passed is remembered, so whatever is wrong is found anew and told in full.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

from cairn.engines.openbadges.compiled.structure import Key, NotCompilable, take_apart

CAPACITY: Final = 256
_LONGEST: Final = 4_000

_Looked = tuple[tuple[int, ...], tuple[str, ...]]


class Case(NamedTuple):
    """A document before a check."""

    key: tuple[str, Key]
    texts: list[str]
    passed: bool


class Verdicts:
    """A bounded memory of passed checks. Safe to share between threads."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._passed: OrderedDict[tuple[str, Key], _Looked] = OrderedDict()
        self._lock = threading.Lock()

    def case(self, check: str, document: Mapping[str, Any]) -> Case | None:
        """Whether a check is known to pass; None for a document that cannot be remembered."""
        try:
            key, texts = take_apart(document)
        except NotCompilable:
            return None
        with self._lock:
            looked = self._passed.get((check, key))
            if looked is not None:
                self._passed.move_to_end((check, key))
        passed = looked is not None and tuple(texts[number] for number in looked[0]) == looked[1]
        return Case((check, key), texts, passed)

    def remember(self, case: Case, looked_at: Collection[str]) -> None:
        """That the case passed a check that looked at no other texts than these."""
        places = tuple(number for number, text in enumerate(case.texts) if text in looked_at)
        found = tuple(case.texts[number] for number in places)
        if sum(map(len, found)) > _LONGEST:
            return
        with self._lock:
            self._passed[case.key] = (places, found)
            if len(self._passed) > self._capacity:
                self._passed.popitem(last=False)
