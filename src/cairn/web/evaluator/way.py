"""How the way to being an evaluator looks: its steps, where she stands, and what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.calibration import queries
from cairn.domain.calibration.lessons import BEFORE_CHILDREN, LESSONS, TRAINING, Lesson
from cairn.domain.calibration.models import Gate, Qualification
from cairn.domain.calibration.queries.progress import Training
from cairn.engines.verdict import Verdict
from cairn.web.shared.standing import Standing

STATES: dict[str, Standing] = {
    "earned": Standing("info", "hand", _("Asked to join")),
    "invited": Standing("brand", "mail-open", _("Invited")),
    "declared": Standing("brand", "graduation-cap", _("In training")),
    "trained": Standing("brand", "crosshair", _("Ready for the gate")),
    "cooling_off": Standing("warn", "hourglass", _("Practicing again")),
    "probation": Standing("info", "users-round", _("On probation")),
    "certified": Standing("gold", "badge-check", _("Certified")),
    "lead": Standing("gold", "compass", _("Lead")),
    "lapsed": Standing("warn", "timer-off", _("Lapsed")),
    "suspended": Standing("bad", "circle-pause", _("Suspended")),
    "left": Standing("", "archive", _("Left")),
}
ANCHOR_STATES: dict[str, Standing] = {
    "rating": Standing("info", "users-round", _("Being rated")),
    "agreed": Standing("ok", "badge-check", _("Agreed")),
    "burnt": Standing("", "flame", _("Burnt")),
}
_REACHED = {
    "earned": 0,
    "invited": 1,
    "declared": 2,
    "trained": 3,
    "cooling_off": 3,
    "lapsed": 3,
    "probation": 4,
    "certified": 5,
    "lead": 5,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `state` is done, now or later."""

    icon: str
    title: str | Promise
    about: str
    state: str


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson and whether she has finished it."""

    lesson: Lesson
    done: bool


@dataclass(frozen=True, slots=True)
class Way:
    """Everything that the page of a qualification shows; `holds` says whether she may read by it now."""

    qualification: Qualification
    standing: Standing
    holds: Verdict
    steps: tuple[Step, ...]
    training: Training
    lessons: tuple[Learned, ...]
    declared: bool
    gate: Gate | None
    sheets: int
    open_sheets: int

    @property
    def sent_sheets(self) -> int:
        return self.sheets - self.open_sheets

    @property
    def before_children(self) -> Learned:
        """The lesson that comes before any evidence."""
        return next(one for one in self.lessons if one.lesson.key == BEFORE_CHILDREN)

    @property
    def to_train(self) -> list[Learned]:
        return [one for one in self.lessons if one.lesson.key in TRAINING]

    @property
    def learned(self) -> bool:
        return all(one.done for one in self.to_train)

    @property
    def under_way(self) -> bool:
        """Whether a try at the gate is under way."""
        return self.gate is not None and self.gate.ended_at is None


def way_of(qualification: Qualification, *, at: datetime) -> Way:
    """The way of a qualification of `queries.whole`."""
    training = queries.left_to_train(qualification)
    gate = next(iter(qualification.gates.all()), None)
    left = sum(sheet.sent_at is None for sheet in gate.sheets.all()) if gate else 0
    return Way(
        qualification,
        STATES[qualification.state],
        queries.holds(qualification, at=at),
        _steps(qualification, training),
        training,
        tuple(Learned(lesson, key in training.lessons) for key, lesson in LESSONS.items()),
        queries.declaration_of(qualification.person, at=at) is not None,
        gate,
        len(gate.sheets.all()) if gate else 0,
        left,
    )


def _steps(row: Qualification, training: Training) -> tuple[Step, ...]:
    rules = row.pool.rules
    reached = _REACHED.get(row.state, 0)
    practiced = min(training.practiced, training.asked)
    told = (
        ("hand", _("Invited"), gettext("A lead evaluator invites you.")),
        (
            "shield-check",
            _("Privacy and fairness"),
            gettext("Four minutes on privacy, and whose work you skip."),
        ),
        (
            "graduation-cap",
            _("Training"),
            gettext("Two lessons and %(done)d of %(all)d practice anchors.")
            % {"done": practiced, "all": training.asked},
        ),
        ("crosshair", _("Gate"), gettext("%(count)d unseen anchors.") % {"count": rules.gate_anchors}),
        (
            "users-round",
            _("Probation"),
            # How many are done is not told: a count that stood still would tell which of them was an anchor.
            gettext("The first %(count)d readings, each read by another evaluator too.")
            % {"count": rules.probation},
        ),
        (
            "badge-check",
            _("Certified"),
            gettext("For %(count)d months, then the gate again.") % {"count": rules.valid_months},
        ),
    )
    return tuple(
        Step(icon, title, about, _state(place, reached, row.state))
        for place, (icon, title, about) in enumerate(told)
    )


def _state(place: int, reached: int, state: str) -> str:
    if place < reached or state in ("certified", "lead"):
        return "done"
    return "now" if place == reached and state not in ("left", "suspended") else "later"
