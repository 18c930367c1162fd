"""What organizations and earners are told about endorsements."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.issuing.models import Endorsement
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _endorsement(about: str) -> Endorsement:
    return Endorsement.objects.select_related(
        "organization",
        "edition__micro_credential__organization",
        "stack_edition__stack__organization",
        "award__organization",
        "issuer",
    ).get(public_id=about)


def _asked(about: str) -> Letter | None:
    found = _endorsement(about)
    if found.state != "asked":
        return None
    return Letter(
        subject=f"{found.answers.name} asks for your endorsement",
        heading=f"{found.answers.name} asks for your endorsement",
        paragraphs=[
            f"It asks {found.organization.name} to vouch for {found.title}, in your own words and signed by you.",
            *([found.note] if found.note else []),
        ],
        action="Read and decide",
        path=addresses.endorsements(found.organization.slug),
    )


def _endorsed(about: str) -> Letter:
    found = _endorsement(about)
    path = (
        addresses.award(found.award.public_id) if found.award else addresses.endorsements(found.answers.slug)
    )
    return Letter(
        subject=f"{found.organization.name} endorses {found.title}",
        heading=f"{found.organization.name} endorses {found.title}",
        paragraphs=[
            f"“{found.comment}”",
            "It stands on the public page now. You can hide it whenever you like.",
        ],
        action="See it",
        path=path,
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {"endorsement_asked": _asked, "endorsed": _endorsed}
