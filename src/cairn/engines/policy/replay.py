"""Decisions that can be made again at an appeal: what was decided, from what, by which engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cairn.engines.policy.decide import decide
from cairn.engines.policy.facts import Record
from cairn.engines.policy.identity import canonical, engine_identity, identity_of
from cairn.engines.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class Receipt:
    """A decision as bytes of canonical JSON, with the identities of the policy, the record and the engine."""

    policy: str
    record: str
    engine: str
    on: date
    decision: str
    text: bytes


def receipt(policy: Policy, record: Record, *, on: date, decision: str) -> Receipt:
    """Decide, and keep what is needed to decide it again."""
    told = canonical(decide(policy, record, on=on, decision=decision))
    return Receipt(policy.identity, identity_of(record), engine_identity(), on, decision, told)


def differences(policy: Policy, record: Record, old: Receipt) -> list[str]:
    """What would be said otherwise today, by path; none when the decision replays byte for byte.

    Raises ValueError when this is another policy or another record than the receipt is about.
    """
    if policy.identity != old.policy:
        raise ValueError(
            f"Give the policy {old.policy[:12]} that was decided by, not {policy.identity[:12]}."
        )
    if identity_of(record) != old.record:
        raise ValueError(
            f"Give the record {old.record[:12]} that was decided on, not {identity_of(record)[:12]}."
        )
    now = receipt(policy, record, on=old.on, decision=old.decision)
    if now.text == old.text:
        return []
    return list(_unlike(json.loads(old.text), json.loads(now.text), "decision"))


def _unlike(old: Any, new: Any, path: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _unlike(old.get(key), new.get(key), f"{path}.{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _unlike(one, other, f"{path}.{place}")
    elif old != new:
        yield f"{path}: it was {json.dumps(old, ensure_ascii=False)} and is {json.dumps(new, ensure_ascii=False)}."
