"""Excepting: an organization lifts one gate for one record, under its own signature, for everybody to check."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import base58
from django.db import transaction

from cairn.domain.approvals import operations
from cairn.domain.approvals.access import day_in
from cairn.domain.approvals.models import Waiver
from cairn.domain.issuing.models import SigningKey
from cairn.domain.people.models import Organization, Person
from cairn.domain.records.access import may_see
from cairn.engines.openbadges import proofs
from cairn.engines.openbadges.keys import Signer
from cairn.engines.verdict import Refused, demand, no
from cairn.workflows import crediting
from cairn.workflows.deciding import book
from cairn.workflows.keys import ensure_key

CONTEXT = "https://w3id.org/security/data-integrity/v2"
SUITE = "eddsa-jcs-2022"


@transaction.atomic
def waive(
    *,
    person: Person,
    organization: Organization,
    policy_key: str,
    reference: str,
    gate: str,
    reason: str,
    by: Person,
    at: datetime,
) -> Waiver:
    """Sign an exception for somebody whose record the organization may see."""
    demand(may_see(by, person, organization, at=at))
    owner = book(day_in(organization, at)).organization_of(policy_key)
    if owner is not None and owner != organization:
        raise Refused(no("not_its_policy", f"{owner.name} makes the exceptions from its own policy."))
    key = ensure_key(organization=organization, by=by, at=at)

    def sign(waiver: Waiver) -> tuple[str, SigningKey]:
        signer = crediting.signer_for(organization, key)
        document = signed(_said(waiver, crediting.issuer_id(organization, key)), signer, at)
        return json.dumps(document, ensure_ascii=False, indent=1), key

    return operations.waive(
        person=person,
        organization=organization,
        policy_key=policy_key,
        reference=reference,
        gate=gate,
        reason=reason,
        sign=sign,
        by=by,
        at=at,
    )


def _said(waiver: Waiver, issuer: str) -> dict[str, Any]:
    return {
        "@context": [CONTEXT],
        "type": "RecognitionException",
        "id": waiver.public_id.urn,
        "issuer": {"id": issuer, "name": waiver.organization.name},
        "person": waiver.person.public_id.urn,
        "policy": waiver.policy_key,
        "record": waiver.reference,
        "gate": waiver.gate,
        "reason": waiver.reason,
        "made": waiver.made_on.isoformat(),
        "by": waiver.made_by.name,
    }


def signed(document: dict[str, Any], signer: Signer, at: datetime) -> dict[str, Any]:
    """The document with a proof by `eddsa-jcs-2022`, which needs no vocabulary of its own."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": signer.verification_method,
        "proofPurpose": proofs.PURPOSE,
    }
    signature = signer.sign(proofs.Secured(document).signing_input(options))
    return {**document, "proof": {**options, "proofValue": "z" + base58.b58encode(signature).decode()}}


def take_back(*, waiver: Waiver, reason: str, by: Person, at: datetime) -> Waiver:
    """Take an exception back from now on."""
    return operations.take_back(waiver=waiver, reason=reason, by=by, at=at)
