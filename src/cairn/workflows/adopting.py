"""Adopting: a rule of the library or a draft is read, its cases are decided, and it is put in use from a day on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from cairn.domain.people.models import Organization, Person
from cairn.domain.policies import operations
from cairn.domain.policies.models import PolicyDraft, PolicyVersion
from cairn.engines.policy import (
    Finding,
    NotInForce,
    Policy,
    PolicyError,
    conflicts,
    failures,
    lint,
    load_cases,
    repaid,
)
from cairn.engines.verdict import Refused, Verdict, no, yes
from cairn.workflows.rulebook import Shipped, extended, parents_of, rulebook, shipped

FILE = "policy.yaml"
SHORTEST = 12
"""Digits of an identity that a text has to give for what it extends."""

MOST_CASES, MOST_RECORDS = 100, 500
"""What is decided while a page waits; the hardest decision of so many records takes seconds (`program.NODES`)."""

NO_TITLE = "Untitled policy"
TITLE = re.compile(r"^title:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of reading a text: the policy unless it cannot be read, and findings in the order of the lines."""

    policy: Policy | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.error for finding in self.findings)


def check(text: str, *, at: datetime) -> Checked:
    """Read a text as it would be put in use: its own faults, and versions of the same key that it collides with."""
    if not text.strip():
        return Checked(None, (Finding(FILE, 1, "E200", "Write a policy here, or upload a file."),))
    book = rulebook(at=at)
    known = [policy for versions in book.by_key.values() for policy in versions]
    policy, found = lint(text, FILE, parents_of(text, known))
    if policy:
        found += _unpinned(text, policy)
        found += _collisions(policy, book.versions(policy.key))
    return Checked(policy, tuple(sorted(found, key=lambda one: (one.line, one.code))))


def _unpinned(text: str, policy: Policy) -> list[Finding]:
    """What is extended has to be named with its identity, so that this policy never changes with another."""
    named = extended(text)
    if not named or len(named.partition("@")[2]) >= SHORTEST:
        return []
    line = next((n for n, row in enumerate(text.splitlines(), 1) if row.startswith("extends:")), 1)
    key, _, identity = policy.extends.partition("@")
    told = f"Name the version: write “extends: {key}@{identity[:SHORTEST]}”, so that this rule never changes with it."
    return [Finding(FILE, line, "E323", told)]


def _collisions(policy: Policy, in_use: Sequence[Policy]) -> list[Finding]:
    others = [one for one in in_use if one.version.number != policy.version.number]
    every = [*(("in use", one) for one in others), (FILE, policy)]
    found = conflicts(every) + [one for one in repaid(every) if one.file == FILE]
    return [Finding(FILE, one.line, one.code, one.text) for one in found]


def failing(policy: Policy, cases: str) -> list[str]:
    """Why the cases do not carry the policy, a sentence each; none when there are cases and all of them hold."""
    try:
        read = load_cases(cases) if cases.strip() else ()
    except PolicyError as error:
        return [f"Line {error.line} of the cases: {error.text}"]
    if len(read) > MOST_CASES or sum(len(case.record.facts) for case in read) > MOST_RECORDS:
        return [
            f"Keep to {MOST_CASES} cases with {MOST_RECORDS} records in all: each is decided while you wait."
        ]
    if not read:
        return [
            "Write at least one case: a sentence about a teacher, what is known, and what the rule has to say."
        ]
    found = []
    for case in read:
        try:
            found += [f"{case.name}: {problem}" for problem in failures(policy, case)]
        except (NotInForce, ValueError) as error:
            found.append(f"{case.name}: {error}")
    return found


def may_enact(draft: PolicyDraft, *, at: datetime) -> Verdict:
    """Whether a draft can be put in use: it can be read, has no error, and its cases hold."""
    if draft.version_id:
        return no("done", "This draft is in use already.")
    checked = check(draft.text, at=at)
    if checked.policy is None or checked.errors:
        return no("errors", "Mend the errors first; each is shown with its line.")
    if problems := failing(checked.policy, draft.cases):
        return no("cases", problems[0])
    return yes()


@transaction.atomic
def enact(*, draft: PolicyDraft, used_from: date, by: Person | None, at: datetime) -> PolicyVersion:
    """Put a draft in use from a day on. Versions of its key that ship and are not kept yet come along."""
    verdict = may_enact(draft, at=at)
    if not verdict:
        raise Refused(verdict)
    policy = check(draft.text, at=at).policy
    assert policy is not None  # noqa: S101 - `may_enact` has read it
    _demand_day(draft.organization, used_from, at)
    _bring_shipped(draft.organization, policy, used_from, by, at)
    made = operations.put_in_use(
        organization=draft.organization,
        policy=policy,
        text=draft.text,
        cases=draft.cases,
        origin=draft.origin,
        used_from=used_from,
        by=by,
        at=at,
    )
    operations.finish_draft(draft=draft, version=made, by=by, at=at)
    return made


def _bring_shipped(
    organization: Organization, policy: Policy, used_from: date, by: Person | None, at: datetime
) -> None:
    """Earlier versions that ship go on answering for their own days."""
    if PolicyVersion.objects.filter(policy__key=policy.key).exists():
        return
    for one in of_library(policy.key):
        if one.policy.version.number != policy.version.number:
            _take_over(one, organization, used_from, by, at)


@transaction.atomic
def adopt(
    *, organization: Organization, key: str, used_from: date, by: Person | None, at: datetime
) -> list[PolicyVersion]:
    """Put a policy of the library in use as it is, in all of its versions, after deciding its cases once more."""
    _demand_day(organization, used_from, at)
    found = of_library(key)
    for one in found:
        if problems := failing(one.policy, one.cases):
            raise Refused(no("cases", problems[0]))
    return [_take_over(one, organization, used_from, by, at) for one in found]


def of_library(key: str) -> list[Shipped]:
    """The versions of a key that come with Cairn."""
    return [one for one in shipped() if one.policy.key == key]


def _take_over(
    one: Shipped, organization: Organization, used_from: date, by: Person | None, at: datetime
) -> PolicyVersion:
    return operations.put_in_use(
        organization=organization,
        policy=one.policy,
        text=one.text,
        cases=one.cases,
        origin="From the library of Cairn",
        used_from=used_from,
        by=by,
        at=at,
    )


def today_of(organization: Organization, at: datetime) -> date:
    """The civil date where the organization is."""
    return at.astimezone(ZoneInfo(organization.time_zone)).date()


def _demand_day(organization: Organization, used_from: date, at: datetime) -> None:
    if used_from < today_of(organization, at):
        told = "Choose today or a later day: what was decided before stays as it was decided."
        raise Refused(no("past", told))


def title_in(text: str) -> str:
    """The title that a text says, even where the rest cannot be read."""
    found = TITLE.search(text)
    return found[1].strip("\"'") if found else NO_TITLE
