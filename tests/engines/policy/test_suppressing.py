"""Small groups are left out, and so many with them that none is found by subtraction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.policy.population.suppressing import hidden


def test_the_smallest_other_group_goes_with_a_single_small_one() -> None:
    assert hidden({"Oak Grove": 20, "Laurel Creek": 18, "Tiny": 5}) == {"Tiny", "Laurel Creek"}
    assert hidden({"Oak Grove": 20, "Laurel Creek": 18}) == set()
    assert hidden({"Oak Grove": 20, "A": 9, "B": 1}) == {"A", "B"}
    assert hidden({"Oak Grove": 20, "A": 3, "B": 3}) == {"A", "B", "Oak Grove"}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 40)))
def test_what_is_left_out_cannot_be_worked_out_from_what_is_shown(sizes: dict[str, int]) -> None:
    out = hidden(sizes)
    assert all(sizes[name] >= 10 for name in sizes.keys() - out)
    if out:
        assert out == sizes.keys() or (len(out) > 1 and sum(sizes[name] for name in out) >= 10)
