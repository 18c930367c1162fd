"""Merging: a person proves that another account is hers too, sees what would move, and makes the two one for good."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from cairn.domain.deeds import deed
from cairn.domain.people import access, operations
from cairn.domain.people.models import Erasure, Person, Proof
from cairn.domain.people.queries import person_with_email
from cairn.engines.verdict import Reason, Refused, Verdict, demand
from cairn.workflows import letters
from cairn.workflows.persons import proving
from cairn.workflows.persons.belongings import sentence_of
from cairn.workflows.persons.independence import reasons_against
from cairn.workflows.persons.moving import Moved, move_all


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What merging would do: rows that move by what they are, how many are there twice, and what stands against it."""

    moving: tuple[tuple[str, str, int], ...]
    twice: int
    against: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        return Verdict(not self.against, tuple(Reason("apart", sentence) for sentence in self.against))


class _Undone(Exception):
    """Raised to undo what was only tried."""


@deed()
def begin(*, address: str, by: Person, at: datetime) -> Proof:
    """Send a code to an address whose account is to become part of one's own; nobody learns whether there is one."""
    other = person_with_email(address)
    proof = operations.begin_proof(address=address, other=other, by=by, at=at)
    if proof.other and _is_proved(proof.other, proof.address):
        letters.put("proof_code", about=proof, to=proof.other, at=at)
    return proof


def _is_proved(person: Person, address: str) -> bool:
    return bool(EmailAddress.objects.filter(user=person, email__iexact=address, verified=True).exists())


def prove(*, proof: Proof, code: str = "", password: str = "", by: Person, at: datetime) -> Proof:
    """Give the code or the other account's password. Raises `Refused`; a wrong try is counted and kept."""
    other = proof.other
    right = other is not None and other.is_active
    if password:
        right = right and other is not None and other.check_password(password)
    else:
        given = "".join(code.split())
        right = right and other is not None and _is_proved(other, proof.address)
        right = hmac.compare_digest(given.encode(), proving.code_of(proof).encode()) and right
    tried = operations.try_proof(proof=proof, right=right, by=by, at=at)
    if tried.proved_at is None:
        left = access.TRIES - tried.tries
        raise Refused(
            Verdict(
                False,
                (Reason("wrong", f"That does not fit. You can try {left} more times, or begin again."),),
            )
        )
    return tried


def foresee(*, proof: Proof, by: Person, at: datetime) -> Foreseen:
    """What merging would do now: it is done and undone."""
    demand(access.may_merge(by, proof, at=at))
    gone = _other(proof)
    try:
        with transaction.atomic():
            moved = move_all(gone=gone, kept=by, at=at)
            raise _Undone
    except _Undone:
        return _foreseen(moved, _against(by, gone))


def _other(proof: Proof) -> Person:
    if proof.other is None:
        raise LookupError(f"Proof {proof.public_id} is of nobody.")
    return proof.other


def _foreseen(moved: Moved, against: list[str]) -> Foreseen:
    moving = sorted((model._meta.app_label, sentence_of(model), count) for model, count in moved.rows.items())
    return Foreseen(tuple(moving), moved.yielded.total(), tuple(dict.fromkeys([*against, *moved.clashes])))


def _against(kept: Person, gone: Person) -> list[str]:
    told = list(reasons_against(kept, gone))
    if gone.is_staff or not gone.is_active:
        told.append("The other account runs this installation, or is closed. It stays by itself.")
    if Erasure.objects.filter(person__in=[kept, gone], state="asked").exists():
        told.append("One of the accounts is about to be erased. Call that off first.")
    return told


@deed()
def merge(*, proof: Proof, by: Person, at: datetime) -> Foreseen:
    """Make the account that was proved part of one's own, for good. Raises `Refused` with every reason against it.

    All of it happens or nothing does; two who try at once wait for each other, and the second is refused.
    """
    people = {
        each.pk: each
        for each in Person.objects.select_for_update(no_key=True)
        .filter(pk__in=[by.pk, proof.other_id])
        .order_by("pk")
    }
    row = Proof.objects.select_for_update(no_key=True).get(pk=proof.pk)
    demand(access.may_merge(by, row, at=at))
    Proof.objects.filter(pk=row.pk).update(used_at=at)
    done = unite(kept=people[by.pk], gone=people[_other(row).pk], by=by, at=at)
    letters.put("merged", about=row, to=people[by.pk], at=at)
    return done


def unite(*, kept: Person, gone: Person, by: Person, at: datetime) -> Foreseen:
    """Make `gone` part of `kept`, within the caller's deed. Raises `Refused` with every reason against it."""
    against, address = _against(kept, gone), gone.email
    foreseen = _foreseen(move_all(gone=gone, kept=kept, at=at), against)
    demand(foreseen.verdict)
    gone.refresh_from_db()
    operations.close(person=gone, at=at)
    operations.note_merging(kept=kept, gone=gone, by=by, at=at)
    if address and not kept.email:
        Person.objects.filter(pk=kept.pk).update(email=address)
    return foreseen
