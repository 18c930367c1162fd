"""What pages say of an attempt: whose turn it is, how far it has come, and what to do next."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.evidence.models import Attempt, Part
from cairn.domain.evidence.operations.attempts import digest_of
from cairn.domain.evidence.queries import gaps_of_part
from cairn.domain.evidence.readiness import Gap
from cairn.domain.evidence.states import EDITABLE
from cairn.web.shared.kinds import icon_of
from cairn.workflows.awarding import art_for

Frozen = Mapping[int, Sequence[str]]


@lru_cache(maxsize=256)
def as_source(art: str) -> str:
    """A badge's SVG as the source of a picture."""
    return f"data:image/svg+xml;base64,{base64.b64encode(art.encode()).decode()}"


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part of an attempt: its look, its sentence, and what is missing."""

    part: Part
    address: str
    icon: str
    kind: str
    words: str
    gaps: tuple[Gap, ...]
    done: bool
    open: bool


@dataclass(frozen=True, slots=True)
class ShownAttempt:
    """An attempt with its parts and the one thing to do now."""

    attempt: Attempt
    art: str
    parts: tuple[ShownPart, ...]
    address: str

    @property
    def total(self) -> int:
        return len(self.parts)

    @property
    def done(self) -> int:
        return sum(part.done for part in self.parts)

    @property
    def ready(self) -> bool:
        """Whether nothing keeps it from being submitted."""
        return not any(part.gaps for part in self.parts)

    @property
    def waiting(self) -> tuple[ShownPart, ...]:
        """The parts that still need her."""
        return tuple(part for part in self.parts if not part.done)

    @property
    def next_words(self) -> str:
        """The next step as a sentence."""
        if self.waiting:
            return gettext("Next: %(part)s.") % {"part": self.waiting[0].part.slot.title}
        return gettext("Every part is ready. Next: check and submit.")

    @property
    def next_address(self) -> str:
        """Where the next step is done."""
        if self.waiting:
            return self.waiting[0].address
        return reverse("earner:check", args=[self.attempt.public_id])

    @property
    def time_left(self) -> str:
        """An honest guess of what is left, in hours: the share of parts that still need work."""
        hours = self.attempt.edition.document["hours"]
        share = len(self.waiting) / max(self.total, 1)
        low, high = (math.ceil(hours[end] * share) for end in ("low", "high"))
        if not high:
            return gettext("A few minutes left")
        if low == high:
            return ngettext("About %(high)d hour left", "About %(high)d hours left", high) % {"high": high}
        return gettext("About %(low)d to %(high)d hours left") % {"low": low, "high": high}


_WORDS: Mapping[str, str | Promise] = {
    "met": _("Met, and stays met"),
    "revise": _("Needs new evidence"),
    "changed": _("Changed since your feedback"),
    "ready": _("Ready"),
    "empty": _("Not begun"),
    "begun": _("Begun"),
    "sent": _("Sent"),
}


def show(attempt: Attempt, *, sent: Frozen | None = None) -> ShownAttempt:
    """An attempt of `queries.whole_attempt`; `sent` is its entry of `queries.digests_sent`."""
    parts = tuple(show_part(part, sent=sent) for part in attempt.parts.all())
    return ShownAttempt(
        attempt=attempt,
        art=as_source(art_for(attempt)),
        parts=parts,
        address=reverse("earner:attempt", args=[attempt.public_id]),
    )


def show_part(part: Part, *, sent: Frozen | None = None) -> ShownPart:
    gaps = tuple(gaps_of_part(part, on=timezone.localdate()))
    standing, kind = _standing(part, gaps, sent)
    return ShownPart(
        part=part,
        address=reverse("earner:part", args=[part.attempt.public_id, part.slot.key]),
        icon="lock" if standing == "met" else icon_of(part.shown_as),
        kind=kind,
        words=str(_WORDS[standing]),
        gaps=gaps,
        done=standing in {"met", "changed", "ready", "sent"},
        open=part.open and part.attempt.state in EDITABLE,
    )


def _standing(part: Part, gaps: tuple[Gap, ...], sent: Frozen | None) -> tuple[str, str]:
    """The key of the words for a part, and the kind of tag that carries them."""
    if part.attempt.state not in {*EDITABLE, "withdrawn"}:
        return "sent", "info"
    if not part.open:
        return "met", "ok"
    if part.attempt.state == "revising":
        before = list(sent.get(part.slot_id, ())) if sent else []
        now = [digest_of(piece) for piece in part.pieces.all() if not piece.blank]
        return ("changed", "brand") if now != before and not gaps else ("revise", "warn")
    if not gaps:
        return "ready", "ok"
    return ("begun", "") if part.pieces.all() else ("empty", "")
