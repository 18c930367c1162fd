"""What earners and offices are told about badges that are shared, filed, and checked again."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.recognition.models import Filing, Verification
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _filing(about: str) -> Filing:
    return Filing.objects.select_related("earner", "organization", "award").get(public_id=about)


def _shared(about: str) -> Letter:
    filing = _filing(about)
    return Letter(
        subject=f"{filing.earner.name} shared a badge with {filing.organization.name}",
        heading=f"{filing.earner.name} shared a badge",
        paragraphs=[
            f"{filing.title}, awarded by {filing.issuer}.",
            *([filing.note] if filing.note else []),
            "When you file it, Cairn verifies it and puts it in your record of professional learning.",
        ],
        action="Look at it and file it",
        path=addresses.recognizing(),
    )


def _filed(about: str) -> Letter:
    filing = _filing(about)
    return Letter(
        subject=f"{filing.organization.name} filed your badge",
        heading="Your badge is on record",
        paragraphs=[f"{filing.organization.name} verified {filing.title} and put it in your record."],
        action="See your badge",
        path=addresses.award(filing.award.public_id),
    )


def _changed(about: str) -> Letter | None:
    """None where nothing was checked yet, or it is valid again by now."""
    filing = _filing(about)
    last = filing.verifications.first()
    if last is None or last.outcome == Verification.Outcome.VALID:
        return None
    return Letter(
        subject=f"A badge on your record changed: {filing.title}",
        heading=f"{filing.earner.name}: {filing.title}",
        paragraphs=[
            "We check every badge on your record again each month. This one was valid when you filed it.",
            f"What the check says now: {last.sentence}",
        ],
        action="Look at it",
        path=addresses.filing(filing.public_id),
        close="Nothing was removed. What you decided with it before stands until you change it.",
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "badge_shared": _shared,
    "badge_filed": _filed,
    "badge_changed": _changed,
}
