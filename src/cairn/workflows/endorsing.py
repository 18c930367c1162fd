"""Endorsing: an organization vouches, under its own key, for what another issues or for a badge that somebody shows."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from cairn.domain.catalog.models import Edition
from cairn.domain.issuing import access, operations
from cairn.domain.issuing.models import Award, Endorsement, SigningKey, What
from cairn.domain.issuing.queries import signing_key
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import members
from cairn.domain.portfolios.access import is_public
from cairn.domain.stacks.models import StackEdition
from cairn.engines.openbadges import proofs
from cairn.engines.openbadges.documents import endorsing as engine
from cairn.engines.openbadges.documents import parts
from cairn.engines.verdict import Refused, Verdict, demand, no
from cairn.workflows import addresses, crediting, letters
from cairn.workflows.keys import ensure_key


@transaction.atomic
def ask(*, organization: Organization, what: What, note: str, by: Person, at: datetime) -> Endorsement:
    """Ask an organization for its endorsement; its issuers are told."""
    found = operations.ask_endorsement(organization=organization, what=what, note=note, by=by, at=at)
    if found.state == "asked":
        for reader in members(organization, Role.ISSUER, at=at):
            letters.put("endorsement_asked", about=found, to=reader, at=at)
    return found


@transaction.atomic
def endorse(*, organization: Organization, what: What, comment: str, by: Person, at: datetime) -> Endorsement:
    """Sign an endorsement; whoever is endorsed is told, and may hide it."""
    demand(may_endorse(by, organization, what, at=at))
    key = ensure_key(organization=organization, by=by, at=at)

    def sign(endorsement: Endorsement) -> tuple[str, SigningKey]:
        document = engine.build(_said(endorsement, key))
        signed = proofs.sign(document, signer=crediting.signer_for(organization, key), created=at)
        return json.dumps(signed, ensure_ascii=False, indent=1), key

    found = operations.endorse(organization=organization, what=what, comment=comment, sign=sign, by=by, at=at)
    for reader in readers(found, at=at):
        letters.put("endorsed", about=found, to=reader, at=at)
    return found


def may_endorse(person: Person, organization: Organization, what: What, *, at: datetime) -> Verdict:
    """Whether the person may endorse something in the organization's name: of badges, one that everybody sees."""
    if isinstance(what, Award) and not is_public(what):
        return no("hidden", "The earner does not show this badge to everybody.")
    return access.may_endorse(person, organization, what, at=at)


def readers(endorsement: Endorsement, *, at: datetime) -> list[Person]:
    """Who is told of an endorsement: the earner of a badge, else those who issue what is endorsed."""
    if endorsement.award:
        return [endorsement.award.earner]
    return list(members(endorsement.answers, Role.ISSUER, at=at))


def _said(endorsement: Endorsement, key: SigningKey) -> engine.Endorsement:
    if endorsement.status_list is None or endorsement.status_index is None or endorsement.signed_at is None:
        raise LookupError(f"{endorsement} has no place yet.")
    organization = endorsement.organization
    return engine.Endorsement(
        id=addresses.absolute(addresses.endorsement(endorsement.public_id)),
        issuer=crediting.profile(organization, crediting.issuer_id(organization, key)),
        endorsed=id_of(endorsement.of),
        name=f"Endorsement of {endorsement.title}",
        comment=endorsement.comment,
        valid_from=endorsement.signed_at,
        status=parts.StatusEntry(
            list_address=crediting.status_address(endorsement.status_list, organization, key),
            index=endorsement.status_index,
        ),
    )


def id_of(what: What) -> str:
    """What something that is endorsed is known by in credentials."""
    if isinstance(what, Edition | StackEdition):
        return addresses.absolute(addresses.achievement(what.public_id))
    if isinstance(what, Award):
        return addresses.absolute(addresses.credential(what.public_id))
    key = signing_key(what)
    if key is None:
        raise Refused(no("no_key", "This organization has not issued anything yet, so nobody can name it."))
    return crediting.issuer_id(what, key)


def documents_of(endorsements: list[Endorsement]) -> tuple[dict[str, Any], ...]:
    """The signed documents, to stand beside what they endorse."""
    return tuple(json.loads(each.text) for each in endorsements)
