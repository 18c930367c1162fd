"""A line for each record: counted or not, for how much, why, with remedy and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cairn.engines.policy.outcome import Line, Outcome, Share, Standing, number
from cairn.engines.policy.records import Looked, caps_over
from cairn.engines.policy.rules import Policy


def lines(
    policy: Policy, rows: Sequence[Looked], tree: Outcome, shares: Sequence[Share], *, by_points: bool
) -> tuple[Line, ...]:
    """The lines of a decision: by points where it asks for a sum, else by what categories use."""
    used: dict[str, list[Share]] = {}
    for share in shares:
        used.setdefault(share.reference, []).append(share)
    asked = dict(_asked(tree))
    by_categories = bool(_has_parts_with_need(tree)) and not by_points
    return tuple(_line(policy, row, used.get(row.fact.reference, []), asked, by_categories) for row in rows)


def _has_parts_with_need(tree: Outcome) -> list[Outcome]:
    """The covers of a tree: outcomes with a need of their own and parts below."""
    here = [tree] if tree.parts and tree.need is not None else []
    return here + [found for part in tree.parts for found in _has_parts_with_need(part)]


def _asked(tree: Outcome) -> Iterator[tuple[str, str]]:
    """Which condition looks at a record, by reference."""
    for part in tree.parts:
        yield from _asked(part)
    if not tree.parts:
        yield from ((reference, tree.text) for reference in tree.uses)


def _line(
    policy: Policy, row: Looked, shares: list[Share], asked: dict[str, str], by_categories: bool
) -> Line:
    clause = row.clause
    if clause is None and row.fact.reference in asked:
        told = f"Counted for this condition: {asked[row.fact.reference]}"
        return Line(row.fact, True, Fraction(0), told, standing=Standing.COUNTED)
    if row.passed.reasons or clause is None or row.price is None:
        return _refused(policy, row)
    sources = tuple(policy.sources[key] for key in row.price.sources if key)
    if row.price.person:
        told = f"Not counted yet: {row.price.because}"
        return Line(row.fact, False, Fraction(0), told, clause.path, sources, Standing.PERSON)
    if not row.worth:
        return Line(row.fact, False, Fraction(0), f"Not counted: {row.price.because}", clause.path, sources)
    used = sum({share.bucket: share.amount for share in shares}.values(), Fraction(0))
    points = min(used, row.worth) if by_categories else row.kept
    if not points:
        return _unspent(policy, row, sources, by_categories)
    standing = Standing.COUNTED if points == row.worth else Standing.PARTLY
    told = (
        f"Counted as {number(points)} {policy.unit}: {row.price.because}{_more(policy, row, shares, points)}"
    )
    told += f" Source: {'; '.join(sources)}." if sources else ""
    return Line(row.fact, True, points, told, clause.path, sources, standing, (), row.worth)


def _more(policy: Policy, row: Looked, shares: list[Share], points: Fraction) -> str:
    told = ""
    if row.kept < row.worth and points == row.kept:
        told += f" {_cap_words(policy, row)}"
    if shares:
        told += f" Used for {', '.join(f'{share.bucket} ({number(share.amount)})' for share in shares)}."
    for exception in row.passed.lifted:
        told += f" {exception}"
    return told


def _cap_words(policy: Policy, row: Looked) -> str:
    names = [policy.caps[cap] for cap in caps_over(policy, row.fact)]
    told = " and ".join(f"{cap.name} may bring at most {number(cap.most)} {policy.unit}" for cap in names)
    return f"{told[:1].upper()}{told[1:]}."


def _refused(policy: Policy, row: Looked) -> Line:
    reasons = row.passed.reasons
    pending = bool(reasons) and all(reason.pending for reason in reasons)
    told = " ".join(dict.fromkeys(_sentence(place, reason.text) for place, reason in enumerate(reasons)))
    clause = row.clause
    sources = tuple(policy.sources[key] for key in clause.sources if key) if clause else ()
    path = clause.path if clause else ""
    standing = Standing.PENDING if pending else Standing.REFUSED
    start = "Pending" if pending else "Not counted"
    gate = bool(row.price is not None or pending)
    return Line(
        row.fact,
        False,
        Fraction(0),
        f"{start}: {told}",
        path if gate else "",
        sources if gate else (),
        standing,
        reasons,
    )


def _sentence(place: int, text: str) -> str:
    return text if place == 0 else f"Also: {text}"


def _unspent(policy: Policy, row: Looked, sources: tuple[str, ...], by_categories: bool) -> Line:
    clause = row.clause.path if row.clause else ""
    if by_categories:
        told = f"Not needed: worth {number(row.worth)} {policy.unit}, and no category it fits lacks it."
    else:
        told = f"Not counted: {_cap_words(policy, row)}"
    return Line(row.fact, False, Fraction(0), told, clause, sources, Standing.UNSPENT, (), row.worth)
