"""Correcting awards: on hold and back, revoked, or signed again with what was wrong put right; the earner is told."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction

from cairn.domain.issuing import access, operations
from cairn.domain.issuing.models import Award, SigningKey
from cairn.domain.issuing.operations import Correction
from cairn.domain.issuing.states import LIFE
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Person
from cairn.domain.portfolios.access import shown_name
from cairn.domain.recognition.operations import put_newer
from cairn.engines.openbadges import documents, proofs
from cairn.engines.verdict import demand
from cairn.workflows import crediting, letters
from cairn.workflows.keys import ensure_key

MOST_AT_ONCE: Final = 500


@transaction.atomic
def suspend(*, award: Award, reason: str, by: Person, at: datetime) -> Award:
    """Put an award on hold; its page says so at once."""
    return _told(operations.suspend(award=award, reason=reason, by=by, at=at), "badge_suspended", at)


@transaction.atomic
def reinstate(*, award: Award, by: Person, at: datetime) -> Award:
    """End a suspension."""
    return _told(operations.reinstate(award=award, by=by, at=at), "badge_reinstated", at)


@transaction.atomic
def revoke(*, award: Award, reason: str, typed: str, by: Person, at: datetime) -> Award:
    """Revoke for good; `typed` is the issuer's short name, typed to confirm."""
    demand(access.may_revoke(award.organization, typed=typed))
    return _told(operations.revoke(award=award, reason=reason, by=by, at=at), "badge_revoked", at)


def _told(award: Award, letter: str, at: datetime) -> Award:
    letters.put(letter, about=award, to=award.earner, at=at, turn=award.changed_at.isoformat())
    return award


@transaction.atomic
def act(*, awards: Iterable[Award], move: str, reason: str, typed: str, by: Person, at: datetime) -> int:
    """Do the same to many awards, all or none; those whose state does not allow it are left. The number done."""
    moves: dict[str, Callable[[Award], Award]] = {
        "suspend": lambda award: suspend(award=award, reason=reason, by=by, at=at),
        "reinstate": lambda award: reinstate(award=award, by=by, at=at),
        "revoke": lambda award: revoke(award=award, reason=reason, typed=typed, by=by, at=at),
    }
    able = [award for award in awards if LIFE.may(move, award.state)]
    for award in able:
        moves[move](award)
    return len(able)


@transaction.atomic
def reissue(
    *, award: Award, version: int, correction: Correction, reason: str, by: Person, at: datetime
) -> Award:
    """Sign another version of a badge with what was wrong put right, and tell its earner.

    The former file does not verify any more. Organizations that have it in their records get the newer one.
    """

    def sign(corrected: Award, former: str) -> tuple[str, SigningKey]:
        key = ensure_key(organization=corrected.organization, by=by, at=at)
        return _signed(corrected, key, former, at), key

    award = operations.reissue(
        award=award, version=version, correction=correction, reason=reason, sign=sign, by=by, at=at
    )
    put_newer(award=award, by=by, at=at)
    identity = str(award.public_id)
    put(
        event=f"reissued:{identity}:{version + 1}",
        recipient=identity,
        channel="recognize",
        at=at,
        payload={"award": identity},
    )
    return _told(award, "badge_reissued", at)


def _signed(award: Award, key: SigningKey, former: str, at: datetime) -> str:
    """The badge calls its earner what it called her before, so that both versions are of the same badge."""
    said = crediting.credential_for(award, key, salt=secrets.token_urlsafe(16), shown_name=shown_name(award))
    subject = json.loads(former)["credentialSubject"].get("id")
    document = documents.build(replace(said, subject_id=subject or said.subject_id))
    signer = crediting.signer_for(award.organization, key)
    return json.dumps(proofs.sign(document, signer=signer, created=at), ensure_ascii=False, indent=1)
