"""What an archive holds beside credentials, into her own keeping: evidence as her statements, and what she entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from uuid import uuid4

from cairn.adapters.media import inspect
from cairn.domain.foreign import operations as foreign
from cairn.domain.foreign.models import ForeignBadge, Statement
from cairn.domain.foreign.operations import stating
from cairn.domain.foreign.queries import files_of, statement_of
from cairn.domain.people.models import Person
from cairn.domain.records import operations as records
from cairn.domain.records.queries import entered_by
from cairn.engines.archive import Badge, Contents, Entry, Evidence, Portfolio
from cairn.engines.verdict import Refused
from cairn.workflows import neighbors
from cairn.workflows.uploading import limit, plain

TEXT: Final = "text/plain"


def keep_evidence(
    *, badge: ForeignBadge, told: Badge, contents: Contents, by: Person, at: datetime
) -> list[str]:
    """Keep a badge's evidence as files of her statement on it; a sentence for each piece that could not be kept.

    What she said to the badge herself before stays. A file that is kept already is not kept again.
    """
    taken = [one for one in told.evidence if not one.absent]
    if not taken and not told.narrative:
        return []
    statement = statement_of(badge) or foreign.say(
        badge=badge, words=_words(told, contents.portfolio), by=by, at=at
    )
    known = set(files_of(statement).values_list("sha256", flat=True))
    return [
        problem
        for one in taken
        if not one.address
        for problem in _keep(statement, one, _pieces(one, contents), known, by, at)
    ]


def _words(told: Badge, portfolio: Portfolio) -> str:
    """Whence it is, what she said there, and the links among its evidence: a statement holds files and words."""
    whence = f"My evidence for “{told.title}”, brought from {portfolio.made_by or 'another site'}."
    links = [f"{one.title}: {one.address}" for one in told.evidence if one.address]
    return "\n\n".join(filter(None, (whence, told.narrative, "\n".join(links))))[: stating.LONGEST]


def _pieces(one: Evidence, contents: Contents) -> Iterable[bytes] | None:
    """The bytes of a piece: its file, or her words as one; None where its file is not there as it was, or too large."""
    if one.words:
        return [one.words.encode()]
    fits = contents.sound.get(one.path, limit() + 1) <= limit()
    return contents.open(one.path) if fits else None


def _keep(
    statement: Statement,
    one: Evidence,
    pieces: Iterable[bytes] | None,
    known: set[str],
    by: Person,
    at: datetime,
) -> Iterator[str]:
    if pieces is None:
        yield f"“{one.title}” is missing from the archive, not as it was, or larger than files may be here."
        return
    suffix = ".txt" if one.words else Path(one.path).suffix
    name = plain(f"{one.title}{suffix}")
    with NamedTemporaryFile(prefix="cairn-") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        seen = inspect(Path(file.name), name)
        if seen.problem:
            yield f"“{one.title}” was not kept: {seen.problem}"
            return
        file.seek(0)
        key = f"{by.public_id}/{uuid4().hex}"
        stored = neighbors.store().put(key, file)
    if stored.sha256 in known:
        neighbors.store().delete(key)
        return
    known.add(stored.sha256)
    foreign.add_file(
        statement=statement,
        store_key=key,
        name=name,
        media_type=seen.media_type or TEXT,
        size=stored.size,
        sha256=stored.sha256,
        by=by,
        at=at,
    )


def keep_entries(*, entries: Iterable[Entry], by: Person, at: datetime) -> int:
    """Enter what she entered elsewhere, as her own word here too; how many were new."""
    known = {(one.kind, one.title, one.amount, one.unit, one.earned_on) for one in entered_by(by)}
    count = 0
    for one in entries:
        with suppress(ValueError, Refused):  # a day that is none, or one that ends before it begins
            earned = date.fromisoformat(one.earned_on)
            told = (one.kind, one.title, Fraction(one.amount), one.unit, earned)
            if told not in known:
                _enter(one, earned, by, at)
                known.add(told)
                count += 1
    return count


def _enter(one: Entry, earned: date, by: Person, at: datetime) -> None:
    records.add_record(
        kind=one.kind,
        title=one.title,
        amount=Fraction(one.amount),
        unit=one.unit,
        earned_on=earned,
        started_on=date.fromisoformat(one.started_on) if one.started_on else None,
        details=one.details,
        topics=one.topics,
        by=by,
        at=at,
    )
