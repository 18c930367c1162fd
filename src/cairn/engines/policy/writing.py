"""A record as the JSON that `filing` reads: what a decision keeps, so that anybody can decide it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cairn.engines.policy.facts import Approval, Fact, Period, Record, Waiver
from cairn.engines.policy.identity import plain

Written = dict[str, Any]


def write(record: Record) -> str:
    """The record as canonical JSON: sorted keys, no space; `load_record` reads the same record from it."""
    return json.dumps(written(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def written(record: Record) -> Written:
    """The record in the fields of a facts file; what is empty is left out."""
    return _filled(
        {
            "person": record.person,
            "periods": {name: _period(period) for name, period in record.periods.items()},
            "dates": plain(record.dates),
            "named": {name: list(words) for name, words in record.named.items()},
            "roles": sorted(record.roles),
            "opted": plain(record.opted),
            "spent": plain({ledger: taken for ledger, taken in record.spent.items() if taken}),
            "paid": sorted(record.paid),
            "exceptions": [_waiver(waiver) for waiver in record.waivers],
            "records": [_fact(fact) for fact in record.facts],
        }
    )


def _filled(fields: Mapping[str, Any]) -> Written:
    return {name: value for name, value in fields.items() if value not in ("", None, {}, [])}


def _period(period: Period) -> Written:
    return _filled({"from": plain(period.start), "until": plain(period.end)})


def _waiver(waiver: Waiver) -> Written:
    said = {
        "record": waiver.reference,
        "gate": waiver.gate,
        "by": waiver.by,
        "on": plain(waiver.on),
        "reason": waiver.reason,
    }
    return said | _filled({"policy": waiver.policy})


def _approval(approval: Approval) -> Written:
    return {"by": approval.by, "on": plain(approval.on)}


def _fact(fact: Fact) -> Written:
    """A status that is valid is not said."""
    return _filled(
        {
            "record": fact.kind,
            "earned": plain(fact.earned_on),
            "reference": fact.reference,
            "amount": plain(fact.amount),
            "units": plain(fact.units),
            "topics": sorted(fact.topics),
            "lists": sorted(fact.lists),
            "documents": sorted(fact.documents),
            "approvals": [_approval(approval) for approval in fact.approvals],
            "status": "" if fact.status == "valid" else fact.status,
            "started": plain(fact.started_on),
            "expires": plain(fact.expires_on),
            "details": dict(fact.details),
        }
    )
