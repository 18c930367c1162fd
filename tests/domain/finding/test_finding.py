"""Finding in the catalog: words, facets whose counts keep their promise, orders, corrections; on either database."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.demo import crowd
from cairn.domain.finding import common, operations
from cairn.domain.finding.models import Entry, Holding, Posting, Word
from cairn.domain.finding.queries import SORTS, Asked, find, similar, total
from cairn.domain.finding.volumes import FACETS, Volume
from cairn.domain.finding.words import folded, words_of
from tests.walk import LONG_AGO

WORDS = ("morning", "meeting", "école", "turn-taking", "“Why?”", "wait", "waits", "number", "數學")
VALUES = ("a", "b", "c")
texts = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
facets = st.fixed_dictionaries(
    {
        facet: st.sets(st.sampled_from(VALUES), max_size=2).map(
            lambda some: {v: v.upper() for v in sorted(some)}
        )
        for facet in FACETS
    }
)
drawn = st.builds(
    lambda places, facets, hours, earned, day: Volume(
        key=0,
        title=places[0],
        words=tuple(" ".join(words_of(text)) for text in places),
        facets=facets,
        hours=hours,
        earned=earned,
        published_at=LONG_AGO + timedelta(days=day),
    ),
    st.tuples(texts, texts, texts, texts, texts),
    facets,
    st.integers(1, 5),
    st.integers(0, 3),
    st.integers(0, 3),
)
shelves = st.lists(drawn, max_size=8)
choices = st.dictionaries(st.sampled_from(list(FACETS)), st.sets(st.sampled_from(VALUES)), max_size=3)
queries = st.sampled_from(["", "wait", "mor meet", "meet mor", "ecole", "taking", "wait number", "x", "數"])
# In how many entries a word is common, and how many words a beginning may stand for by name.
limits = st.fixed_dictionaries(
    {"OFTEN": st.sampled_from([1, 2, 1_000]), "MANY_WORDS": st.sampled_from([0, 1, 64])}
)
thorough = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def shelved(volumes: list[Volume], keys: list[int]) -> list[Volume]:
    """The volumes with keys of their own, as the index's whole content."""
    known = [replace(volume, key=key) for key, volume in zip(keys, volumes, strict=False)]
    operations.fill(volumes=known, at=LONG_AGO)
    return known


def holds(volume: Volume, query: str, chosen: dict[str, set[str]]) -> bool:
    """Whether a plain look at the entry finds it."""
    words = words_of(query)
    known = volume.vocabulary
    if words and not (set(words[:-1]) <= known and any(each.startswith(words[-1]) for each in known)):
        return False
    return all(some & set(volume.facets[facet]) for facet, some in chosen.items() if some)


def found(query: str = "", chosen: dict[str, set[str]] | None = None, **more) -> list[int]:
    return list(find(Asked(query, chosen or {}, size=10_000, **more)).keys)


# --- Words and facets --------------------------------------------------------------------------------------


@pytest.mark.slow
@thorough
@given(shelf=shelves, chosen=choices, query=queries, limits=limits)
def test_within_a_facet_any_chosen_value_will_do_and_across_facets_and_words_all_must_hold(
    keys, shelf, chosen, query, limits
):
    with transaction.atomic(), patch.multiple(common, **limits):
        known = shelved(shelf, keys)
        expected = sorted(volume.key for volume in known if holds(volume, query, chosen))
        got = find(Asked(query, chosen, size=100, exact=True))
        assert (sorted(got.keys), got.total) == (expected, len(expected))
        transaction.set_rollback(True)


@pytest.mark.slow
@thorough
@given(shelf=shelves, chosen=choices, query=queries)
def test_the_count_at_an_option_is_what_choosing_it_alone_finds(keys, shelf, chosen, query):
    with transaction.atomic():
        shelved(shelf, keys)
        for facet, options in find(Asked(query, chosen)).facets.items():
            for option in options:
                alone = find(Asked(query, chosen | {facet: {option.value}}))
                assert (option.count, option.chosen) == (
                    alone.total,
                    option.value in chosen.get(facet, set()),
                )
        transaction.set_rollback(True)


@pytest.mark.slow
@thorough
@given(shelf=shelves, sort=st.sampled_from(list(SORTS)), query=st.sampled_from(["", "wait", "mor"]))
def test_an_order_changes_nothing_but_the_order_and_pages_follow_one_another(keys, shelf, sort, query):
    with transaction.atomic():
        shelved(shelf, keys)
        whole = found(query, sort=sort)
        pages = [key for start in (0, 3, 6) for key in find(Asked(query, {}, sort, start, 3)).keys]
        assert (sorted(whole), pages) == (sorted(found(query)), whole)
        transaction.set_rollback(True)


ORDERED: dict[str, Callable[[Volume], tuple[object, ...]]] = {
    "popular": lambda volume: (-volume.earned, folded(volume.title), volume.key),
    "short": lambda volume: (volume.hours, folded(volume.title), volume.key),
    "new": lambda volume: (-volume.published_at.timestamp(), folded(volume.title), volume.key),
    "title": lambda volume: (folded(volume.title), volume.key),
    "best": lambda volume: (-volume.earned, folded(volume.title), volume.key),
}


@pytest.mark.slow
def test_among_thousands_each_order_holds_from_any_page(keys):
    volumes = list(crowd.volumes(keys))
    operations.fill(volumes=volumes, at=LONG_AGO)
    for sort in SORTS:
        expected = [volume.key for volume in sorted(volumes, key=ORDERED[sort])]
        for start in (0, 24, 490, 2_990):
            got = find(Asked(sort=sort, start=start)).keys
            assert (sort, list(got)) == (sort, expected[start : start + 24])


@pytest.mark.parametrize(
    ("query", "finds"),
    [("taking", True), ("turn-taking", True), ("turn‑taking", True), ("aking", False), ("why", True),
     ("ÉCOLE", True), ("  ", True), ("wait morning", True), ("wait evening", False), ("!", True),
     ("wait's", False), ('"', True), ("數學", True), ("數", True), ("學", False), ("NEAR(a b)", False), ("mo*", True)],
)  # fmt: skip
def test_what_a_query_finds(keys, query, finds):
    title = "Morning wait: turn-taking at the école, “Why?” 數學"
    shelved([blank(title)], keys)
    assert bool(found(query, exact=True)) == finds


def blank(title: str, *more: str, **facets: dict[str, str]) -> Volume:
    places = (title, *more, *[""] * (4 - len(more)))
    empty: dict[str, dict[str, str]] = {facet: {} for facet in FACETS}
    words = tuple(" ".join(words_of(text)) for text in places)
    return Volume(0, title, words, empty | facets, 5, 0, LONG_AGO)


def test_an_unknown_facet_narrows_nothing_an_unknown_value_finds_nothing_and_an_unknown_order_is_the_best(
    keys,
):
    (only,) = shelved([blank("Wait")], keys)
    assert found(chosen={"color": {"red"}}, sort="loudest") == [only.key]
    assert found(chosen={"topic": {"red"}}) == []


def test_a_word_in_the_title_outranks_the_same_word_anywhere_else(keys):
    places = ["talk", "", "", "", ""]
    volumes = [blank(*(places[-n:] + places[:-n])) for n in range(5)]
    known = shelved(list(reversed(volumes)), keys)
    assert found("talk") == [volume.key for volume in reversed(known)]


def test_a_rare_word_says_more_than_a_common_one(keys):
    common = [blank("Talk about it", earned={}) for _ in range(6)]
    volumes = [blank("Talk", "fractions"), blank("Fractions", "talk"), *common]
    known = shelved(volumes, keys)
    assert found("talk fractions") == [known[1].key, known[0].key]


# --- Corrections -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("mroning", "morning"), ("moning meeting", "morning meeting"), ("meetxing mor", "meeting mor"),
     ("morning wiat", "morning wait"), ("conversatoins abuot", "conversations about"), ("convresat", "conversations")],
)  # fmt: skip
def test_what_was_mistyped_is_searched_for_as_it_was_meant(keys, typed, shown):
    (only,) = shelved([blank("Morning meeting: wait, conversations about it")], keys)
    got = find(Asked(typed))
    assert (got.keys, got.instead) == ((only.key,), shown)


def test_two_words_that_may_have_been_meant_are_both_looked_for(keys):
    known = shelved([blank("Talk"), blank("Tall")], keys)
    got = find(Asked("tal1"))
    assert (sorted(got.keys), got.instead) == ([volume.key for volume in known], "talk or tall")


def test_of_words_that_may_have_been_meant_those_that_fit_the_others_are_shown(keys):
    shelved([blank("Talk moves"), blank("Tall tales")], keys)
    assert find(Asked("tal1 moves")).instead == "talk moves"


def test_a_word_that_is_known_but_not_with_the_others_is_corrected_too(keys):
    known = shelved([blank("Number talks"), blank("Tasks")], keys)
    got = find(Asked("number tasks"))
    assert (got.keys, got.instead) == ((known[0].key,), "number talks")


@pytest.mark.parametrize("typed", ["morning", "zebra", "xy", "mroning"])
def test_nothing_is_corrected_that_is_found_or_like_nothing_or_meant_as_typed(keys, typed):
    shelved([blank("Morning")], keys)
    assert find(Asked(typed, exact=typed == "mroning")).instead == ""


@pytest.mark.slow
def test_among_thousands_a_title_with_one_letter_mistyped_is_among_the_first_ten(keys):
    volumes = list(crowd.volumes(keys))
    operations.fill(volumes=volumes, at=LONG_AGO)
    dice = random.Random(7)
    wanted = dice.choices(volumes, k=200)
    hits = [volume.key in find(Asked(crowd.mistyped_title(volume, dice), size=10)).keys for volume in wanted]
    assert sum(hits) / len(hits) >= 0.95


# --- The index ---------------------------------------------------------------------------------------------


@pytest.mark.slow
@thorough
@given(
    shelf=st.lists(drawn, min_size=4, max_size=4),
    later=st.lists(st.tuples(st.integers(0, 3), st.none() | drawn)),
    limits=limits,
)
def test_changing_entries_one_by_one_leaves_the_index_as_if_made_anew(keys, shelf, later, limits):
    with transaction.atomic(), patch.multiple(common, **limits):
        standing = {volume.key: volume for volume in shelved(shelf, keys)}
        for n, volume in later:
            now = volume and replace(volume, key=keys[n])
            operations.replace(key=keys[n], volume=now, at=LONG_AGO)
            standing.pop(keys[n], None)
            standing |= {keys[n]: now} if now else {}
        changed = contents()
        operations.fill(volumes=standing.values(), at=LONG_AGO)
        assert changed == contents()
        transaction.set_rollback(True)


def contents() -> tuple[object, ...]:
    """All that the index holds, and what each word finds in it."""
    from pyroaring import BitMap

    fields = ("pk", "title", "title_key", "words", "facets", "hours", "earned", "published_at")
    entries = list(Entry.objects.order_by("pk").values(*fields))
    holdings = {
        (row.facet, row.value): sorted(BitMap.deserialize(bytes(row.keys))) for row in Holding.objects.all()
    }
    words = dict(Word.objects.values_list("word", "entries"))
    postings = {
        (row.word, row.place): sorted(BitMap.deserialize(bytes(row.keys))) for row in Posting.objects.all()
    }
    return entries, holdings, postings, words, {word: sorted(found(word, exact=True)) for word in words}


def test_what_was_rolled_back_is_not_remembered(keys):
    shelved([blank("Morning")], keys)
    with transaction.atomic():
        operations.replace(key=keys[1], volume=replace(blank("Evening"), key=keys[1]), at=LONG_AGO)
        assert (total(), found("evening")) == (2, [keys[1]])
        transaction.set_rollback(True)
    assert (total(), found("evening", exact=True)) == (1, [])


def test_texts_that_were_lost_are_made_anew_from_the_entries(keys):
    from cairn.domain.finding import texts

    known = shelved([blank("Morning")], keys)
    texts.clear()
    operations.refill_texts(at=LONG_AGO)
    assert found("morning") == [known[0].key]


def test_like_what_shares_telling_words_and_topics(keys):
    topic = {"literacy": "Literacy"}
    volumes = [
        blank("Blending routines for phonics", topic=topic),
        blank("Phonics routines", topic=topic),
        blank("Reading aloud", topic=topic),
        blank("Number talks", topic={"mathematics": "Mathematics"}),
    ]
    known = [volume.key for volume in shelved(volumes, keys)]
    assert (similar(known[0]), similar(keys[100])) == ((known[1], known[2]), ())


@pytest.mark.slow
def test_a_question_costs_as_many_queries_among_thousands_as_among_three(keys, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(volumes: list[Volume]) -> int:
        operations.fill(volumes=volumes, at=LONG_AGO)
        with CaptureQueriesContext(connection) as asked:
            find(Asked("morning meeting", sort="title"))
        return len(asked)

    assert queries(list(crowd.volumes(keys[:3]))) == queries(list(crowd.volumes(keys[:400])))
