"""Where a simulation plays: an organization of its own with one micro-credential, its evaluators and its lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cairn.demo import gating
from cairn.demo.simulating.plan import LEVELS, Plan
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.document import blank
from cairn.domain.catalog.models import Criterion, Edition, Level
from cairn.domain.people import operations as people
from cairn.domain.people.models import Organization, Person, Role
from cairn.workflows import publishing

KEY: Final = "simulated-practice"
TITLE: Final = "A Simulated Practice"
SLOT: Final = "account"
NOWHERE: Final = "simulated.invalid"
"""A domain that no mail reaches."""


@dataclass(frozen=True)
class Scene:
    """Everybody but the earners. `evaluators` in the order of the plan; `lead` settles what is left to leads."""

    organization: Organization
    edition: Edition
    evaluators: tuple[Person, ...]
    lead: Person
    experts: tuple[Person, ...]
    criteria: tuple[Criterion, ...]
    levels: dict[int, Level]

    def place_of(self, person: Person) -> int:
        """Her number among the evaluators, from 0; the lead comes after them."""
        return next(
            (n for n, each in enumerate(self.evaluators) if each.pk == person.pk), len(self.evaluators)
        )


def build(plan: Plan, *, at: datetime) -> Scene:
    """Found the organization, give everybody her role and publish the micro-credential through its gate."""
    organization = people.found(
        slug="simulated",
        name="Simulated University",
        kind=Organization.Kind.UNIVERSITY,
        about="Nothing here is real: every work, evaluator and score was made up by a simulation.",
        by=None,
        at=at,
    )

    def somebody(name: str, *roles: Role) -> Person:
        email = f"{name.lower().replace(' ', '-')}@{NOWHERE}"
        person = people.register(email=email, legal_name=name, verified=True, by=None, at=at)
        for role in roles:
            people.take_role(person=person, organization=organization, role=role, by=None, at=at)
        return person

    author, reviewer = somebody("Author", Role.AUTHOR), somebody("Reviewer", Role.REVIEWER)
    evaluators = tuple(
        somebody(f"Evaluator {number}", Role.EVALUATOR) for number in range(1, plan.setup.evaluators + 1)
    )
    edition = _publish(plan, organization, author, reviewer, at)
    return Scene(
        organization,
        edition,
        evaluators,
        somebody("Lead", Role.LEAD, Role.ISSUER),
        (author, reviewer),
        tuple(edition.criteria.order_by("position")),
        {level.rank: level for level in edition.levels.all()},
    )


def _publish(
    plan: Plan, organization: Organization, author: Person, reviewer: Person, at: datetime
) -> Edition:
    draft = catalog.begin(organization=organization, key=KEY, title=TITLE, by=author, at=at)
    draft = catalog.save_draft(draft=draft, document=document(plan), revision=1, by=author, at=at)
    gating.clear(draft, author=author, reviewer=reviewer, at=at)
    return publishing.publish(draft=draft, by=author, at=at)


def document(plan: Plan) -> dict[str, Any]:
    """The micro-credential: one written account, as many criteria as planned, and the rules that are tried."""
    told = blank(KEY, TITLE)
    slot = {
        "key": SLOT, "kind": "reflection", "title": "Account", "instructions": "Tell what you did.",
        "at_least": 1, "at_most": 1, "min_words": None, "max_words": None, "max_minutes": None,
        "max_age_months": None, "alternatives": [], "conditions": [],
    }  # fmt: skip
    criteria = [
        {
            "key": f"c{number}",
            "title": f"Criterion {number}",
            "look_for": f"What the account shows of skill {number}.",
            "slots": [SLOT],
            "descriptors": {level: f"Skill {number} is {level}." for level in LEVELS},
        }
        for number in range(1, plan.setup.criteria + 1)
    ]
    told |= {
        "competency": "You show a practice that nobody has, so that its judging can be watched.",
        "summary": "Made up, to try rules of judging.",
        "topics": ["assessment"], "subjects": ["Any subject"], "grades": ["6-8"],
        "purpose": "Trying rules of judging.",
        "method": {"name": "Made up", "summary": "Made up.", "components": [{"name": "One", "text": "Made up."}]},
        "research": [{"claim": "None.", "citation": "None.", "url": ""}],
        "resources": [{"title": "None", "kind": "template", "url": "", "note": ""}],
        "slots": [slot],
        "rubric": told["rubric"] | {"criteria": criteria},
        "readings": plan.readings,
        "judging": dict(plan.rules),
    }  # fmt: skip
    return told
