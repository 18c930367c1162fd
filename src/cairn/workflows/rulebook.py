"""The rules that answer here: the shipped files, and in their place whatever an organization put in use."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from cairn.domain.people.models import Organization
from cairn.domain.policies.models import PolicyVersion
from cairn.domain.policies.queries import texts_but, texts_of, versions_in_use
from cairn.engines.policy import Policy, PolicyError, load
from cairn.engines.policy.reading import read
from cairn.engines.policy.requirements import Cover, Has, Points, Where, leaves

log = logging.getLogger("cairn.rulebook")
CASES = ".cases.yaml"
EXTENDS = "extends"


@dataclass(frozen=True)
class Shipped:
    """One version of a rule that comes with Cairn: its file as it stands, the cases beside it, and both read."""

    text: str
    cases: str
    policy: Policy


@dataclass(frozen=True)
class Rulebook:
    """Every policy by key, in all of its versions; `owners` are the organizations that put one in use here."""

    by_key: Mapping[str, tuple[Policy, ...]]
    owners: Mapping[str, Organization] = field(default_factory=dict)

    def keys(self) -> tuple[str, ...]:
        """Every key, in alphabetical order."""
        return tuple(sorted(self.by_key))

    def versions(self, key: str) -> tuple[Policy, ...]:
        """All versions of a policy, for `engines.policy.choose`; none where the key is not known."""
        return self.by_key.get(key, ())

    def organization_of(self, key: str) -> Organization | None:
        """Who put the policy in use here; None for one that answers as shipped."""
        return self.owners.get(key)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each policy is for, in the words of its newest version."""
        return MappingProxyType({key: rows[-1].title for key, rows in self.by_key.items()})

    def asking_for(self) -> dict[str, tuple[Policy, ...]]:
        """The accept-lists that rules ask for, by key, with the newest version of each policy that does."""
        found: dict[str, list[Policy]] = {}
        for versions in self.by_key.values():
            for key in sorted(lists_asked_for(versions[-1])):
                found.setdefault(key, []).append(versions[-1])
        return {key: tuple(rows) for key, rows in sorted(found.items())}


def lists_asked_for(policy: Policy) -> set[str]:
    """The keys of accept-lists that a policy asks records for, in what counts, in caps, pay and conditions."""
    asked: list[Where] = [line.accepts for line in policy.counts]
    asked += [cap.where for cap in policy.caps]
    asked += [pay.where for pay in policy.pays]
    for condition in policy.decisions.values():
        for leaf in leaves(condition):
            match leaf:
                case Cover(buckets):
                    asked += [bucket.where for bucket in buckets]
                case Points() | Has():
                    asked.append(leaf.where)
    return {key for where in asked for key in where.get("list", ())}


def rulebook(*, at: datetime) -> Rulebook:
    """The rules in use at a moment. What an organization put in use stands in the place of the shipped key."""
    rows = [row for row in versions_in_use() if row.used_from <= _day(row, at)]
    if not rows:
        return _shipped_book()
    adopted = by_key(_adopted(row.identity for row in rows).values())
    owners = {row.policy.key: row.policy.organization for row in rows}
    return Rulebook({**_shipped_book().by_key, **adopted}, owners)


def texts_in_use(*, at: datetime) -> list[tuple[Policy, str]]:
    """Every version that answers at a moment, with its words."""
    words = {one.policy.identity: one.text for one in shipped()}
    book = rulebook(at=at)
    every = [policy for key in book.keys() for policy in book.versions(key)]  # noqa: SIM118 - no mapping
    words |= texts_of(policy.identity for policy in every if policy.identity not in words)
    return [(policy, words[policy.identity]) for policy in every]


def policy_of(identity: str) -> Policy | None:
    """The policy of this identity, be it in use or not, so that an old decision can be made again."""
    shipped_ones = (one.policy for one in shipped())
    found = next((policy for policy in shipped_ones if policy.identity == identity), None)
    return found or _adopted([identity]).get(identity)


def _day(version: PolicyVersion, at: datetime) -> date:
    """The civil date where the version's organization is."""
    return at.astimezone(ZoneInfo(version.policy.organization.time_zone)).date()


@cache
def shipped() -> tuple[Shipped, ...]:
    """Every version that comes with Cairn, by key and number."""
    texts = dict(_texts(files("cairn.policies")))
    bodies = {name: text for name, text in texts.items() if not name.endswith(CASES)}
    read_ones = load_together(bodies.values())
    found = [
        Shipped(text, texts.get(name.removesuffix(".yaml") + CASES, ""), read_ones[text])
        for name, text in bodies.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.policy.key, one.policy.version.number)))


@cache
def _shipped_book() -> Rulebook:
    return Rulebook(by_key(one.policy for one in shipped()))


def by_key(policies: Iterable[Policy]) -> dict[str, tuple[Policy, ...]]:
    """Policies under their keys, each key's versions by number."""
    found: dict[str, list[Policy]] = {}
    for policy in policies:
        found.setdefault(policy.key, []).append(policy)
    return {key: tuple(sorted(rows, key=lambda policy: policy.version.number)) for key, rows in found.items()}


def load_together(texts: Iterable[str], known: Sequence[Policy] = ()) -> dict[str, Policy]:
    """Read texts that may extend each other, or one of `known`. Raises `PolicyError` when one cannot be read."""
    found: dict[str, Policy] = {}
    waiting = list(dict.fromkeys(texts))
    while waiting:
        later: list[str] = []
        for text in waiting:
            try:
                found[text] = load(text, parents_of(text, [*known, *found.values()]))
            except PolicyError as error:
                if error.code != "E322":
                    raise
                later.append(text)
        if len(later) == len(waiting):
            load(later[0], parents_of(later[0], [*known, *found.values()]))
        waiting = later
    return found


_READ: dict[str, Policy | None] = {}
"""Every adopted text that was looked at in this process, by its identity, which changes with what it says.

None stands for one that this engine reads otherwise, or not at all, and that therefore answers no more.
"""


def _adopted(wanted: Iterable[str]) -> dict[str, Policy]:
    """The adopted policies of these identities; those that cannot be read are left out."""
    identities = set(wanted)
    if not identities <= _READ.keys():
        rows = texts_but(_READ)
        known = [*(one.policy for one in shipped()), *filter(None, _READ.values())]
        policies = _load_what_can_be([text for _, text in rows], known)
        for identity, text in rows:
            policy = policies.get(text)
            _READ[identity] = policy if policy and policy.identity == identity else None
    return {one: policy for one in identities if (policy := _READ.get(one)) is not None}


def _load_what_can_be(texts: Sequence[str], known: Sequence[Policy]) -> dict[str, Policy]:
    """Read texts in the order in which they came, so that what one extends is read before it."""
    found: dict[str, Policy] = {}
    for text in texts:
        try:
            found |= load_together([text], [*known, *found.values()])
        except PolicyError as error:
            log.warning("A policy that was put in use cannot be read any more: %s", error)
    return found


def parents_of(text: str, known: Sequence[Policy]) -> dict[str, Policy]:
    """Those that a text may extend, by key: the version whose identity it names, else the newest."""
    found = {key: rows[-1] for key, rows in by_key(known).items()}
    if named := extended(text):
        key, _, digest = named.partition("@")
        for policy in known:
            if digest and policy.key == key and policy.identity.startswith(digest):
                found[key] = policy
    return found


def extended(text: str) -> str:
    """What a text says it extends, such as `us-nc/teacher-renewal@1f0c`; empty when it stands alone or is no policy."""
    try:
        top = read(text).entries()
        return top[EXTENDS].text() if EXTENDS in top else ""
    except PolicyError:
        return ""


def _texts(folder: Any, path: str = "") -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _texts(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield path + entry.name, entry.read_text("utf-8")
