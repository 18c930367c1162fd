"""What people are told about the workshops they were at."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.workshops.models import Attendance
from cairn.domain.workshops.queries import follow_ons
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _noted(about: str) -> Letter | None:
    rows = Attendance.objects.select_related("workshop__organization", "noted_by")
    attendance = rows.filter(public_id=about).first()
    if attendance is None:  # struck from the list before the letter went out
        return None
    workshop = attendance.workshop
    by = attendance.noted_by.name if attendance.noted_by else workshop.organization.name
    suggested = list(follow_ons().filter(workshop=workshop).order_by("position", "pk"))
    return Letter(
        subject=f"You were at a workshop: {workshop.title}",
        heading=f"{by} noted that you were there",
        paragraphs=[
            f"“{workshop.title}” was held on {workshop.day:%B} {workshop.day.day}, {workshop.day.year}.",
            *(["This is what it suggests to go on with:"] if suggested else []),
        ],
        points=[(each.title, each.offered_by) for each in suggested],
        action="Open the workshop's page",
        path=addresses.workshop(workshop.public_id),
        close="You were not there? The page has a button that takes you off the list.",
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {"workshop_noted": _noted}
