"""Reading anchors: which may be used, for whom, and what a pool still lacks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from cairn.domain.calibration.agreeing import agreed_rank, spread
from cairn.domain.calibration.models import Anchor, KeyLevel, Pool, Sheet, SheetRating
from cairn.domain.calibration.scale import scale_in
from cairn.domain.catalog.models import Criterion
from cairn.domain.evidence.access import consent_for
from cairn.domain.evidence.models import Consent, Round, RoundPiece, StoredFile
from cairn.domain.people.models import Person
from cairn.domain.people.queries import related_people
from cairn.engines.verdict import Verdict, all_of, no, yes


def anchors_of(pool: Pool) -> QuerySet[Anchor]:
    """The pool's anchors with what their list shows."""
    return (
        Anchor.objects.filter(pool=pool)
        .select_related("edition", "round__attempt", "pool__organization")
        .prefetch_related(
            Prefetch("key", KeyLevel.objects.select_related("level", "criterion")),
            Prefetch("sheets", Sheet.objects.filter(purpose="expert").select_related("person")),
        )
    )


def consented_to(round_: Round) -> Verdict:
    """Whether the earner and everybody shown in the round let evaluators be trained on it now."""
    use = getattr(round_.attempt, "training_use", None)
    if use is None or use.withdrawn_at:
        return no("no_training_use", "The earner has not allowed that evaluators are trained on this work.")
    pieces = round_.pieces.all()
    kept = all(each.file is None or each.file.state == StoredFile.State.ATTACHED for each in pieces)
    if not kept:
        return no("gone", "Some of this evidence is no longer kept.")
    if not all(consent_for(each.piece, "training") for each in pieces):
        return no("no_consent", "Consent on record does not cover training for all that this work shows.")
    return yes()


def with_consents(rounds: str = "") -> tuple[Prefetch[str], ...]:
    """What `consented_to` looks at, to be prefetched; `rounds` is the path to the rounds."""
    pieces = RoundPiece.objects.select_related("file", "piece__part__slot")
    consents = Prefetch("piece__consents", Consent.objects.order_by("recorded_at"))
    return (Prefetch(f"{rounds}pieces", pieces.prefetch_related(consents)),)


def usable(pool: Pool, use: str, *, person: Person | None = None, but: Collection[int] = ()) -> list[Anchor]:
    """Agreed anchors that may be shown now, the oldest first.

    With `person` only those she has not met, of people she has nothing to do with; `but` are keys of rounds that she
    knows from elsewhere.
    """
    rows = (
        Anchor.objects.filter(pool=pool, use=use, state="agreed")
        .select_related("edition", "round__attempt__training_use")
        .prefetch_related(*with_consents("round__"))
        .order_by("agreed_at", "pk")
    )
    if person is not None:
        rows = (
            rows.exclude(sheets__person=person)
            .exclude(round__attempt__earner=person)
            .exclude(round__attempt__earner__in=related_people(person))
            .exclude(round__in=but)
        )
    return [anchor for anchor in rows if anchor.round and consented_to(anchor.round)]


def levels_covered(anchors: Collection[Anchor]) -> set[str]:
    """Keys of the levels that occur among the anchors' agreed levels."""
    return set(KeyLevel.objects.filter(anchor__in=anchors).values_list("level__key", flat=True))


def lacking(pool: Pool) -> Verdict:
    """Whether the pool has the anchors that its gate needs; the reasons say what is missing."""
    rules = pool.rules
    certifying, practicing = usable(pool, "certification"), usable(pool, "practice")
    covered = levels_covered(certifying)
    uncovered = [str(name) for key, name in zip(pool.levels, pool.names, strict=True) if key not in covered]
    verdicts = [
        _enough(len(certifying), rules.anchors, "certification"),
        _enough(len(practicing), rules.practice_anchors, "practice"),
    ]
    if uncovered:
        verdicts.append(no("uncovered", f"No certification anchor shows {' or '.join(uncovered)} yet."))
    return all_of(verdicts)


def _enough(found: int, wanted: int, use: str) -> Verdict:
    if found >= wanted:
        return yes()
    return no(use, f"{found} of {wanted} {use} anchors are agreed.")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One expert's rank and words for a criterion."""

    expert: Person
    rank: int
    level: str
    words: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the experts said of one criterion: the middle rank, and how far they are apart in hundredths."""

    criterion: Criterion
    opinions: tuple[Opinion, ...]
    rank: int
    level: str
    spread: int
    agreed: bool

    @property
    def apart(self) -> str:
        """The average deviation in levels, with two decimals."""
        return f"{self.spread / 100:.2f}"


def proposed(anchor: Anchor) -> list[Proposed]:
    """What the expert sheets that were sent come to, criterion by criterion."""
    rows = SheetRating.objects.filter(
        sheet__anchor=anchor, sheet__purpose="expert", sheet__sent_at__isnull=False, level__isnull=False
    ).select_related("criterion", "level", "sheet__person")
    told: dict[int, list[SheetRating]] = {}
    for row in rows.order_by("sheet", "criterion__position"):
        told.setdefault(row.criterion_id, []).append(row)
    names = {level.rank: level.name for level in anchor.edition.levels.all()}
    most = anchor.pool.rules.anchor_spread
    return [_proposed(mates, names, most) for mates in told.values()]


def _proposed(rows: list[SheetRating], names: dict[int, str], most: int) -> Proposed:
    opinions = tuple(
        Opinion(row.sheet.person, row.level.rank, row.level.name, row.feedback) for row in rows if row.level
    )
    ranks = [each.rank for each in opinions]
    rank, apart = agreed_rank(ranks), spread(ranks)
    return Proposed(rows[0].criterion, opinions, rank, names[rank], apart, apart <= most)


def candidates(pool: Pool, rounds: QuerySet[Round], *, at: datetime) -> list[tuple[Round, Verdict]]:
    """Of these rounds the first submissions in the pool's organization that are no anchors yet, each with whether it
    may be shown; those that the earner said nothing about are left out.
    """
    rows = (
        rounds.filter(
            attempt__organization=pool.organization_id,
            attempt__training_use__withdrawn_at=None,
            attempt__training_use__given_at__lte=at,
            number=1,
            recalled_at=None,
            anchor=None,
        )
        .select_related("attempt__edition", "attempt__training_use")
        .prefetch_related(*with_consents())
        .order_by("submitted_at", "pk")
    )
    return [(row, consented_to(row)) for row in rows if scale_in(row.attempt.edition.document) == pool.scale]
