"""Verifying what somebody hands us: our own documents are read here, others only where the caller fetches them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from cairn.domain.issuing.models import Award, StatusList
from cairn.domain.issuing.queries import compromised_key, keys_published
from cairn.domain.people.models import Organization
from cairn.domain.portfolios.access import is_public
from cairn.engines.openbadges import verifying as engine
from cairn.engines.openbadges.errors import KeyFormatError
from cairn.engines.openbadges.keys import methods
from cairn.engines.openbadges.keys.dids import Fetch
from cairn.engines.openbadges.keys.methods import Method
from cairn.engines.openbadges.trust.lookups import TimeLeft
from cairn.engines.openbadges.verifying.report import Report
from cairn.workflows import addresses, crediting
from cairn.workflows.knowing import Register


def verify(
    credential: bytes | Mapping[str, Any],
    *,
    at: datetime,
    recipient: str | None = None,
    elsewhere: Fetch | None = None,
    pages: Mapping[str, bytes] | None = None,
    time_left: TimeLeft | None = None,
) -> Report:
    """Judge a JSON file, a JWT, a baked PNG or SVG, or a document, at the instant `at`.

    What is not our own is asked of `elsewhere`, and stays unknown without; `pages`, which were handed in along with
    it, stand in for what cannot be had. `recipient` is an e-mail address whose owner claims the badge.
    """

    def fetch(address: str) -> bytes:
        try:
            return served(address, at)
        except LookupError:
            if elsewhere is None:
                raise
            return elsewhere(address)

    return engine.verify(
        credential,
        now=at,
        fetch=fetch,
        resolve=_compromised,
        recipient=recipient,
        known=Register(),
        pages=pages,
        time_left=time_left,
    )


def verify_each(credentials: Iterable[bytes | Mapping[str, Any]], *, at: datetime) -> list[Report]:
    """Judge several at the same instant; the keys and lists that they share are read once."""
    own, known = cache(lambda address: served(address, at)), Register()
    return [
        engine.verify(credential, now=at, fetch=own, resolve=_compromised, known=known)
        for credential in credentials
    ]


def award_of(report: Report) -> Award | None:
    """The award of ours that a judged document speaks about, if it is one.

    One that is hidden is known to whoever holds its file, and to nobody who has made up a file with its id.
    """
    document = report.document or {}
    identity = str(document.get("id", ""))
    prefix = addresses.absolute("/badges/")
    if not identity.startswith(prefix):
        return None
    try:
        public_id = UUID(identity.removeprefix(prefix))
    except ValueError:
        return None
    rows = Award.objects.select_related("edition", "organization", "earner", "credential__form")
    award = rows.filter(public_id=public_id, credential__isnull=False).first()
    return award if award and (is_public(award) or _is_held(award, document)) else None


def _is_held(award: Award, document: Mapping[str, Any]) -> bool:
    """Whether a document has the salt of the earner's address, which stands in the badge's own file alone."""
    texts = [award.credential.text, *award.former.values_list("text", flat=True)]
    return _recipient(document) in [_recipient(json.loads(text)) for text in texts]


def _recipient(document: Mapping[str, Any]) -> object:
    subject = document.get("credentialSubject")
    return subject.get("identifier") if isinstance(subject, Mapping) else None


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


def served(address: str, at: datetime) -> bytes:
    """A document that this installation itself serves, as it is now; anything else raises `LookupError`."""
    issuers, lists = addresses.absolute("/issuers/"), addresses.absolute("/status/")
    if address.startswith(issuers) and address.endswith("/did.json"):
        slug = address.removeprefix(issuers).removesuffix("/did.json")
        organization = Organization.objects.filter(slug=slug).first()
        if organization:
            return json.dumps(crediting.did_document(organization, keys_published(organization))).encode()
    if address.startswith(lists):
        identity, _, by = address.removeprefix(lists).partition("/")
        if status_list := _list_named(identity):
            return json.dumps(crediting.status_credential(status_list, at=at, by=by)).encode()
    raise LookupError(
        f"There is nothing of this installation at {address}; nothing is fetched from elsewhere."
    )


def _list_named(identity: str) -> StatusList | None:
    try:
        return StatusList.objects.select_related("organization").filter(public_id=UUID(identity)).first()
    except ValueError:
        return None
