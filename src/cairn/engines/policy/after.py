"""After a decision is met: what it spends of each record, and what carries over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from cairn.engines.policy.covering import allocate, pose
from cairn.engines.policy.facts import Record
from cairn.engines.policy.outcome import Share
from cairn.engines.policy.records import Looked
from cairn.engines.policy.requirements import Bucket, Condition, Use, points_in
from cairn.engines.policy.rules import Policy
from cairn.engines.policy.spans import back, both_ends

Spending = tuple[tuple[str, Fraction], ...]


def spending(
    policy: Policy, condition: Condition, rows: Sequence[Looked], shares: Sequence[Share]
) -> Spending:
    """What is spent of each record: what categories use, else just what the points ask for."""
    worth = {row.fact.reference: row.worth for row in rows}
    if not shares and (thresholds := points_in(condition)):
        bucket = Bucket("points", thresholds[0].least, thresholds[0].where)
        posed = pose(policy, [bucket], rows)
        shares = [
            Share(posed.rows[item].fact.reference, bucket.name, Fraction(amount, posed.scale))
            for item, _, amount in allocate(posed, policy.use).shares
        ]
    spent: dict[str, Fraction] = {}
    for share in shares:
        spent[share.reference] = spent.get(share.reference, Fraction(0)) + share.amount
    if policy.use is Use.WHOLE:
        spent = {reference: worth[reference] for reference in spent}
    return tuple(sorted(spent.items()))


def carried(
    policy: Policy, record: Record, on: date, rows: Sequence[Looked], spent: Spending
) -> tuple[tuple[str, Fraction], ...]:
    """What is left of records that may go on, the latest earned first, up to the most."""
    carry = policy.carry
    if carry is None:
        return ()
    ends = both_ends(policy.window, record, on) if policy.window else None
    last = (ends.end if ends else None) or on
    first = back(last, carry.last_years, "year") if carry.last_years else date.min
    first = max(first, carry.since or date.min)
    used, room, found = dict(spent), carry.most, []
    for row in sorted(rows, key=lambda row: (row.fact.earned_on, row.fact.reference), reverse=True):
        left = min(row.kept - used.get(row.fact.reference, Fraction(0)), room)
        if left > 0 and row.fact.earned_on >= first:
            found.append((row.fact.reference, left))
            room -= left
    return tuple(sorted(found))
