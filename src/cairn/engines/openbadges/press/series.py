"""Signs credentials that differ from one another in little: for each of a list of earners, what is hers alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from cairn.engines.openbadges.compiled.structure import NotCompilable, Path
from cairn.engines.openbadges.datatypes.instants import instant_text
from cairn.engines.openbadges.documents import identity_hash, normal_email, parts
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.forms import Written
from cairn.engines.openbadges.keys import Signer
from cairn.engines.openbadges.press import personal
from cairn.engines.openbadges.press.plate import Plate, Seal
from cairn.engines.openbadges.press.pressing import write

_VARYING: Final = frozenset[Path](
    {
        ("id",),
        ("validFrom",),
        ("validUntil",),
        ("credentialSubject", "id"),
        ("credentialSubject", "identifier", 0, "identityHash"),
        ("credentialSubject", "identifier", 0, "salt"),
        ("image", "id"),
        ("credentialStatus", "id"),
        ("credentialStatus", "statusListIndex"),
        ("credentialStatus", "statusListCredential"),
    }
)
# Days come again and again in a list.
_instant_text: Final = lru_cache(maxsize=4096)(instant_text)

_Said = tuple[bool, ...]


class Own(NamedTuple):
    """What one earner's credential says by itself; `image` counts only where the others have one."""

    id: str
    image: str
    email: str
    salt: str
    subject_id: str | None
    valid_from: datetime
    valid_until: datetime | None
    list_address: str
    place: int


class Series:
    """Credentials by one key at one instant that say what `like` says, but for each earner's own.

    Each text is the one of `sign`, the general path. One thread at a time may use it.
    """

    def __init__(self, like: parts.Credential, *, signer: Signer, created: datetime) -> None:
        self._like, self._signer, self._created = like, signer, created
        self._plates: dict[_Said, tuple[Plate, Seal] | None] = {}
        self._met: set[_Said] = set()

    def sign(self, own: Own) -> str:
        """The signed credential as JSON text; raises as `press.sign` does."""
        return self.write(own).text

    def write(self, own: Own) -> Written:
        """The same, parted into what it shares with others and what is its own."""
        pressed = self._pressed(own, self._signer.sign)
        return pressed or write(self.credential(own), signer=self._signer, created=self._created)

    def credential(self, own: Own) -> parts.Credential:
        """All that this earner's credential says."""
        like = self._like
        return replace(
            like,
            id=own.id,
            subject_id=own.subject_id,
            recipient=parts.RecipientIdentity(email=own.email, salt=own.salt),
            valid_from=own.valid_from,
            valid_until=own.valid_until,
            image=like.image and replace(like.image, id=own.image),
            status=parts.StatusEntry(list_address=own.list_address, index=own.place),
        )

    def _pressed(self, own: Own, sign: Callable[[bytes], bytes]) -> Written | None:
        try:
            texts = self._texts(own)
            said = tuple(map(bool, texts))
            if said not in self._plates:
                # One by itself is signed sooner than compiled.
                if said not in self._met:
                    self._met.add(said)
                    return None
                self._plates[said] = self._made(own)
        except (ValueError, TypeError, AttributeError):  # the general path says what is wrong
            return None
        made = self._plates[said]
        return made and made[0].write(texts, made[1], sign)

    def _texts(self, own: Own) -> list[str | None]:
        """The texts at the places that vary, in the order of `personal.places`. Raises what `documents.build` may."""
        if not personal.is_sound(own.email, own.salt, own.place):
            raise ValueError
        place = str(own.place)
        texts: list[str | None] = [
            own.id,
            _instant_text(own.valid_from),
            None if own.valid_until is None else _instant_text(own.valid_until),
            own.subject_id,
            identity_hash(normal_email(own.email), own.salt),
            own.salt,
        ]
        if self._like.image is not None:
            texts.append(own.image)
        return [*texts, f"{own.list_address}#{place}", place, own.list_address]

    def _made(self, own: Own) -> tuple[Plate, Seal] | None:
        one, other = self.credential(own), self.credential(_another(own))
        try:
            plate = Plate(one, another=other, varying=_VARYING)
            return plate, plate.seal(self._signer.verification_method, self._created)
        except (NotCompilable, BadgeError):
            return None


def _another(own: Own) -> Own:
    """One that differs in every text."""
    day = timedelta(days=1)
    return Own(
        id=f"{own.id}-another",
        image=own.image and f"{own.image}-another",
        email=f"another-{own.email}",
        salt=f"{own.salt}-another",
        subject_id=own.subject_id and f"{own.subject_id}-another",
        valid_from=own.valid_from + day,
        valid_until=own.valid_until and own.valid_until + 2 * day,
        list_address=f"{own.list_address}-another",
        place=own.place + 1,
    )
