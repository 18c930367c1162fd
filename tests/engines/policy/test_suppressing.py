"""Small groups are left out, and so many with them that none is found by subtraction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.policy.population.suppressing import hidden, merged


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


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=1, max_size=10))
def test_bars_of_few_people_join_their_neighbors_and_the_sums_stay(pairs: list[tuple[int, int]]) -> None:
    shown = merged([(float(place), float(place + 1), *pair) for place, pair in enumerate(pairs)])
    sums = [sum(column) for column in zip(*pairs, strict=True)]
    assert all(many == 0 or many >= 10 for _, before, after in shown for many in (before, after))
    assert bool(shown) == all(many == 0 or many >= 10 for many in sums)
    if shown:
        assert [sum(bar[1] for bar in shown), sum(bar[2] for bar in shown)] == sums
        assert (shown[0][0].split()[0], shown[-1][0].split()[-1]) == ("0", str(len(pairs)))
