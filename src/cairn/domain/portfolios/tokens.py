"""What a share link's address ends in.

It is made from the link's id with the installation's secret, so that she can copy it again and a copy of the
database opens nothing: there stands its hash alone.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from django.utils.crypto import salted_hmac

BYTES = 21
"""168 bits: 28 letters, none of them a filler."""


def token_of(public_id: UUID) -> str:
    """The end of the address of the link with this id, of 28 letters, digits, - and _."""
    code = salted_hmac("cairn.share-link", public_id.bytes, algorithm="sha256").digest()
    return urlsafe_b64encode(code[:BYTES]).decode()


def digest_of(token: str) -> str:
    """The hash that is kept of it."""
    return sha256(token.encode()).hexdigest()
