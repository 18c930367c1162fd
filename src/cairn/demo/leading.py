"""How Dana comes to lead: a workshop her coach held, and the stack that she and her principal agreed on."""

from __future__ import annotations

from datetime import datetime, timedelta

from cairn.demo.stage import Stage
from cairn.domain.stacks import document as documents
from cairn.domain.stacks import operations as stacks
from cairn.domain.workshops import operations
from cairn.domain.workshops.models import Workshop
from cairn.workflows import agreeing, workshops

DAY = timedelta(days=1)
PARTS = ("exit-tickets", "wait-time", "data-team-cycle")
WORDS = "You see what students think, and help the other teachers of your grade to see it too."
DUTIES = "Mentors two new teachers, and helps with one training a term."


def hold_workshop(stage: Stage, now: datetime) -> Workshop:
    """A workshop of last week, with a micro-credential and a stack to go on with, and three who were there."""
    coach = stage.people["marcus-bell"]
    begins = (now - 9 * DAY).replace(hour=21, minute=30, second=0, microsecond=0)
    workshop = operations.make(
        organization=stage.organizations["cedar-hollow"],
        title="Reading online with a skeptical eye",
        words="We open ten pages together and decide which to believe. Bring the laptop that you teach with.",
        place="The library at Oak Grove",
        link="",
        begins=begins,
        ends=begins + timedelta(minutes=90),
        by=coach,
        at=now - 30 * DAY,
    )
    sources = stage.editions["checking-sources"].micro_credential
    operations.suggest(workshop=workshop, micro_credential=sources, by=coach, at=now - 29 * DAY)
    operations.join(workshop=workshop, by=stage.people["dana-brown"], at=begins)
    for key in ("tomasz-nowak", "aisha-rahman"):
        workshops.note(workshop=workshop, person=stage.people[key], by=coach, at=begins + DAY / 8)
    return workshop


def agree_on_a_stack(stage: Stage, now: datetime) -> None:
    """Dana proposed it in the summer and her principal agreed; two days ago he proposed to begin sooner."""
    dana, walter = stage.people["dana-brown"], stage.people["walter-finch"]
    stack = agreeing.begin(
        organization=stage.organizations["cedar-hollow"],
        title="Leading Learning at Oak Grove",
        owner=dana,
        partner=walter,
        by=dana,
        at=now - 120 * DAY,
    )
    parts = [{"micro_credential": f"cedar-hollow/{key}"} for key in PARTS]
    told = documents.blank(stack.key, stack.title) | {
        "summary": WORDS,
        "icon": "sprout",
        "public_state": "offered",
        "rule": {"all": parts, "ordered": False},
    }
    for revision, pay, by, days in (
        (1, "$3,000 a year, from the August after the last part.", dana, 119),
        (2, "$3,000 a year, from the month after the last part.", walter, 2),
    ):
        terms = {"duties": DUTIES, "pay": pay}
        then = now - days * DAY
        stack = stacks.save_draft(
            stack=stack, document=told | {"terms": terms}, revision=revision, by=by, at=then
        )
        edition = agreeing.propose(stack=stack, by=by, at=then)
        if by == dana:
            agreeing.agree(edition=edition, by=walter, at=then + DAY)
