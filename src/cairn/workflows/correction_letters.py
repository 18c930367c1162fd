"""What earners are told when a badge of theirs is put on hold, revoked or corrected."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import awards, former_of
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _award(about: str) -> Award:
    return awards().get(public_id=about)


def _letter(
    award: Award, subject: str, heading: str, *paragraphs: str, action: str = "See your badge"
) -> Letter:
    return Letter(
        subject=f"{subject}: {award.title}",
        heading=heading,
        paragraphs=[each for each in paragraphs if each],
        action=action,
        path=addresses.award(award.public_id),
    )


def _suspended(about: str) -> Letter | None:
    award = _award(about)
    if award.state != "suspended":
        return None
    return _letter(
        award,
        "Your badge is on hold",
        "Your badge is on hold",
        f"{award.organization.name} has put {award.title} on hold for now. It gives this reason:",
        award.reason,
        "You need not do anything. If you think that this is a mistake, write to the issuer.",
    )


def _reinstated(about: str) -> Letter | None:
    award = _award(about)
    if award.state != "issued":
        return None
    return _letter(
        award,
        "Your badge is valid again",
        "Your badge is valid again",
        f"{award.organization.name} has ended the hold on {award.title}. Files that you gave away are valid too.",
    )


def _revoked(about: str) -> Letter:
    award = _award(about)
    return _letter(
        award,
        "Your badge was revoked",
        "Your badge was revoked",
        f"{award.organization.name} has revoked {award.title}. It gives this reason:",
        award.reason,
        "If you think that this is a mistake, write to the issuer. Your evidence is still yours.",
    )


def _reissued(about: str) -> Letter:
    award = _award(about)
    former = former_of(award).first()
    return _letter(
        award,
        "Your badge was corrected",
        "Your badge was corrected, so download it again",
        f"{award.organization.name} has issued {award.title} to you again. It was corrected like this:",
        former.reason if former else "",
        "Pages that you shared are right by themselves. Files of before no longer verify: download the badge once "
        "more, and hand that file to whoever has the old one.",
        action="Download it again",
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "badge_suspended": _suspended,
    "badge_reinstated": _reinstated,
    "badge_revoked": _revoked,
    "badge_reissued": _reissued,
}
