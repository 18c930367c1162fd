"""What each kind of slot takes, and which kinds show children and so need consent."""

from __future__ import annotations

WAYS: dict[str, tuple[str, ...]] = {
    "video": ("file",),
    "student_work": ("file",),
    "plan": ("text", "file"),
    "reflection": ("text",),
    "link": ("link",),
    "image": ("file",),
    "audio": ("file",),
    "document": ("file", "text"),
}
TAKES: dict[str, tuple[str, ...]] = {
    "video": ("video",),
    "student_work": ("image", "pdf", "document", "video", "audio"),
    "plan": ("pdf", "document", "image"),
    "image": ("image",),
    "audio": ("audio",),
    "document": ("pdf", "document", "image"),
}
NEEDS_CONSENT = frozenset({"video", "student_work", "image", "audio"})
USES: dict[str, str] = {
    "evaluation": "Evaluators may see it to judge this work",
    "coaching": "A coach I invite may see it",
    "sharing": "I may show it with my badge",
}


def words_in(text: str) -> int:
    return len(text.split())
