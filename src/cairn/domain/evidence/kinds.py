"""What each kind of slot takes, and which kinds show children and so need consent."""

from __future__ import annotations

from typing import Any

WAYS: dict[str, tuple[str, ...]] = {
    "video": ("file",),
    "student_work": ("file",),
    "plan": ("text", "file"),
    "reflection": ("text",),
    "link": ("link",),
    "image": ("file",),
    "audio": ("file",),
    "document": ("file", "text"),
    "observation_log": ("entry",),
    "code": ("text", "file"),
}
TAKES: dict[str, tuple[str, ...]] = {
    "video": ("video",),
    "student_work": ("image", "pdf", "document", "video", "audio"),
    "plan": ("pdf", "document", "image"),
    "image": ("image",),
    "audio": ("audio",),
    "document": ("pdf", "document", "image"),
    "code": ("code",),
}
NEEDS_CONSENT = frozenset({"video", "student_work", "image", "audio"})
COUNTS_WORDS = frozenset({"plan", "reflection", "document", "observation_log"})
USES: dict[str, str] = {
    "evaluation": "Evaluators may see it to judge this work",
    "coaching": "A coach I invite may see it",
    "sharing": "I may show it with my badge",
    "public": "Everybody may see it with my badge",
    "training": "It may help to train new evaluators",
    "example": "Everybody may see it on the web as a worked example",
}


def words_in(text: str) -> int:
    return len(text.split())


def choices_of(slot: dict[str, Any]) -> dict[str, str]:
    """Every kind by which a slot of an edition's document may be shown, with what it asks for; its own first."""
    others = {each["kind"]: str(each["instructions"]) for each in slot.get("alternatives", [])}
    return {slot["kind"]: str(slot["instructions"])} | {
        kind: text for kind, text in others.items() if kind != slot["kind"]
    }
