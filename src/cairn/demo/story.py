"""The demo's story: the cast on its stage, Dana Brown's Morning Meeting, and some 150 attempts in every state."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from cairn.demo import exemplifying, judged, leading, paying, ruling, walking
from cairn.demo.material import cast, stacks, story
from cairn.demo.stage import Stage, set_up
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts, pieces
from cairn.domain.evidence.queries import whole_attempt
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import offers_of
from cairn.domain.people.models import Person
from cairn.domain.people.queries import members, related_people
from cairn.domain.portfolios import operations as portfolios
from cairn.domain.recognition.access import may_ask_for_credit
from cairn.workflows import claiming, coaching, sharing, stacking, tasks

SEED = 20_261
ATTEMPTS = 150
SHARES = {
    "awarded": 0.5,
    "working": 0.18,
    "submitted": 0.1,
    "in_review": 0.04,
    "revising": 0.12,
    "withdrawn": 0.06,
}
DAY = timedelta(days=1)


def load(at: datetime | None = None) -> Stage:
    """Set the stage 400 days ago and let the year since happen; dates are relative to `at` (now)."""
    now = at or datetime.now(UTC)
    walking.warm()
    stage = set_up(at=now - 400 * DAY)
    _offer_stacks(stage, now - 399 * DAY)
    ruling.adopt(stage, now - 398 * DAY)
    _morning_meeting(stage, now)
    _danas_other_work(stage, now)
    leading.hold_workshop(stage, now)
    leading.agree_on_a_stack(stage, now)
    for number, (earner, key, state) in enumerate(_plan(stage)):
        with transaction.atomic():
            _walk(stage, earner, key, state, now, number)
    tasks.run_all(now)
    _shares(stage, now)
    _credit(stage, now)
    paying.pay(stage, now)
    tasks.run_all(now)
    judged.report(stage, now)
    _work_examples(stage, now - DAY)
    ruling.try_a_change(stage, now)
    return stage


def _plan(stage: Stage) -> Iterator[tuple[Person, str, str]]:
    """Who tries what, and how far she has come: distinct pairs from a fixed seed."""
    dice = random.Random(SEED)
    leading = {"dana-brown", "nora-quill"}
    earners = [actor.key for actor in cast().holding("cedar-hollow", "earner") if actor.key not in leading]
    pairs = [(earner, key) for earner in earners for key in stage.editions]
    dice.shuffle(pairs)
    states = [state for state, share in SHARES.items() for _ in range(round(ATTEMPTS * share))]
    for (earner, key), state in zip(pairs, states, strict=False):
        yield stage.people[earner], key, state


def _walk(stage: Stage, earner: Person, key: str, state: str, now: datetime, number: int) -> None:
    dice = random.Random(SEED + number)
    edition = stage.editions[key]
    recent = state in {"submitted", "in_review", "working"}
    begun = now - timedelta(
        days=dice.randint(3, 9) if recent else dice.randint(12, 360), hours=dice.randint(0, 12)
    )
    attempt = attempts.start(edition=edition, by=earner, at=begun)
    if state == "working":
        walking.fill(
            attempt, at=begun + DAY / 2, seed=number, parts=dice.randint(0, attempt.parts.count() - 1)
        )
        return
    walking.fill(attempt, at=begun + DAY / 2, seed=number)
    if state == "withdrawn":
        attempts.withdraw(attempt=attempt, by=earner, at=begun + DAY)
        return
    walking.submit(attempt, at=begun + DAY)
    readers = _readers(attempt, begun, dice)
    if state == "in_review":
        walking.claim(attempt, readers[0], at=now - timedelta(hours=dice.randint(1, 20)))
    elif state == "revising":
        _read_by_all(attempt, readers, at=begun + 5 * DAY, unmet=True, seed=number)
    elif state == "awarded":
        _to_the_award(attempt, readers, begun + 2 * DAY, dice, number)


def _to_the_award(
    attempt: Attempt, readers: list[Person], at: datetime, dice: random.Random, number: int
) -> None:
    """Two in five are met at the second try, where enough evaluators are free."""
    needed = attempt.edition.readings
    again = dice.random() < 0.4 and len(readers) >= 2 * needed
    _read_by_all(attempt, readers[:needed], at=at, unmet=again, seed=number)
    if again:
        walking.fill(attempt, at=at + 2 * DAY, seed=number + 1)
        walking.submit(attempt, at=at + 3 * DAY, note="I reworked the parts you named.")
        _read_by_all(attempt, readers[needed:], at=at + 5 * DAY, unmet=False, seed=number)
    tasks.run_all(at + 6 * DAY)


def _read_by_all(attempt: Attempt, readers: list[Person], *, at: datetime, unmet: bool, seed: int) -> None:
    criteria = attempt.edition.document["rubric"]["criteria"]
    levels = {criteria[seed % len(criteria)]["key"]: "developing"} if unmet else {}
    dice = random.Random(seed)
    levels |= {
        criterion["key"]: "exemplary"
        for criterion in criteria
        if criterion["key"] not in levels and dice.random() < 0.3
    }
    for reader in readers[: attempt.edition.readings]:
        walking.read(attempt, reader, at=at, levels=levels, seed=seed)


def _readers(attempt: Attempt, at: datetime, dice: random.Random) -> list[Person]:
    shut = related_people(attempt.earner) | {attempt.earner_id}
    free = [p for p in members(attempt.organization, "evaluator", "lead", at=at) if p.pk not in shut]
    dice.shuffle(free)
    return free


def _morning_meeting(stage: Stage, now: datetime) -> None:
    """Dana's first round came back as “not yet” three days ago; the rest of S11 is the visitor's to walk."""
    dana, coach = stage.people["dana-brown"], stage.people["marcus-bell"]
    first = story()["rounds"][0]
    begun = now - 24 * DAY
    attempt = attempts.start(edition=stage.editions["morning-meeting"], by=dana, at=begun)
    invite = "Would you look at my draft before I send it?"
    coaching.invite(attempt=attempt, coach=coach, message=invite, by=dana, at=begun + DAY)
    hand_in_first_round(attempt, at=begun + 2 * DAY)
    for number, said in enumerate(story()["coach_comments"][:3]):
        slot = attempt.edition.slots.get(key=said["slot"])
        coaching.remark(
            attempt=attempt, slot=slot, text=said["text"], by=coach, at=begun + (4 + number) * DAY
        )
    walking.submit(attempt, at=now - 8 * DAY)
    reading = walking.claim(attempt, stage.people[first["evaluator"]], at=now - 4 * DAY)
    judge(reading, first, at=now - 3 * DAY)


def hand_in_first_round(attempt: Attempt, *, at: datetime) -> None:
    """The evidence of Dana's first round: three videos, three plans, her justification and her design."""
    told = story()["rounds"][0]["parts"]
    parts = {part.slot.key: part for part in whole_attempt().get(pk=attempt.pk).parts.all()}
    dana = attempt.earner
    for seed, video in enumerate(told["videos"]):
        piece = walking.hand_in(
            part=parts["videos"], what=walking.sample("video", seed), title=video["title"], by=dana, at=at
        )
        walking.consent(piece=piece, by=dana, at=at)
    for seed, plan in enumerate(told["plans"]):
        what = walking.sample("pdf", seed, plan["text"])
        walking.hand_in(part=parts["plans"], what=what, title=plan["title"], by=dana, at=at)
    for key in ("justification", "structure"):
        pieces.write(part=parts[key], text=told[key], revision=0, by=dana, at=at)


def judge(reading: Reading, told: Mapping[str, Any], *, at: datetime) -> None:
    """Let an evaluator rate as the story tells it, with its words, and send."""
    levels, said = told["ratings"], story()["feedback"]
    met = {"proficient", "exemplary"}
    words = {key: said[key]["met" if level in met else "unmet"] for key, level in levels.items()}
    for moment in told["moments"]:
        walking.comment(
            reading,
            at=at,
            video=moment["video"],
            seconds=moment["seconds"],
            text=moment["text"],
            kind=_kind(moment, levels),
        )
    walking.rate(reading, at=at, levels=levels, words=words)
    walking.send(reading, summary=told["strengths"], at=at + timedelta(hours=1))


def _kind(moment: Mapping[str, Any], levels: Mapping[str, str]) -> str:
    return "strength" if levels[moment["criterion"]] in {"proficient", "exemplary"} else "next"


def _danas_other_work(stage: Stage, now: datetime) -> None:
    """One badge earned last spring, and one begun last week."""
    dana = stage.people["dana-brown"]
    walking.work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=dana,
        evaluators=[stage.people["tomasz-nowak"]],
        at=now - 150 * DAY,
        seed=3,
    )
    begun = attempts.start(edition=stage.editions["wait-time"], by=dana, at=now - 6 * DAY)
    walking.fill(begun, at=now - 5 * DAY, seed=2, parts=1)


def _work_examples(stage: Stage, at: datetime) -> None:
    """Two earners let everybody read what they sent."""
    for key in ("exit-tickets", "wait-time"):
        awarded = Attempt.objects.filter(micro_credential__key=key, state="awarded", submitted_at__lt=at)
        last = awarded.select_related("organization").order_by("-submitted_at").first()
        if last is not None:
            author = members(last.organization, "author", at=at)[0]
            exemplifying.show(last.rounds.filter(recalled_at=None).latest("number"), by=author, at=at)


def _offer_stacks(stage: Stage, at: datetime) -> None:
    for slug, document in stacks():
        stacking.load(organization=stage.organizations[slug], document=document, by=None, at=at)


def _credit(stage: Stage, now: datetime) -> None:
    """Whoever completed a stack that opens credit, and may still enroll, has asked for it."""
    for award in Award.objects.filter(state="issued").exclude(stack=None).order_by("pk"):
        for offer in offers_of(award):
            if may_ask_for_credit(award.earner, award, offer, at=now - DAY):
                claiming.ask(
                    award=award, offer=offer, note="For my degree plan.", by=award.earner, at=now - DAY
                )


def _shares(stage: Stage, now: datetime) -> None:
    """Some have shared their badges with the district; its office filed all but the latest."""
    district, office = stage.organizations["cedar-hollow"], stage.people["ruth-delaney"]
    for number, award in enumerate(Award.objects.filter(state="issued").order_by("pk")[:18]):
        then = now - (20 - number) * DAY / 2
        portfolios.show(badge=award, audience="public", named=number % 3 == 0, by=award.earner, at=then)
        filing = sharing.share(award=award, organization=district, note="", by=award.earner, at=then)
        if number < 14:
            sharing.file(filing=filing, by=office, at=then + timedelta(hours=3))
