"""Find ways: generic routes, then the catalog by cost, hours and count; each is decided again before it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cairn.engines.policy.covering import buckets_for
from cairn.engines.policy.decide import NotInForce, decide, meets
from cairn.engines.policy.facts import Record
from cairn.engines.policy.outcome import Decision, Outcome, number
from cairn.engines.policy.records import Looked
from cairn.engines.policy.requirements import Bucket, Cover, Leaf, Points
from cairn.engines.policy.rules import Policy
from cairn.engines.policy.spans import both_ends
from cairn.engines.policy.ways.plans import Open, beside, plans
from cairn.engines.policy.ways.supplies import family, in_words, supplied
from cairn.engines.policy.ways.way import Offer, Step, Way

if TYPE_CHECKING:
    from cairn.engines.policy.ways.catalog import Catalog

OBJECTIVES = ("count", "cost", "hours")


def ways(
    policy: Policy,
    record: Record,
    *,
    on: date,
    decision: str,
    offers: Sequence[Offer] = (),
    objectives: Sequence[str] = OBJECTIVES,
    before: date | None = None,
    most: int = 4,
) -> tuple[Way, ...]:
    """At most `most` ways to meet a decision that is not met, no two of one kind; none when it is met.

    With `before`, everything is to be earned and decided by that day. Pending records are not relied on.
    `objectives` say by what the catalog's ways are chosen: count, cost, hours. Raises `NotInForce`.
    """
    day = before or on
    if day < on:
        return ()
    search = Search(policy, record, decision, _last_day(policy, record, day), day)
    now = search.now()
    if now.met:
        return ()
    found: dict[str, Way] = {}
    for way in _candidates(search, now, offers, objectives):
        if way.kind in found or any(way.steps == other.steps for other in found.values()):
            continue
        if lean := search.lean(way):
            found[lean.kind] = lean
    return _few(list(found.values()), most)


def _few(found: list[Way], most: int) -> tuple[Way, ...]:
    """Those from the catalog and those without points first, so that few ways still differ in kind."""
    if len(found) <= most:
        return tuple(found)
    special = [way for way in found if way.kind.startswith(("beside", "catalog"))][: max(1, most - 2)]
    plain = [way for way in found if way not in special][: most - len(special)]
    return tuple(way for way in found if way in special or way in plain)


def _last_day(policy: Policy, record: Record, day: date) -> date:
    """The day on which what is still to come counts: within the window, and not after the day asked about."""
    ends = both_ends(policy.window, record, day) if policy.window else None
    return min(day, ends.end) if ends and ends.end else day


class Search:
    """Deciding again with hypothetical records."""

    def __init__(self, policy: Policy, record: Record, decision: str, day: date, on: date) -> None:
        self.policy, self.record, self.decision, self.day, self.on = policy, record, decision, day, on
        self.looked: dict[int, Looked] = {}
        self._catalog: Catalog | None = None

    def catalog(self, offers: Sequence[Offer]) -> Catalog:
        """What of the catalog she has not earned and can have by the day."""
        if self._catalog is None:
            # NumPy and SciPy load when a catalog asks for them.
            from cairn.engines.policy.ways.catalog import Catalog

            held = {fact.key for fact in self.record.facts}
            ready = [
                offer
                for offer in offers
                if offer.fact.key not in held and (offer.ready_on is None or offer.ready_on <= self.day)
            ]
            self._catalog = Catalog(self.policy, self.record, ready, self.day)
        return self._catalog

    def now(self) -> Decision:
        return decide(self.policy, self.record, on=self.on, decision=self.decision)

    def enough(self, steps: Sequence[Step]) -> bool:
        """Whether the decision is met with these records (it is sound)."""
        facts = (*self.record.facts, *(step.fact for step in steps))
        try:
            given = replace(self.record, facts=facts)
            return meets(self.policy, given, on=self.on, decision=self.decision, looked=self.looked)
        except NotInForce:
            return False

    def lean(self, way: Way) -> Way | None:
        """The way without what can be left out (it is minimal); None when it does not finish."""
        if not self.enough(way.steps):
            return None
        steps = list(way.steps)
        for step in sorted(way.steps, key=_dear, reverse=True):
            without = [other for other in steps if other is not step]
            if without and self.enough(without):
                steps = without
        steps = [self._smaller(steps, step) for step in steps]
        return replace(way, steps=tuple(steps), text=in_words(steps))

    def _smaller(self, steps: list[Step], step: Step) -> Step:
        """A record of many hours with no hour too many: the least amount that is still enough."""
        if step.offer or not step.text[:1].isdigit() or step.fact.kind == "experience":
            return step
        clause = next((clause for clause in self.policy.counts if clause.record == step.fact.kind), None)
        if clause is None or step.fact.amount <= clause.each:
            return step
        low, high = 1, int(Fraction(step.fact.amount) / clause.each)
        rest = [other for other in steps if other is not step]
        while low < high:
            middle = (low + high) // 2
            if self.enough([*rest, _with(step, middle * clause.each)]):
                high = middle
            else:
                low = middle + 1
        return _with(step, high * clause.each)


def _dear(step: Step) -> tuple[Fraction, Fraction]:
    return (step.offer.cost, step.offer.hours) if step.offer else (Fraction(0), Fraction(0))


def _with(step: Step, amount: Fraction) -> Step:
    text = step.text.partition(" ")[2]
    fact = replace(step.fact, amount=amount, units=dict.fromkeys(step.fact.units, amount))
    if amount == 1:
        text = text.replace("hours", "hour", 1)
    return Step(f"{number(amount)} {text}", fact)


def _candidates(
    search: Search, now: Decision, offers: Sequence[Offer], objectives: Sequence[str]
) -> Iterator[Way]:
    condition = search.policy.decisions[search.decision]
    for place, plan in enumerate(plans(condition, now.tree)):
        others = [step for leaf, outcome in plan for step in beside(leaf, outcome, search.record, search.day)]
        counted = [pair for pair in plan if isinstance(pair[0], (Points, Cover))]
        unknown = (
            len(plan) - len(counted) - len({id(leaf) for leaf, _ in plan if _has_steps(search, leaf, plan)})
        )
        if unknown > 0:
            continue
        if not counted:
            yield Way(f"beside-{place}", in_words(others), tuple(others))
            continue
        yield from _catalog(search, [leaf for leaf, _ in counted], offers, objectives, others)
        yield from _generic(search, tuple(counted), others)


def _has_steps(search: Search, leaf: Leaf, plan: Open) -> bool:
    if isinstance(leaf, (Points, Cover)):
        return False
    outcome = next(outcome for other, outcome in plan if other is leaf)
    return bool(beside(leaf, outcome, search.record, search.day))


def lacking(search: Search, leaf: Leaf, outcome: Outcome) -> list[tuple[Bucket, Fraction]]:
    """The categories that lack something, with how much; points are one category."""
    if isinstance(leaf, Points):
        lack = (outcome.need or Fraction(0)) - (outcome.have or Fraction(0))
        return [(Bucket("points", leaf.least, leaf.where), lack)]
    if isinstance(leaf, Cover):
        buckets = buckets_for(leaf, search.record) or ()
        pairs = zip(buckets, outcome.parts, strict=False)
        rows = [(bucket, bucket.least - (part.have or Fraction(0))) for bucket, part in pairs]
        return [(bucket, lack) for bucket, lack in rows if lack > 0]
    return []


def _generic(search: Search, counted: Open, others: list[Step]) -> Iterator[Way]:
    """One route for each family of lines: awards, time, college credit. What is too much is left out afterwards."""
    lacks = [
        (place, bucket, lack) for place, pair in enumerate(counted) for bucket, lack in lacking(search, *pair)
    ]
    seen: set[str] = set()
    for clause in search.policy.counts:
        kind = family(clause)
        if not kind or kind in seen:
            continue
        parts = [
            _apart(supplied(search.policy, clause, bucket, lack, search.day), place)
            for place, bucket, lack in lacks
        ]
        if not parts or not all(parts):
            continue
        seen.add(kind)
        steps = [step for part in parts for step in part] + others
        yield Way(kind, in_words(steps), tuple(steps))


def _apart(steps: list[Step] | None, place: int) -> list[Step]:
    """Records for one of several sums under references of their own."""
    if not place:
        return steps or []
    return [
        replace(step, fact=replace(step.fact, reference=f"{step.fact.reference}-{place}"))
        for step in steps or []
    ]


def _catalog(
    search: Search,
    counted: Sequence[Leaf],
    offers: Sequence[Offer],
    objectives: Sequence[str],
    others: list[Step],
) -> Iterator[Way]:
    """The best of the catalog by each objective."""
    if not offers:
        return
    catalog = search.catalog(offers)
    for objective in objectives:
        chosen = catalog.choose(counted, objective)
        if chosen:
            steps = [*(Step(offer.title, fact, offer) for offer, fact in chosen), *others]
            yield Way(f"catalog by {objective}", in_words(steps), tuple(steps))
