"""What a badge from elsewhere says of itself, out of the document that was judged. None of it is checked here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from cairn.domain.foreign.models.badges import LONGEST_ID, LONGEST_NAME, ForeignBadge
from cairn.domain.foreign.operations import Read
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.datatypes.instants import read_instant
from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.errors import JsonError

Document = Mapping[str, Any]
NAMELESS: Final = "A badge without a name"


def read(document: Document, credential: str, form: str, picture: bytes = b"") -> Read:
    """What a document says; `credential` is the text that is verified, of one of `ForeignBadge.Form`."""
    digest = hashlib.sha256(_the_same(credential).encode()).hexdigest()
    achievement, issuer = _achievement(document), _issuer(document)
    return Read(
        form=form,
        identity=_identity(document, form) or digest,
        digest=digest,
        credential=credential,
        document=kept(document),
        name=(_text(document.get("name")) or _text(achievement.get("name")) or NAMELESS)[:LONGEST_NAME],
        issuer_id=(issuer_id({"issuer": issuer}) or "")[:LONGEST_ID],
        issuer_name=_text(_of(issuer).get("name"))[:LONGEST_NAME],
        achievement_id=_text(achievement.get("id"))[:LONGEST_ID],
        awarded_at=_instant(document, "awardedDate", "validFrom", "issuedOn"),
        expires_at=_instant(document, "validUntil", "expires"),
        picture=picture,
    )


def text_of(document: Document) -> str:
    """A credential within a record as text, always the same for the same."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _the_same(credential: str) -> str:
    """A credential without what does not matter to it, such as the spaces between its members."""
    try:
        return text_of(strictjson.parse(credential.encode()))
    except JsonError:
        return credential.strip()


def kept(value: Any) -> Any:
    """A value as databases keep it: without the letter zero in its texts."""
    if isinstance(value, Mapping):
        return {_text(name): kept(one) for name, one in value.items()}
    if isinstance(value, list):
        return [kept(one) for one in value]
    return _text(value) if isinstance(value, str) else value


def _identity(document: Document, form: str) -> str:
    """One badge in two files, or in a newer one, is one; its issuer and its identifier say which."""
    named = _text(document.get("id"))
    if not named:
        return ""
    issuer = "Open Badges 2.0" if form == ForeignBadge.Form.OB2 else _text(issuer_id(document))
    return hashlib.sha256(f"{issuer}\n{named}".encode()).hexdigest()


def _achievement(document: Document) -> Document:
    """What it was given for: the achievement of 3.0, the badge class of 2.0."""
    subject = document.get("credentialSubject")
    if isinstance(subject, list) and subject:
        subject = subject[0]
    named = document.get("badge")
    return _of(_of(subject).get("achievement")) or _of(named) or {"id": named}


def _issuer(document: Document) -> object:
    return document.get("issuer") or _of(document.get("badge")).get("issuer")


def achievement_of(badge: ForeignBadge) -> Document:
    """The achievement that a badge was given for, as its document tells it."""
    return _achievement(badge.document)


def images_in(document: Document) -> list[object]:
    """The pictures that a badge names or holds: its own, then that of its achievement."""
    return [found for one in (document, _achievement(document)) if (found := one.get("image"))]


def _instant(document: Document, *names: str) -> datetime | None:
    return next((found for name in names if (found := read_instant(document.get(name)))), None)


def _of(thing: object) -> Document:
    return thing if isinstance(thing, Mapping) else {}


def _text(value: object) -> str:
    return value.replace("\0", "") if isinstance(value, str) else ""
