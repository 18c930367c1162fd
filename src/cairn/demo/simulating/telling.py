"""What a run came to: readings and wrong decisions, and what the report says beside what was planted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from cairn.demo.simulating.running import Run
from cairn.domain.evaluation.models import APART, Outcome, Reading
from cairn.domain.validity import queries
from cairn.domain.validity.data import read
from cairn.engines.measurement.facets.rasch import FIT_HIGH
from cairn.web.shared.validity import report

BECOME: Final = {"severe": "stricter", "lenient": "more lenient"}
SAME: Final = 0.9
"""From this correlation on the pages say that two criteria may ask for the same thing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One planted fault: what it is, whether the report found it (None: it says that it cannot tell yet), in words."""

    planted: str
    found: bool | None
    says: str


@dataclass(frozen=True, slots=True)
class Tier:
    """The report as it stood when it was computed."""

    first_attempts: int
    tier: str
    verdict: str


@dataclass(frozen=True)
class Told:
    """The run in numbers. `error`, `false_awards` and `false_denials` are shares of the decided submissions; `doubled`
    maps each reason of a further reading to the share of submissions that had one; `unplanted` are findings of the
    report that nobody planted."""

    submissions: int
    decided: int
    readings: int
    readings_each: float
    error: float
    false_awards: float
    false_denials: float
    worthy: float
    doubled: dict[str, float]
    days: int
    tiers: tuple[Tier, ...]
    findings: tuple[Finding, ...]
    unplanted: tuple[str, ...]
    sections: dict[str, str]
    edition: str

    def as_dict(self) -> dict[str, Any]:
        """As plain values for JSON."""
        return asdict(self)


def told(run: Run) -> Told:
    """The numbers of a run that is done."""
    met = dict(Outcome.objects.filter(round__in=run.rounds).values_list("round", "met"))
    worthy = {pk: bool(run.works.worthy[place]) for pk, place in run.rounds.items()}
    wrong = Counter((decided, worthy[pk]) for pk, decided in met.items())
    rows = Reading.objects.filter(round__in=run.rounds, state="concluded").exclude(reason__in=APART)
    reasons = defaultdict[str, set[int]](set)
    for round_, reason in rows.values_list("round", "reason"):
        reasons[reason].add(round_)
    analysis = run.reports[-1].analysis
    size, decided, readings = len(run.rounds), max(len(met), 1), rows.count()
    shown = report(analysis, detailed=True)
    return Told(
        submissions=size,
        decided=len(met),
        readings=readings,
        readings_each=readings / size,
        error=(wrong[True, False] + wrong[False, True]) / decided,
        false_awards=wrong[True, False] / decided,
        false_denials=wrong[False, True] / decided,
        worthy=sum(worthy.values()) / size,
        doubled={why: len(seen) / size for why, seen in sorted(reasons.items()) if why != "first"},
        days=(run.at - run.began).days,
        tiers=tuple(Tier(each.first_attempts, each.tier, each.verdict) for each in run.reports),
        findings=tuple(_findings(run, analysis)),
        unplanted=tuple(_unplanted(run, analysis)),
        sections={section.title: section.finding for section in shown.sections},
        edition=str(run.scene.edition.public_id),
    )


def letters_of(run: Run) -> dict[int, str]:
    """Each evaluator's letter in the last report, by her number from 0, found by the order in which readings came."""
    given = queries.dataset(run.scene.edition, groups=run.groups, at=run.at)
    by_order = {each.order: each.evaluator for each in given.scores}
    places = {str(person.pk): place for place, person in enumerate(run.scene.evaluators)}
    shown = read(run.reports[-1].data)
    return {
        places[by_order[each.order]]: each.evaluator
        for each in shown.scores
        if by_order.get(each.order) in places
    }


def _findings(run: Run, analysis: dict[str, Any]) -> Iterator[Finding]:
    letters = letters_of(run)
    yield from _severe(run, analysis, letters)
    yield from _drifting(run, analysis, letters)
    yield from _noisy(run, analysis, letters)
    yield from _redundant(run, analysis)
    yield from _biased(run, analysis)


def _severe(run: Run, analysis: dict[str, Any], letters: Mapping[int, str]) -> Iterator[Finding]:
    people = analysis["evaluators"]
    apart = dict(people["apart"])
    for place, amount in run.plan.setup.severe.items():
        name = letters.get(place, "")
        planted = f"evaluator {place + 1} is {_way(amount)} by {abs(amount):.2f} of a level"
        says = f"evaluator {name} gives {_gap(apart[name])} on average" if name in apart else ""
        yield Finding(planted, name in apart if people["wright"] else None, says)


def _drifting(run: Run, analysis: dict[str, Any], letters: Mapping[int, str]) -> Iterator[Finding]:
    strips = {each["name"]: each for each in analysis["evaluators"]["strips"]}
    since = run.plan.drifts_at + 1
    for place, amount in run.plan.setup.drifting.items():
        planted = f"evaluator {place + 1} gets {_way(amount)} by {abs(amount):.2f} from submission {since} on"
        strip = strips.get(letters.get(place, ""))
        if strip is None:
            yield Finding(planted, None, "")
            continue
        says = f"evaluator {strip['name']} has drifted: {BECOME[strip['drifts']]}" if strip["sure"] else ""
        yield Finding(planted, strip["sure"], says)


def _noisy(run: Run, analysis: dict[str, Any], letters: Mapping[int, str]) -> Iterator[Finding]:
    wright = analysis["evaluators"]["wright"]
    wide = {name for name, _, _, infit in wright["evaluators"] if infit > FIT_HIGH} if wright else set()
    for place, amount in run.plan.noisy.items():
        name = letters.get(place, "")
        planted = f"single scores of evaluator {place + 1} scatter by {amount:.2f} of a level"
        says = f"evaluator {name} is hard to predict" if name in wide else ""
        yield Finding(planted, name in wide if wright else None, says)


def _redundant(run: Run, analysis: dict[str, Any]) -> Iterator[Finding]:
    same = _same(analysis)
    for copy, original in run.plan.setup.redundant.items():
        found = frozenset((copy, original)) in same
        planted = f"criterion {copy + 1} repeats criterion {original + 1}"
        says = "they may ask for the same thing twice" if found else ""
        yield Finding(planted, found if analysis["tier"] == "full" else None, says)


def _biased(run: Run, analysis: dict[str, Any]) -> Iterator[Finding]:
    marks = {each["key"]: each for each in analysis["fairness"]["marks"]}
    for place, amount in run.plan.setup.biased.items():
        planted = f"criterion {place + 1} takes {amount:.2f} of a level off group B"
        mark = marks.get(f"c{place + 1}")
        if mark is None or mark["delta"]["value"] is None:
            yield Finding(planted, None, "")
            continue
        says = f"much harder for one group at equal quality (delta {mark['delta']['value']:.1f})"
        found = mark["band"] == "C"
        yield Finding(planted, found, says if found else "")


def _way(amount: float) -> str:
    return "stricter" if amount > 0 else "more lenient"


def _gap(gap: float) -> str:
    return f"{abs(gap):.2f} of a level {'less' if gap < 0 else 'more'} than others"


def _same(analysis: dict[str, Any]) -> set[frozenset[int]]:
    """Pairs of criteria, by number from 0, of which the pages say that they may ask for the same."""
    keys = [int(each["key"].removeprefix("c")) - 1 for each in analysis["criteria"]["items"]]
    rows = analysis["criteria"].get("matrix", [])
    return {
        frozenset((keys[row], keys[column]))
        for row, line in enumerate(rows)
        for column, cell in enumerate(line)
        if cell and column < row and cell[0] is not None and cell[0] >= SAME
    }


def _unplanted(run: Run, analysis: dict[str, Any]) -> list[str]:
    setup, letters, people = run.plan.setup, letters_of(run), analysis["evaluators"]
    # Whoever drifts is on average severe as well, and a severe evaluator does not drift.
    severe = {letters.get(place) for place in (*setup.severe, *setup.drifting)}
    drifting = {letters.get(place) for place in setup.drifting}
    said = [f"evaluator {name} gives {_gap(gap)}" for name, gap in people["apart"] if name not in severe]
    said += [
        f"evaluator {each['name']} has drifted: {BECOME[each['drifts']]}"
        for each in people["strips"]
        if each["sure"] and each["name"] not in drifting
    ]
    planted = {frozenset(pair) for pair in setup.redundant.items()}
    said += [
        "criteria " + " and ".join(str(each + 1) for each in sorted(pair)) + " may ask for the same thing"
        for pair in sorted(_same(analysis) - planted, key=sorted)
        if analysis["tier"] == "full"
    ]
    biased = {f"c{place + 1}" for place in setup.biased}
    said += [
        f"{each['title']} is much harder for one group"
        for each in analysis["fairness"]["marks"]
        if each["band"] == "C" and each["key"] not in biased
    ]
    return said
