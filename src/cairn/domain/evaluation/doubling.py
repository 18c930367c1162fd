"""Which rounds are read twice, and why; pure.

A draw by lot measures how well readers agree; a second reading near the line protects whoever was read. Both are
done, and each reading keeps its reason, because pairs near the line understate agreement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from cairn.domain.evaluation.combining import passes
from cairn.domain.evaluation.rules import Rules

_WHOLE = 2**64


def drawn(seed: UUID, round_: UUID, *, percent: int) -> bool:
    """Whether a round is drawn for a second reading: the same answer whenever it is asked again.

    The first eight bytes of SHA-256 over the edition's stored seed and the round's public id are taken as a number
    between 0 and 1. Who does not know the seed cannot foretell the draw, and who audits it can repeat it.
    """
    digest = hashlib.sha256(seed.bytes + round_.bytes).digest()
    return int.from_bytes(digest[:8]) * 100 < percent * _WHOLE


def reasons(rules: Rules, *, number: int, launching: bool, lot: bool) -> tuple[str, ...]:
    """Why each reading of a round is asked for when it is submitted, the first one first.

    `number` is the round's within its attempt; `launching` says that it is among the first submissions of its
    edition, which are all read twice, and `lot` whether the round was drawn.
    """
    if rules.panel:
        return ("panel",) * rules.panel
    second = _second(rules, number=number, launching=launching, lot=lot or rules.readings > 1)
    return ("first", *(second or "random" for _ in range(max(rules.readings, 2 if second else 1) - 1)))


def _second(rules: Rules, *, number: int, launching: bool, lot: bool) -> str:
    if launching:
        return "launch"
    if rules.double_from_attempt and number >= rules.double_from_attempt:
        return "resubmission"
    return "random" if lot else ""


def near_cut(
    rubric: Mapping[str, Any], *, met: Collection[str], ranks: Mapping[str, int], passing: int, bare: int
) -> bool:
    """Whether one reader's result is near the line: one criterion more would pass, or `bare` of them just did.

    `met` are the criteria, by key, that earlier rounds met; `ranks` what this reader gave, 1 the lowest level.
    """
    reached = {*met, *(key for key, rank in ranks.items() if rank >= passing)}
    if passes(rubric, reached):
        return sum(rank == passing for rank in ranks.values()) >= bare
    return any(passes(rubric, reached | {key}) for key in ranks)
