"""Letters as mail programs want them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.mail import EmailMultiAlternatives

_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._+=-]+@[A-Za-z0-9.-]+>")


def message_id(*, key: str, host: str) -> str:
    """The Message-ID (RFC 5322, 3.6.4) of the letter whose row in the outbox is `key`.

    The same each time, so that a mail program shows a letter once that was sent twice. Raises `ValueError`.
    """
    return _checked(f"<{key}@{host}>")


def message(
    *, to: str | Sequence[str], subject: str, text: str, html: str, message_id: str, sender: str
) -> EmailMultiAlternatives:
    """A letter in plain text, and in HTML unless that is empty, which asks machines not to answer (RFC 3834, 5).

    Raises `ValueError` when there is nobody to send it to, or for a broken `message_id`.
    """
    if not to:
        raise ValueError("A letter needs somebody to go to.")
    letter = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text,
        from_email=sender,
        to=[to] if isinstance(to, str) else list(to),
        headers={"Message-ID": _checked(message_id), "Auto-Submitted": "auto-generated"},
    )
    if html:
        letter.attach_alternative(html, "text/html")
    return letter


def _checked(given: str) -> str:
    if not _MESSAGE_ID.fullmatch(given):
        raise ValueError(f"A Message-ID has the form <letters-and-digits@host>, not {given!r}.")
    return given
