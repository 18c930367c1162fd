"""Reading what is known of a person from YAML or JSON, the way cases and `--facts` give it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from cairn.engines.policy.facts import GATES, LICENSE, STATUSES, Approval, Fact, Period, Record, Waiver
from cairn.engines.policy.reading import Spot, read

PERSON = (
    "person", "license", "periods", "dates", "named", "roles", "opted", "spent", "paid", "exceptions", "records",
)  # fmt: skip
FACT = (
    "amount", "units", "topics", "lists", "documents", "approvals", "status", "started", "expires", "details",
)  # fmt: skip


def load_record(text: str) -> Record:
    """One person's record. Raises `PolicyError` with path, line and what to do."""
    return record_of(read(text).fields(optional=PERSON))


def load_people(text: str) -> tuple[Record, ...]:
    """Several persons under `people`, or one person alone."""
    top = read(text)
    if "people" in top.entries():
        return tuple(
            record_of(item.fields(optional=PERSON))
            for item in top.fields(required=("people",))["people"].items()
        )
    return (record_of(top.fields(optional=PERSON)),)


def record_of(fields: Mapping[str, Spot]) -> Record:
    """The record that these fields describe."""
    periods = {name: _period(spot, name) for name, spot in _entries(fields, "periods").items()}
    if "license" in fields:
        periods[LICENSE] = _period(fields["license"], "license")
    return Record(
        facts=tuple(_fact(item) for item in fields["records"].items()) if "records" in fields else (),
        person=fields["person"].text() if "person" in fields else "",
        periods=periods,
        dates={name: spot.day() for name, spot in _entries(fields, "dates").items()},
        named={name: spot.words() for name, spot in _entries(fields, "named").items()},
        roles=frozenset(fields["roles"].words()) if "roles" in fields else frozenset(),
        opted={name: spot.whole() for name, spot in _entries(fields, "opted").items()},
        spent={
            ledger: {name: amount.positive() for name, amount in spot.entries().items()}
            for ledger, spot in _entries(fields, "spent").items()
        },
        paid=frozenset(fields["paid"].words()) if "paid" in fields else frozenset(),
        waivers=tuple(_waiver(item) for item in fields["exceptions"].items())
        if "exceptions" in fields
        else (),
    )


def _entries(fields: Mapping[str, Spot], name: str) -> dict[str, Spot]:
    return fields[name].entries() if name in fields else {}


def _period(spot: Spot, name: str) -> Period:
    fields = spot.fields(required=("from",), optional=("until",))
    start, end = fields["from"].day(), fields["until"].day() if "until" in fields else None
    if end is not None and end < start:
        spot.fail(f"Put the dates in order: the {name} ends before it starts.", "E306")
    return Period(start, end)


def _waiver(spot: Spot) -> Waiver:
    fields = spot.fields(required=("record", "gate", "by", "on", "reason"), optional=("policy",))
    return Waiver(
        fields["record"].text(),
        fields["gate"].choice(GATES),
        fields["by"].text(),
        fields["on"].day(),
        fields["reason"].text(),
        fields["policy"].text() if "policy" in fields else "",
    )


def _fact(spot: Spot) -> Fact:
    fields = spot.fields(required=("record", "earned", "reference"), optional=FACT)
    return Fact(
        kind=fields["record"].text(),
        earned_on=fields["earned"].day(),
        amount=fields["amount"].positive() if "amount" in fields else Fraction(1),
        reference=fields["reference"].text(),
        details={name: value.text() for name, value in _entries(fields, "details").items()},
        units={name: value.positive() for name, value in _entries(fields, "units").items()},
        topics=_set(fields, "topics"),
        lists=_set(fields, "lists"),
        documents=_set(fields, "documents"),
        approvals=tuple(_approval(item) for item in fields["approvals"].items())
        if "approvals" in fields
        else (),
        status=fields["status"].choice(STATUSES) if "status" in fields else "valid",
        started_on=_day(fields, "started"),
        expires_on=_day(fields, "expires"),
    )


def _set(fields: Mapping[str, Spot], name: str) -> frozenset[str]:
    return frozenset(fields[name].words()) if name in fields else frozenset()


def _day(fields: Mapping[str, Spot], name: str) -> date | None:
    return fields[name].day() if name in fields else None


def _approval(spot: Spot) -> Approval:
    fields = spot.fields(required=("by", "on"))
    return Approval(fields["by"].text(), fields["on"].day())
