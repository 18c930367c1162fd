"""What was seen at a draft's links, as pages show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.document import Problem
from cairn.domain.catalog.models import Draft
from cairn.domain.gating.checks import dead_links
from cairn.domain.gating.models import Link
from cairn.web.author.anchors import linked
from cairn.web.author.sections import form_of
from cairn.workflows import links


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a document: whether they are looked at here, what was seen and when.

    `troubles` are sentences, each with the anchor on the authoring page where it is mended.
    """

    on: bool
    due: bool
    total: int
    answering: int
    unseen: int
    looked_at: datetime | None
    troubles: Sequence[tuple[str, str]]

    @property
    def fine(self) -> bool:
        return bool(self.total) and not self.troubles and not self.unseen


def links_in(document: Mapping[str, Any], seen: Mapping[str, Link], draft: Draft | None) -> Links:
    """What is to be said of a document's links; `draft` is for whoever may have them looked at."""
    lifted = documents.lifted(document)
    named = links.named_in(lifted)
    known = [seen[address] for address in named if address in seen]
    found = dead_links(lifted, seen)
    sections, grid = form_of(lifted, [])
    anchors = linked([Problem(one.path, "check", one.text) for one in found], sections, grid)
    return Links(
        on=links.are_looked_at(),
        due=draft is not None and links.is_due(draft),
        total=len(named),
        answering=sum(one.state in ("ok", "moved") for one in known),
        unseen=len(named) - len(known),
        looked_at=max((one.looked_at for one in known), default=None),
        troubles=[(one.text, where.anchor) for one, where in zip(found, anchors, strict=True)],
    )
