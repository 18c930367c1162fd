"""Trying a rule before anybody votes: what another text would change for an organization's own people.

Only people stand in it whose records the organization may see: rostered, claimed or filed with it. What is kept are
sums; groups under ten are left out, and others with them, so that none is found by subtraction. Many people are looked
at in turns of the worker; each adds to the sums so far, once, whatever is cut off or done twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person
from cairn.domain.policies import operations
from cairn.domain.policies.models import Trial
from cairn.domain.policies.states import TRIAL
from cairn.domain.records.models import Relation
from cairn.domain.records.queries import how_many, population_after, population_of
from cairn.engines.policy import NotInForce, Policy, PolicyError, load
from cairn.engines.policy.asked import looked_at
from cairn.engines.policy.rules import Start, Version
from cairn.engines.verdict import Refused, no
from cairn.workflows.records import records_of
from cairn.workflows.rulebook import parents_of, rulebook, shipped

if TYPE_CHECKING:
    from cairn.engines.policy.population import Tally

CHANNEL: Final = "what-if"
AT_ONCE: Final = 300
"""So many people are looked at while the page waits; more of them by the worker."""

A_TURN: Final = 2_000
"""So many people are looked at between two notes of progress, in far less time than a message is leased for."""

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
    if how_many(organization, on=on) <= AT_ONCE:
        run(trial=trial, at=at)
    else:
        _ask_worker(trial, at)
    trial.refresh_from_db()
    return trial


def _ask_worker(trial: Trial, at: datetime) -> None:
    put(
        event=f"what-if:{trial.public_id}:{trial.reached}",
        recipient=str(trial.organization.public_id),
        channel=CHANNEL,
        at=at,
        payload={"trial": str(trial.public_id)},
    )


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
    reasons: dict[Person, list[tuple[str, str]]] = {}
    for relation in population_of(organization, on=on):
        reasons.setdefault(relation.person, []).append((relation.kind, relation.group))
    return {person: _group(told) for person, told in reasons.items()}


def _group(reasons: Sequence[tuple[str, str]]) -> str:
    """The group that the surest of these (kind, group) names."""
    ranked = sorted((SURER.index(Relation.Kind(kind)), group) for kind, group in reasons if group)
    return ranked[0][1] if ranked else ""


def run(*, trial: Trial, at: datetime) -> None:
    """Look at everybody and keep the sums; a text that does not answer ends it with the reason. Safe to repeat."""
    while not _turn(trial, at):
        trial.refresh_from_db()


def take_turn(*, trial: Trial, at: datetime) -> None:
    """What the worker does: look at the next people, and ask for another turn where there are more."""
    if not _turn(trial, at):
        trial.refresh_from_db()
        _ask_worker(trial, at)


def _turn(trial: Trial, at: datetime) -> bool:
    """Add the next people to the sums so far; whether it has ended."""
    if trial.state in TRIAL.final:
        return True
    if trial.state == TRIAL.start:
        many = how_many(trial.organization, on=trial.on)
        operations.begin_trial(trial=trial, people=many, by=None, at=at)
    groups = population_after(trial.organization, on=trial.on, after=trial.reached, most=A_TURN)
    try:
        one, two = _read(trial.before, at), _read(trial.after, at)
        so_far = _so_far(trial, one, two, groups)
    except (Refused, NotInForce, ValueError) as problem:
        operations.fail_trial(trial=trial, problem=str(problem) or "It could not be decided.", by=None, at=at)
        return True
    if not groups:
        operations.finish_trial(trial=trial, found=_found(so_far, two), by=None, at=at)
        return True
    operations.note_progress(
        trial=trial,
        after=trial.reached,
        reached=max(groups),
        looked=len(groups),
        so_far=so_far.written(),
        by=None,
        at=at,
    )
    return False


def _so_far(trial: Trial, one: Policy, two: Policy, groups: Mapping[int, Sequence[tuple[str, str]]]) -> Tally:
    """The sums with these people. NumPy is loaded here, and only when somebody asks."""
    from cairn.engines.policy.population import Population, Tally, what_if

    so_far = Tally.read(trial.so_far) if trial.so_far else Tally()
    people = Person.objects.filter(pk__in=list(groups)).order_by("pk").only("public_id")
    found = records_of(
        people,
        on=trial.on,
        seen_by=trial.organization,
        key=two.key,
        decision=trial.decision,
        needs=looked_at([one, two]),
    )
    if not found:
        return so_far
    population = Population.of(list(found.values()), {GROUP: [_group(groups[person]) for person in found]})
    result = what_if(one, two, population, on=trial.on, decision=trial.decision, needed=so_far.needed)
    return so_far + result.sums


def _found(sums: Tally, two: Policy) -> dict[str, Any]:
    """The sums as the page and the file show them, with what is too small left out."""
    from cairn.engines.policy.population.suppressing import SMALLEST, hidden, merged
    from cairn.engines.policy.population.whatif import STATIC

    people, met_before, met_after, gained, lost = sums.everybody
    if people < SMALLEST:
        return {"people": None, "smallest": SMALLEST}
    groups = sums.groups.get(GROUP, {})
    out = hidden({name: counts[0] for name, counts in groups.items()})
    bars = [list(bar) for bar in merged(sums.ranges())]
    names = ("people", "met_before", "met_after", "gained", "lost")
    return {
        "people": people,
        "smallest": SMALLEST,
        "met_before": met_before,
        "met_after": met_after,
        "gained": gained,
        "lost": lost,
        "unchanged": people - gained - lost,
        "groups": [
            {"name": name, **dict(zip(names, counts, strict=True))}
            for name, counts in sorted(groups.items())
            if name not in out
        ],
        "hidden_groups": len(out),
        "hidden_people": sum(groups[name][0] for name in out),
        "shortfalls": bars,
        "hidden_bars": bool(sums.shortfalls) and not bars,
        "cost": str(sums.cost),
        "unit": two.unit,
        "note": STATIC,
    }
