"""Asking for endorsements, giving them under the endorser's own signature, hiding and withdrawing them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from cairn.domain.issuing import access
from cairn.domain.issuing.models import Endorsement, SigningKey, What
from cairn.domain.issuing.operations.keys import demand_sound
from cairn.domain.issuing.operations.lists import count_places, free_index, list_with_room
from cairn.domain.issuing.queries import named
from cairn.domain.issuing.states import ENDORSEMENT
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no

Sign = Callable[[Endorsement], tuple[str, SigningKey]]
"""Signs an endorsement that has its words and its place: the signed text, and the key."""
OPEN = ("asked", "given", "hidden")


@transaction.atomic
def ask_endorsement(
    *, organization: Organization, what: What, note: str, by: Person, at: datetime
) -> Endorsement:
    """Ask an organization to endorse what is ours; what is asked or given already is left as it is."""
    demand(access.may_ask_endorsement(by, organization, what, at=at))
    endorsement, new = Endorsement.objects.get_or_create(
        organization=organization,
        **named(what),
        state__in=OPEN,
        defaults={"state": ENDORSEMENT.start, "note": note.strip(), "changed_at": at},
    )
    if new:
        record(event="endorsement.asked", by=by, at=at, subject=endorsement, organization=organization)
    return endorsement


@transaction.atomic
def endorse(
    *, organization: Organization, what: What, comment: str, sign: Sign, by: Person, at: datetime
) -> Endorsement:
    """Endorse something in the organization's name, asked or not; what is endorsed already is left as it is."""
    demand(access.may_endorse(by, organization, what, at=at))
    if not comment.strip():
        raise Refused(no("no_comment", "Write what you vouch for. Everybody can read it."))
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    endorsement = Endorsement.objects.filter(organization=organization, **named(what), state__in=OPEN).first()
    if endorsement and endorsement.state != "asked":
        return endorsement
    endorsement = endorsement or Endorsement(organization=organization, **named(what))
    endorsement.state = ENDORSEMENT.after("give", endorsement.state)
    endorsement.comment, endorsement.signed_at, endorsement.changed_at = comment.strip(), at, at
    status_list = list_with_room(organization=organization, at=at, of_endorsements=True)
    endorsement.status_list, endorsement.status_index = status_list, free_index(status_list)
    endorsement.text, endorsement.signing_key = sign(endorsement)
    endorsement.sha256 = hashlib.sha256(endorsement.text.encode()).hexdigest()
    endorsement.save()
    record(
        event="endorsement.given",
        by=by,
        at=at,
        subject=endorsement,
        organization=organization,
        sha256=endorsement.sha256,
    )
    count_places([status_list.pk])
    demand_sound(endorsement.signing_key)
    return endorsement


@transaction.atomic
def sign_endorsement_again(
    *, endorsement: Endorsement, text: str, signing_key: SigningKey, by: Person | None, at: datetime
) -> Endorsement:
    """Put a document signed by another key in place of one whose key is compromised; once, however often called."""
    rows = Endorsement.objects.select_for_update(no_key=True, of=("self",))
    endorsement = rows.select_related("organization", "signing_key").get(pk=endorsement.pk)
    if endorsement.signing_key is None or endorsement.signing_key.compromised_at is None:
        return endorsement
    before = endorsement.sha256
    endorsement.text, endorsement.signing_key, endorsement.signed_at = text, signing_key, at
    endorsement.sha256 = hashlib.sha256(text.encode()).hexdigest()
    endorsement.save(update_fields=["text", "signing_key", "signed_at", "sha256"])
    record(
        event="endorsement.signed_again",
        by=by,
        at=at,
        subject=endorsement,
        organization=endorsement.organization,
        sha256=endorsement.sha256,
        before=before,
    )
    demand_sound(signing_key)
    return endorsement


def _moved(endorsement: Endorsement, move: str, event: str, by: Person, at: datetime) -> Endorsement:
    row = Endorsement.objects.select_for_update(no_key=True, of=("self",)).select_related("organization")
    endorsement = row.get(pk=endorsement.pk)
    endorsement.state = ENDORSEMENT.after(move, endorsement.state)
    endorsement.changed_at = at
    endorsement.save(update_fields=["state", "changed_at"])
    record(event=event, by=by, at=at, subject=endorsement, organization=endorsement.organization)
    return endorsement


@transaction.atomic
def decline_endorsement(*, endorsement: Endorsement, by: Person, at: datetime) -> Endorsement:
    """Give no endorsement that was asked for."""
    demand(access.may_issue(by, endorsement.organization, at=at))
    return _moved(endorsement, "decline", "endorsement.declined", by, at)


@transaction.atomic
def withdraw_endorsement(*, endorsement: Endorsement, by: Person, at: datetime) -> Endorsement:
    """Take an endorsement back for good: its place in the endorser's list is set from now on."""
    demand(access.may_issue(by, endorsement.organization, at=at))
    return _moved(endorsement, "withdraw", "endorsement.withdrawn", by, at)


@transaction.atomic
def hide_endorsement(*, endorsement: Endorsement, by: Person, at: datetime) -> Endorsement:
    """Show an endorsement of ours no more."""
    demand(access.may_answer_endorsement(by, endorsement, at=at))
    return _moved(endorsement, "hide", "endorsement.hidden", by, at)


@transaction.atomic
def show_endorsement(*, endorsement: Endorsement, by: Person, at: datetime) -> Endorsement:
    """Show an endorsement of ours again."""
    demand(access.may_answer_endorsement(by, endorsement, at=at))
    return _moved(endorsement, "show", "endorsement.shown", by, at)
