"""A district's policy laid over a state's: it may add and tighten; anything else the parent has to grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cairn.engines.policy.conditions import Frame, bucket, condition
from cairn.engines.policy.counting import caps, counts
from cairn.engines.policy.identity import identity_of
from cairn.engines.policy.outcome import listed
from cairn.engines.policy.parse import readings, version_of
from cairn.engines.policy.paying import pays
from cairn.engines.policy.reading import Spot
from cairn.engines.policy.requirements import AllOf, AnyOf, AtLeast, Bucket, Condition, Cover
from cairn.engines.policy.rules import Policy

REQUIRED = ("policy", "title", "by", "version", "sources", "checked", "extends")
OPTIONAL = ("by_name", "counts", "caps", "requires", "tighten", "replaces", "pays", "assumptions", "read")


def overlay(spot: Spot, parents: Mapping[str, Policy]) -> Policy:
    """The parent with what this file adds. `parents` are by key; raises `PolicyError` E320, E321, E322."""
    top = spot.fields(required=REQUIRED, optional=OPTIONAL)
    parent = _parent(top["extends"], parents)
    sources = {**parent.sources, **{key: place.text() for key, place in top["sources"].entries().items()}}
    frame = Frame(sources, parent.unit, parent.use)
    decisions = dict(parent.decisions)
    for word, change in (("replaces", _replaced), ("tighten", _tightened), ("requires", _required)):
        for name, place in top[word].entries().items() if word in top else ():
            decisions[_known(place, name, decisions)] = change(place, name, decisions[name], parent, frame)
    if "counts" in top and "add records" not in parent.local_may:
        top["counts"].fail(
            f"Leave out “counts”: {parent.key} does not say that a district may add records.", "E320"
        )
    added = (
        tuple(counts(item, parent.values, sources) for item in top["counts"].items())
        if "counts" in top
        else ()
    )
    own_caps = caps(top["caps"], sources, parent.unit) if "caps" in top else ()
    return replace(
        parent,
        key=top["policy"].text(),
        title=top["title"].text(),
        by=top["by"].text(),
        by_name=top["by_name"].text() if "by_name" in top else top["by"].text(),
        version=version_of(top["version"], top["checked"].day()),
        checked=top["checked"].day(),
        sources=sources,
        counts=(*parent.counts, *(replace(line, path=f"local.{line.path}") for line in added)),
        caps=(*parent.caps, *own_caps),
        decisions=decisions,
        pays=(*parent.pays, *(pays(top["pays"], sources) if "pays" in top else ())),
        assumptions=(*parent.assumptions, *(top["assumptions"].words() if "assumptions" in top else ())),
        read={**parent.read, **readings(top, sources)},
        extends=f"{parent.key}@{parent.identity}",
        identity=identity_of([parent.identity, spot.plain()]),
    )


def _parent(spot: Spot, parents: Mapping[str, Policy]) -> Policy:
    key, _, digest = spot.text().partition("@")
    if key not in parents:
        spot.fail(f"Give the policy {key} along with this one, which extends it.", "E322")
    if digest and not parents[key].identity.startswith(digest):
        now = parents[key].identity[:12]
        spot.fail(f"Read {key} again: it is now {now}, and this file was written for {digest[:12]}.", "E321")
    return parents[key]


def _known(spot: Spot, name: str, decisions: Mapping[str, Condition]) -> str:
    if name not in decisions:
        spot.fail(f"Name one of the decisions: {', '.join(decisions)}; “{name}” is not one of them.", "E201")
    return name


def _required(spot: Spot, name: str, before: Condition, parent: Policy, frame: Frame) -> Condition:
    return AllOf((before, condition(spot, frame)))


def _replaced(spot: Spot, name: str, before: Condition, parent: Policy, frame: Frame) -> Condition:
    if f"replace {name}" not in parent.local_may:
        text = f"Use “requires” or “tighten”: {parent.key} does not say that a district may replace {name}."
        spot.fail(text, "E320")
    return condition(spot, frame)


def _tightened(spot: Spot, name: str, before: Condition, parent: Policy, frame: Frame) -> Condition:
    """Categories added, or raised; the same in every cover below."""
    own = {key: (place, bucket(key, place, frame)) for key, place in spot.entries().items()}
    return _with(before, own, parent)


def _with(before: Condition, own: Mapping[str, tuple[Spot, Bucket]], parent: Policy) -> Condition:
    match before:
        case AllOf(parts):
            return AllOf(tuple(_with(part, own, parent) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_with(part, own, parent) for part in parts))
        case AtLeast(many, parts):
            return AtLeast(many, tuple(_with(part, own, parent) for part in parts))
        case Cover():
            known = {one.name: one for one in before.buckets}
            for name, (place, one) in own.items():
                if name in known:
                    _tighter(place, one, known[name], parent)
            raised = tuple(_both(one, own[one.name][1]) if one.name in own else one for one in before.buckets)
            added = tuple(one for name, (_, one) in own.items() if name not in known)
            return replace(before, buckets=(*raised, *added))
    return before


def _both(theirs: Bucket, own: Bucket) -> Bucket:
    where = {**theirs.where, **own.where}
    return replace(theirs, least=own.least, where=where, source=own.source or theirs.source)


def _tighter(spot: Spot, own: Bucket, theirs: Bucket, parent: Policy) -> None:
    """A category may ask for more, and of fewer records; anything else the parent has to grant."""
    if own.least < theirs.least and "lower minimums" not in parent.local_may:
        spot.fail(f"Ask for at least {theirs.least}, as {parent.key} does.", "E320")
    for name, words in own.where.items():
        if name in theirs.where and not set(words) <= set(theirs.where[name]):
            spot.fail(f"Keep to {name} {listed(theirs.where[name])}, as {parent.key} does.", "E320")
