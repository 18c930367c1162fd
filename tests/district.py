"""A district with a board's goal, a panel of any size and a group of teachers, set up by operations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cairn.demo import gating
from cairn.demo.material import contents
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import Edition
from cairn.domain.people import operations as people
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.plans.models import Goal, Proposal
from cairn.domain.plans.operations import goals, proposals
from cairn.workflows import awarding, proposing, publishing
from tests.walk import DAY, LONG_AGO

COURSE = {
    "title": "Talk that reaches everyone",
    "competency": "You lead a discussion in which every student speaks and builds on another's idea.",
    "activities": "We read two chapters, try one routine a week, and watch one another teach.",
    "evidence": "A clip of one discussion\nNotes of who spoke\nA reflection on what changed",
    "rubric": "Everyone speaks; ideas are built upon; the next step follows from the notes.",
    "hours": 20,
}


@dataclass
class District:
    """Kettle Moraine, or one like it: who runs it, who writes, who sits on the panel, and who proposes."""

    organization: Organization
    board: Person
    author: Person
    reviewer: Person
    coach: Person
    panel: list[Person]
    teachers: list[Person]
    goal: Goal

    def proposal(self, at: datetime = LONG_AGO, **changes: object) -> Proposal:
        """A complete draft of the first teacher's group, of all three."""
        first, *others = self.teachers
        draft = proposals.begin(goal=self.goal, title="A course", by=first, at=at)
        told: dict[str, object] = COURSE | changes
        draft = proposals.write(proposal=draft, by=first, at=at, **told)  # type: ignore[arg-type]
        for other in others:
            proposing.add_member(proposal=draft, person=other, by=first, at=at)
        return draft

    def in_vote(self, cents: int = 40_000, at: datetime = LONG_AGO) -> Proposal:
        sent = proposing.submit(proposal=self.proposal(at), by=self.teachers[0], at=at)
        return proposing.open_vote(proposal=sent, price_cents=cents, by=self.panel[0], at=at)

    def vote(self, proposal: Proposal, *answers: str, at: datetime = LONG_AGO + DAY) -> Proposal:
        """One panelist after another votes."""
        for person, answer in zip(self.panel, answers, strict=False):
            proposal = proposing.vote(
                proposal=proposal, answer=answer, reason=f"{answer}, because.", by=person, at=at
            )
        return proposal

    def course(self, at: datetime = LONG_AGO + 2 * DAY) -> Edition:
        """What the first group proposed, accepted by two, completed by the author, cleared and published."""
        accepted = self.vote(self.in_vote(), "yes", "yes")
        draft = proposing.become(proposal=accepted, by=self.author, at=at)
        told = {key: draft.document[key] for key in ("key", "title", "competency")}
        document = lifted(contents()["exit-tickets"]) | told
        draft = catalog.save_draft(
            draft=draft, document=document, revision=draft.revision, by=self.author, at=at
        )
        gating.clear(draft, author=self.author, reviewer=self.reviewer, at=at)
        awarding.ensure_key(organization=self.organization, by=None, at=at)
        return publishing.publish(draft=draft, by=self.author, at=at)


def founded(panel: int = 10, quorum: int = 6, majority: int = 50, at: datetime = LONG_AGO) -> District:
    """The district with a goal that is worth $100 to $600."""
    organization = people.found(slug="kettle", name="Kettle School District", kind="district", by=None, at=at)

    def somebody(name: str, *roles: str) -> Person:
        email = f"{name.lower().replace(' ', '.')}@kettle.example.org"
        person = people.register(email=email, legal_name=name, verified=True, by=None, at=at)
        for role in roles:
            people.take_role(person=person, organization=organization, role=role, by=None, at=at)
        return person

    board = somebody("Board Clerk", Role.ADMINISTRATOR)
    seated = [somebody(f"Panel {number}", Role.EVALUATOR) for number in range(1, panel + 1)]
    goal = goals.set_goal(
        organization=organization,
        title="Every student is heard",
        about="More student talk, fairly shared.",
        lowest_cents=10_000,
        highest_cents=60_000,
        quorum=quorum,
        majority=majority,
        by=board,
        at=at,
    )
    for person in seated:
        goals.seat(goal=goal, person=person, by=board, at=at)
    return District(
        organization=organization,
        board=board,
        author=somebody("Author Ames", Role.AUTHOR),
        reviewer=somebody("Reviewer Roe", Role.REVIEWER),
        coach=somebody("Coach Cole", Role.COACH),
        panel=seated,
        teachers=[somebody(f"Teacher {letter}", Role.EARNER) for letter in "ABC"],
        goal=goal,
    )
