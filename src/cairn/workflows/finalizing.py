"""Finalizing: a recognizer decides for good, with a receipt, so that the same bytes come of it again at an appeal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cairn.domain.approvals.access import day_in
from cairn.domain.people.models import Organization, Person
from cairn.domain.policies.models import PolicyVersion
from cairn.domain.recognition import operations
from cairn.domain.recognition.access import may_finalize
from cairn.domain.recognition.models import FinalDecision
from cairn.domain.recognition.operations import Made
from cairn.engines.policy import (
    Choice,
    Contradiction,
    Decision,
    NotInForce,
    Policy,
    PolicyError,
    Receipt,
    Record,
    choose,
    decide,
    differences,
    explain,
    load_record,
    receipt,
    write,
)
from cairn.engines.policy.identity import canonical, engine_identity, identity_of
from cairn.engines.policy.outcome import State
from cairn.engines.verdict import Refused, demand, no
from cairn.workflows import letters
from cairn.workflows.deciding import book
from cairn.workflows.records import known_of
from cairn.workflows.rulebook import extended, load_together, shipped


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be decided for a person today, as her recognizer sees it."""

    record: Record
    choice: Choice
    decision: Decision | None
    sentence: str


def preview(
    *, person: Person, organization: Organization, key: str, decision: str, on: date, by: Person, at: datetime
) -> Preview:
    """What a final decision would say. Raises `Refused` where the organization may not see her record."""
    demand(may_finalize(by, person, organization, at=at))
    known = known_of(person, on=on, seen_by=organization)
    record = known.under(key, decision)
    choice = choose(book(on).versions(key), record, on=on)
    if choice.policy is None:
        return Preview(record, choice, None, choice.because)
    try:
        made = decide(choice.policy, record, on=on, decision=decision)
    except (NotInForce, Contradiction) as problem:
        return Preview(record, Choice(None, str(problem), choice.state), None, str(problem))
    return Preview(record, choice, made, _named(explain(choice.policy, made, record=record), known.titles))


def _named(sentence: str, titles: Mapping[str, str]) -> str:
    """The sentence with records by their titles."""
    for reference, title in titles.items():
        sentence = sentence.replace(reference, f"“{title}”")
    return sentence


@transaction.atomic
def finalize(
    *,
    person: Person,
    organization: Organization,
    key: str,
    decision: str,
    on: date,
    note: str,
    by: Person,
    at: datetime,
) -> FinalDecision:
    """Decide for good under the version that answers, commit what it spends, and tell her."""
    # Two decisions that spend from one ledger at once would both take what is there once.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if on > day_in(organization, at):
        raise Refused(no("later", "Decide as of today or an earlier day."))
    found = preview(person=person, organization=organization, key=key, decision=decision, on=on, by=by, at=at)
    policy = found.choice.policy
    if policy is None or found.decision is None:
        raise Refused(no("no_version", found.sentence))
    owner = book(on).organization_of(key)
    if owner is not None and owner != organization:
        raise Refused(no("not_its_policy", f"{owner.name} decides under its own policy."))
    if (before := _met_already(person, organization, key, decision, on)) is not None:
        return before
    facts = write(found.record)
    kept = receipt(policy, load_record(facts), on=on, decision=found.decision.decision)
    made = Made(
        policy=policy,
        texts=texts_of(policy),
        facts=facts,
        answer=found.decision,
        receipt=replace(kept, record=_digest(facts)),
        sentence=found.sentence,
    )
    final = operations.decide(person=person, organization=organization, made=made, note=note, by=by, at=at)
    letters.put("decision_made", about=final, to=person, at=at)
    return final


def _met_already(
    person: Person, organization: Organization, key: str, decision: str, on: date
) -> FinalDecision | None:
    """The same decision of the same day, which asked twice would spend twice."""
    same = FinalDecision.objects.filter(
        person=person, organization=organization, policy_key=key, decision=decision, on=on
    )
    return same.filter(state=State.MET.value, set_aside_at=None).first()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def texts_of(policy: Policy) -> tuple[str, ...]:
    """The file of a policy after those that it extends. Raises `Refused` where its text is not kept."""
    text = next((one.text for one in shipped() if one.policy.identity == policy.identity), None)
    if text is None:
        row = PolicyVersion.objects.filter(identity=policy.identity).order_by("pk").first()
        if row is None:
            raise Refused(
                no("no_text", f"The text of {policy.key} is not kept here, so nobody could check it.")
            )
        text = row.text
    if not extended(text):
        return (text,)
    return (*_texts_below(text), text)


def _texts_below(text: str) -> Iterable[str]:
    key, _, digest = extended(text).partition("@")
    found = [one.policy for one in shipped() if one.policy.key == key]
    fitting = [policy for policy in found if digest and policy.identity.startswith(digest)] or found[-1:]
    if fitting:
        return texts_of(fitting[0])
    row = PolicyVersion.objects.filter(policy__key=key, identity__startswith=digest).order_by("-pk").first()
    return (*(_texts_below(row.text) if extended(row.text) else ()), row.text) if row else ()


@dataclass(frozen=True, slots=True)
class Replay:
    """What comes of a final decision when it is made again today: the same bytes, or what differs, by path."""

    same: bool
    differences: tuple[str, ...]
    engine_then: str
    engine_now: str
    then: dict[str, Any]
    now: dict[str, Any] | None

    @property
    def same_engine(self) -> bool:
        return self.engine_then == self.engine_now


def replay(decision: FinalDecision) -> Replay:
    """Decide again from what is kept: the policy's text, her record, and the day."""
    then = json.loads(decision.outcome)
    if _digest(decision.facts) != decision.facts_hash:
        told = "The record that is kept is not the one that was decided on: its checksum differs."
        return Replay(False, (told,), decision.engine_hash, engine_identity(), then, None)
    try:
        policy, record = _policy_of(decision), load_record(decision.facts)
        now = canonical(decide(policy, record, on=decision.on, decision=decision.decision))
        old = Receipt(
            policy.identity,
            identity_of(record),
            decision.engine_hash,
            decision.on,
            decision.decision,
            decision.outcome.encode(),
        )
        found = tuple(differences(policy, record, old))
    except (PolicyError, NotInForce, Contradiction) as problem:
        told = f"Today's engine does not decide this any more: {problem}"
        return Replay(False, (told,), decision.engine_hash, engine_identity(), then, None)
    if policy.identity != decision.policy_hash:
        found = ("The policy that is kept is not the one that was decided by: its checksum differs.", *found)
    return Replay(not found, found, decision.engine_hash, engine_identity(), then, json.loads(now))


def _policy_of(decision: FinalDecision) -> Policy:
    texts = list(decision.policy_texts)
    return load_together(texts)[texts[-1]]


def set_aside(*, decision: FinalDecision, reason: str, by: Person, at: datetime) -> FinalDecision:
    """Set a decision aside, as after an appeal; what it spent is free again."""
    return operations.set_aside(decision=decision, reason=reason, by=by, at=at)
