"""The fields of the rules of judging as a browser posts them; apart from the page, which is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cairn.domain.catalog.document_judging import JUDGING, Switch

USUAL, ON, OFF = "usual", "yes", "no"


def judging_fields(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names and values of the form's fields; a rule that is left to the default is empty, or as usual."""
    block = document.get("judging")
    own = block if isinstance(block, dict) else {}
    for name, setting in JUDGING.items():
        value = own.get(name)
        if isinstance(setting, Switch):
            yield f"judging.{name}", ON if value is True else OFF if value is False else USUAL
        else:
            yield f"judging.{name}", "" if value is None else str(value)
