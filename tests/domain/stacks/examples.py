"""Stack documents to try things with."""

from __future__ import annotations

from typing import Any


def mc(address: str, **more: str) -> dict[str, str]:
    """A micro-credential as a part."""
    return {"micro_credential": address, **more}


def offer(organization: str = "tennessee", **changes: Any) -> dict[str, Any]:
    """Five credits at an organization, to enroll for within 90 days."""
    return {
        "kind": "credit",
        "organization": organization,
        "course": "EDU 5100: Classroom Community",
        "credits": {"numerator": 5, "denominator": 1},
        "fee": {"cents": 25_000, "currency": "USD"},
        "window_days": 90,
        "confirmed_by": "registrar",
        "note": "",
        "source": "",
        **changes,
    }


def document(key: str, *parts: dict[str, str], **changes: Any) -> dict[str, Any]:
    """A stack of all these parts in any order, offered."""
    return {
        "schema": 1,
        "key": key,
        "title": key.replace("-", " ").capitalize(),
        "summary": "You see what students think, and change the next lesson by it.",
        "language": "en",
        "topic": "assessment",
        "icon": "layers",
        "audience": ["teacher"],
        "rule": {"all": list(parts), "ordered": False},
        "capstone": None,
        "offers": [],
        "license": "CC-BY-4.0",
        "public_state": "offered",
        **changes,
    }
