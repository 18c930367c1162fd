from __future__ import annotations

import base58
from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.openbadges.datatypes.multibase import base58btc


@given(st.integers(0, 3), st.binary(max_size=70))
def test_bytes_are_written_as_the_library_writes_them(zeros: int, data: bytes) -> None:
    padded = bytes(zeros) + data
    assert base58btc(padded) == "z" + base58.b58encode(padded).decode()
