"""Verifying what somebody hands us: our own documents are read here, nothing is fetched from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from cairn.domain.issuing.models import Award, StatusList
from cairn.domain.issuing.queries import compromised_key, keys_of
from cairn.domain.people.models import Organization
from cairn.engines.openbadges import methods
from cairn.engines.openbadges import verifying as engine
from cairn.engines.openbadges.errors import KeyFormatError
from cairn.engines.openbadges.methods import Method
from cairn.engines.openbadges.report import Report
from cairn.workflows import addresses, crediting
from cairn.workflows.knowing import Register


def verify(credential: bytes | Mapping[str, Any], *, at: datetime) -> Report:
    """Judge a JSON file, a baked PNG or SVG, or a document, at the instant `at`."""
    return verify_each([credential], at=at)[0]


def verify_each(credentials: Iterable[bytes | Mapping[str, Any]], *, at: datetime) -> list[Report]:
    """Judge several at the same instant; the keys and lists that they share are read once."""
    own, known = cache(lambda address: _own(address, at)), Register()
    return [
        engine.verify(credential, now=at, fetch=own, resolve=_compromised, known=known)
        for credential in credentials
    ]


def award_of(report: Report) -> Award | None:
    """The award of ours that a judged document speaks about, if it is one."""
    identity = str((report.document or {}).get("id", ""))
    prefix, suffix = addresses.absolute("/badges/"), "/credential.json"
    if not (identity.startswith(prefix) and identity.endswith(suffix)):
        return None
    try:
        public_id = UUID(identity.removeprefix(prefix).removesuffix(suffix))
    except ValueError:
        return None
    return (
        Award.objects.select_related("edition", "organization", "earner").filter(public_id=public_id).first()
    )


def _compromised(method_id: str) -> Method | None:
    """A key that is an identity itself cannot be revoked where others look; here it is known."""
    if not method_id.startswith("did:key:"):
        return None
    try:
        method = methods.of_itself(method_id)
    except KeyFormatError:
        return None
    key = compromised_key(method.key.raw, method.key.kind)
    return replace(method, revoked=key.compromised_at) if key else None


def _own(address: str, at: datetime) -> bytes:
    """Documents that this installation itself serves; anything else raises `LookupError` and stays unknown."""
    start = addresses.absolute("/issuers/")
    if not address.startswith(start):
        raise LookupError(f"{address} is not of this installation, and nothing is fetched from elsewhere.")
    slug, _, rest = address.removeprefix(start).partition("/")
    organization = Organization.objects.filter(slug=slug).first()
    if organization and rest == "did.json":
        return json.dumps(crediting.did_document(organization, keys_of(organization))).encode()
    if organization and rest.startswith("status/"):
        lists = {str(row.public_id): row for row in StatusList.objects.filter(organization=organization)}
        identity, _, by = rest.removeprefix("status/").partition("/")
        if status_list := lists.get(identity):
            return json.dumps(crediting.status_credential(status_list, at=at, by=by)).encode()
    raise LookupError(f"There is nothing at {address}.")
