"""Counting how often a share link is opened, by people other than its owner."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from cairn.domain.people.models import Person
from cairn.domain.portfolios import operations
from cairn.domain.portfolios.models import ShareLink

ROBOTS: Final = re.compile(
    r"bot\b|bots\b|crawl|spider|slurp|preview|scan|facebookexternalhit|whatsapp|embedly|curl|wget|python|java/|headless",
    re.IGNORECASE,
)
"""Programs by which mail and chats look at a link before anybody does."""


def count_opening(*, link: ShareLink, by: Person | None, agent: str, at: datetime) -> bool:
    """Count an opening, unless its owner or a program came; `agent` is what it calls itself. Whether it counted."""
    if not agent or ROBOTS.search(agent) or (by is not None and by.pk == link.person_id):
        return False
    operations.count_opening(link=link, at=at)
    return True
