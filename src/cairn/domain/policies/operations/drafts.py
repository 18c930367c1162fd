"""Texts that are being written. A draft is kept whether it can be read or not, so nothing is lost on an error."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from cairn.domain.people.models import Organization, Person
from cairn.domain.policies.models import PolicyDraft, PolicyVersion
from cairn.domain.policies.operations.demanding import demand_keeper
from cairn.engines.verdict import Refused, no

LONGEST = 200_000
"""Characters of a policy, and of its cases."""


def _demand_short(*texts: str) -> None:
    if any(len(text) > LONGEST for text in texts):
        raise Refused(no("long", f"Keep a policy and its cases to {LONGEST:,} characters each."))
    if any("\x00" in text for text in texts):
        raise Refused(no("binary", "Save it as plain text (UTF-8): it holds characters that no text has."))


@transaction.atomic
def begin_draft(
    *,
    organization: Organization,
    title: str,
    text: str,
    cases: str,
    origin: str,
    by: Person | None,
    at: datetime,
) -> PolicyDraft:
    """Keep a text to work on; `origin` says in words where it came from."""
    demand_keeper(by, organization, at)
    _demand_short(text, cases)
    return PolicyDraft.objects.create(
        organization=organization,
        title=title[:300],
        text=text,
        cases=cases,
        origin=origin[:200],
        begun_at=at,
        saved_at=at,
        saved_by=by,
    )


@transaction.atomic
def save_draft(
    *,
    draft: PolicyDraft,
    title: str,
    text: str,
    cases: str,
    revision: int,
    by: Person | None,
    at: datetime,
) -> bool:
    """Keep what was written, unless it was saved from elsewhere since `revision`: then False, and nothing changes."""
    demand_keeper(by, draft.organization, at)
    _demand_short(text, cases)
    rows = PolicyDraft.objects.filter(pk=draft.pk, revision=revision, version=None)
    saved = rows.update(
        title=title[:300],
        text=text,
        cases=cases,
        revision=F("revision") + 1,
        saved_at=at,
        saved_by=by,
        removed_at=None,
    )
    draft.refresh_from_db()
    return bool(saved)


@transaction.atomic
def finish_draft(*, draft: PolicyDraft, version: PolicyVersion, by: Person | None, at: datetime) -> None:
    """The draft became this version."""
    demand_keeper(by, draft.organization, at)
    PolicyDraft.objects.filter(pk=draft.pk).update(version=version, removed_at=None)


@transaction.atomic
def remove_draft(*, draft: PolicyDraft, by: Person | None, at: datetime) -> None:
    """Put a draft away; it can be restored."""
    demand_keeper(by, draft.organization, at)
    PolicyDraft.objects.filter(pk=draft.pk, version=None).update(removed_at=at)


@transaction.atomic
def restore_draft(*, draft: PolicyDraft, by: Person | None, at: datetime) -> None:
    """Bring a draft back that was put away."""
    demand_keeper(by, draft.organization, at)
    PolicyDraft.objects.filter(pk=draft.pk).update(removed_at=None)
