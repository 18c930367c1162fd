"""Finding in the catalog: words, facets whose counts keep their promise, and orders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.catalog.search import (
    FACETS,
    HOURS,
    SORTS,
    Volume,
    folded,
    matches,
    search,
    spaced,
    time_band,
)

VALUES = ("a", "b", "c")
WORDS = ("Morning", "Meeting", "école", "turn-taking", "“Why?”", "wait", "waits", "number")
values = st.dictionaries(st.sampled_from(VALUES), st.just("label"), max_size=3).map(
    lambda found: {value: value.upper() for value in found}
)
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
volumes = st.builds(
    lambda title, earned, hours, facets: Volume(0, title, spaced(title), earned, hours, facets),
    titles,
    st.integers(0, 3),
    st.integers(1, 20),
    st.fixed_dictionaries(dict.fromkeys(FACETS, values)),
)
shelves = st.lists(volumes, max_size=8).map(
    lambda rows: [Volume(n, v.title, v.words, v.earned, v.hours, v.facets) for n, v in enumerate(rows)]
)
choices = st.dictionaries(st.sampled_from(list(FACETS)), st.sets(st.sampled_from(VALUES)), max_size=3)
queries = st.sampled_from(["", "wait", "mor meet", "ecole", "taking", "x"])


@given(shelves, choices, queries)
def test_within_a_facet_any_chosen_value_will_do_and_across_facets_all_must_hold(
    shelf: list[Volume], chosen: dict[str, set[str]], query: str
) -> None:
    expected = {
        volume.pk
        for volume in shelf
        if matches(volume, query)
        and all(
            any(value in volume.facets[facet] for value in some) for facet, some in chosen.items() if some
        )
    }
    found = search(shelf, query=query, chosen=chosen).keys
    assert (set(found), len(found)) == (expected, len(expected))


@given(shelves, choices, queries)
def test_the_count_at_an_option_is_what_choosing_it_alone_would_find(
    shelf: list[Volume], chosen: dict[str, set[str]], query: str
) -> None:
    for facet, options in search(shelf, query=query, chosen=chosen).facets.items():
        for option in options:
            alone = search(shelf, query=query, chosen=chosen | {facet: {option.value}}).keys
            assert (option.count, option.chosen) == (len(alone), option.value in chosen.get(facet, set()))


@given(shelves, choices)
def test_every_value_on_the_shelf_is_offered_whatever_is_chosen(
    shelf: list[Volume], chosen: dict[str, set[str]]
) -> None:
    for facet, options in search(shelf, chosen=chosen).facets.items():
        assert {option.value for option in options} == {v for volume in shelf for v in volume.facets[facet]}


@given(shelves, st.sampled_from(sorted(SORTS)))
def test_an_order_changes_nothing_but_the_order(shelf: list[Volume], sort: str) -> None:
    by_key = {volume.pk: volume for volume in shelf}
    found = search(shelf, sort=sort).keys
    assert sorted(found) == sorted(by_key)
    order = [SORTS[sort][1](by_key[key]) for key in found]
    assert order == sorted(order)


@given(titles, st.data())
def test_the_beginning_of_any_word_finds_it(title: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(spaced(title).split()))
    beginning = word[: data.draw(st.integers(1, len(word)))]
    assert matches(Volume(1, title, spaced(title), 0, 1, {}), beginning.upper())


@given(titles)
def test_a_title_finds_itself_with_its_hyphens_quotes_and_accents(title: str) -> None:
    assert matches(Volume(1, title, spaced(title), 0, 1, {}), title)


@pytest.mark.parametrize(
    ("query", "finds"),
    [("taking", True), ("turn-taking", True), ("turn‑taking", True), ("aking", False), ("why", True),
     ("ÉCOLE", True), ("  ", True), ("wait morning", True), ("wait evening", False), ("!", True)],
)  # fmt: skip
def test_what_a_query_finds(query: str, finds: bool) -> None:
    title = "Morning wait: turn-taking at the école, “Why?”"
    assert matches(Volume(1, title, spaced(title), 0, 1, {}), query) == finds


def test_an_unknown_facet_or_order_is_passed_over() -> None:
    shelf = [Volume(7, "Wait", " wait", 0, 1, {facet: {} for facet in FACETS})]
    assert search(shelf, chosen={"color": {"red"}}, sort="loudest").keys == (7,)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.integers(1, 1000))
def test_every_number_of_hours_has_its_band(hours: int) -> None:
    key, label = time_band(hours)
    low, high, name = HOURS[key]
    assert low <= hours <= high
    assert label == name
