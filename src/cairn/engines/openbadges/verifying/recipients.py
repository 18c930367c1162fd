"""Whose a badge is, asked by somebody who owns several addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from cairn.engines.openbadges.documents import normal_email
from cairn.engines.openbadges.documents.parties import subject_id
from cairn.engines.openbadges.verifying import older
from cairn.engines.openbadges.verifying.checking import recipient_check
from cairn.engines.openbadges.verifying.reading import is_of_2

_MAIL: Final = "mailto:"


def given_to(document: Mapping[str, Any], emails: Iterable[str]) -> str | None:
    """The first of some e-mail addresses that a badge was given to; None where it was given to none of them.

    The document is one that was judged. Only what it says itself counts: around a badge anybody may sign a record.
    """
    ask = older.was_given_to if is_of_2(document) else recipient_check
    for email in emails:
        if ask(document, email).outcome == "ok" or _is_subject(document, email):
            return email
    return None


def _is_subject(document: Mapping[str, Any], email: str) -> bool:
    """An address may also be the subject's identifier, which is any URI (OB 3.0, B: AchievementSubject)."""
    named = subject_id(document) or ""
    return named.lower().startswith(_MAIL) and normal_email(named[len(_MAIL) :]) == normal_email(email)
