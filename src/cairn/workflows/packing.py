"""Packing: everything behind a renewal in one file, for an auditor who has never seen this site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db import transaction

from cairn.domain.approvals.models import Approval, Waiver
from cairn.domain.issuing.models import Award
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Person
from cairn.domain.recognition import operations
from cairn.domain.recognition.access import may_read_decision
from cairn.domain.recognition.models import FinalDecision, Packet, Transcript
from cairn.engines.policy import load_record
from cairn.workflows import transcribing
from cairn.workflows.records import BADGE

CHANNEL: Final = "packet"
README = """Audit packet
============

What {organization} decided for {person} on {on}: {title}, {decision}: {state}.

decision/receipt.json   the decision's identities: of the policy, of the record and of the engine
decision/outcome.json   what was decided, every record with its reason
decision/facts.json     her record as it was decided on
decision/explained.txt  the same in sentences
policy/*.yaml           the rule, with those that it extends before it
badges/*.json           the signed credentials that were counted or refused
approvals.json          who approved what, when, and why
exceptions/*.json       signed exceptions, if there are any
transcript.*            the latest transcript, as a signed record and as a paper
SHA256SUMS              a checksum for each file

Decide it again, without this site:
  cairn policy decide policy/{policy} --decision {decision} --facts decision/facts.json --on {on}
"""
FIXED = (1980, 1, 1, 0, 0, 0)
"""Files bear no time, so that the same packet is the same bytes."""


def ask(*, decision: FinalDecision, by: Person, at: datetime) -> Packet:
    """Ask for the packet of a final decision; the worker makes it."""
    with transaction.atomic():
        packet = operations.ask_for_packet(decision=decision, by=by, at=at)
        put(
            event=f"packet:{packet.public_id}",
            recipient=str(decision.organization.public_id),
            channel=CHANNEL,
            at=at,
            payload={"packet": str(packet.public_id)},
        )
    return packet


def make(*, packet: Packet, at: datetime) -> None:
    """Make a packet that was asked for, and keep it. Safe to repeat."""
    if not packet.under_way:
        return
    by = packet.asked_by
    if by is None or not may_read_decision(by, packet.decision, at=at):
        told = "Whoever asked for this keeps the record no more. Ask for it again."
        operations.fail_packet(packet=packet, problem=told, by=None, at=at)
        return
    operations.keep_packet(packet=packet, content=pack(packet.decision), by=by, at=at)


def pack(decision: FinalDecision) -> bytes:
    """The packet of a final decision as a zip file; the same bytes as long as nothing came to it."""
    contents = dict(_files(decision))
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(contents.items()))
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in sorted({**contents, "SHA256SUMS": sums.encode()}.items()):
            archive.writestr(ZipInfo(name, FIXED), data, ZIP_DEFLATED)
    return out.getvalue()


def _files(decision: FinalDecision) -> Iterator[tuple[str, bytes]]:
    names = [f"policy/{place}.yaml" for place in range(1, len(decision.policy_texts) + 1)]
    told = README.format(
        organization=decision.organization.name,
        person=decision.person.legal_name or decision.person.name,
        on=decision.on.isoformat(),
        title=decision.title,
        decision=decision.decision,
        state=decision.state,
        policy=names[-1].removeprefix("policy/"),
    )
    yield "README.txt", told.encode()
    yield "decision/receipt.json", _json(_receipt(decision))
    yield "decision/outcome.json", decision.outcome.encode()
    yield "decision/facts.json", decision.facts.encode()
    yield "decision/explained.txt", f"{decision.sentence}\n\n{decision.note}\n".encode()
    for name, text in zip(names, decision.policy_texts, strict=True):
        yield name, text.encode()
    yield from _badges(decision)
    yield "approvals.json", _json([_approval(row) for row in _approvals(decision)])
    for waiver in Waiver.objects.filter(person=decision.person, policy_key=decision.policy_key):
        yield f"exceptions/{waiver.public_id}.json", waiver.text.encode()
    transcripts = Transcript.objects.filter(person=decision.person, organization=decision.organization)
    if (latest := transcripts.select_related("organization").first()) is not None:
        yield "transcript.json", latest.text.encode()
        yield "transcript.pdf", transcribing.paper(latest)


def _receipt(decision: FinalDecision) -> dict[str, object]:
    return {
        "decision": str(decision.public_id),
        "policy": decision.policy_key,
        "version": decision.version,
        "asked": decision.decision,
        "on": decision.on.isoformat(),
        "state": decision.state,
        "made_by": decision.made_by.name,
        "made_at": decision.made_at.isoformat(),
        "policy_sha256": decision.policy_hash,
        "facts_sha256": decision.facts_hash,
        "engine_sha256": decision.engine_hash,
    }


def _badges(decision: FinalDecision) -> Iterator[tuple[str, bytes]]:
    """Only those that stand in the record that was decided on."""
    references = [fact.reference for fact in load_record(decision.facts).facts if fact.kind == BADGE]
    rows = Award.objects.filter(earner=decision.person, public_id__in=references)
    for award in rows.filter(credential__isnull=False).select_related("credential__form").order_by("pk"):
        yield f"badges/{award.public_id}.json", award.credential.text.encode()


def _approvals(decision: FinalDecision) -> Iterator[Approval]:
    rows = Approval.objects.filter(person=decision.person, state="approved")
    references = {fact.reference for fact in load_record(decision.facts).facts}
    for row in rows.select_related("organization", "decided_by", "decided_for", "award", "other_record"):
        of = row.award or row.other_record
        if str(row.public_id) in references or (of is not None and str(of.public_id) in references):
            yield row


def _approval(row: Approval) -> dict[str, object]:
    return {
        "title": row.title,
        "by": row.asked_role,
        "organization": row.organization.name,
        "person": row.decided_by.name if row.decided_by else "",
        "in_place_of": row.decided_for.name if row.decided_for else "",
        "on": row.decided_on.isoformat() if row.decided_on else "",
        "reason": row.reason,
        "amount": row.dollars,
        "names": row.names,
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
