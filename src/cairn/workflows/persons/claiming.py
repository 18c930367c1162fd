"""Claiming: what waited under an address comes to the person who proves that the address is hers.

Past awards that an issuer brings along, and people on a staff list, stand under an address before anybody signs in.
Such an account was never anybody's: no password was ever set, nobody signed in, no address of it was proved.
"""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q

from cairn.domain.deeds import deed
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused
from cairn.workflows.persons.merging import Foreseen, unite


def waiting_under(address: str, person: Person) -> list[Person]:
    """Accounts of nobody yet that stand under an address, other than the person's own."""
    wanted = address.strip().lower()
    named = EmailAddress.objects.filter(email__iexact=wanted).values("user")
    people = Person.objects.filter(Q(email=wanted) | Q(pk__in=named), is_active=True, is_staff=False)
    proved = EmailAddress.objects.filter(verified=True).values("user")
    free = people.filter(last_login=None).exclude(pk=person.pk).exclude(pk__in=proved).order_by("pk")
    return [each for each in free if not each.has_usable_password()]


def claim(*, address: str, by: Person, at: datetime) -> list[Foreseen]:
    """Let what waits under an address come to the person who proved it. Safe to repeat; unproved, nothing comes.

    What cannot become hers, for a reason that merging would be refused for, stays where it is.
    """
    if not EmailAddress.objects.filter(user=by, email__iexact=address, verified=True).exists():
        return []
    claimed = []
    for waiting in waiting_under(address, by):
        try:
            claimed.append(_take(waiting, by, at))
        except Refused:
            continue
    return claimed


@deed()
def _take(waiting: Person, by: Person, at: datetime) -> Foreseen:
    locked = Person.objects.select_for_update(no_key=True).get(pk=waiting.pk)
    foreseen = unite(kept=by, gone=locked, by=by, at=at)
    record(event="person.claimed", by=by, at=at, subject=by, gone=str(waiting.public_id))
    return foreseen
