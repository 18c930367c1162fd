"""Bitstring Status List 1.0: what became of a credential, one bit each in a list its issuer signs."""

from __future__ import annotations

import base64
import binascii
import gzip
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from cairn.engines.openbadges.contexts import CREDENTIALS_V2
from cairn.engines.openbadges.datatypes.instants import instant_text
from cairn.engines.openbadges.errors import StatusError

MINIMUM_ENTRIES: Final = 131_072
MAX_ENTRIES: Final = 64 * 1024 * 1024
MAX_STATUS_BITS: Final = 8
_MAX_TEXT: Final = 4_000_000
_NUMBER: Final = re.compile(r"0[xX][0-9a-fA-F]{1,2}")


def status_list_credential(
    *,
    address: str,
    issuer: str,
    set_indexes: Iterable[int],
    valid_from: datetime,
    entries: int = MINIMUM_ENTRIES,
    purpose: str = "revocation",
) -> dict[str, Any]:
    """The unsigned credential of a status list; sign it with `proofs.sign`, by the issuer of what it speaks
    about.

    `address` is where it is served. `set_indexes` are the places whose bit is 1. One widely used validator
    misses a lone entry, so an issuer keeps a second place set that no credential was given.
    """
    return {
        "@context": [CREDENTIALS_V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": instant_text(valid_from),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode(set_indexes, entries=entries),
        },
    }


def encode(set_indexes: Iterable[int], *, entries: int = MINIMUM_ENTRIES) -> str:
    """A bitstring as the standard writes it: gzip, then multibase base64url (`u`). Same input, same text.

    Raises `StatusError` for fewer than 131,072 entries (so small a list betrays its people) or a place
    outside it.
    """
    if entries < MINIMUM_ENTRIES or entries > MAX_ENTRIES or entries % 8:
        raise StatusError(
            f"A status list has {MINIMUM_ENTRIES:,} to {MAX_ENTRIES:,} entries, a multiple of 8."
        )
    bits = bytearray(entries // 8)
    for index in set_indexes:
        if not 0 <= index < entries:
            raise StatusError(f"Place {index} is outside the status list of {entries:,} entries.")
        bits[index // 8] |= 0x80 >> index % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode(encoded: str) -> bytes:
    """The bits of a list, first entry in the highest bit of the first byte.

    Raises `StatusError` for what is not such a list, and stops unpacking a gzip bomb at `MAX_ENTRIES`.
    """
    if not encoded.startswith("u") or len(encoded) > _MAX_TEXT:
        raise StatusError("The status list is not multibase base64url text of a sensible length.")
    text = encoded[1:]
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj(wbits=31)
        bits = unpacker.decompress(packed, MAX_ENTRIES // 8)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise StatusError("The status list is not gzip in base64url.") from error
    if not unpacker.eof or unpacker.unused_data:
        raise StatusError("The status list is cut off, is followed by something else, or is too large.")
    if len(bits) * 8 < MINIMUM_ENTRIES:
        raise StatusError(f"The status list has fewer than {MINIMUM_ENTRIES:,} entries.")
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """The bit at a place; `StatusError` outside the list."""
    if not 0 <= index < len(bits) * 8:
        raise StatusError("The credential's place is outside its status list.")
    return bool(bits[index // 8] & 0x80 >> index % 8)


def value_at(bits: bytes, index: int, *, size: int = 1) -> int:
    """The number of `size` bits at a place, the first bit the highest; `StatusError` outside the list.

    Bitstring Status List 1.0, section 3.2, step 14: place and size are multiplied.
    """
    if size == 1:
        return int(is_set(bits, index))
    if index < 0 or (index + 1) * size > len(bits) * 8:
        raise StatusError("The credential's place is outside its status list.")
    places = range(index * size, (index + 1) * size)
    return int("".join("1" if is_set(bits, place) else "0" for place in places), 2)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a credential's status stands: `index` in the list at `address`, `size` bits for `purpose`."""

    address: str
    index: int
    purpose: str
    size: int = 1
    messages: Mapping[int, str] = field(default_factory=dict)


def place_of(entry: Mapping[str, Any]) -> Place:
    """What a `BitstringStatusListEntry` says (section 2.1); `StatusError` when it cannot be read."""
    address, index, purpose = (
        entry.get("statusListCredential"),
        entry.get("statusListIndex"),
        entry.get("statusPurpose"),
    )
    if not isinstance(address, str) or not isinstance(index, str) or not isinstance(purpose, str):
        raise StatusError("The credential's status entry lacks its list, its place or its purpose.")
    if not index.isascii() or not index.isdecimal() or len(index) > 10:
        raise StatusError("The credential's place in its status list is not a number.")
    size = entry.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= MAX_STATUS_BITS:
        raise StatusError(f"Status entries of 1 to {MAX_STATUS_BITS} bits are read here.")
    if size > 1 and purpose != "message":
        raise StatusError("The credential's status has several bits, and nothing says what each means.")
    return Place(address, int(index), purpose, size, _messages(entry.get("statusMessage", [])))


def _messages(listed: object) -> dict[int, str]:
    """What each number means, as `statusMessage` tells it (`{"status": "0x1", "message": "..."}`)."""
    told = {}
    for entry in listed if isinstance(listed, list) else [listed]:
        number, message = (
            (entry.get("status"), entry.get("message")) if isinstance(entry, Mapping) else (None, None)
        )
        if not isinstance(number, str) or not isinstance(message, str) or not _NUMBER.fullmatch(number):
            raise StatusError("What the numbers of the credential's status mean cannot be read.")
        told[int(number, 16)] = message
    return told


def purposes_of(subject: Mapping[str, Any]) -> list[str]:
    """What a list is about, such as `revocation` or `suspension`, or both."""
    found = subject.get("statusPurpose", [])
    listed = found if isinstance(found, list) else [found]
    return [purpose for purpose in listed if isinstance(purpose, str)]
