"""The list of decisions a person may hold a license under or work toward, and finding one in it by a few words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from cairn.engines.policy import Policy
from cairn.engines.policy.asked import Asked, asked
from cairn.workflows.rulebook import Rulebook

RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class Choosable:
    """One decision of a policy, as it stands in the list."""

    policy: Policy
    decision: str
    title: str
    place: str
    asks: Asked
    words: str

    @property
    def is_license(self) -> bool:
        """Whether it is held for a time, and not worked toward once."""
        return self.asks.license or RENEWAL in self.policy.purposes


def choosables(rules: Rulebook) -> list[Choosable]:
    """Every decision of every policy, by place and title."""
    found = [_choosable(rules, key, decision) for key in rules.keys() for decision in _decisions(rules, key)]  # noqa: SIM118  # no mapping
    return sorted(found, key=lambda one: (one.place, one.title))


def choosable(rules: Rulebook, key: str, decision: str) -> Choosable | None:
    """The one of a key and a decision, if it is there."""
    return _choosable(rules, key, decision) if decision in _decisions(rules, key) else None


def found_by(words: str, rows: list[Choosable]) -> list[Choosable]:
    """Those that hold every word, a word's beginning being enough."""
    wanted = words.casefold().split()
    return [row for row in rows if all(_begins(word, row.words) for word in wanted)]


def decision_title(policy: Policy, decision: str) -> str:
    """What deciding is about: the policy's title, with the decision's name where it has several."""
    if len(policy.decisions) == 1:
        return policy.title
    name = decision.replace("_", " ")
    return gettext("%(title)s: %(decision)s") % {"title": policy.title, "decision": name}


def _decisions(rules: Rulebook, key: str) -> tuple[str, ...]:
    versions = rules.versions(key)
    return tuple(versions[-1].decisions) if versions else ()


def _choosable(rules: Rulebook, key: str, decision: str) -> Choosable:
    versions = rules.versions(key)
    policy = versions[-1]
    title = decision_title(policy, decision)
    words = " ".join((title, policy.by_name, key.replace("/", " ").replace("-", " "), *policy.purposes))
    return Choosable(policy, decision, title, policy.by_name, asked(versions, decision), words.casefold())


def _begins(word: str, words: str) -> bool:
    return words.startswith(word) or f" {word}" in words
