"""Base58btc with its multibase sign (Controlled Identifiers 1.0, section 2.4), as fast as signatures are made."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PAIRS: Final = [first + second for first in _DIGITS for second in _DIGITS]
# Dividing a long number is dear: ten digits are taken off at once, and these, small, are cut further.
_TEN_DIGITS: Final = 58**10
_FOUR_DIGITS: Final = 58**4
_TWO_DIGITS: Final = 58**2


def base58btc(data: bytes) -> str:
    """The bytes as multibase text: the sign `z`, then what the library `base58` writes."""
    number, tens = int.from_bytes(data, "big"), list[str]()
    while number:
        number, ten = divmod(number, _TEN_DIGITS)
        six, last = divmod(ten, _FOUR_DIGITS)
        first, middle = divmod(six, _FOUR_DIGITS)
        tens.append(
            f"{_PAIRS[first]}"
            f"{_PAIRS[middle // _TWO_DIGITS]}{_PAIRS[middle % _TWO_DIGITS]}"
            f"{_PAIRS[last // _TWO_DIGITS]}{_PAIRS[last % _TWO_DIGITS]}"
        )
    zeros = len(data) - len(data.lstrip(b"\0"))
    return f"z{zeros * _DIGITS[0]}{''.join(reversed(tens)).lstrip(_DIGITS[0])}"
