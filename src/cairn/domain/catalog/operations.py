"""What may be done to drafts, editions and what is known of their worth."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import F

from cairn.domain.catalog import access
from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Criterion, Draft, Edition, Level, MicroCredential, Save, Slot, Worth
from cairn.domain.catalog.states import LIFE
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand, no


class Stale(Exception):
    """Somebody saved a newer revision in the meantime; `current` is the draft as it stands."""

    def __init__(self, current: Draft) -> None:
        super().__init__("Somebody saved this draft after you opened it.")
        self.current = current


@transaction.atomic
def begin(*, organization: Organization, key: str, title: str, by: Person, at: datetime) -> Draft:
    """A new micro-credential with an empty draft; a key that the organization uses already is refused."""
    demand(access.may_author(by, organization, at=at))
    micro_credential, new = MicroCredential.objects.get_or_create(
        organization=organization, key=key, defaults={"title": title, "begun_at": at}
    )
    if not new:
        raise Refused(no("key_in_use", "There is one of this name already. Open it, or choose another name."))
    draft = Draft.objects.create(
        micro_credential=micro_credential, document=documents.blank(key, title), saved_at=at, saved_by=by
    )
    record(event="draft.begun", by=by, at=at, subject=micro_credential, organization=organization)
    return draft


@transaction.atomic
def save_draft(*, draft: Draft, document: dict[str, Any], revision: int, by: Person, at: datetime) -> Draft:
    """Replace the draft's document if it still stands at `revision`; raises `Stale` otherwise."""
    demand(access.may_edit(by, draft.micro_credential, at=at))
    cleaned = documents.cleaned(document)
    title = str(cleaned.get("title") or draft.micro_credential.title)[:200]
    saved = Draft.objects.filter(pk=draft.pk, revision=revision).update(
        document=cleaned, revision=revision + 1, saved_at=at, saved_by=by
    )
    current = Draft.objects.select_related("micro_credential__organization").get(pk=draft.pk)
    if not saved:
        raise Stale(current)
    MicroCredential.objects.filter(pk=draft.micro_credential_id, edition=None).update(title=title)
    record(event="draft.saved", by=by, at=at, subject=draft.micro_credential, revision=revision + 1)
    return current


@transaction.atomic
def publish(*, draft: Draft, by: Person, at: datetime) -> Edition:
    """Freeze the draft as the next edition; raises `Refused` with every problem that hinders it.

    Publishing what is published already gives back the present edition.
    """
    micro_credential = MicroCredential.objects.select_for_update(no_key=True).get(
        pk=draft.micro_credential_id
    )
    draft = Draft.objects.get(pk=draft.pk)
    found = documents.problems(draft.document)
    if found:
        raise Refused(Verdict(False, tuple(Reason(problem.code, problem.text) for problem in found)))
    digest = documents.digest(draft.document)
    current = micro_credential.edition
    if current and current.digest == digest and micro_credential.state == "published":
        return current
    edition = (
        current if current and current.digest == digest else _freeze(micro_credential, draft, digest, by, at)
    )
    micro_credential.state = LIFE.after("publish", micro_credential.state)
    micro_credential.edition = edition
    micro_credential.title = edition.title
    micro_credential.save(update_fields=["state", "edition", "title"])
    record(
        event="edition.published",
        by=by,
        at=at,
        subject=edition,
        organization=micro_credential.organization,
        digest=digest,
        number=edition.number,
    )
    return edition


def _freeze(
    micro_credential: MicroCredential, draft: Draft, digest: str, by: Person, at: datetime
) -> Edition:
    document = draft.document
    edition = Edition.objects.create(
        micro_credential=micro_credential,
        number=micro_credential.editions.count() + 1,
        text=documents.canonical(document),
        document=document,
        digest=digest,
        schema=document["schema"],
        title=document["title"],
        readings=document["readings"],
        published_at=at,
        published_by=by,
    )
    rubric = document["rubric"]
    level_keys = [level["key"] for level in rubric["levels"]]
    passing = level_keys.index(rubric["pass_level"])
    Level.objects.bulk_create(
        Level(edition=edition, key=level["key"], name=level["name"], rank=rank + 1, meets=rank >= passing)
        for rank, level in enumerate(rubric["levels"])
    )
    slots = {
        slot["key"]: Slot.objects.create(
            edition=edition, key=slot["key"], kind=slot["kind"], title=slot["title"], position=position
        )
        for position, slot in enumerate(document["slots"])
    }
    for position, criterion in enumerate(rubric["criteria"]):
        row = Criterion.objects.create(
            edition=edition,
            key=criterion["key"],
            title=criterion["title"],
            look_for=criterion["look_for"],
            descriptors=criterion["descriptors"],
            position=position,
        )
        row.slots.set(slots[key] for key in criterion["slots"])
    return edition


@transaction.atomic
def retire(*, micro_credential: MicroCredential, by: Person, at: datetime) -> None:
    """Take it out of the catalog; attempts that were started go on."""
    row = MicroCredential.objects.select_for_update(no_key=True).get(pk=micro_credential.pk)
    row.state = LIFE.after("retire", row.state)
    row.save(update_fields=["state"])
    record(event="micro_credential.retired", by=by, at=at, subject=row, organization=row.organization)


@transaction.atomic
def bookmark(*, micro_credential: MicroCredential, by: Person, at: datetime, on: bool) -> None:
    """Set or take away the person's bookmark."""
    if on:
        Save.objects.get_or_create(person=by, micro_credential=micro_credential, defaults={"at": at})
    else:
        Save.objects.filter(person=by, micro_credential=micro_credential).delete()


@transaction.atomic
def count_award(*, micro_credential: MicroCredential, by: Person | None, at: datetime) -> None:
    """One more award, for the catalog's “earned” figure."""
    MicroCredential.objects.filter(pk=micro_credential.pk).update(earned=F("earned") + 1)


@transaction.atomic
def note_worth(
    *,
    micro_credential: MicroCredential,
    policy: str,
    recognizer: str,
    amount: Fraction,
    unit: str,
    sentence: str,
    source: str,
    checked_on: date,
    by: Person | None,
    at: datetime,
) -> None:
    """Keep what a recognizer gives for it, for the catalog to show and to filter by."""
    Worth.objects.update_or_create(
        micro_credential=micro_credential,
        policy=policy,
        defaults={
            "recognizer": recognizer,
            "numerator": amount.numerator,
            "denominator": amount.denominator,
            "unit": unit,
            "sentence": sentence,
            "source": source,
            "checked_on": checked_on,
        },
    )
