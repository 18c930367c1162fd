"""Letters about the quality gate; what was settled before a letter went out needs none."""

from __future__ import annotations

from cairn.domain.gating import queries as gating
from cairn.domain.gating.models import Review
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def asked(about: str) -> Letter | None:
    review = _review(about)
    row = review.micro_credential
    if review.state != "asked":  # somebody was faster than the mail
        return None
    return Letter(
        subject=f"A draft to review: {row.title}",
        heading=f"{row.organization.name} asks for a review",
        paragraphs=[
            f"{row.title} is written and waits at the quality gate.",
            *([review.message] if review.message else []),
            "Read it beside the standards, say for each whether it is met and what shows it, "
            "and then clear it or ask for changes.",
        ],
        action="Open the draft",
        path=addresses.review(review.public_id),
    )


def returned(about: str) -> Letter:
    review = _review(about)
    unmet = [row for row in review.answers.all() if row.side == "reviewer" and row.answer == "not_met"]
    titles = {row["key"]: row["title"] for row in review.standard_set.standards}
    return Letter(
        subject=f"Not yet, and what to mend: {review.micro_credential.title}",
        heading="Not yet, and here is what to mend",
        paragraphs=[
            f"A reviewer has read {review.micro_credential.title}.",
            *([review.note] if review.note else []),
        ],
        points=[(titles[row.standard], row.evidence) for row in unmet],
        action="Mend it",
        path=addresses.gate(review.micro_credential.draft.public_id),
        close="What you do not change stays as it was judged. Only the rest is looked at again.",
    )


def cleared(about: str) -> Letter | None:
    review = _review(about)
    if review.micro_credential.editions.filter(digest=review.digest).exists():
        return None
    return Letter(
        subject=f"Cleared: {review.micro_credential.title}",
        heading="It passed the quality gate",
        paragraphs=[
            f"A reviewer has cleared {review.micro_credential.title}. You may publish it, or offer it as a pilot.",
            *([review.note] if review.note else []),
        ],
        action="Publish it",
        path=addresses.gate(review.micro_credential.draft.public_id),
        close="A change to the draft asks for another look at the standards it touches.",
    )


def _review(about: str) -> Review:
    return gating.whole_review().select_related("micro_credential__draft").get(public_id=about)
