"""What somebody holds or works toward has changed: her badges are to be applied under it anew, by the worker."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from cairn.domain.outbox.operations import put
from cairn.domain.records.models import Goal, License

CHANNEL: Final = "apply"


def ask_to_apply(*, held: License | Goal, at: datetime) -> None:
    """Once for each moment at which it changed."""
    put(
        event=f"held:{held.public_id}:{at.isoformat()}",
        recipient=str(held.person.public_id),
        channel=CHANNEL,
        at=at,
        payload={"person": str(held.person.public_id), "policy": held.policy_key},
    )
