"""One section of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

Analysis = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, the finding in one sentence, and what it rests on.

    `missing` says that there is not enough data for the section; `facts` are terms with what is said of each, `lines`
    a list of sentences.
    """

    key: str
    title: str
    finding: str
    plots: tuple[SafeString, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    note: str = ""
    missing: bool = False
