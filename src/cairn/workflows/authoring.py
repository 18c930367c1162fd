"""Beginning a micro-credential with words that are there already: those of a file, or of another organization."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from cairn.domain.catalog import operations
from cairn.domain.catalog.licensing import adapted, may_adapt
from cairn.domain.catalog.models import Draft, Edition, MicroCredential
from cairn.domain.evaluation.queries import defaults_of
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no
from cairn.workflows import addresses


@transaction.atomic
def begin(*, organization: Organization, key: str, title: str, by: Person, at: datetime) -> Draft:
    """A new draft that is blank but for its name and the rules of judging that its organization begins with."""
    draft = operations.begin(organization=organization, key=key, title=title, by=by, at=at)
    document = with_defaults(draft.document, organization)
    if document == draft.document:
        return draft
    return operations.save_draft(draft=draft, document=document, revision=draft.revision, by=by, at=at)


def with_defaults(document: dict[str, Any], organization: Organization) -> dict[str, Any]:
    """The document under the organization's own rules of judging, unless it has rules already."""
    _, own = defaults_of(organization)
    return {**document, "judging": own} if own and not document.get("judging") else document


@transaction.atomic
def begin_with(*, document: dict[str, Any], organization: Organization, by: Person, at: datetime) -> Draft:
    """A new draft that holds the document. Raises `Refused` where it names neither key nor title, or a key in use."""
    title = str(document.get("title") or "").strip()
    key = str(document.get("key") or "").strip() or slugify(title)[:64].strip("-")
    if not title or not key or slugify(key) != key:
        raise Refused(
            no("nameless", "Give the file a title, and a key in lower-case letters, digits and hyphens.")
        )
    draft = operations.begin(organization=organization, key=key, title=title[:120], by=by, at=at)
    whole = with_defaults({**document, "key": key}, organization)
    return operations.save_draft(draft=draft, document=whole, revision=draft.revision, by=by, at=at)


@transaction.atomic
def adopt(*, edition: Edition, organization: Organization, by: Person, at: datetime) -> Draft:
    """A draft of the organization's own, adapted from a published edition and saying so.

    Raises `Refused` where the license reserves all rights.
    """
    source = edition.micro_credential.organization
    demand(may_adapt(edition.document, own=source == organization))
    document = adapted(
        edition.document,
        organization=source.name,
        url=addresses.absolute(addresses.edition(edition.public_id)),
        digest=edition.digest,
    )
    document["key"] = _free_key(organization, str(document["key"]))
    return begin_with(document=document, organization=organization, by=by, at=at)


def _free_key(organization: Organization, key: str) -> str:
    """The key, or the key with the lowest number that the organization does not use yet."""
    taken = set(MicroCredential.objects.filter(organization=organization).values_list("key", flat=True))
    return next(
        one for n in range(1, len(taken) + 2) if (one := key if n == 1 else f"{key}-{n}") not in taken
    )
