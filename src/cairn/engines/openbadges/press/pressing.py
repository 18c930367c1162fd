"""Signs many credentials of the same achievements."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from datetime import datetime
from typing import Final, TypeVar

from cairn.engines.openbadges import documents, proofs
from cairn.engines.openbadges.compiled.structure import NotCompilable
from cairn.engines.openbadges.documents.parts import Credential
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.forms import Written
from cairn.engines.openbadges.keys import Signer
from cairn.engines.openbadges.press import personal
from cairn.engines.openbadges.press.plate import Plate, Seal

CAPACITY: Final = 64

_Kind = tuple[object, ...]
K = TypeVar("K")
V = TypeVar("V")


class Press:
    """Signs credentials as `sign` does, much faster from the second of a kind on. Safe to share between
    threads.

    Two credentials are of a kind when they share the very objects of issuer and achievement and say the same
    sorts of things: so build those two once and hand them in each time.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._plates: OrderedDict[_Kind, Plate | None] = OrderedDict()
        self._seals: OrderedDict[tuple[str, str, datetime], Seal] = OrderedDict()
        self._lock = threading.Lock()
        self._met: OrderedDict[_Kind, Credential] = OrderedDict()

    def sign(self, credential: Credential, *, signer: Signer, created: datetime) -> str:
        """The signed credential as JSON text, the very text of `sign`; raises as it does."""
        return self.write(credential, signer=signer, created=created).text

    def write(self, credential: Credential, *, signer: Signer, created: datetime) -> Written:
        """The same, parted into what others of its kind say too and what is its own."""
        pressed = self._pressed(credential, signer, created)
        return pressed or write(credential, signer=signer, created=created)

    def _pressed(self, credential: Credential, signer: Signer, created: datetime) -> Written | None:
        try:
            own = personal.texts(credential)
            plate = self._plate(credential, own)
        except (ValueError, TypeError, AttributeError):  # the general path says what is wrong
            return None
        if plate is None or not plate.fits(credential):
            return None
        seal = self._seal(plate, signer.verification_method, created)
        return seal and plate.write(own, seal, signer.sign)

    def _plate(self, credential: Credential, own: list[str | None]) -> Plate | None:
        outline = personal.outline(credential)
        if outline is None:
            return None
        kind = (id(credential.issuer), id(credential.achievement), outline, tuple(map(bool, own)))
        with self._lock:
            if kind in self._plates:
                self._plates.move_to_end(kind)
                return self._plates[kind]
            if kind not in self._met:
                # Kept whole, so that the objects it shares keep their identities.
                _remember(self._met, kind, credential, self._capacity)
                return None
        plate = _made(credential)
        with self._lock:
            _remember(self._plates, kind, plate, self._capacity)
        return plate

    def _seal(self, plate: Plate, verification_method: str, created: datetime) -> Seal | None:
        key = (plate.contexts, verification_method, created)
        with self._lock:
            if key in self._seals:
                return self._seals[key]
        try:
            seal = plate.seal(verification_method, created)
        except (NotCompilable, BadgeError):
            return None
        with self._lock:
            _remember(self._seals, key, seal, self._capacity)
        return seal


def sign(credential: Credential, *, signer: Signer, created: datetime) -> str:
    """The signed credential as JSON text, by the general path.

    Raises `DocumentError` for what does not make a badge, and what `proofs.sign` raises.
    """
    signed = proofs.sign(documents.build(credential), signer=signer, created=created)
    return json.dumps(signed, ensure_ascii=False, indent=1)


def write(credential: Credential, *, signer: Signer, created: datetime) -> Written:
    """What `sign` gives, as something that shares its text with no other."""
    text = sign(credential, signer=signer, created=created)
    return Written("", text, text)


def _made(credential: Credential) -> Plate | None:
    try:
        return Plate(credential)
    except (NotCompilable, BadgeError):
        return None


def _remember(memory: OrderedDict[K, V], key: K, value: V, capacity: int) -> None:
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > capacity:
        memory.popitem(last=False)
