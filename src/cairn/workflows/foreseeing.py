"""Foreseeing: a license that ends, a window that closes, a rule that changes, a badge that runs out; told in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cairn.domain.people.models import Person
from cairn.domain.records.models import Goal, License
from cairn.domain.records.queries import holders
from cairn.engines.policy import Policy
from cairn.engines.policy.outcome import number, spoken
from cairn.engines.policy.requirements import Fixed
from cairn.workflows import letters
from cairn.workflows.deciding import Standing, book, standings_in
from cairn.workflows.records import Known, known_of
from cairn.workflows.rulebook import Rulebook

AHEAD = timedelta(days=180)
LETTERS_AT = (180, 90, 30, 7)
"""So many days before the day a letter leaves, each once."""
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that comes up on a day, for one license or goal."""

    kind: str
    held: License | Goal
    title: str
    day: date
    sentence: str


def notices(known: Known, rules: Rulebook, *, on: date) -> list[Notice]:
    """What comes up within half a year under all that she holds and works toward, the next day first."""
    found = [
        notice for standing in standings_in(known, rules, on=on) for notice in notices_of(standing, rules, on)
    ]
    return sorted(found, key=lambda notice: (notice.day, notice.title, notice.kind))


def notices_of(standing: Standing, rules: Rulebook, on: date) -> Iterator[Notice]:
    """What comes up under one of them; nothing of a deadline that is met."""
    held, decision, policy = standing.held, standing.decision, standing.policy
    if held is None or policy is None:
        return
    title = held.name if isinstance(held, License) else policy.title
    for kind, day, sentence in (
        *_ends(standing, on),
        *_rule(standing, policy, rules, on),
        *_badges(standing),
    ):
        late = kind in ("ends", "closes") and decision is not None and decision.met
        if on < day <= on + AHEAD and not late:
            yield Notice(kind, held, title, day, sentence)


Coming = tuple[str, date, str]


def _ends(standing: Standing, on: date) -> Iterator[Coming]:
    held, decision = standing.held, standing.decision
    day = held.ends_on if isinstance(held, License) else held.by_on if held else None
    if day is None:
        return
    missing = (
        f"{number(decision.missing)} {decision.unit} to go"
        if decision and decision.missing
        else "not met yet"
    )
    left = (day - on).days
    days = "1 day" if left == 1 else f"{left} days"
    yield "ends", day, f"It ends {spoken(day)}, in {days}: {missing}."


def _rule(standing: Standing, policy: Policy, rules: Rulebook, on: date) -> Iterator[Coming]:
    unsure = " That day is not confirmed."
    for version in rules.versions(standing.key):
        start = version.version.start
        if version.version.number != policy.version.number and start.known and start.on > on:
            told = f"From {spoken(start.on)} on a new version of the rule answers."
            yield "rule", start.on, told + (unsure if start.doubt else "")
    for name, values in policy.values.items():
        for value in values:
            if value.start.on > on:
                words = name.replace("_", "-")
                told = f"From {spoken(value.start.on)} on a {words} is worth {number(value.amount)} {policy.unit}."
                yield "value", value.start.on, told + (unsure if value.start.doubt else "")
    for span in (policy.window, *(clause.window for clause in policy.counts)):
        if isinstance(span, Fixed) and span.end:
            yield "closes", span.end, f"Records count only if they are earned by {spoken(span.end)}."


def _badges(standing: Standing) -> Iterator[Coming]:
    for line in standing.decision.counted if standing.decision else ():
        if (last := line.fact.expires_on) is not None:
            yield (
                "badge",
                last,
                f"A record that counts here runs out {spoken(last)}. Renew it with its issuer.",
            )


def anything_near(held: Iterable[License | Goal], rules: Rulebook, *, on: date) -> bool:
    """Whether it is worth looking closer: a last day or a change of a rule lies within half a year."""
    days = []
    for one in held:
        days.append(one.ends_on if isinstance(one, License) else one.by_on)
        for policy in rules.versions(one.policy_key):
            days.append(policy.version.start.on)
            days += [value.start.on for values in policy.values.values() for value in values]
    return any(on < day <= on + AHEAD for day in days if day)


def warn(*, at: datetime) -> int:
    """Ask for the letters that are due today; how many people have one. Safe to repeat: each leaves once."""
    told, after = 0, 0
    while people := list(holders(after=after, limit=AT_ONCE)):
        told += sum(_warn(person, at) for person in people)
        after = people[-1].pk
    return told


def _warn(person: Person, at: datetime) -> bool:
    on = at.astimezone(ZoneInfo(person.time_zone)).date()
    found = notices(known_of(person, on=on), book(on), on=on)
    for notice in found:
        step = min(days for days in LETTERS_AT if (notice.day - on).days <= days)
        turn = f"{notice.day.isoformat()}:{step}"
        letters.put(f"worth_{notice.kind}", about=notice.held, to=person, at=at, turn=turn)
    return bool(found)
