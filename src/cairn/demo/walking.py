"""Walking an attempt along its road by calling the workflows, so that no state stands that nobody could reach."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from cairn.demo.material import reflection, remark, tells_of
from cairn.demo.observing import CODE, fill_log, notes
from cairn.demo.samples import VARIETY, Sample
from cairn.demo.samples import sample as sample
from cairn.demo.samples import warm as warm
from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation import operations as evaluation
from cairn.domain.evaluation import queries as readings
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Attempt, Part, Piece, Round
from cairn.domain.evidence.operations import attempts, files, pieces
from cairn.domain.evidence.queries import (
    completion_of,
    current_round,
    frozen_pieces,
    today_of,
    whole_attempt,
)
from cairn.domain.people.models import Person
from cairn.domain.portfolios import operations as portfolios
from cairn.domain.portfolios.queries import badges_of
from cairn.workflows import evaluating, neighbors, submitting, tasks

FORM = "District media release, signed, in the school office"
USES = ("evaluation", "coaching")


def hand_in(
    *,
    part: Part,
    what: Sample,
    by: Person,
    at: datetime,
    title: str = "",
    made_on: date | None = None,
) -> Piece:
    """Put a sample into the store as an upload would have, with its renditions, and attach it."""
    upload = files.begin_upload(part=part, name=what.name, length=len(what.data), by=by, at=at)
    stored = neighbors.store().put(upload.file.store_key, [what.data])
    file = files.receive(
        file=upload.file,
        sha256=stored.sha256,
        size=stored.size,
        kind=what.seen.kind,
        media_type=what.seen.media_type,
        seconds=what.seen.seconds,
        width=what.seen.width,
        height=what.seen.height,
        by=by,
        at=at,
    )
    for use, copy in what.copies.items():
        key = files.new_key(file.organization.public_id)
        kept = neighbors.store().put(key, [copy.data])
        files.add_rendition(
            original=file,
            use=use,
            store_key=key,
            sha256=kept.sha256,
            size=kept.size,
            media_type=copy.media_type,
            seconds=copy.seconds,
            width=copy.width,
            height=copy.height,
            by=None,
            at=at,
        )
    made_on = made_on or today_of(by, at)
    return pieces.attach(part=part, file=file, title=title, made_on=made_on, by=by, at=at)


def consent(*, piece: Piece, by: Person, at: datetime) -> None:
    """Record consent of the whole class for a piece."""
    pieces.give_consent(
        piece=piece,
        who="Everyone in the clip: 21 students of the class",
        form=FORM,
        uses=USES,
        given_on=at.date(),
        by=by,
        at=at,
    )


def fill(attempt: Attempt, *, at: datetime, seed: int = 1, parts: int | None = None) -> Attempt:
    """Fill the open parts (the first `parts` of them) with what their slots ask for."""
    whole = whole_attempt().get(pk=attempt.pk)
    for part in [part for part in whole.parts.all() if part.open][:parts]:
        fill_part(part, at=at, seed=seed)
    return whole_attempt().get(pk=attempt.pk)


def fill_part(part: Part, *, at: datetime, seed: int) -> None:
    attempt, kind = part.attempt, part.shown_as
    slot = attempt.edition.slot(part.slot.key)
    if kind == "observation_log":
        fill_log(part, slot, at=at, seed=seed)
        return
    if kind == "code":
        revision = next((piece.revision for piece in part.pieces.all() if piece.kind == "text"), 0)
        pieces.write(part=part, text=CODE, revision=revision, by=attempt.earner, at=at)
        return
    if kind in {"reflection", "document", "plan"} and slot["at_least"] == 1:
        least = slot["min_words"] or 60
        key = attempt.edition.document["key"]
        text = reflection(key, least=least, seed=seed) if tells_of(key) else notes(least, seed)
        text = text if kind == "reflection" or slot["min_words"] else text.split("\n\n")[0]
        revision = next((piece.revision for piece in part.pieces.all() if piece.kind == "text"), 0)
        pieces.write(part=part, text=text, revision=revision, by=attempt.earner, at=at)
        return
    if kind == "link":
        pieces.add_link(
            part=part,
            url="https://cedarhollow.example.org/our-project",
            title="Our class project",
            by=attempt.earner,
            at=at,
        )
        return
    for old in part.pieces.all():
        pieces.remove(piece=old, by=attempt.earner, at=at)
    medium = {"video": "video", "audio": "audio", "image": "image", "student_work": "image"}.get(kind, "pdf")
    for number in range(slot["at_least"]):
        what = sample(medium, (seed + number) % VARIETY)
        title = f"{part.slot.title} {number + 1}" if slot["at_least"] > 1 else part.slot.title
        piece = hand_in(part=part, what=what, title=title, by=attempt.earner, at=at)
        if kind in {"video", "audio", "image", "student_work"}:
            consent(piece=piece, by=attempt.earner, at=at)


def submit(attempt: Attempt, *, at: datetime, note: str = "") -> Round:
    return submitting.submit(
        attempt=attempt,
        declared=True,
        note=note,
        completed=completion_of(attempt),
        by=attempt.earner,
        at=at,
    )


def claim(attempt: Attempt, evaluator: Person, *, at: datetime) -> Reading:
    """Let the evaluator take the open reading of the attempt's round."""
    reading = Reading.objects.filter(round=current_round(attempt), state="open").order_by("place")[0]
    return evaluating.claim(reading=reading, by=evaluator, at=at)


def rate(
    reading: Reading,
    *,
    at: datetime,
    levels: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
    seed: int = 1,
) -> None:
    """Rate every criterion that is to be read: `levels` by criterion key, the passing level where it says nothing."""
    by = reading.evaluator
    edition = reading.round.attempt.edition
    ranks = {level.key: level for level in edition.levels.all()}
    passing = edition.document["rubric"]["pass_level"]
    if by is None:
        raise ValueError("Claim the reading first.")
    for number, criterion in enumerate(readings.criteria_of(reading)):
        level = ranks[(levels or {}).get(criterion.key, passing)]
        said = (words or {}).get(criterion.key) or remark(
            "met" if level.meets else "unmet", seed=seed + number
        )
        evaluating.rate(reading=reading, criterion=criterion, level=level, feedback=said, by=by, at=at)


def comment(
    reading: Reading,
    *,
    at: datetime,
    text: str,
    seconds: float = 7.0,
    video: int = 1,
    kind: str = "strength",
) -> None:
    """Comment at a moment of a video, counted from 1; nothing where the work has none."""
    shown = frozen_pieces(reading.round)
    videos = [piece for piece in shown if piece.file and piece.file.kind == "video"]
    if videos and reading.evaluator:
        evaluation.comment(
            reading=reading,
            piece=videos[video - 1],
            kind=kind,
            text=text,
            at_seconds=seconds,
            by=reading.evaluator,
            at=at,
        )


def send(reading: Reading, *, summary: str, at: datetime) -> Reading:
    """Send a reading in the name of its evaluator."""
    if reading.evaluator is None:
        raise ValueError("Claim the reading first.")
    return evaluating.conclude(reading=reading, summary=summary, by=reading.evaluator, at=at)


def read(
    attempt: Attempt,
    evaluator: Person,
    *,
    at: datetime,
    levels: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
    summary: str = "",
    seed: int = 1,
) -> Reading:
    """Claim, comment, rate and send one reading within two hours."""
    reading = claim(attempt, evaluator, at=at)
    then = at + timedelta(hours=1)
    comment(reading, at=then, text=remark("moments", seed=seed))
    rate(reading, at=then, levels=levels, words=words, seed=seed)
    return send(reading, summary=summary or remark("strengths", seed=seed), at=at + timedelta(hours=2))


def let_see(earner: Person, *, at: datetime) -> None:
    """The earner shows every badge to everybody, unless she has chosen before, without her name."""
    for award in badges_of(earner).filter(showing=None):
        portfolios.show(badge=award, audience="public", named=False, by=earner, at=at)


def work_at(
    state: str, *, edition: Edition, earner: Person, evaluators: list[Person], at: datetime, seed: int = 1
) -> Attempt:
    """An attempt brought to `state` from `at` on, a day for each step, by the road everybody walks."""
    day = timedelta(days=1)
    attempt = attempts.start(edition=edition, by=earner, at=at)
    if state == "working":
        return attempt
    fill(attempt, at=at + day, seed=seed)
    if state == "withdrawn":
        attempts.withdraw(attempt=attempt, by=earner, at=at + day)
    else:
        submit(attempt, at=at + 2 * day)
        if state == "in_review":
            claim(attempt, evaluators[0], at=at + 3 * day)
        elif state == "revising":
            unmet = {attempt.edition.document["rubric"]["criteria"][-1]["key"]: "developing"}
            read(attempt, evaluators[0], at=at + 3 * day, levels=unmet, seed=seed)
        elif state in {"met", "awarded"}:
            read(attempt, evaluators[0], at=at + 3 * day, seed=seed)
            if state == "awarded":
                tasks.run_all(at + 4 * day)
                let_see(earner, at=at + 4 * day)
    return whole_attempt().get(pk=attempt.pk)
