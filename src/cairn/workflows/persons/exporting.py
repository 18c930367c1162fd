"""Exporting: a copy of everything that is known about a person, made by a task and kept for her alone for a while.

The archive holds a JSON file for each table that knows something of her, with the name of each field and what it
means, and her files as she sent them. A file with people in it whose consent was withdrawn is left out, and the archive
says so. Other people are never named in it, neither are secrets such as passwords.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder

from cairn.adapters.storing import NotStored
from cairn.domain.deeds import deed
from cairn.domain.evidence.access import may_open
from cairn.domain.evidence.models import StoredFile
from cairn.domain.outbox.operations import put
from cairn.domain.people import operations
from cairn.domain.people.models import Copy, Person
from cairn.workflows import letters, neighbors
from cairn.workflows.persons.belongings import STORE_KEY, Holding, holdings
from cairn.workflows.persons.telling import Telling

CHANNEL: Final = "copy"
ENDS: Final = "copy ends"
KEPT: Final = timedelta(days=7)
PIECES: Final = 200
"""Rows that are read at once."""

ABOUT: Final = """This is a copy of everything that this installation of Cairn knows about you.

index.json   what is here, and which files are not, with the reason
data/        one file for each kind of thing: what its fields mean, and your rows
files/       the files you sent, as you sent them

Where a row points at a person, it says "you", or gives her opaque number: nobody else is named here.
"""


@deed()
def ask(*, person: Person, by: Person | None, at: datetime) -> Copy:
    """Ask for a copy; the worker makes it, and a letter says when it can be taken."""
    copy = operations.ask_copy(person=person, by=by, at=at)
    name = str(copy.public_id)
    put(event=f"copy:{name}", recipient=name, channel=CHANNEL, at=at, payload={"copy": name})
    return copy


def make(*, copy: Copy, at: datetime) -> None:
    """Make the copy and keep it in the store; whoever is cut off begins anew. Safe to repeat."""
    if copy.state != "asked":
        return
    key = f"copies/{copy.public_id.hex}"
    with TemporaryFile() as file:
        write(person=copy.person, into=file, copy=copy, at=at)
        file.seek(0)
        stored = neighbors.store().put(key, file)
    _keep(copy, key, stored.size, stored.sha256, at)


@deed()
def _keep(copy: Copy, key: str, size: int, sha256: str, at: datetime) -> None:
    ends_at = at + KEPT
    finished = operations.finish_copy(
        copy=copy, store_key=key, size=size, sha256=sha256, ends_at=ends_at, by=None, at=at
    )
    if finished:
        letters.put("copy_ready", about=copy, to=copy.person, at=at)
        name = str(copy.public_id)
        put(event=f"copy:{name}", recipient=name, channel=ENDS, at=at, payload={"copy": name}, due=ends_at)


def end(*, copy: Copy, by: Person | None, at: datetime) -> None:
    """Delete a copy before or when its time is over. Safe to repeat."""
    operations.end_copy(copy=copy, by=by, at=at)
    if copy.store_key:
        neighbors.store().delete(copy.store_key)


def opened(copy: Copy) -> Iterator[bytes]:
    """The bytes of a copy that is ready. Raises `NotStored`."""
    return neighbors.store().open(copy.store_key)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not in the archive, and why."""

    file: str
    why: str


def write(*, person: Person, into: IO[bytes], at: datetime, copy: Copy | None = None) -> None:
    """Write the archive; `copy` is told how far it is."""
    held = [holding for holding in holdings(person) if holding.rows.exists()]
    told: list[dict[str, Any]] = []
    left_out: list[LeftOut] = []
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", ABOUT)
        for number, holding in enumerate(held):
            if copy:
                operations.note_progress(copy=copy, done=number, total=len(held), by=None, at=at)
            told.append(_write_table(archive, holding, person))
            left_out += _write_files(archive, holding, person, at)
        index = {
            "person": person.public_id,
            "made_at": at,
            "tables": told,
            "left_out": [{"file": each.file, "why": each.why} for each in left_out],
        }
        archive.writestr("index.json", json.dumps(index, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))


def _write_table(archive: ZipFile, holding: Holding, person: Person) -> dict[str, Any]:
    telling = Telling(holding, person)
    name, count = f"data/{holding.model._meta.label}.json", 0
    with archive.open(name, "w", force_zip64=True) as file:
        head = json.dumps(
            {"about": holding.about, "fields": telling.fields},
            cls=DjangoJSONEncoder,
            ensure_ascii=False,
            indent=1,
        )
        file.write(f'{head.removesuffix("}").rstrip()},\n "rows": ['.encode())
        for row in telling.rows(PIECES):
            file.write(b",\n  " if count else b"\n  ")
            file.write(json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False).encode())
            count += 1
        file.write(b"\n ]\n}\n")
    return {"file": name, "about": holding.about, "rows": count, "when you leave": holding.declared.on_leave}


def _write_files(archive: ZipFile, holding: Holding, person: Person, at: datetime) -> Iterable[LeftOut]:
    names = {field.name for field in holding.model._meta.local_fields}
    if STORE_KEY not in names or holding.model is Copy:
        return
    rows = holding.rows.exclude(**{STORE_KEY: ""}).order_by("pk")
    if "original" in names:
        # Copies that were made for readers are no files of hers.
        rows = rows.filter(original=None)
    for row in rows.iterator(chunk_size=PIECES):
        name = _name_of(row)
        if why := _write_file(archive, name, row, person, at):
            yield LeftOut(name, why)


def _write_file(archive: ZipFile, name: str, row: Any, person: Person, at: datetime) -> str:
    """Put a file into the archive, or say why not."""
    if isinstance(row, StoredFile) and not (verdict := may_open(person, row, at=at)):
        return verdict.sentence
    try:
        pieces = neighbors.store().open(getattr(row, STORE_KEY))
    except NotStored:
        return "It is not in the store."
    told = ZipInfo(name, date_time=at.timetuple()[:6])
    # Videos and pictures are packed as tightly as they can be.
    told.compress_type = ZIP_STORED
    with archive.open(told, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)
    return ""


def _name_of(row: Any) -> str:
    called = str(getattr(row, "name", "") or "file").replace("/", "_").replace("\\", "_")
    kept = "".join(letter for letter in called if letter.isprintable()).strip(". ")[-100:]
    return f"files/{getattr(row, 'public_id', row.pk)}-{kept or 'file'}"
