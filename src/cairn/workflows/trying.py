"""Trying a rule before anybody votes: what another text would change for an organization's own people.

Only people stand in it whose records the organization may see: rostered, claimed or filed with it. What is kept are
sums; groups under ten are left out, and others with them, so that none is found by subtraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person
from cairn.domain.policies import operations
from cairn.domain.policies.models import Trial
from cairn.domain.policies.states import TRIAL
from cairn.domain.records.models import Relation
from cairn.domain.records.queries import population_of
from cairn.engines.policy import NotInForce, Policy, PolicyError, Record, load
from cairn.engines.policy.rules import Start, Version
from cairn.engines.verdict import Refused, no
from cairn.workflows.records import record_of
from cairn.workflows.rulebook import parents_of, rulebook, shipped

CHANNEL: Final = "what-if"
AT_ONCE: Final = 100
"""So many people are looked at while the page waits; more of them by the worker."""

MOST: Final = 20_000
"""More people would keep a worker longer than a message is leased to it; `cairn policy whatif` takes any number."""

A_STEP: Final = 50
"""After so many people the progress is noted."""

GROUP: Final = "group"
SURER: Final = (Relation.Kind.ROSTERED, Relation.Kind.CLAIMED, Relation.Kind.FILED)
"""Whose word on a person's group is taken first."""


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a what-if: the words of a policy, and what they are called."""

    words: str
    name: str


def ask(
    *,
    organization: Organization,
    before: Text,
    after: Text,
    decision: str,
    on: date,
    by: Person,
    at: datetime,
) -> Trial:
    """Ask, and answer at once where few people are concerned. Raises `Refused` for texts that cannot be compared."""
    one, two = (_read(text.words, at) for text in (before, after))
    if decision not in one.decisions or decision not in two.decisions:
        told = f"Choose a decision that both texts know; “{decision}” is not in both."
        raise Refused(no("decision", told))
    trial = operations.ask_what_if(
        organization=organization,
        policy=two.key,
        before=(before.words, before.name),
        after=(after.words, after.name),
        decision=decision,
        on=on,
        by=by,
        at=at,
    )
    if len(people_of(organization, on=on)) <= AT_ONCE:
        run(trial=trial, at=at)
    else:
        put(
            event=f"what-if:{trial.public_id}",
            recipient=str(organization.public_id),
            channel=CHANNEL,
            at=at,
            payload={"trial": str(trial.public_id)},
        )
    trial.refresh_from_db()
    return trial


def _read(words: str, at: datetime) -> Policy:
    """A text as if it held on any day, since the question is what it would do."""
    known = [one.policy for one in shipped()]
    known += [policy for versions in rulebook(at=at).by_key.values() for policy in versions]
    try:
        policy = load(words, parents_of(words, known))
    except PolicyError as error:
        raise Refused(no("unreadable", f"Mend line {error.line} first: {error.text}")) from error
    always = Version(policy.version.number, Start(date.min), chosen_by=policy.version.chosen_by)
    return replace(policy, version=always)


def people_of(organization: Organization, *, on: date) -> dict[Person, str]:
    """Whose records the organization may see on a day, each with her group, in the order of their names."""
    found: dict[Person, tuple[int, str]] = {}
    for relation in population_of(organization, on=on):
        rank = SURER.index(Relation.Kind(relation.kind))
        known = found.get(relation.person)
        if known is None or (rank, not relation.group) < (known[0], not known[1]):
            found[relation.person] = (rank, relation.group or (known[1] if known else ""))
        elif not known[1]:
            found[relation.person] = (known[0], relation.group)
    return {person: group for person, (_, group) in found.items()}


def run(*, trial: Trial, at: datetime) -> None:
    """Look at everybody and keep the sums; a text that does not answer ends it with the reason. Safe to repeat."""
    if trial.state in TRIAL.final:
        return
    people = people_of(trial.organization, on=trial.on)
    operations.begin_trial(trial=trial, people=len(people), by=None, at=at)
    try:
        _demand_not_too_many(len(people))
        one, two = _read(trial.before, at), _read(trial.after, at)
        records = list(_records(trial, people, two.key, at))
        found = _found(one, two, trial, records, list(people.values()))
    except (Refused, NotInForce, ValueError) as problem:
        operations.fail_trial(trial=trial, problem=str(problem) or "It could not be decided.", by=None, at=at)
        return
    operations.finish_trial(trial=trial, found=found, by=None, at=at)


def _demand_not_too_many(people: int) -> None:
    if people > MOST:
        told = f"You have {people:,} people; up to {MOST:,} can be looked at here. “cairn policy whatif” takes more."
        raise Refused(no("too_many", told))


def _records(trial: Trial, people: Iterable[Person], key: str, at: datetime) -> Iterable[Record]:
    for place, person in enumerate(people, start=1):
        yield record_of(person, on=trial.on, seen_by=trial.organization, key=key, decision=trial.decision)
        if place % A_STEP == 0:
            operations.note_progress(trial=trial, looked=place, by=None, at=at)


def _found(
    one: Policy, two: Policy, trial: Trial, records: list[Record], groups: list[str]
) -> dict[str, Any]:
    """The sums, as the page and the file show them. NumPy is loaded here, and only when somebody asks."""
    from cairn.engines.policy.population import Population, what_if
    from cairn.engines.policy.population.suppressing import hidden
    from cairn.engines.policy.population.whatif import SMALLEST

    if len(records) < SMALLEST:
        return {"people": None, "smallest": SMALLEST}
    population = Population.of(records, {GROUP: groups})
    result = what_if(one, two, population, on=trial.on, decision=trial.decision)
    sizes = Counter(groups)
    out = hidden(sizes)
    everybody = result.everybody
    shown = {name: change for name, change in result.by_group[GROUP].items() if name not in out}
    return {
        "people": everybody.people,
        "smallest": SMALLEST,
        "met_before": everybody.met_before,
        "met_after": everybody.met_after,
        "gained": everybody.gained,
        "lost": everybody.lost,
        "unchanged": (everybody.people or 0) - (everybody.gained or 0) - (everybody.lost or 0),
        "groups": [
            {
                "name": name,
                "people": change.people,
                "met_before": change.met_before,
                "met_after": change.met_after,
                "gained": change.gained,
                "lost": change.lost,
            }
            for name, change in sorted(shown.items())
        ],
        "hidden_groups": len(out),
        "hidden_people": sum(sizes[name] for name in out),
        "shortfalls": _bins(result.shortfalls),
        "cost": str(result.cost),
        "unit": two.unit,
        "note": result.note,
    }


def _bins(rows: Iterable[tuple[str, int, int]]) -> list[list[Any]]:
    return [[label, before, after] for label, before, after in rows]
