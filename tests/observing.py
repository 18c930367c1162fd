"""The library's anti-bias instruction on the small stage: a log with conditions, other ways, things to tick."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from typing import Any

import yaml

from cairn.demo import gating
from cairn.demo.stage import REVIEWERS, Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Edition
from cairn.workflows import publishing
from tests.remembering import remembered

Change = Callable[[dict[str, Any]], object]


def document() -> dict[str, Any]:
    """The document as the library has it."""
    file = files("cairn.programs") / "anti-bias" / "anti-bias-instruction.yaml"
    loaded: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return loaded


@remembered
def offer(stage: Stage, *, at: datetime, change: Change = lambda whole: None) -> Edition:
    """Publish it, changed by `change`, for the university, through the gate."""
    whole = document()
    change(whole)
    author, reviewer = stage.people["priya-raman"], stage.people[REVIEWERS["harpeth-state"]]
    organization = stage.organizations["harpeth-state"]
    draft = catalog.begin(organization=organization, key=whole["key"], title=whole["title"], by=author, at=at)
    draft = catalog.save_draft(draft=draft, document=whole, revision=1, by=author, at=at)
    gating.clear(draft, author=author, reviewer=reviewer, at=at)
    return publishing.publish(draft=draft, by=author, at=at)


def with_code(whole: dict[str, Any]) -> None:
    """Let the record of peers be shown as code as well."""
    slot = next(slot for slot in whole["slots"] if slot["key"] == "peers")
    slot["alternatives"] = [{"kind": "code", "instructions": "Show the program that you changed together."}]
