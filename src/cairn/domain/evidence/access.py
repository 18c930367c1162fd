"""Who may read, change and submit evidence. Reading by others stands on grants alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from cairn.domain.evidence.kinds import NEEDS_CONSENT
from cairn.domain.evidence.models import Attempt, Consent, Grant, Part, Piece, Round, StoredFile
from cairn.domain.evidence.states import EDITABLE, LIFE
from cairn.domain.ledger.prepared import Prepared
from cairn.domain.people.models import Person, current
from cairn.engines.verdict import Verdict, no, yes


def owns(person: Person, attempt: Attempt) -> Verdict:
    """Whether the attempt is the person's own."""
    if person.pk == attempt.earner_id:
        return yes()
    return no("not_yours", "This is somebody else's work.")


def may_change(person: Person, part: Part) -> Verdict:
    """Whether the person may change what this part holds now."""
    attempt = part.attempt
    if not (mine := owns(person, attempt)):
        return mine
    if attempt.state not in EDITABLE:
        return no("frozen", f"This work is {attempt.state_words.lower()}, so it cannot be changed now.")
    if not part.open:
        return no("met", "This part is met and stays met. Only the parts named in your feedback are open.")
    return yes()


def may_caption(person: Person, piece: Piece) -> Verdict:
    """Whether the person may say what is spoken in a video: as long as she may change its part."""
    if not (change := may_change(person, piece.part)):
        return change
    if piece.file is None or piece.file.kind != "video":
        return no("no_video", "Only a video has captions.")
    return yes()


def may_submit(person: Person, attempt: Attempt) -> Verdict:
    """Whether it is the person's turn to submit; what is missing is said by `queries.gaps_of`."""
    if not (mine := owns(person, attempt)):
        return mine
    if LIFE.may("submit", attempt.state):
        return yes()
    return no("state", f"This work is {attempt.state_words.lower()}. There is nothing to submit now.")


def may_recall(person: Person, attempt: Attempt) -> Verdict:
    """Whether a submission may still be taken back: until an evaluator has taken it."""
    if not (mine := owns(person, attempt)):
        return mine
    if LIFE.may("recall", attempt.state):
        return yes()
    return no("claimed", "An evaluator has begun to read this, so it can no longer be taken back.")


def begun_anew(attempt: Attempt) -> bool:
    """Whether the earner of work that was set aside is at the same micro-credential again, or has earned it."""
    same = Attempt.objects.filter(earner=attempt.earner_id, micro_credential=attempt.micro_credential_id)
    return same.exclude(pk=attempt.pk).exclude(state="withdrawn").exists()


def may_resume(person: Person, attempt: Attempt) -> Verdict:
    """Whether the person may take up an attempt again: her own, unless she has begun the same anew since."""
    if not (mine := owns(person, attempt)):
        return mine
    if begun_anew(attempt):
        return no("begun_anew", "You have begun this micro-credential anew. Go on with the newer work.")
    return yes()


def may_coach(person: Person, attempt: Attempt, *, at: datetime) -> Verdict:
    """Whether the person may read the working area as an invited coach."""
    if Grant.objects.filter(current(at), attempt=attempt, reader=person, purpose="coach").exists():
        return yes()
    return no("no_grant", "The earner has not invited you to this work, or has ended the invitation.")


def may_read_round(person: Person, round_: Round, *, at: datetime) -> Verdict:
    """Whether the person may read what was frozen in the round."""
    if round_.attempt.earner_id == person.pk:
        return yes()
    if _reading(person.pk, round_.attempt_id, round_.pk, at):
        return yes()
    return no("no_grant", "You may read this work only while you are asked to.")


@Prepared
def _reading(person: int, attempt: int, round_: int, at: datetime) -> QuerySet[Any, Any]:
    """The grant by which a person reads a round now."""
    whole = Q(round=None) | Q(round=round_)
    return Grant.objects.filter(current(at), whole, attempt=attempt, reader=person).values_list("pk")[:1]


def consent_for(piece: Piece, use: str) -> Verdict:
    """Whether consent covers a use of the piece now; kinds that show no child need none."""
    if piece.kind != "file" or piece.shown_as not in NEEDS_CONSENT:
        return yes()
    records: list[Consent] = list(piece.consents.all())
    withdrawn = [record.withdrawn_at for record in records if record.withdrawn_at]
    # A withdrawal ends every consent of its time: only one that was recorded after it opens the piece again.
    standing = [
        record
        for record in records
        if record.withdrawn_at is None and all(record.recorded_at >= then for then in withdrawn)
    ]
    if any(record.nobody_recognizable or use in record.uses for record in standing):
        return yes()
    if records and not standing:
        return no("withdrawn", "Consent for this was withdrawn, so it is not shown.")
    return no("no_consent", "No consent on record covers this, so it is not shown.")


def may_open(person: Person, file: StoredFile, *, at: datetime) -> Verdict:
    """Whether the person may be sent the bytes of a file now.

    Consent that was withdrawn shuts a file for everyone at once, its owner included.
    """
    original = file.original or file
    if original.state != StoredFile.State.ATTACHED:
        return no("gone", "This file is no longer kept.")
    piece = Piece.objects.select_related("part__slot", "part__attempt").filter(file=original).first()
    if piece is None:
        return yes() if original.owner_id == person.pk else no("not_yours", "This is somebody else's file.")
    attempt = piece.part.attempt
    if attempt.earner_id == person.pk:
        verdict = consent_for(piece, "evaluation")
        return yes() if verdict or "no_consent" in verdict.codes else verdict
    grants = list(Grant.objects.filter(current(at), attempt=attempt, reader=person))
    if file == original:
        return no("original", "Readers are shown a copy without hidden data, never the original.")
    if any(grant.purpose == "coach" for grant in grants) and piece.removed_at is None:
        return consent_for(piece, "coaching")
    if piece.frozen.filter(round__in=_rounds(grants, calibrating=False)).exists():
        return consent_for(piece, "evaluation")
    if piece.frozen.filter(round__in=_rounds(grants, calibrating=True)).exists():
        return consent_for(piece, "training")
    return no("no_grant", "You may open this only while you are asked to read it.")


def _rounds(grants: Iterable[Grant], *, calibrating: bool) -> list[int]:
    return [
        grant.round_id
        for grant in grants
        if grant.round_id and (grant.purpose == Grant.Purpose.CALIBRATE) is calibrating
    ]
