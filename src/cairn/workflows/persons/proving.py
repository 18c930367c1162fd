"""The code that proves whose an account is."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Final

from django.conf import settings

from cairn.domain.people.models import Proof

DIGITS: Final = 8


def code_of(proof: Proof) -> str:
    """The code by which the proof is given: eight digits that nobody keeps."""
    told = hmac.new(settings.SECRET_KEY.encode(), f"proof:{proof.public_id}".encode(), sha256).digest()
    return str(int.from_bytes(told[:8], "big") % 10**DIGITS).zfill(DIGITS)
