"""What is wrong with a policy, or doubtful: errors and warnings by file, line and code, such as `dc.yaml:17 W402`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from cairn.engines.policy.allocation import Item, Problem, best_fill
from cairn.engines.policy.outcome import number, spoken
from cairn.engines.policy.parse import load
from cairn.engines.policy.reading import PolicyError, Spot, read
from cairn.engines.policy.records import nested, scale_of
from cairn.engines.policy.requirements import Bucket, Cover, Use, leaves
from cairn.engines.policy.rules import Counts, Pay, Policy
from cairn.engines.policy.versions import overlapping

NUMBERS = ("points", "least", "most", "worth", "worth_by", "experience", "at_least", "amount", "many", "is")
"""Fields with a number that somebody has to have said."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend (E) or to know (W)."""

    file: str
    line: int
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.code} {self.text}"

    @property
    def error(self) -> bool:
        return self.code.startswith("E")


def lint(
    text: str, file: str, parents: Mapping[str, Policy] | None = None
) -> tuple[Policy | None, list[Finding]]:
    """The policy, if it can be read, and everything found, in the order of the lines."""
    try:
        top = read(text)
        policy = load(text, parents)
    except PolicyError as error:
        return None, [Finding(file, error.line, error.code, f"{error.path}: {error.text}".removeprefix(": "))]
    found = [Finding(file, line, code, told) for line, code, told in _all(top, policy)]
    return policy, sorted(found, key=lambda one: (one.line, one.code))


def conflicts(policies: Sequence[tuple[str, Policy]]) -> list[Finding]:
    """Versions of one policy that apply on the same day."""
    found = []
    for key in dict.fromkeys(policy.key for _, policy in policies):
        files = {policy.identity: file for file, policy in policies if policy.key == key}
        for one, other, day in overlapping([policy for _, policy in policies if policy.key == key]):
            text = f"versions {one.version.number} and {other.version.number} of {key} both apply on {spoken(day)}"
            found.append(Finding(files[other.identity], 1, "E305", text))
    return found


def repaid(policies: Sequence[tuple[str, Policy]]) -> list[Finding]:
    """What a version would pay anew because it calls it otherwise, or pays in other periods, than the one before."""
    found = []
    for key in dict.fromkeys(policy.key for _, policy in policies):
        versions = sorted(
            (pair for pair in policies if pair[1].key == key), key=lambda pair: pair[1].version.number
        )
        for (_, older), (file, newer) in pairwise(versions):
            found += [Finding(file, 1, code, text) for code, text in _repaid(older, newer)]
    return found


def _repaid(older: Policy, newer: Policy) -> Iterator[tuple[str, str]]:
    before, now = ({pay.trigger: pay for pay in policy.pays} for policy in (older, newer))
    gone = before.keys() - now.keys() - {name for pay in newer.pays for name in pay.was}
    one, two = older.version.number, newer.version.number
    for trigger, pay in now.items():
        old = before.get(trigger)
        if old is None and gone and not pay.was:
            yield (
                "E324",
                (
                    f"version {two} pays for “{trigger}” and no more for {_quoted(gone)}: write “was: {min(gone)}” "
                    "beside it if it is the same payment, else “was: nothing”, so that nobody is paid twice"
                ),
            )
        elif old and pay.every != old.every:
            yield (
                "W405",
                (
                    f"“{trigger}” is paid {_often(pay)}, and {_often(old)} by version {one}: "
                    "for a time that was paid already nobody is paid again"
                ),
            )


def _often(pay: Pay) -> str:
    return f"every {pay.every}" if pay.every else "once"


def _quoted(names: Iterable[str]) -> str:
    return " and ".join(f"“{name}”" for name in sorted(names))


def _all(top: Spot, policy: Policy) -> Iterator[tuple[int, str, str]]:
    yield from _uncited(top, cited=False, price=True)
    yield from _unused_sources(top)
    yield from _uncertain(top)
    entries = top.entries()
    decisions = entries["decisions"].entries() if "decisions" in entries else {}
    for name, condition in policy.decisions.items():
        line = decisions[name].line if name in decisions else 1
        for leaf in leaves(condition):
            if isinstance(leaf, Cover) and leaf.use is not Use.SHARED:
                yield from _impossible(policy, leaf, line)


def _uncited(spot: Spot, *, cited: bool, price: bool) -> Iterator[tuple[int, str, str]]:
    """Numbers with no source in their own place or around it."""
    if spot.is_text:
        return
    if spot.is_list:
        for item in spot.items():
            yield from _uncited(item, cited=cited, price=price)
        return
    entries = spot.entries()
    cited = cited or "source" in entries
    for name, place in entries.items():
        if name in NUMBERS and not cited and (place.is_text or name == "worth_by"):
            told = place.text() if place.is_text else "..."
            if any(letter.isdigit() for letter in told) or name == "worth_by":
                yield place.line, "W402", f"“{name}: {told}” has no source"
        else:
            yield from _uncited(place, cited=cited, price=price)


def _unused_sources(top: Spot) -> Iterator[tuple[int, str, str]]:
    used: set[str] = set()
    _gather(top, used)
    for key, place in top.entries()["sources"].entries().items():
        if key not in used:
            yield place.line, "W404", f"source “{key}” is never cited"


def _gather(spot: Spot, used: set[str]) -> None:
    if spot.is_text:
        return
    if spot.is_list:
        for item in spot.items():
            _gather(item, used)
        return
    for name, place in spot.entries().items():
        if name == "source":
            used.update(place.words())
        else:
            _gather(place, used)


def _uncertain(spot: Spot) -> Iterator[tuple[int, str, str]]:
    """Dates that nobody confirmed."""
    if spot.is_text:
        return
    if spot.is_list:
        for item in spot.items():
            yield from _uncertain(item)
        return
    for name, place in spot.entries().items():
        if name == "date_certain" and place.text() == "no":
            yield place.line, "W403", "a date is not confirmed"
        elif name == "from" and place.is_text and place.text() == "unknown":
            yield place.line, "W403", "a start is not known"
        else:
            yield from _uncertain(place)


def _impossible(policy: Policy, cover: Cover, line: int) -> Iterator[tuple[int, str, str]]:
    """Categories that need more than the caps allow, whatever somebody earns."""
    buckets = cover.buckets
    scale = scale_of([*(bucket.least for bucket in buckets), *(cap.most for cap in policy.caps)])
    needs = tuple(int(bucket.least * scale) for bucket in buckets)
    plenty = sum(needs) or 1
    items = tuple(
        Item(plenty, _could_serve(clause, buckets), _caps_of(policy, clause)) for clause in policy.counts
    )
    caps = tuple(int(cap.most * scale) for cap in policy.caps)
    reach = best_fill(Problem(items, needs, caps))
    if reach < sum(needs):
        need, allow = number(Fraction(sum(needs), scale)), number(Fraction(reach, scale))
        yield line, "E315", f"impossible: categories need {need}, and at most {allow} can be reached"


def _could_serve(clause: Counts, buckets: Sequence[Bucket]) -> int:
    """The categories that some record under a line could serve."""

    def could(bucket: Bucket) -> bool:
        for name, words in bucket.where.items():
            allowed = (clause.record,) if name == "record" else clause.accepts.get(name)
            if allowed and name not in ("topic", "list") and not set(allowed) & set(words):
                return False
        return True

    return sum(1 << place for place, bucket in enumerate(buckets) if could(bucket))


def _caps_of(policy: Policy, clause: Counts) -> tuple[int, ...]:
    """The caps that every record under a line is under."""
    over = [
        place
        for place, cap in enumerate(policy.caps)
        if clause.record in cap.records
        and all(
            set(clause.accepts.get(name, ())) and set(clause.accepts[name]) <= set(words)
            for name, words in cap.where.items()
        )
    ]
    return nested(policy.caps, over)
