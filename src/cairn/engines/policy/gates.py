"""The gates a record passes, in their normative order; every failure is told, the first is the headline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cairn.engines.policy.facts import GATES, Fact, Record
from cairn.engines.policy.outcome import Reason, listed, spoken
from cairn.engines.policy.rules import Counts, Policy
from cairn.engines.policy.spans import both_ends, outside

WORDS = {
    "list": ("is not on the list {}", "Ask for it to be put on that list, or choose one that is."),
    "issuer": ("is not issued by {}", "Ask whether this issuer can be accepted."),
    "evidence": ("has no report on its judging of the kind {}", "Choose one whose judging is reported so."),
    "level": ("is not at the level {}", "Choose one at that level."),
    "subject": ("is not in the subject {}", "Choose one in that subject."),
    "role": ("is not for the role {}", "Choose one for that role."),
    "topic": ("does not cover the topic {}", "Choose one that covers it."),
}


@dataclass(frozen=True, slots=True)
class Passed:
    """The clause under which a record may count, with what stood in its way and what a signed exception lifted."""

    clause: Counts | None
    reasons: tuple[Reason, ...]
    lifted: tuple[str, ...] = ()


def pass_gates(policy: Policy, fact: Fact, record: Record, on: date, *, duplicate: bool) -> Passed:
    """Every gate for one record. Exceptions lift a gate and are told; they never change a result in silence."""
    clause = clause_for(policy, fact)
    reasons = list(_of_the_record(fact, on, duplicate=duplicate))
    if clause is None:
        text = f"this policy gives no worth to a record of the kind “{fact.kind}”."
        if not policy.counts:
            text = "no condition here asks for it."
        reasons.append(Reason("list", text))
    reasons += _window(policy, clause, fact, record, on)
    if clause is not None:
        reasons += standing_reasons(clause, fact)
    reasons.sort(key=lambda reason: GATES.index(reason.gate))
    waived = {
        waiver.gate: waiver
        for waiver in record.waivers
        if waiver.reference == fact.reference and waiver.policy in ("", policy.key)
    }
    lifted = tuple(
        f"{waiver.by} made an exception on {spoken(waiver.on)}: {waiver.reason}"
        for reason in reasons
        if (waiver := waived.get(reason.gate)) and waiver.on <= on and clause is not None
    )
    left = tuple(
        reason
        for reason in reasons
        if clause is None or reason.gate not in waived or waived[reason.gate].on > on
    )
    return Passed(clause, left, lifted)


def clause_for(policy: Policy, fact: Fact) -> Counts | None:
    """The first line for this kind whose words the record says; else the first line for this kind."""
    lines = [clause for clause in policy.counts if clause.record == fact.kind]
    for clause in lines:
        if all(fact.values(name) & set(words) for name, words in clause.accepts.items()):
            return clause
    return lines[0] if lines else None


def _of_the_record(fact: Fact, on: date, *, duplicate: bool) -> Iterator[Reason]:
    if fact.status == "pending":
        yield Reason("status", "it is not confirmed yet.", "Wait, or ask its issuer.", pending=True)
    elif fact.status != "valid":
        yield Reason("status", f"it is {fact.status}.", "Ask its issuer why.")
    if fact.expires_on is not None and fact.expires_on < on and fact.status == "valid":
        yield Reason("status", f"it expired {spoken(fact.expires_on)}.", "Renew it with its issuer.")
    if duplicate:
        yield Reason("duplicate", "the same record is on the list already, and each counts once.")


def _window(policy: Policy, clause: Counts | None, fact: Fact, record: Record, on: date) -> Iterator[Reason]:
    if fact.earned_on > on:
        yield Reason("window", f"it is dated {spoken(fact.earned_on)}, after the day asked about.")
        return
    span = clause.window if clause and clause.window else policy.window
    if span is None:
        return
    ends = both_ends(span, record, on)
    text = outside(span, ends, fact.earned_on) if ends else ""
    if text:
        yield Reason("window", text)


def standing_reasons(clause: Counts, fact: Fact) -> Iterator[Reason]:
    """What a clause asks of the record itself, whatever the day."""
    for name, words in clause.accepts.items():
        if fact.values(name) & set(words):
            continue
        gate = name if name in WORDS else "topic"
        if not fact.values(name) and name != "list":
            yield Reason(
                gate, f"the record does not state its {name}; add it.", f"Add its {name}.", pending=True
            )
        else:
            text, remedy = WORDS.get(name, (f"does not say {name} {{}}", f"Choose one whose {name} is that."))
            yield Reason(gate, f"it {text.format(listed(words))}.", remedy)
    for document in clause.documents:
        if document not in fact.documents:
            yield Reason("document", f"the {document} is not on file.", f"Add the {document}.", pending=True)
    if clause.approved_by:
        yield from _approval(clause, fact)


def _approval(clause: Counts, fact: Fact) -> Iterator[Reason]:
    who = listed(clause.approved_by)
    approvals = [approval for approval in fact.approvals if approval.by in clause.approved_by]
    if not approvals:
        yield Reason(
            "approval", f"the {who} has not approved it yet.", f"Ask the {who} to approve it.", pending=True
        )
    elif clause.approved_before:
        first = min(approval.on for approval in approvals)
        if fact.started_on is None:
            yield Reason(
                "approval",
                "the record does not say when work started.",
                "Add the day work started.",
                pending=True,
            )
        elif first > fact.started_on:
            yield Reason(
                "approval",
                f"approved {spoken(first)}, after work started {spoken(fact.started_on)}; approval comes first.",
            )
