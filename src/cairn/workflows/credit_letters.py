"""What an earner and a registrar are told about academic credit."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.recognition.models import CreditClaim
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _claim(about: str) -> CreditClaim:
    claims = CreditClaim.objects.select_related(
        "award__earner", "award__edition", "award__stack_edition", "offer__organization"
    )
    return claims.get(public_id=about)


def _asked(about: str) -> Letter:
    claim = _claim(about)
    name, course = claim.award.earner.name, claim.offer.course
    return Letter(
        subject=f"{name} asks for credit: {course}",
        heading=f"{name} asks for credit",
        paragraphs=[
            f"{name} completed {claim.award.title} and asks for {claim.offer.credits} credits in {course}.",
            *([claim.note] if claim.note else []),
        ],
        action="Look at it and answer",
        path=addresses.credit_claims(),
    )


def _confirmed(about: str) -> Letter:
    claim = _claim(about)
    return Letter(
        subject=f"Your credit is confirmed: {claim.offer.course}",
        heading="Your credit is confirmed",
        paragraphs=[
            f"{claim.offer.offered_by} confirms {claim.offer.credits} credits in {claim.offer.course} "
            f"for {claim.award.title}."
        ],
        action="See it beside your badge",
        path=addresses.award(claim.award.public_id),
    )


def _refused(about: str) -> Letter:
    claim = _claim(about)
    return Letter(
        subject=f"Not yet: credit in {claim.offer.course}",
        heading="Not yet, and here is why",
        paragraphs=[f"The registrar of {claim.offer.offered_by} did not confirm your credit.", claim.reason],
        action="See it beside your badge",
        path=addresses.award(claim.award.public_id),
        close="You can ask again when this is settled.",
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "credit_asked": _asked,
    "credit_confirmed": _confirmed,
    "credit_refused": _refused,
}
