"""What a program asks for, and what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

MEMBERS: Final[Mapping[str, str]] = {
    "email": "recipient.email",
    "name": "recipient.name",
    "micro_credential": "achievement",
    "edition": "edition",
    "earned_on": "earned_on",
    "expires_on": "expires_on",
    "note": "evidence",
}
"""Each column of a list, and the member of a request that stands for it."""

Outcome = Literal["awarded", "known", "faulty", "no_token", "too_many", "other"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: the award by its public id, or what to mend (member, value, sentence)."""

    outcome: Outcome
    award: UUID | None = None
    faults: tuple[tuple[str, str, str], ...] = ()


@dataclass(slots=True, eq=False)
class Request:
    """What a program asks for: a token's digest, cells by column, and the request's own name and digest, if any."""

    token: str
    cells: Mapping[str, str]
    at: datetime
    key: str = ""
    digest: str = ""
    answer: Answer | None = None
