"""Moving everything that points at one account over to another, and what happens where both have the same already.

- What is a person's alone (declared to be erased with her) yields: she has it once.
- A role that both hold goes back to the earlier day.
- Work that was begun in both accounts and never sent in one of them is set aside there.
- A badge that both were awarded stays where it is; its address goes on answering.
- A published text that never changes keeps who published it: the old account leads to her.
- Anything else is on record for others, so the accounts stay two, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import SET_NULL, ForeignKey, Model

from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Copy, Erasure, Membership, Merging, Person, Proof
from cairn.workflows.persons.belongings import declaration_of, keys_to, sentence_of

STAY: Final = (Copy, Erasure, Merging, Proof)
"""What an account asked for itself."""


@dataclass(slots=True)
class Moved:
    """How many rows of each table went over, how many yielded, and what stands in the way."""

    rows: Counter[type[Model]] = field(default_factory=Counter)
    yielded: Counter[type[Model]] = field(default_factory=Counter)
    clashes: list[str] = field(default_factory=list)


def move_all(*, gone: Person, kept: Person, at: datetime) -> Moved:
    """Let every row that points at `gone` point at `kept`; whoever calls undoes it where there are clashes."""
    moved = Moved()
    _settle_work(gone, kept, moved, at)
    EmailAddress.objects.filter(user=gone).update(primary=False)
    for model, pointing in _pointing():
        _move(model, pointing, gone, kept, moved)
    return moved


def _pointing() -> Iterator[tuple[type[Model], ForeignKey[Any]]]:
    for model in apps.get_models(include_auto_created=True):
        if model not in STAY:
            for pointing in keys_to(Person, model):
                yield model, pointing


def _settle_work(gone: Person, kept: Person, moved: Moved, at: datetime) -> None:
    live = Attempt.objects.exclude(state="withdrawn").select_related("edition", "organization")
    hers = {attempt.micro_credential_id: attempt for attempt in live.filter(earner=kept)}
    for attempt in live.filter(earner=gone):
        if other := hers.get(attempt.micro_credential_id):
            unsent = next((each for each in (attempt, other) if _is_unsent(each)), None)
            if unsent:
                attempts.withdraw(attempt=unsent, by=unsent.earner, at=at)
            else:
                moved.clashes.append(
                    f"Both accounts have handed in work for “{attempt.edition.title}”. "
                    "Set one of the two aside first, if it is still your turn there."
                )


def _is_unsent(attempt: Attempt) -> bool:
    return attempt.state == "working" and not attempt.rounds.exists()


def _move(model: type[Model], pointing: ForeignKey[Any], gone: Person, kept: Person, moved: Moved) -> None:
    rows = model._base_manager.filter(**{pointing.name: gone})
    count = rows.count()
    if not count:
        return
    if _updated(rows, pointing, kept):
        moved.rows[model] += count
        return
    for row in rows:
        if _updated(model._base_manager.filter(pk=row.pk), pointing, kept):
            moved.rows[model] += 1
        else:
            _yield(row, pointing, kept, moved)


def _updated(rows: Any, pointing: ForeignKey[Any], kept: Person) -> bool:
    try:
        with transaction.atomic():
            rows.update(**{pointing.name: kept})
    except DatabaseError:
        return False
    return True


def _yield(row: Any, pointing: ForeignKey[Any], kept: Person, moved: Moved) -> None:
    """A row that `kept` cannot have too."""
    model = type(row)
    if isinstance(row, Membership):
        same = {"organization": row.organization_id, "role": row.role, "until": None, "since__gt": row.since}
        Membership.objects.filter(person=kept, **same).update(since=row.since)
    if isinstance(row, Award) or pointing.remote_field.on_delete is SET_NULL:
        return
    if declaration_of(model).on_leave == "erase" and _deleted(row):
        moved.yielded[model] += 1
    else:
        moved.clashes.append(f"Both accounts have the same on record for others: {sentence_of(model)}")


def _deleted(row: Any) -> bool:
    """Whether the row could go: nothing else hangs on it."""
    try:
        with transaction.atomic():
            row.delete()
    except DatabaseError:
        return False
    return True
