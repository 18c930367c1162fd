"""The text index behind one small interface: SQLite's FTS5, or PostgreSQL's full text with a GIN index.

Both hold words as `words.words_of` makes them, apart by place, and answer with the keys of the entries in which a
word stands. The scoring is ours (`scoring`), so that the same question has the same answer on both, and because
ranking every match within the database costs more than all the rest (docs/decisions).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.db import connection
from django.db.models import Q
from pyroaring import BitMap

from cairn.domain.finding.volumes import PLACES

TABLE: Final = "finding_text"
Row = tuple[int, Sequence[str]]
"""A key, and the text of each of `PLACES`."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for, or the beginning of one."""

    word: str
    beginning: bool = False


Asked = tuple[Sequence[Term], str]
"""Terms of which any will do, and the place where they stand."""


class TextIndex(Protocol):
    """What finding asks of a database's full text."""

    def install(self) -> None:
        """Make the index if it is missing."""

    def write(self, rows: Iterable[Row]) -> None:
        """Add entries whose keys are not in it."""

    def lookup(self, asked: Sequence[Asked]) -> list[BitMap]:
        """For any of some terms in their place the keys that have it there, in one query."""


class Sqlite:
    """A virtual table with a column for each place; it keeps no positions, which nothing asks for."""

    def install(self) -> None:
        columns = ", ".join(PLACES)
        _run(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5("
            f"{columns}, detail=column, columnsize=0, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')"
        )

    def write(self, rows: Iterable[Row]) -> None:
        marks = ", ".join(["%s"] * len(PLACES))
        sql = f"INSERT INTO {TABLE} (rowid, {', '.join(PLACES)}) VALUES (%s, {marks})"  # noqa: S608 - our own names
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(key, *map(_plain_text, texts)) for key, texts in rows])

    def lookup(self, asked: Sequence[Asked]) -> list[BitMap]:
        if not asked:
            return []
        one = f"(SELECT json_group_array(rowid) FROM {TABLE} WHERE {TABLE} MATCH %s)"  # noqa: S608 - our own names
        found = _row(f"SELECT {', '.join([one] * len(asked))}", [_match(*each) for each in asked])
        return [BitMap(json.loads(str(keys))) for keys in found]


class Postgres:
    """A table of word lists in which every word carries the number of its place.

    `room` makes each row too long for its page, whereupon PostgreSQL keeps the list apart: the keys that a word finds
    are then read from few pages, which makes the first question after a change three times as fast.
    """

    def install(self) -> None:
        _run(
            f"CREATE TABLE IF NOT EXISTS {TABLE} (key bigint PRIMARY KEY, words tsvector NOT NULL, "
            "room text NOT NULL DEFAULT repeat(' ', 2048)) WITH (toast_tuple_target = 128)"
        )
        _run(f"ALTER TABLE {TABLE} ALTER COLUMN words SET STORAGE EXTERNAL")
        _run(f"CREATE INDEX IF NOT EXISTS {TABLE}_words ON {TABLE} USING gin (words) WITH (fastupdate = off)")

    def write(self, rows: Iterable[Row]) -> None:
        sql = f"INSERT INTO {TABLE} (key, words) VALUES (%s, array_to_tsvector(%s::text[]))"  # noqa: S608 - our own names
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(key, _lexemes(texts)) for key, texts in rows])

    def lookup(self, asked: Sequence[Asked]) -> list[BitMap]:
        if not asked:
            return []
        one = f"(SELECT array_agg(key) FROM {TABLE} WHERE words @@ %s::tsquery)"  # noqa: S608 - our own names
        found = _row(f"SELECT {', '.join([one] * len(asked))}", [_tsquery(*each) for each in asked])
        return [BitMap(keys or ()) for keys in found]


def text_index() -> TextIndex:
    """The text index of the database in use."""
    return Postgres() if connection.vendor == "postgresql" else Sqlite()


def beginning_with(word: str) -> Q:
    """Which rows of `Word` begin so, asked in the way for which the database has an index."""
    if connection.vendor == "postgresql":
        return Q(word__startswith=word)
    return Q(word__gte=word, word__lt=f"{word}\U0010ffff")


def installed() -> bool:
    """Whether the text index is there."""
    return TABLE in connection.introspection.table_names()


def remove(keys: Iterable[int]) -> None:
    """Take entries out."""
    column = "key" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {column} = %s", [(key,) for key in keys])  # noqa: S608 - our own names


def clear() -> None:
    """Take everything out."""
    _run(f"DELETE FROM {TABLE}")  # noqa: S608 - our own names


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _row(sql: str, arguments: Sequence[str]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        row: tuple[Any, ...] = cursor.fetchone()
    return row


def _plain(word: str) -> str:
    """The word in ASCII, letter for letter: which letters make words is not left to the database."""
    return word if word.isascii() else "".join(c if c.isascii() else f"q{ord(c):06x}q" for c in word)


def _plain_text(text: str) -> str:
    return text if text.isascii() else " ".join(map(_plain, text.split()))


def _match(terms: Sequence[Term], place: str) -> str:
    words = (f'"{_plain(term.word)}"' + (" *" if term.beginning else "") for term in terms)
    return f"{place} : ({' OR '.join(words)})"


def _lexemes(texts: Sequence[str]) -> list[str]:
    return sorted({f"{n}{_plain(word)}" for n, text in enumerate(texts) for word in text.split()})


def _tsquery(terms: Sequence[Term], place: str) -> str:
    number = list(PLACES).index(place)
    return " | ".join(f"'{number}{_plain(term.word)}'" + (":*" if term.beginning else "") for term in terms)
