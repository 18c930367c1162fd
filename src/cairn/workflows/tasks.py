"""The worker's round: take what is due from the outbox and call one workflow for each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from cairn.domain.archives.models import Archive, Arrival
from cairn.domain.catalog.models import Draft, Edition
from cairn.domain.evidence.models import Attempt, StoredFile
from cairn.domain.foreign.models import ForeignBadge, StatementFile
from cairn.domain.issuing.models import Award, Import, SigningKey
from cairn.domain.outbox import operations
from cairn.domain.outbox.models import Message
from cairn.domain.people.models import Copy, Erasure, Organization, Person
from cairn.domain.policies.models import Trial
from cairn.domain.recognition.models import Packet, PaymentRun
from cairn.domain.records.models import RecordDocument
from cairn.domain.stacks.models import Stack
from cairn.workflows import (
    arriving,
    awarding,
    carrying,
    cataloging,
    entering,
    frameworks,
    importing,
    instructing,
    keys,
    letters,
    links,
    packing,
    recognizing,
    recording,
    relaying,
    rendering,
    stacking,
    trying,
    validating,
    watching,
)
from cairn.workflows.foreign import rechecking, stating
from cairn.workflows.persons import erasing, exporting

log = logging.getLogger("cairn.worker")
Handler = Callable[[Message, datetime], None]


def _award(message: Message, at: datetime) -> None:
    awarding.award(attempt=Attempt.objects.get(public_id=message.payload["attempt"]), at=at)


def _recognize(message: Message, at: datetime) -> None:
    recognizing.recognize(award=Award.objects.get(public_id=message.payload["award"]), at=at)


def _stack(message: Message, at: datetime) -> None:
    if award := message.payload.get("award"):
        stacking.complete(award=Award.objects.get(public_id=award), at=at)
    else:
        stacking.complete_for_all(stack=Stack.objects.get(public_id=message.payload["stack"]), at=at)


def _mail(message: Message, at: datetime) -> None:
    letters.send(message)


def _render(message: Message, at: datetime) -> None:
    rendering.render(file=StoredFile.objects.get(public_id=message.payload["file"]), at=at)


def _delete(message: Message, at: datetime) -> None:
    rendering.delete(file=StoredFile.objects.get(public_id=message.payload["file"]))


def _delete_paper(message: Message, at: datetime) -> None:
    entering.delete_paper(paper=RecordDocument.objects.get(public_id=message.payload["paper"]))


def _look(message: Message, at: datetime) -> None:
    draft = Draft.objects.select_related("micro_credential").get(public_id=message.payload["draft"])
    links.look(draft=draft, at=at)


def _import(message: Message, at: datetime) -> None:
    run = Import.objects.select_related("organization", "checked_by").get(public_id=message.payload["import"])
    importing.take_turn(run=run, at=at)


def _sign_again(message: Message, at: datetime) -> None:
    key = SigningKey.objects.select_related("organization").get(public_id=message.payload["key"])
    keys.sign_batch(key=key, at=at)


def _follow(message: Message, at: datetime) -> None:
    told = message.payload
    run = Import.objects.get(public_id=told["import"])
    recording.follow(run=run, after=told["after"], reached=told["reached"], at=at)


def _relayed(message: Message, at: datetime) -> None:
    told = message.payload
    run = Import.objects.get(public_id=told["import"])
    relaying.follow(run=run, after=told["after"], reached=told["reached"], at=at)


def _align(_message: Message, at: datetime) -> None:
    frameworks.rematch(at=at)


def _measure(message: Message, at: datetime) -> None:
    rows = Edition.objects.select_related("micro_credential__organization")
    validating.measure(edition=rows.get(public_id=message.payload["edition"]), at=at)


def _watch(message: Message, at: datetime) -> None:
    watching.watch(organization=Organization.objects.get(public_id=message.payload["organization"]), at=at)


def _try(message: Message, at: datetime) -> None:
    trial = Trial.objects.select_related("organization").get(public_id=message.payload["trial"])
    trying.take_turn(trial=trial, at=at)


def _pay(message: Message, at: datetime) -> None:
    runs = PaymentRun.objects.select_related("organization", "asked_by")
    instructing.run(asked=runs.get(public_id=message.payload["run"]), at=at)


def _pack(message: Message, at: datetime) -> None:
    packets = Packet.objects.select_related("decision__organization", "decision__person", "asked_by")
    packing.make(packet=packets.get(public_id=message.payload["packet"]), at=at)


def _verify_again(message: Message, at: datetime) -> None:
    rows = ForeignBadge.objects.select_related("person")
    rechecking.check_again(badge=rows.get(public_id=message.payload["badge"]), at=at)


def _delete_statement_file(message: Message, at: datetime) -> None:
    stating.delete(file=StatementFile.objects.get(public_id=message.payload["file"]))


def _carry(message: Message, at: datetime) -> None:
    rows = Archive.objects.select_related("person")
    carrying.make(archive=rows.get(public_id=message.payload["archive"]), at=at)


def _delete_archive(message: Message, at: datetime) -> None:
    carrying.delete(key=message.payload["key"])


def _copy(message: Message, at: datetime) -> None:
    if copy := Copy.objects.select_related("person").filter(public_id=message.payload["copy"]).first():
        exporting.make(copy=copy, at=at)


def _end_copy(message: Message, at: datetime) -> None:
    if copy := Copy.objects.select_related("person").filter(public_id=message.payload["copy"]).first():
        exporting.end(copy=copy, by=None, at=at)


def _erase(message: Message, at: datetime) -> None:
    erasing.erase(erasure=Erasure.objects.get(public_id=message.payload["erasure"]), at=at)


def _erase_file(message: Message, at: datetime) -> None:
    erasing.erase_file(key=message.payload["key"])


def _arrive(message: Message, at: datetime) -> None:
    rows = Arrival.objects.select_related("person")
    arriving.work(arrival=rows.get(public_id=message.payload["arrival"]), at=at)


def _delete_arrival(message: Message, at: datetime) -> None:
    arriving.delete(key=message.payload["key"])


def _apply(message: Message, at: datetime) -> None:
    told = message.payload
    if person := Person.objects.filter(public_id=told["person"]).first():
        recognizing.recognize_past(person=person, policy=told["policy"], at=at)


def _rules(message: Message, at: datetime) -> None:
    cataloging.follow_rules(at=at, turn=message.payload.get("turn", 0))


CHANNELS: dict[str, Handler] = {
    "apply": _apply,
    cataloging.CHANNEL: _rules,
    "award": _award,
    "recognize": _recognize,
    "stack": _stack,
    "mail": _mail,
    "render": _render,
    "delete": _delete,
    entering.CHANNEL: _delete_paper,
    links.CHANNEL: _look,
    frameworks.CHANNEL: _align,
    keys.CHANNEL: _sign_again,
    importing.CHANNEL: _import,
    recording.FOLLOW: _follow,
    rechecking.CHANNEL: _verify_again,
    stating.CHANNEL: _delete_statement_file,
    validating.CHANNEL: _measure,
    watching.CHANNEL: _watch,
    relaying.CHANNEL: _relayed,
    trying.CHANNEL: _try,
    carrying.CHANNEL: _carry,
    carrying.DELETE: _delete_archive,
    arriving.CHANNEL: _arrive,
    arriving.DELETE: _delete_arrival,
    instructing.CHANNEL: _pay,
    packing.CHANNEL: _pack,
    exporting.CHANNEL: _copy,
    exporting.ENDS: _end_copy,
    erasing.CHANNEL: _erase,
    erasing.FILE: _erase_file,
}


def handle(message: Message, at: datetime) -> None:
    CHANNELS[message.channel](message, at)


def settle(message: Message, at: datetime) -> None:
    operations.settle(message=message, at=at)


STEPS: tuple[Handler, ...] = (handle, settle)


def run_due(at: datetime, limit: int = 20) -> int:
    """Handle up to `limit` due messages; the number handled. What fails is postponed, and a crash loses nothing."""
    taken = operations.take(at=at, limit=limit)
    for message in taken:
        try:
            for step in STEPS:
                step(message, at)
        except Exception as problem:  # one bad message must not stop the others; it is kept with its problem
            log.exception("%s could not be handled", message)
            operations.postpone(message=message, at=at, problem=f"{type(problem).__name__}: {problem}")
    return len(taken)


def run_all(at: datetime) -> int:
    """Handle everything due, and what that makes due in turn; the number handled."""
    done = 0
    while handled := run_due(at, limit=200):
        done += handled
    return done
