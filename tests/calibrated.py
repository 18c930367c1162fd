"""A small pool with its anchors, for whoever walks the way to being an evaluator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cairn.demo import calibrating as demo
from cairn.demo.stage import Stage
from cairn.domain.calibration import operations
from cairn.domain.calibration.models import Anchor, Gate, Pool, Qualification, Sheet
from cairn.domain.evidence.models import Round
from cairn.domain.people import operations as people
from cairn.domain.people.models import Person
from cairn.workflows import anchoring, calibrating, certifying
from tests.remembering import remembered
from tests.walk import DAY, LONG_AGO

NOW = LONG_AGO + 30 * DAY
SMALL = {
    "anchors": 4,
    "anchor_raters": 2,
    "practice_anchors": 1,
    "gate_anchors": 2,
    "gate_retries": 1,
    "probation": 2,
}
ALL_LEVELS: tuple[dict[str, str], ...] = (
    {"question": "emerging", "sorting": "developing"},
    {"question": "exemplary"},
    {},
    {"sorting": "emerging"},
)


def newcomer(name: str) -> Person:
    email = f"{name.lower()}@new.example.org"
    return people.register(email=email, legal_name=name, verified=True, by=None, at=LONG_AGO)


def concluded(stage: Stage, name: str, *, at: datetime = LONG_AGO + DAY) -> Round:
    readers = [stage.people[key] for key in ("tomasz-nowak", "aisha-rahman")]
    return demo.concluded(stage.editions["exit-tickets"], newcomer(name), readers, at=at)


@remembered
def calibrated_pool(stage: Stage) -> Pool:
    """A pool with small rules and just the anchors that it needs, by two experts; the gate is asked by `NOW`."""
    lead, expert = stage.people["janelle-wright"], stage.people["tomasz-nowak"]
    pool = anchoring.open_pool(edition=stage.editions["exit-tickets"], by=lead, at=LONG_AGO)
    operations.set_rules(pool=pool, settings=SMALL, by=lead, at=LONG_AGO)
    for number, use in enumerate(["practice", "seed", *["certification"] * 4]):
        levels = ALL_LEVELS[number % 4]
        round_ = concluded(stage, f"Earner{number}")
        demo.anchor(round_, use, lead=lead, experts=[lead, expert], levels=levels, at=LONG_AGO + 5 * DAY)
    pool.refresh_from_db()
    return pool


def trained(stage: Stage, pool: Pool, person: Person) -> Qualification:
    qualification = calibrating.invite(pool=pool, person=person, by=stage.people["janelle-wright"], at=NOW)
    demo.learn(qualification, at=NOW)
    sheet = calibrating.practice(qualification=qualification, by=person, at=NOW)
    demo.fill_in(sheet, {}, at=NOW)
    qualification.refresh_from_db()
    return qualification


def key_of(sheet: Sheet) -> dict[str, str]:
    return {row.criterion.key: row.level.key for row in sheet.anchor.key.all()}


def take_gate(qualification: Qualification, *, rightly: bool) -> Gate:
    gate = calibrating.begin_gate(qualification=qualification, by=qualification.person, at=NOW)
    for sheet in gate.sheets.select_related("anchor__edition", "person", "gate"):
        levels = key_of(sheet) if rightly else dict.fromkeys(key_of(sheet), "emerging")
        demo.fill_in(sheet, levels, at=NOW)
    gate.refresh_from_db()
    qualification.refresh_from_db()
    return gate


@dataclass(frozen=True)
class Calibrated:
    """One of each thing in calibration that has a page: Hannah's, in the pool that Priya leads."""

    pool: Pool
    anchor: Anchor
    sheet: Sheet
    qualification: Qualification


def begun(stage: Stage, *, at: datetime) -> Calibrated:
    """A pool whose first anchor waits for Hannah's rating; she is in training herself."""
    priya, hannah = stage.people["priya-raman"], stage.people["hannah-kim"]
    readers = [stage.people["luis-ortega"], priya]
    edition = stage.editions["morning-meeting"]
    round_ = demo.concluded(edition, newcomer("Ingrid"), readers, at=at - 2 * DAY)
    pool = anchoring.open_pool(edition=edition, by=priya, at=at - DAY)
    anchor = anchoring.choose(round_=round_, use="practice", by=priya, at=at - DAY)
    sheet = anchoring.ask_expert(anchor=anchor, expert=hannah, by=priya, at=at - DAY)
    qualification = calibrating.invite(pool=pool, person=hannah, by=priya, at=at - DAY)
    return Calibrated(pool, anchor, sheet, demo.learn(qualification, at=at - DAY, but=("rubric",)))


def fill_tables(stage: Stage, *, rounds: Sequence[Round], at: datetime) -> None:
    """A row in every table of calibration, from two concluded rounds of exit tickets."""
    lead, expert, person = stage.people["janelle-wright"], stage.people["tomasz-nowak"], newcomer("Paula")
    pool = anchoring.open_pool(edition=rounds[0].attempt.edition, by=lead, at=at)
    names = ("anchors", "anchor_raters", "practice_anchors", "gate_anchors", "probation")
    operations.set_rules(pool=pool, settings=dict.fromkeys(names, 1), by=lead, at=at)
    operations.set_badge(pool=pool, badge=rounds[0].attempt.micro_credential, by=lead, at=at)
    for round_, use in zip(rounds, ("practice", "certification"), strict=True):
        demo.allow(round_.attempt, at=at)
        demo.anchor(round_, use, lead=lead, experts=[expert], at=at)
    qualification = calibrating.invite(pool=pool, person=person, by=lead, at=at)
    operations.declare(
        people=(), organizations=(), schools=("Oak Grove",), confidential=True, by=person, at=at
    )
    demo.learn(qualification, at=at, but=())
    demo.fill_in(calibrating.practice(qualification=qualification, by=person, at=at), {}, at=at)
    gate = calibrating.begin_gate(qualification=qualification, by=person, at=at)
    for sheet in gate.sheets.select_related("anchor__edition", "person", "gate"):
        demo.fill_in(sheet, {}, at=at)
    row, _ = operations.note_read(qualification=qualification, seed=False, by=person, at=at)
    certifying.certify(qualification=row, at=at)
    calibrating.raise_concern(qualification=qualification, said="Too kind.", by=lead, at=at)
