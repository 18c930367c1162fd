"""What may be done about a person's own account: copies, being forgotten, and accounts that become one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from cairn.domain.deeds import deed
from cairn.domain.ledger.operations import record
from cairn.domain.people import access
from cairn.domain.people.models import Copy, Erasure, Merging, Person, Proof
from cairn.domain.people.states import COPY, ERASURE
from cairn.engines.verdict import demand


@deed()
def ask_copy(*, person: Person, by: Person | None, at: datetime) -> Copy:
    """Ask for a copy of everything that is known about a person; one that is being made is given back."""
    demand(access.may_take_along(by, person))
    copy, new = Copy.objects.get_or_create(person=person, state=COPY.start, defaults={"asked_at": at})
    if new:
        record(event="person.copy_asked", by=by, at=at, subject=person, copy=str(copy.public_id))
    return copy


def note_progress(*, copy: Copy, done: int, total: int, by: Person | None, at: datetime) -> None:
    """Note how many tables are in the copy so far."""
    Copy.objects.filter(pk=copy.pk).update(done=done, total=total)


@deed()
def finish_copy(
    *,
    copy: Copy,
    store_key: str,
    size: int,
    sha256: str,
    ends_at: datetime,
    by: Person | None,
    at: datetime,
) -> bool:
    """Note a copy that is whole in the store; whether this was the first to say so."""
    made = Copy.objects.filter(pk=copy.pk, state="asked").update(
        state=COPY.after("make", "asked"),
        store_key=store_key,
        size=size,
        sha256=sha256,
        made_at=at,
        ends_at=ends_at,
    )
    if made:
        record(event="person.copy_made", by=by, at=at, subject=copy.person, copy=str(copy.public_id))
    return bool(made)


@deed()
def end_copy(*, copy: Copy, by: Person | None, at: datetime) -> None:
    """Let go of a copy, made or not; ending it twice changes nothing."""
    state = Copy.objects.select_for_update(no_key=True).get(pk=copy.pk).state
    if COPY.may("end", state):
        Copy.objects.filter(pk=copy.pk).update(state=COPY.after("end", state))
        record(event="person.copy_ended", by=by, at=at, subject=copy.person, copy=str(copy.public_id))


@deed()
def ask_erasure(
    *, person: Person, by_letter: bool, due_at: datetime, by: Person | None, at: datetime
) -> Erasure:
    """Ask that a person be forgotten from `due_at` on; what she asked already stands as it is."""
    demand(access.may_take_along(by, person))
    erasure, new = Erasure.objects.get_or_create(
        person=person,
        state=ERASURE.start,
        defaults={"by_letter": by_letter, "asked_at": at, "due_at": due_at},
    )
    if new:
        record(event="person.erasure_asked", by=by, at=at, subject=person, erasure=str(erasure.public_id))
    return erasure


@deed()
def call_off_erasure(*, erasure: Erasure, by: Person | None, at: datetime) -> Erasure:
    """Let everything stay as it is. Raises `WrongMove` once it was done."""
    row = Erasure.objects.select_for_update(no_key=True).get(pk=erasure.pk)
    demand(access.may_take_along(by, row.person))
    row.state, row.ended_at = ERASURE.after("call off", row.state), at
    row.save(update_fields=["state", "ended_at"])
    record(event="person.erasure_called_off", by=by, at=at, subject=row.person, erasure=str(row.public_id))
    return row


@deed()
def finish_erasure(*, erasure: Erasure, counts: Mapping[str, int], by: Person | None, at: datetime) -> None:
    """Note that she was forgotten, and how many rows were erased, blanked and kept."""
    after = ERASURE.after("erase", erasure.state)
    Erasure.objects.filter(pk=erasure.pk).update(state=after, ended_at=at, counts=dict(counts))
    record(
        event="person.erased",
        by=by,
        at=at,
        subject=erasure.person,
        erasure=str(erasure.public_id),
        erased=counts.get("erase", 0),
        blanked=counts.get("blank", 0),
        kept=counts.get("keep", 0),
    )


@deed()
def close(*, person: Person, at: datetime) -> None:
    """End every way to sign in as the person, and every session of hers. Safe to repeat."""
    person.set_unusable_password()
    person.email, person.is_active, person.is_staff, person.last_login = None, False, False, None
    person.save(update_fields=["password", "email", "is_active", "is_staff", "last_login"])
    EmailAddress.objects.filter(user=person).delete()
    end_sessions(person=person, at=at)


def end_sessions(*, person: Person, at: datetime) -> None:
    """Sign the person out everywhere."""
    store = SessionStore()
    for session in Session.objects.filter(expire_date__gt=at).iterator():
        if str(store.decode(session.session_data).get("_auth_user_id", "")) == str(person.pk):
            session.delete()


@deed()
def begin_proof(*, address: str, other: Person | None, by: Person, at: datetime) -> Proof:
    """Begin to prove that the account which has an address is hers too; it is the same for an address of nobody."""
    found = other if other is not None and other.pk != by.pk else None
    return Proof.objects.create(person=by, other=found, address=address.strip().lower(), asked_at=at)


@deed()
def try_proof(*, proof: Proof, right: bool, by: Person, at: datetime) -> Proof:
    """Note a try to prove it. Raises `Refused` too late or once too often; a wrong one is counted."""
    row = Proof.objects.select_for_update(no_key=True).get(pk=proof.pk)
    demand(access.may_try(by, row, at=at))
    row.tries += 1
    if right and row.other_id:
        row.proved_at = at
    row.save(update_fields=["tries", "proved_at"])
    return row


@deed()
def note_merging(*, kept: Person, gone: Person, by: Person, at: datetime) -> Merging:
    """Note that two accounts are one; earlier ones that became `gone` are `kept` too from now on."""
    Merging.objects.filter(kept=gone).update(kept=kept)
    merging = Merging.objects.create(kept=kept, gone=gone, at=at)
    record(event="person.merged", by=by, at=at, subject=kept, gone=str(gone.public_id))
    return merging
