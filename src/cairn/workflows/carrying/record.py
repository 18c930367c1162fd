"""Everything that was awarded here as one signed record (CLR 2.0), with how stacks and their parts hang together."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization, Person
from cairn.engines.openbadges import proofs
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.documents import clr, parts
from cairn.engines.openbadges.verifying.records import MAX_PARTS
from cairn.workflows import crediting
from cairn.workflows.keys import ensure_key

Document = Mapping[str, Any]
_ROOM: Final = strictjson.MAX_BYTES // 2
"""Bytes of credentials in one record: what is larger is read by nobody."""


def signed_record(
    person: Person, awards: Sequence[Award], *, urn: str, more: bool, at: datetime
) -> dict[str, Any] | None:
    """The record of a person's awards, signed by whoever answers for the installation; None where she has none.

    `more` says that she holds badges which do not stand in it. The latest come first, as many as a verifier takes.
    """
    keeper = Organization.objects.order_by("pk").first()
    held = _that_fit(awards)
    if keeper is None or not held:
        return None
    key = ensure_key(organization=keeper, by=None, at=at)
    documents = {award.pk: json.loads(award.credential.text) for award in held}
    record = clr.Record(
        id=urn,
        issuer=crediting.profile(keeper, crediting.issuer_id(keeper, key)),
        name=f"Portfolio of {person.name}",
        recipient=parts.RecipientIdentity(
            email=crediting.address_of(person), salt=secrets.token_hex(16), shown_name=person.name
        ),
        credentials=tuple(documents.values()),
        associations=tuple(dict.fromkeys(_associations(held, documents))),
        valid_from=at,
        partial=True if more or len(held) < len(awards) else None,
    )
    return proofs.sign(clr.build(record), signer=crediting.signer_for(keeper, key), created=at)


def _that_fit(awards: Sequence[Award]) -> list[Award]:
    held: list[Award] = []
    room = _ROOM
    for award in awards[:MAX_PARTS]:
        room -= len(award.credential.text.encode())
        if room < 0:
            break
        held.append(award)
    return held


def _associations(awards: Sequence[Award], documents: Mapping[int, Document]) -> Iterator[clr.Association]:
    """CLR 2.0, B: Association: each part of a stack is a child of it."""
    for award in awards:
        for part in award.parts.all() if award.stack_id else ():
            if part.pk in documents:
                yield clr.Association(
                    source=achievement_id(documents[part.pk]),
                    kind="isChildOf",
                    target=achievement_id(documents[award.pk]),
                )


def achievement_id(document: Document) -> str:
    """What a credential of ours says was achieved, by its identifier."""
    return str(document["credentialSubject"]["achievement"]["id"])
