"""Mail that is not sent but filed: one `.eml` file a letter, in the folder of the setting `CAIRN_MAIL_FOLDER`.

The file is named after the Message-ID, so a letter that is sent twice is there once.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

_READABLE = 80  # characters of the Message-ID that are kept for people; the hash tells letters apart


class EmailBackend(BaseEmailBackend):
    """Django's interface for mail; `folder` stands in for the setting."""

    def __init__(self, fail_silently: bool = False, folder: str | Path | None = None, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently, **options)
        chosen = folder or getattr(settings, "CAIRN_MAIL_FOLDER", None)
        if not chosen:
            raise ImproperlyConfigured(
                "Set CAIRN_MAIL_FOLDER to the folder in which letters are to be filed."
            )
        self.folder = Path(chosen)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """File the letters; how many were filed. Raises `OSError` unless told to fail silently."""
        filed = 0
        for letter in email_messages:
            try:
                filed += self._file(letter)
            except OSError:
                if not self.fail_silently:
                    raise
        return filed

    def _file(self, letter: EmailMessage) -> bool:
        if not letter.recipients():
            return False
        content = letter.message()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        arriving = self.folder / f"{uuid4()}.new"
        try:
            with os.fdopen(os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            arriving.rename(self.folder / file_name(str(content["Message-ID"])))
        finally:
            arriving.unlink(missing_ok=True)
        return True


def file_name(message_id: str) -> str:
    """The name of the file for a letter of this Message-ID; another for every other."""
    readable = re.sub(r"[^A-Za-z0-9_-]+", "-", message_id).strip("-")[:_READABLE]
    return f"{readable}-{hashlib.sha256(message_id.encode()).hexdigest()[:16]}.eml"
