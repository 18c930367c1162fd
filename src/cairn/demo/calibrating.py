"""Calibrating by calling the workflows: concluded work becomes anchors, and people become evaluators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from cairn.demo import walking
from cairn.domain.calibration import operations, queries
from cairn.domain.calibration.lessons import LESSONS
from cairn.domain.calibration.models import Anchor, Qualification, Sheet
from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.kinds import NEEDS_CONSENT
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.evidence.operations import attempts, pieces
from cairn.domain.people.models import Person
from cairn.workflows import anchoring, calibrating

Levels = Mapping[str, str]
HOUR = timedelta(hours=1)


def concluded(
    edition: Edition, earner: Person, readers: Sequence[Person], *, at: datetime, levels: Levels | None = None
) -> Round:
    """A first submission read by as many of the readers as it takes; its earner lets evaluators be trained on it."""
    round_ = submitted(edition, earner, at=at)
    attempt = round_.attempt
    for number, reader in enumerate(readers):
        if not Reading.objects.filter(round__attempt=attempt, state="open").exists():
            break
        walking.read(attempt, reader, levels=levels, at=at + (3 + 3 * number) * HOUR)
    return round_


def submitted(edition: Edition, earner: Person, *, at: datetime) -> Round:
    """A first submission that waits for its readers."""
    attempt = attempts.start(edition=edition, by=earner, at=at)
    walking.fill(attempt, at=at + HOUR)
    allow(attempt, at=at + HOUR)
    return walking.submit(attempt, at=at + 2 * HOUR)


def allow(attempt: Attempt, *, at: datetime) -> None:
    """Let evaluators be trained on the work: the earner says so, and everybody shown in it."""
    operations.allow_training(attempt=attempt, by=attempt.earner, at=at)
    for part in attempt.parts.select_related("slot"):
        for piece in part.pieces.filter(removed_at=None, kind="file").select_related("part__slot"):
            if piece.shown_as in NEEDS_CONSENT:
                pieces.give_consent(
                    piece=piece,
                    who="Everyone in it: 21 students of the class",
                    form="A separate form for the training of evaluators",
                    uses=("evaluation", "training"),
                    given_on=date(at.year, at.month, at.day),
                    by=attempt.earner,
                    at=at,
                )


def fill_in(sheet: Sheet, levels: Levels, *, at: datetime, words: str = "The evidence shows it.") -> Sheet:
    """Rate every criterion, the passing level where `levels` says nothing, and send the sheet."""
    edition = sheet.anchor.edition
    ranks = {level.key: level for level in edition.levels.all()}
    passing = edition.document["rubric"]["pass_level"]
    for criterion in edition.criteria.all():
        level = ranks[levels.get(criterion.key, passing)]
        anchoring.rate(sheet=sheet, criterion=criterion, level=level, feedback=words, by=sheet.person, at=at)
    return calibrating.send(sheet=sheet, by=sheet.person, at=at)


def anchor(
    round_: Round,
    use: str,
    *,
    lead: Person,
    experts: Sequence[Person],
    levels: Levels | None = None,
    at: datetime,
) -> Anchor:
    """Choose a round, have experts rate it alike, and agree."""
    chosen = anchoring.choose(round_=round_, use=use, by=lead, at=at)
    for expert in experts:
        sheet = anchoring.ask_expert(anchor=chosen, expert=expert, by=lead, at=at)
        fill_in(sheet, levels or {}, at=at)
    rationales = {each.criterion.key: each.opinions[0].words for each in queries.proposed(chosen)}
    return anchoring.agree(anchor=chosen, rationales=rationales, by=lead, at=at)


def learn(qualification: Qualification, *, at: datetime, but: Sequence[str] = ()) -> Qualification:
    """Take every lesson except those named, answer rightly, and declare no conflicts."""
    person = qualification.person
    for key, lesson in LESSONS.items():
        if key not in but:
            answers = {question.key: question.right for question in lesson.questions}
            operations.finish_lesson(
                qualification=qualification, lesson=key, answers=answers, by=person, at=at
            )
    operations.declare(people=(), organizations=(), schools=(), confidential=True, by=person, at=at)
    qualification.refresh_from_db()
    return qualification
