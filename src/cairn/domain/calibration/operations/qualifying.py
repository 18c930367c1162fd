"""From earning to being trained: asking, inviting, declaring, learning, practicing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from cairn.domain.calibration import access
from cairn.domain.calibration.lessons import BEFORE_CHILDREN, LESSONS, TRAINING
from cairn.domain.calibration.models import (
    Conflict,
    Declaration,
    LessonDone,
    Pool,
    Qualification,
    Sheet,
)
from cairn.domain.calibration.operations.sheets import begin_sheet
from cairn.domain.calibration.queries import left_to_train, qualification_in, usable
from cairn.domain.calibration.rules import DECLARED_FOR_DAYS
from cairn.domain.calibration.states import LIFE
from cairn.domain.deeds import deed
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand, no


def move(
    *, qualification: Qualification, move: str, by: Person | None, at: datetime, **changes: Any
) -> Qualification:
    """Move a locked qualification along its life, with other fields as told."""
    before = qualification.state
    qualification.state = LIFE.after(move, before)
    qualification.moved_at = at
    for name, value in changes.items():
        setattr(qualification, name, value)
    qualification.save()
    record(
        event="qualification.moved",
        by=by,
        at=at,
        subject=qualification,
        organization=qualification.pool.organization,
        move=move,
        before=before,
        after=qualification.state,
    )
    return qualification


def lock(qualification: Qualification) -> Qualification:
    """The qualification's row, held until the transaction ends."""
    rows = Qualification.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("pool__organization", "person").get(pk=qualification.pk)


@deed()
def ask(*, pool: Pool, by: Person, at: datetime) -> Qualification:
    """Ask to become an evaluator; that she has earned here, the workflow looks after. Asking twice is once."""
    return _begun(pool, by, by, at)


def _begun(pool: Pool, person: Person, by: Person, at: datetime) -> Qualification:
    found, new = Qualification.objects.get_or_create(
        person=person, pool=pool, defaults={"begun_at": at, "moved_at": at}
    )
    if new:
        record(event="qualification.begun", by=by, at=at, subject=found, organization=pool.organization)
    return found


@deed()
def invite(*, pool: Pool, person: Person, by: Person, at: datetime) -> Qualification:
    """Invite a person to qualify, also one who has not asked, or who had left."""
    demand(access.may_invite(by, pool, person, at=at))
    return move(qualification=lock(_begun(pool, person, by, at)), move="invite", by=by, at=at)


@deed()
def decline(*, qualification: Qualification, by: Person, at: datetime) -> Qualification:
    """Tell somebody who asked that there is no place for now; she may be invited later."""
    demand(access.may_lead(by, qualification.pool.organization, at=at))
    return move(qualification=lock(qualification), move="leave", by=by, at=at)


@deed()
def leave(*, qualification: Qualification, by: Person, at: datetime) -> Qualification:
    """Stop being an evaluator of the pool, or stop on the way to it."""
    if qualification.person_id != by.pk:
        raise Refused(no("not_yours", "This is somebody else's qualification."))
    return move(qualification=lock(qualification), move="leave", by=by, at=at)


@deed()
def declare(
    *,
    people: Collection[Person],
    organizations: Collection[Organization],
    schools: Collection[str],
    confidential: bool,
    by: Person,
    at: datetime,
) -> Declaration:
    """Declare for a year whose work one must not judge, and promise to keep what one sees to oneself.

    Whoever is invited and has finished the lesson on privacy goes on to training.
    """
    if not confidential:
        raise Refused(no("confidential", "Agree to keep what you see to yourself. Children are in it."))
    declaration = Declaration.objects.create(
        person=by, made_at=at, holds_until=at + timedelta(days=DECLARED_FOR_DAYS)
    )
    rows = [Conflict(declaration=declaration, person=each) for each in people if each.pk != by.pk]
    rows += [Conflict(declaration=declaration, organization=each) for each in organizations]
    rows += [
        Conflict(declaration=declaration, school=each[:120])
        for each in dict.fromkeys(" ".join(school.split()) for school in schools)
        if each
    ]
    Conflict.objects.bulk_create(rows)
    record(event="declaration.made", by=by, at=at, subject=declaration, conflicts=len(rows))
    for qualification in Qualification.objects.filter(person=by, state="invited"):
        _go_on_to_training(lock(qualification), by, at)
    return declaration


@deed()
def finish_lesson(
    *, qualification: Qualification, lesson: str, answers: Mapping[str, str], by: Person, at: datetime
) -> Qualification:
    """Finish a lesson by answering its questions; `answers` holds the chosen option's key by the question's.

    Raises `Refused` with a word on every answer that is not right yet.
    """
    row = lock(qualification)
    if row.person_id != by.pk:
        raise Refused(no("not_yours", "This is somebody else's training."))
    if lesson not in LESSONS:
        raise Refused(no("lesson", "There is no such lesson."))
    wrong = [
        question for question in LESSONS[lesson].questions if answers.get(question.key) != question.right
    ]
    if wrong:
        reasons = tuple(Reason(question.key, f"{question.text} {question.hint}") for question in wrong)
        raise Refused(Verdict(False, reasons))
    _, new = LessonDone.objects.get_or_create(qualification=row, lesson=lesson, defaults={"done_at": at})
    if new:
        record(event="lesson.done", by=by, at=at, subject=row, lesson=lesson)
    if lesson == BEFORE_CHILDREN:
        return _go_on_to_training(row, by, at)
    return _finish_training(row, by, at)


def _go_on_to_training(row: Qualification, by: Person, at: datetime) -> Qualification:
    declared = Declaration.objects.filter(person=row.person_id, holds_until__gt=at).exists()
    learned = row.lessons.filter(lesson=BEFORE_CHILDREN).exists()
    if row.state == "invited" and declared and learned:
        move(qualification=row, move="declare", by=by, at=at)
    return _finish_training(row, by, at)


def _finish_training(row: Qualification, by: Person, at: datetime) -> Qualification:
    """Trained, as soon as the lessons and the practice anchors are done."""
    if row.state == "declared" and left_to_train(row).done:
        return move(qualification=row, move="train", by=by, at=at)
    return row


@deed()
def practice(*, qualification: Qualification, but: Collection[int], by: Person, at: datetime) -> Sheet:
    """The practice sheet she has open, or one of another practice anchor; `but` are rounds that she knows.

    Practice is open to everybody past her declaration, as often as there are anchors she has not met.
    """
    row = lock(qualification)
    if row.person_id != by.pk:
        raise Refused(no("not_yours", "This is somebody else's training."))
    if row.state in ("earned", "invited", "left", "suspended"):
        raise Refused(no("undeclared", "Take the lesson on privacy and declare your conflicts first."))
    if missing := [LESSONS[key].title for key in TRAINING if not row.lessons.filter(lesson=key).exists()]:
        raise Refused(no("lessons", f"Finish the lessons first: {', '.join(missing)}."))
    standing = Sheet.objects.filter(
        person=by, anchor__pool=row.pool, purpose=Sheet.Purpose.PRACTICE, sent_at=None
    ).exclude(anchor__state="burnt")
    if open_one := standing.select_related("anchor").first():
        return open_one
    anchors = usable(row.pool, "practice", person=by, but=but)
    if not anchors:
        raise Refused(no("none_left", "You have met every practice anchor. The lead will choose more."))
    return begin_sheet(anchor=anchors[0], person=by, purpose=Sheet.Purpose.PRACTICE, by=by, at=at)


@deed()
def after_practice(*, sheet: Sheet, by: Person, at: datetime) -> Qualification | None:
    """Once a practice sheet is sent: trained, if it was the last one that was asked for."""
    found = qualification_in(by, sheet.anchor.pool)
    return _finish_training(lock(found), by, at) if found else None
