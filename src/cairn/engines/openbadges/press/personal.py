"""What differs from one earner of an achievement to the next: the texts, and where they stand in the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from cairn.engines.openbadges.compiled.structure import Path
from cairn.engines.openbadges.datatypes.instants import instant_text
from cairn.engines.openbadges.documents import identity_hash, normal_email
from cairn.engines.openbadges.documents.parts import (
    Credential,
    Evidence,
    Image,
    RecipientIdentity,
    Result,
    StatusEntry,
)

Outline = tuple[object, ...]

_SUBJECT: Final = "credentialSubject"
_TEXTS: Final = (None, "")
_SHORTEST_SALT: Final = 16


def _others(kind: type[Any], *known: str) -> Callable[[Any], bool]:
    """Whether a part says anything beside the fields named, which keeps pace with fields added to it."""
    names = [entry.name for entry in fields(kind) if entry.name not in known]
    if not names:
        return lambda part: False
    get = attrgetter(*names, names[0])  # at least two, so that it gives a tuple
    return lambda part: any(get(part))


_beside_credential: Final = _others(
    Credential,
    *("id", "issuer", "achievement", "recipient", "valid_from", "awarded", "valid_until", "description"),
    *("image", "subject_id", "narrative", "results", "evidence", "status"),
)
_beside_recipient: Final = _others(RecipientIdentity, "email", "salt", "shown_name")
_beside_image: Final = _others(Image, "id", "caption", "type")
_beside_result: Final = _others(Result, "criterion", "achieved_level", "value", "status")
_beside_status: Final = _others(StatusEntry, "list_address", "index", "purpose")
_beside_evidence: Final = _others(
    Evidence, "id", "type", "name", "description", "narrative", "genre", "audience"
)


def is_sound(email: str, salt: str, place: int) -> bool:
    """Whether the checks of `documents.build` pass for a recipient, and a place in a status list."""
    return len(salt) >= _SHORTEST_SALT and "@" in email and place >= 0


def outline(credential: Credential) -> Outline | None:
    """What must be the same for two credentials of one achievement to be alike but for their texts.

    None for a credential that says what is not foreseen here.
    """
    image, status, results, evidence = (
        credential.image,
        credential.status,
        credential.results,
        credential.evidence,
    )
    if (
        _beside_credential(credential)
        or _beside_recipient(credential.recipient)
        or (image is not None and _beside_image(image))
        or (status is not None and _beside_status(status))
        or any(map(_beside_result, results))
        or any(map(_beside_evidence, evidence))
    ):
        return None
    return (
        None if image is None else (image.type, *map(type, (image.id, image.caption))),
        None if status is None else status.purpose,
        tuple((result.criterion, result.value, result.status) for result in results),
        tuple((one.type, type(one.genre), one.genre, type(one.audience), one.audience) for one in evidence),
    )


def texts(credential: Credential) -> list[str | None]:
    """The earner's own texts, in the order of `places`; None or empty where the document says nothing."""
    recipient = credential.recipient
    found: list[str | None] = [
        credential.id,
        credential.description,
        instant_text(credential.valid_from),
        _instant(credential.awarded),
        _instant(credential.valid_until),
        credential.subject_id,
        identity_hash(normal_email(recipient.email), recipient.salt),
        recipient.salt,
        recipient.shown_name,
        credential.narrative,
    ]
    if (image := credential.image) is not None:
        found += (image.id, image.caption)
    if (status := credential.status) is not None:
        found += (f"{status.list_address}#{status.index}", str(status.index), status.list_address)
    found += [result.achieved_level for result in credential.results]
    for one in credential.evidence:
        found += (one.id, one.name, one.description, one.narrative)
    return found


def places(credential: Credential) -> Iterator[Path]:
    """Where each of `texts` stands in the document."""
    for name in ("id", "description", "validFrom", "awardedDate", "validUntil"):
        yield (name,)
    yield _SUBJECT, "id"
    yield _SUBJECT, "identifier", 0, "identityHash"
    yield _SUBJECT, "identifier", 0, "salt"
    yield _SUBJECT, "identifier", 1, "identityHash"
    yield _SUBJECT, "narrative"
    if credential.image is not None:
        yield from (("image", name) for name in ("id", "caption"))
    if credential.status is not None:
        for name in ("id", "statusListIndex", "statusListCredential"):
            yield "credentialStatus", name
    for number in range(len(credential.results)):
        yield _SUBJECT, "result", number, "achievedLevel"
    for number in range(len(credential.evidence)):
        for name in ("id", "name", "description", "narrative"):
            yield "evidence", number, name


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant_text(instant)
