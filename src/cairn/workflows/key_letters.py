"""What earners are told when the key that signed their badges is compromised."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.issuing.models import SigningKey
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _signed_again(about: str) -> Letter:
    key = SigningKey.objects.select_related("organization").get(public_id=about)
    issuer = key.organization.name
    return Letter(
        subject=f"Your badges from {issuer} are signed again",
        heading="Your badges stand, with a new signature",
        paragraphs=[
            f"A key that {issuer} signed badges with may be in other hands, so nothing that it signed counts any "
            "more. What you have earned stands. We sign your badges again with a new key.",
            "Pages that you shared are right by themselves. If you gave somebody a file, or keep one in a wallet, "
            "download the badge once more and hand that file over.",
        ],
        action="Open your badges",
        path=addresses.portfolio(),
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {"signed_again": _signed_again}
