"""The credential that is measured: a badge with a rubric of three criteria and the levels reached, 5.4 KB."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from cairn.engines.openbadges.documents.parts import (
    Achievement,
    Credential,
    Evidence,
    Image,
    IssuerProfile,
    RecipientIdentity,
    Result,
    RubricCriterion,
    RubricLevel,
    StatusEntry,
)

CREATED: Final = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
_SITE: Final = "https://badges.example.edu"
_EDITION: Final = f"{_SITE}/e/5b0f5c7e-2a1e-4d53-9d0c-0c4a7e0d4f11"
_CRITERIA: Final = ("greeting", "sharing", "reflection")
_LEVELS: Final = ("emerging", "proficient", "exemplary")


def _criterion(key: str) -> RubricCriterion:
    levels = tuple(
        RubricLevel(
            id=f"{_EDITION}#{key}-{level}",
            name=level.title(),
            description=f"What the {key} looks like where it is {level}.",
            level=str(rank),
        )
        for rank, level in enumerate(_LEVELS)
    )
    return RubricCriterion(
        id=f"{_EDITION}#{key}", name=key.title(), levels=levels, required_level=levels[1].id
    )


_ACHIEVEMENT: Final = Achievement(
    id=_EDITION,
    name="Morning Meeting",
    description="The educator leads a meeting each morning that opens the day for every student.",
    criteria_id=_EDITION,
    criteria_narrative="Judged by trained evaluators against this public rubric.",
    language="en",
    version="1 (0c4a7e0d4f11)",
    tags=("belonging", "routines"),
    rubric=tuple(map(_criterion, _CRITERIA)),
)


def credentials(count: int, *, issuer: str, start: int = 0) -> list[Credential]:
    """Credentials of as many earners, who share nothing but issuer and achievement."""
    profile = IssuerProfile(id=issuer, name="Lakeside University", url="https://lakeside.example.edu")
    return [_credential(number, profile) for number in range(start, start + count)]


def without_status(credential: Credential) -> Credential:
    """The same with no list to look its status up in."""
    return replace(credential, status=None)


def varied(credential: Credential) -> Credential:
    """The same with more or less evidence, results and names."""
    recipient = replace(credential.recipient, shown_name=random.choice((None, "Zoë")))
    return replace(
        credential,
        recipient=recipient,
        evidence=credential.evidence[random.randint(0, 1) :],
        results=credential.results[random.randint(0, 3) :],
        image=random.choice((None, credential.image)),
    )


def _credential(number: int, issuer: IssuerProfile) -> Credential:
    reached = _LEVELS[1 + number % 2]
    return Credential(
        id=f"{_SITE}/badges/{number:08}",
        issuer=issuer,
        achievement=_ACHIEVEMENT,
        recipient=RecipientIdentity(
            email=f"educator{number}@example.edu",
            salt=f"{number:022}",
            shown_name=f"Éducatrice {number} “Zoë”",
        ),
        valid_from=CREATED,
        awarded=CREATED,
        image=Image(id=f"{_SITE}/badges/{number:08}.svg", caption="Badge: Morning Meeting"),
        results=tuple(
            Result(criterion=f"{_EDITION}#{key}", achieved_level=f"{_EDITION}#{key}-{reached}")
            for key in _CRITERIA
        ),
        evidence=(
            Evidence(id=f"{_SITE}/portfolio/{number}", name="Video", narrative=f"Day {number}.\nLine 2."),
        ),
        status=StatusEntry(list_address=f"{_SITE}/status/7", index=number),
    )
