"""Letters that tell somebody in time what comes up under a license or a goal of hers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from cairn.domain.records.models import Goal, License
from cairn.engines.policy.outcome import spoken
from cairn.workflows import addresses
from cairn.workflows.letter import Letter

COMES: Mapping[str, str] = {
    "ends": "There is still something to do before that day. Your page says how much, and the shortest way to finish.",
    "closes": "After a day that is near, records do not count any more for it. Your page names the day.",
    "rule": "A new version of its rule begins soon. Your page names the day, and what you have stays on record.",
    "value": "What a record is worth for it changes soon. Your page names the day and the new number.",
    "badge": "A record that counts for it runs out soon. Your page says which.",
}
"""What is coming, by the kind of the notice; the numbers stand on her page, where they are of the day."""


def _comes(about: str, *, kind: str) -> Letter | None:
    """None where she has removed it since."""
    held = _held(about)
    if held is None:
        return None
    name = held.name if isinstance(held, License) else held.decision.replace("_", " ").capitalize()
    day = held.ends_on if isinstance(held, License) else held.by_on
    return Letter(
        subject=f"Coming up: {name}",
        heading=f"Coming up: {name}",
        paragraphs=[*([f"Its last day is {spoken(day)}."] if day and kind == "ends" else []), COMES[kind]],
        action="See what to do next",
        path=addresses.worth(held.public_id),
        close="You hear of this again only when the day comes nearer.",
    )


def _held(about: str) -> License | Goal | None:
    for model in (License, Goal):
        if found := model.objects.filter(public_id=about, removed_at=None).first():
            return found
    return None


KINDS: dict[str, Callable[[str], Letter | None]] = {
    f"worth_{kind}": partial(_comes, kind=kind) for kind in COMES
}
