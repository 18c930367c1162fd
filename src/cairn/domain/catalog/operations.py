"""What may be done to drafts, editions and what is known of their worth."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cairn.domain.catalog import access
from cairn.domain.catalog import document as documents
from cairn.domain.catalog.freezing import freeze
from cairn.domain.catalog.models import Clearance, Draft, Edition, MicroCredential, Save, Worth
from cairn.domain.catalog.states import EDITED, LIFE
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand, no


class Stale(Exception):
    """Somebody saved a newer revision in the meantime; `current` is the draft as it stands."""

    def __init__(self, current: Draft) -> None:
        super().__init__("Somebody saved this draft after you opened it.")
        self.current = current


@transaction.atomic
def begin(*, organization: Organization, key: str, title: str, by: Person | None, at: datetime) -> Draft:
    """A new micro-credential with an empty draft; a key that the organization uses already is refused.

    Here and below nobody (`by=None`) stands for the installation itself, which loads whole programs.
    """
    if by:
        demand(access.may_author(by, organization, at=at))
    micro_credential, new = MicroCredential.objects.get_or_create(
        organization=organization, key=key, defaults={"title": title, "begun_at": at}
    )
    if not new:
        raise Refused(no("key_in_use", "There is one of this name already. Open it, or choose another name."))
    draft = Draft.objects.create(
        micro_credential=micro_credential, document=documents.blank(key, title), saved_at=at, saved_by=by
    )
    record(event="draft.begun", by=by, at=at, subject=micro_credential, organization=organization)
    return draft


@transaction.atomic
def save_draft(
    *, draft: Draft, document: dict[str, Any], revision: int, by: Person | None, at: datetime
) -> Draft:
    """Replace the draft's document if it still stands at `revision`; raises `Stale` otherwise."""
    if by:
        demand(access.may_edit(by, draft.micro_credential, at=at))
    cleaned = documents.cleaned(documents.lifted(document))
    title = str(cleaned.get("title") or draft.micro_credential.title)[:200]
    saved = Draft.objects.filter(pk=draft.pk, revision=revision).update(
        document=cleaned, revision=revision + 1, saved_at=at, saved_by=by
    )
    current = Draft.objects.select_related("micro_credential__organization").get(pk=draft.pk)
    if not saved:
        raise Stale(current)
    unpublished = MicroCredential.objects.filter(pk=draft.micro_credential_id, edition=None)
    unpublished.update(title=title)
    unpublished.filter(state="idea").update(state=LIFE.after("write", "idea"))
    record(event="draft.saved", by=by, at=at, subject=draft.micro_credential, revision=revision + 1)
    return current


@transaction.atomic
def turn(*, micro_credential: MicroCredential, move: str, by: Person | None, at: datetime) -> None:
    """Follow a move of the review (`ask`, `call_back` or `ask_for_changes`).

    Once there is an edition, the micro-credential stays what it is while the next one is reviewed.
    """
    row = _lock(micro_credential)
    if row.state not in EDITED:
        row.state = LIFE.after(move, row.state)
        row.save(update_fields=["state"])


@transaction.atomic
def clear(
    *, micro_credential: MicroCredential, digest: str, review: UUID, by: Person | None, at: datetime
) -> None:
    """Note that the gate let the document with this digest through; the reviewing workflow alone says so."""
    _, new = Clearance.objects.get_or_create(
        micro_credential=micro_credential, digest=digest, defaults={"review": review, "given_at": at}
    )
    if new:
        record(
            event="draft.cleared", by=by, at=at, subject=micro_credential, digest=digest, review=str(review)
        )


@transaction.atomic
def publish(*, draft: Draft, by: Person | None, at: datetime, pilot: bool = False) -> Edition:
    """Freeze the draft as the next edition, offered to all or as a pilot.

    Raises `Refused` with every problem that hinders it, and for a document that the gate did not clear.
    Publishing what is published already gives back the present edition.
    """
    row = _lock(draft.micro_credential)
    document = Draft.objects.get(pk=draft.pk).document
    found = documents.problems(document)
    if found:
        raise Refused(Verdict(False, tuple(Reason(problem.code, problem.text) for problem in found)))
    current, aim = row.edition, "pilot" if pilot else "published"
    same = current is not None and documents.lifted(current.document) == documents.lifted(document)
    if current and same and row.state == aim:
        return current
    digest = documents.digest(document)
    demand(access.is_cleared(row, digest))
    edition = current if current and same else freeze(row, document, digest, by, at)
    row.state = LIFE.after("pilot" if pilot else "publish", row.state)
    row.edition, row.title, row.teach_out = edition, edition.title, None
    row.save(update_fields=["state", "edition", "title", "teach_out"])
    record(
        event="edition.published",
        by=by,
        at=at,
        subject=edition,
        organization=row.organization,
        digest=edition.digest,
        number=edition.number,
        pilot=pilot,
    )
    return edition


def _lock(micro_credential: MicroCredential) -> MicroCredential:
    rows = MicroCredential.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organization", "edition").get(pk=micro_credential.pk)


@transaction.atomic
def retire(*, micro_credential: MicroCredential, by: Person, at: datetime, until: date | None = None) -> None:
    """Take it out of the catalog: nobody new starts, and what was begun may be submitted to the end of `until`.

    Without a last day it may be submitted whenever it is ready.
    """
    row = _lock(micro_credential)
    row.state = LIFE.after("retire", row.state)
    row.teach_out = until
    row.save(update_fields=["state", "teach_out"])
    record(
        event="micro_credential.retired",
        by=by,
        at=at,
        subject=row,
        organization=row.organization,
        until=until.isoformat() if until else None,
    )


@transaction.atomic
def reserve(*, micro_credential: MicroCredential, by: Person | None, at: datetime) -> None:
    """Keep it for one group: the public catalog is silent on it from now on. For whom, a workflow knows."""
    if MicroCredential.objects.filter(pk=micro_credential.pk, reserved=False).update(reserved=True):
        record(event="micro_credential.reserved", by=by, at=at, subject=micro_credential)


@transaction.atomic
def bookmark(*, micro_credential: MicroCredential, by: Person, at: datetime, on: bool) -> None:
    """Set or take away the person's bookmark."""
    if on:
        Save.objects.get_or_create(person=by, micro_credential=micro_credential, defaults={"at": at})
    else:
        Save.objects.filter(person=by, micro_credential=micro_credential).delete()


@transaction.atomic(savepoint=False)
def count_award(*, micro_credential: MicroCredential, by: Person | None, at: datetime, more: int = 1) -> None:
    """One more award, or several, for the catalog's “earned” figure."""
    MicroCredential.objects.filter(pk=micro_credential.pk).update(earned=F("earned") + more)


@transaction.atomic
def note_worth(
    *,
    micro_credential: MicroCredential,
    policy: str,
    recognizer: str,
    amount: Fraction,
    unit: str,
    sentence: str,
    source: str,
    checked_on: date,
    by: Person | None,
    at: datetime,
) -> None:
    """Keep what a recognizer gives for it, for the catalog to show and to filter by."""
    Worth.objects.update_or_create(
        micro_credential=micro_credential,
        policy=policy,
        defaults={
            "recognizer": recognizer,
            "numerator": amount.numerator,
            "denominator": amount.denominator,
            "unit": unit,
            "sentence": sentence,
            "source": source,
            "checked_on": checked_on,
        },
    )


@transaction.atomic
def forget_worths(
    *, micro_credential: MicroCredential, but: Collection[str], by: Person | None, at: datetime
) -> None:
    """Keep what these policies give for it, and nothing of any other."""
    Worth.objects.filter(micro_credential=micro_credential).exclude(policy__in=but).delete()
