"""What an earner is told when something became of a badge that she brought from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from cairn.domain.foreign.models import Change
from cairn.workflows import addresses
from cairn.workflows.letter import Letter

_HEADINGS: Final[Mapping[str, str]] = {
    "revoked": "Its issuer has taken a badge back",
    "suspended": "Its issuer has put a badge on hold",
    "expired": "A badge has expired",
    "invalid": "A badge does not hold any more",
    "key": "Whose badge it is cannot be shown any more",
    "doubtful": "Something about a badge cannot be checked any more",
    "silent": "The site of a badge's issuer does not answer",
    "confirmed": "The issuer of a badge is confirmed",
    "stands": "A badge is in force",
}


def _changed(about: str) -> Letter | None:
    change = Change.objects.select_related("badge").get(public_id=about)
    badge = change.badge
    if badge.state != "kept":  # removed before the letter went out
        return None
    heading = _HEADINGS[change.kind]
    return Letter(
        subject=f"{heading}: {badge.name}",
        heading=heading,
        paragraphs=[
            f"You brought “{badge.name}” of {badge.issuer or 'an unknown issuer'} into your portfolio. "
            "We look at it again from time to time, so that you hear first what others would find.",
            change.words,
        ],
        action="See what was checked",
        path=addresses.foreign_badge(badge.public_id),
        close="Questions about the badge itself are best asked of its issuer.",
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {"foreign_changed": _changed}
