"""Everything the evidence editor shows of one part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cairn.domain.catalog.models import Criterion
from cairn.domain.coaching.queries import coaches_of, remarks_on
from cairn.domain.evaluation.queries import Line, latest_outcome, lines
from cairn.domain.evidence.access import consent_for, may_change
from cairn.domain.evidence.conditions import RULES
from cairn.domain.evidence.kinds import COUNTS_WORDS, NEEDS_CONSENT, TAKES, USES, WAYS, choices_of
from cairn.domain.evidence.models import Consent, Part, Piece
from cairn.domain.evidence.queries import digests_sent, kept_aside, refused_files
from cairn.domain.evidence.readiness import least_of
from cairn.domain.people.models import Person
from cairn.engines.verdict import Verdict
from cairn.web.earner.entries import log_editor, show_choices
from cairn.web.earner.forms import ConsentForm, EntryForm, LinkForm, MadeOnForm
from cairn.web.earner.shown import show_part
from cairn.web.shared.medium import Medium, medium_of

ACCEPTED = {
    "video": "video/*",
    "image": "image/*",
    "audio": "audio/*",
    "pdf": "application/pdf",
    "document": ".docx,.odt,.txt,.md",
    "code": ".py,.js,.ts,.java,.ipynb,.html,.css,.txt,.sql,.c,.h,.cpp,.cs,.r,.rb,.go,.kt,.swift,text/*",
}

# How long a page goes on telling that a file could not be used.
STILL_NEWS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ShownConsent:
    """A record of consent, with its uses in words."""

    consent: Consent
    uses: tuple[str, ...]
    withdraw: str


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A file or link of the part, with its consents and what may be done to it."""

    piece: Piece
    medium: Medium | None
    consent: Verdict
    consents: tuple[ShownConsent, ...]
    form: ConsentForm | None
    dated: MadeOnForm | None
    remove: str
    give: str
    date: str
    caption: str
    playable: bool


def editor_of(
    part: Part, person: Person, removed: str = "", typed: tuple[UUID, EntryForm] | None = None
) -> dict[str, Any]:
    """The context of `earner/part.html`; `part.attempt` is whole. `removed` names a piece just taken out.

    `typed` is what was sent for an entry and not saved, to be shown again.
    """
    attempt, slot = part.attempt, part.attempt.edition.slot(part.slot.key)
    kind, choices = part.shown_as, choices_of(slot)
    ways = WAYS[kind]
    shown = show_part(part, sent=digests_sent([attempt]).get(attempt.pk))
    text = next((piece for piece in part.pieces.all() if piece.kind == "text"), None)
    now = timezone.now()
    return {
        "part": part,
        "attempt": attempt,
        "slot": slot,
        "shown": shown,
        "log_gaps": [gap for gap in shown.gaps if gap.code not in RULES],
        "change": may_change(person, part),
        "ways": ways,
        "text": text,
        "kind": kind,
        "instructions": choices.get(kind, slot["instructions"]),
        "choices": show_choices(part, choices),
        "aside": kept_aside(part) if len(choices) > 1 else 0,
        "least": least_of(slot, kind),
        "counts_words": kind in COUNTS_WORDS,
        "dated": bool(slot.get("max_age_months")),
        "pieces": [
            show_piece(piece, now) for piece in part.pieces.all() if piece.kind not in {"text", "entry"}
        ],
        **log_editor(part, slot, mine=typed),
        "full": _full(part, slot),
        "removed": _removed(part, removed),
        "refused": list(refused_files(part, since=now - STILL_NEWS)[:3]),
        "link": LinkForm(auto_id="link-%s"),
        "accept": ",".join(ACCEPTED[each] for each in TAKES.get(kind, ())),
        "limit_mb": settings.UPLOAD_LIMIT_MB,
        "needs_consent": kind in NEEDS_CONSENT,
        **_guidance(part),
        **_coach(part),
    }


def show_piece(piece: Piece, now: datetime) -> ShownPiece:
    """A piece that is not words."""
    at = [piece.part.attempt.public_id, piece.part.slot.key, piece.public_id]
    asks = piece.kind == "file" and piece.shown_as in NEEDS_CONSENT
    verdict = consent_for(piece, "evaluation")
    form = ConsentForm(
        auto_id=f"consent-{piece.pk}-%s",
        initial={"given_on": timezone.localdate(now), "uses": ["evaluation"]},
    )
    return ShownPiece(
        piece=piece,
        medium=medium_of(piece.file, own=True) if piece.file else None,
        consent=verdict,
        consents=tuple(_show_consent(consent, at) for consent in piece.consents.all()) if asks else (),
        form=form if asks else None,
        dated=_dated(piece),
        remove=reverse("earner:remove", args=at),
        give=reverse("earner:give_consent", args=at),
        date=reverse("earner:date_piece", args=at),
        caption=reverse("earner:caption", args=at),
        playable=bool(verdict) or "withdrawn" not in verdict.codes,
    )


def _dated(piece: Piece) -> MadeOnForm | None:
    if piece.kind == "link":
        return None
    return MadeOnForm(auto_id=f"made-{piece.pk}-%s", initial={"made_on": piece.made_on})


def _show_consent(consent: Consent, at: list[Any]) -> ShownConsent:
    return ShownConsent(
        consent=consent,
        uses=tuple(USES[use] for use in consent.uses),
        withdraw=reverse("earner:withdraw_consent", args=[*at, consent.public_id]),
    )


def _full(part: Part, slot: dict[str, Any]) -> bool:
    filled = [piece for piece in part.pieces.all() if not piece.blank]
    return len(filled) >= int(slot["at_most"])


def _removed(part: Part, public_id: str) -> Piece | None:
    """The piece that was just removed, to offer it back."""
    for piece in Piece.objects.filter(part=part).exclude(removed_at=None):
        if str(piece.public_id) == public_id:
            return piece
    return None


def _guidance(part: Part) -> dict[str, Any]:
    """The criteria that this part feeds, and what a concluded round asked for."""
    criteria = list(Criterion.objects.filter(slots=part.slot).order_by("position"))
    keys = {criterion.key for criterion in criteria}
    outcome = latest_outcome(part.attempt)
    told: list[Line] = lines(outcome) if outcome else []
    asked = [line for line in told if not line.met and line.criterion.key in keys]
    rubric = part.attempt.edition.document["rubric"]
    feeding = [criterion for criterion in rubric["criteria"] if criterion["key"] in keys]
    return {"rubric": {**rubric, "criteria": feeding}, "asked": asked}


def _coach(part: Part) -> dict[str, Any]:
    said = [remark for remark in remarks_on(part.attempt) if remark.slot_id == part.slot_id]
    return {"said": said, "coached": coaches_of(part.attempt).exists()}
