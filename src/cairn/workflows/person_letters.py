"""What a person is told about her own account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from cairn.domain.people.models import Copy, Erasure, Organization, Person, Proof
from cairn.workflows import addresses
from cairn.workflows.letter import Letter
from cairn.workflows.persons import proving


def _day(moment: datetime, person: Person) -> str:
    local = moment.astimezone(ZoneInfo(person.time_zone or "UTC"))
    return f"{local:%B} {local.day}, {local.year}"


def _copy_ready(about: str) -> Letter | None:
    copy = Copy.objects.select_related("person").filter(public_id=about, state="ready").first()
    if copy is None or copy.ends_at is None:
        return None
    return Letter(
        subject="The copy of your record is ready",
        heading="Your copy is ready",
        paragraphs=[
            "It holds all that is known about you here, and your files.",
            f"Only you can take it, signed in. It is deleted on {_day(copy.ends_at, copy.person)}.",
        ],
        action="Take your copy",
        path=addresses.my_data(),
    )


def _erasure_asked(about: str) -> Letter | None:
    erasure = Erasure.objects.select_related("person").filter(public_id=about, state="asked").first()
    if erasure is None:
        return None
    return Letter(
        subject="Your account will be erased",
        heading="We will forget you",
        paragraphs=[
            f"Your account and what belongs to it will be erased on {_day(erasure.due_at, erasure.person)}.",
            "Until then everything stays as it is, and you can call it off. Afterward nobody can bring it back, and "
            "you will get no more letters from us.",
            "If you did not ask for this, call it off and choose a new password.",
        ],
        action="See what goes and what stays, or call it off",
        path=addresses.erasing(),
    )


def _erasure_called_off(about: str) -> Letter | None:
    return Letter(
        subject="Your account stays",
        heading="Nothing will be erased",
        paragraphs=["You called it off. Your account and all that belongs to it stay as they are."],
        action="See what is known about you",
        path=addresses.my_data(),
    )


def _proof_code(about: str) -> Letter | None:
    proof = Proof.objects.filter(public_id=about, other__isnull=False, proved_at=None).first()
    if proof is None:
        return None
    code = proving.code_of(proof)
    return Letter(
        subject="Your code to bring two accounts together",
        heading="Is this account yours too?",
        paragraphs=[
            "Somebody who is signed in to another account says so, and wants to make the two one. "
            "If that is you, enter this code there within 30 minutes:",
            f"{code[:4]} {code[4:]}",
            "If it is not you, do nothing, and give the code to nobody: with it, everything in this account "
            "would be theirs.",
        ],
        action="Enter the code",
        path=addresses.merging(),
        to=proof.address,
    )


def _merged(about: str) -> Letter | None:
    return Letter(
        subject="Your two accounts are one",
        heading="Everything is in one account now",
        paragraphs=[
            "Badges keep their addresses. You can sign in with each address that you have proved to be yours."
        ],
        action="See your addresses",
        path=addresses.my_addresses(),
    )


def _left_employer(about: str) -> Letter | None:
    organization = Organization.objects.get(public_id=about)
    return Letter(
        subject="Your account stays yours: add a private address",
        heading=f"You have left {organization.name}, and everything you earned stays",
        paragraphs=[
            "Badges, evidence and records belong to you. But you sign in with an address of your employer only, "
            "which may soon be closed.",
            "Add a private address while you can still read this one.",
        ],
        action="Add an address",
        path=addresses.my_addresses(),
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "copy_ready": _copy_ready,
    "erasure_asked": _erasure_asked,
    "erasure_called_off": _erasure_called_off,
    "proof_code": _proof_code,
    "merged": _merged,
    "left_employer": _left_employer,
}
