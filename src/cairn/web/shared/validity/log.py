"""The change log of a report: what was computed and what was done about it, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from cairn.domain.validity.models import Action, Snapshot
from cairn.web.shared.validity.words import TIERS, VERDICTS

MOST = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened."""

    at: datetime
    words: str


def log_of(snapshots: Sequence[Snapshot], actions: Iterable[Action]) -> list[Entry]:
    """Each report that said something else than the one before, and each action. `snapshots` the newest first."""
    entries = [Entry(each.at, each.text) for each in actions]
    before = ""
    for each in reversed(snapshots):
        said = f"{each.tier} {each.verdict}"
        if said != before:
            words = gettext("Report %(n)d: %(tier)s, verdict “%(verdict)s”, from %(count)d first attempts.")
            told = {
                "n": each.number,
                "tier": str(TIERS[each.tier].name).lower(),
                "verdict": VERDICTS[each.verdict].name,
                "count": each.first_attempts,
            }
            entries.append(Entry(each.made_at, words % told))
        before = said
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:MOST]
