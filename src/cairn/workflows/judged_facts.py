"""Work that is being judged as facts of the policy engine: pending, dated as it would be earned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from cairn.domain.evidence.models import Attempt
from cairn.engines.policy import Fact
from cairn.workflows.badge_facts import BADGE, hours_of, topics_of

IN_JUDGING = ("submitted", "in_review")


def judged_now(people: Iterable[int]) -> dict[int, list[Fact]]:
    """By the key of each person whose work is being judged, with one question."""
    rows = Attempt.objects.filter(earner__in=list(people), state__in=IN_JUDGING, submitted_at__isnull=False)
    found: dict[int, list[Fact]] = defaultdict(list)
    for row in rows.select_related("edition", "organization").order_by("submitted_at", "pk"):
        if row.submitted_at is not None:
            day = row.submitted_at.astimezone(ZoneInfo(row.organization.time_zone)).date()
            found[row.earner_id].append(
                Fact(
                    BADGE,
                    day,
                    1,
                    str(row.public_id),
                    {"title": row.edition.title, "issuer": row.organization.name},
                    hours_of(row.edition.document),
                    topics_of(row.edition.document),
                    status="pending",
                )
            )
    return found
