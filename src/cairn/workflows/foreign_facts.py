"""Badges from elsewhere as facts of the policy engine: those that are hers, hold, and are their issuer's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from fractions import Fraction
from typing import Any

from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.foreign.queries import counting_of
from cairn.domain.people.models import Person
from cairn.engines.policy import Fact
from cairn.workflows.accepting import lists_of_outside
from cairn.workflows.badge_facts import BADGE
from cairn.workflows.foreign.reading import achievement_of


def foreign_facts(people: Collection[Person], *, on: date) -> dict[int, list[Fact]]:
    """By person (primary key) her badges that were awarded by the day and whose issuers are on accept-lists.

    The first earned first. Whoever is on no list here may be anybody, so such a badge is none. Constant in queries.
    """
    rows = [
        (badge, badge.awarded_at.date())
        for badge in counting_of([person.pk for person in people])
        if badge.awarded_at is not None and badge.awarded_at.date() <= on
    ]
    lists = lists_of_outside((badge.issuer_id, day) for badge, day in rows) if rows else {}
    found: dict[int, list[Fact]] = defaultdict(list)
    for badge, day in rows:
        if held := lists[badge.issuer_id, day]:
            found[badge.person_id].append(_fact(badge, day, held))
    return dict(found)


def _fact(badge: ForeignBadge, day: date, lists: frozenset[str]) -> Fact:
    """One badge. Its issuer is named by the identifier that was verified: a name anybody can take."""
    return Fact(
        BADGE,
        day,
        Fraction(1),
        str(badge.public_id),
        details={"issuer": badge.issuer_id, "title": badge.name, "evidence": "none"},
        topics=_topics(achievement_of(badge)),
        lists=lists,
        status="valid",
        expires_on=badge.expires_at.date() if badge.expires_at else None,
    )


def _topics(achievement: Any) -> frozenset[str]:
    """What an achievement is about, in its issuer's words (OB 3.0: `tag`; OB 2.0: `tags`)."""
    told = achievement.get("tag") or achievement.get("tags") or []
    words = told if isinstance(told, list) else [told]
    return frozenset(word.replace("-", " ") for word in words if isinstance(word, str))
