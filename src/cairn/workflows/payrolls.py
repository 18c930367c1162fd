"""A batch of payment instructions as a file: CSV, and Parquet made of the very same rows."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO

from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from cairn.domain.people.models import Identifier
from cairn.domain.recognition.models import Batch, Instruction

HEADS = (
    "batch",
    "instruction",
    "person",
    "name",
    "educator_id",
    "policy",
    "trigger",
    "period",
    "for",
    "amount",
    "currency",
    "adds_to",
    "due_on",
    "kind",
)
EDUCATOR_ID = "state"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def as_csv(rows: Sequence[Instruction], number: int) -> str:
    """The file of a batch: a line for each payment, amounts with two decimals."""
    people = {row.person_id for row in rows}
    known = Identifier.objects.filter(person__in=people, kind=EDUCATOR_ID)
    identifiers = dict(known.values_list("person_id", "value"))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows(_line(row, number, identifiers.get(row.person_id, "")) for row in rows)
    return out.getvalue()


def _line(row: Instruction, number: int, identifier: str) -> list[str]:
    cents = row.cents or 0
    said = [
        str(number),
        str(row.public_id),
        str(row.person.public_id),
        row.person.legal_name or row.person.name,
        identifier,
        row.policy_key,
        row.trigger,
        row.period,
        row.words,
        f"{cents // 100}.{cents % 100:02}",
        row.currency,
        row.adds_to,
        row.due_on.isoformat(),
        row.kind,
    ]
    return [plain(words) for words in said]


def plain(words: str) -> str:
    """The words, so that a spreadsheet does not run them."""
    return f"'{words}" if words.startswith(FORMULA) else words


def as_parquet(batch: Batch) -> bytes:
    """The rows of a batch as Parquet, with the checksum of the CSV beside the schema; amounts in cents."""
    rows = list(csv.DictReader(StringIO(batch.content)))
    columns = [_column(name, batch, [row[name] for row in rows]) for name in HEADS]
    names = ["amount_cents" if name == "amount" else name for name in HEADS]
    out = BytesIO()
    write_parquet(
        Table.from_arrays(columns, names=names), out, key_value_metadata={"sha256_of_csv": batch.sha256}
    )
    return out.getvalue()


def _column(name: str, batch: Batch, words: list[str]) -> Array:
    if name == "batch":
        return Array([batch.number] * len(words), type=DataType.int64())
    if name == "amount":
        return Array([int(one.replace(".", "")) for one in words], type=DataType.int64())
    if name == "due_on":
        days = [(date.fromisoformat(one) - date(1970, 1, 1)).days for one in words]
        return Array(days, type=DataType.int32()).cast(DataType.date32())
    return Array(words, type=DataType.utf8())
