"""A small world with something to see on every page, reached by walking."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from cairn.demo import exemplifying, gating, walking
from cairn.demo.material import story
from cairn.demo.stage import Stage, set_up
from cairn.demo.story import hand_in_first_round, judge
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.models import HarmReport, Question, Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.examples.models import Example
from cairn.domain.foreign import operations as foreign_badges
from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.gating.models import Review
from cairn.domain.issuing.models import Award, Import
from cairn.domain.people.models import Person
from cairn.domain.plans.models import Proposal
from cairn.domain.plans.operations import goals, proposals
from cairn.domain.portfolios import operations as portfolios
from cairn.domain.portfolios.models import Collection, ShareLink
from cairn.domain.portfolios.queries import badges_of, evidence_of
from cairn.domain.recognition.models import CreditClaim, Filing
from cairn.domain.records import operations as records
from cairn.domain.records.models import Goal, License, OtherRecord
from cairn.domain.records.queries import goals_of, licenses_of
from cairn.domain.stacks import operations as stacks
from cairn.domain.stacks.models import Stack
from cairn.domain.trust import operations as trust
from cairn.domain.trust.models import ListOfIssuers, Pin
from cairn.domain.workshops import operations as workshops
from cairn.domain.workshops.models import Workshop
from cairn.workflows import (
    agreeing,
    claiming,
    clarifying,
    coaching,
    importing,
    past_rows,
    proposing,
    publishing,
    reporting_harm,
    sharing,
    stacking,
    tasks,
)
from cairn.workflows import entering as papers
from cairn.workflows.exemplifying import propose
from cairn.workflows.foreign import stating
from cairn.workflows.persons import merging
from tests import calibrated, carried
from tests.calibrated import Calibrated
from tests.carried import Carried
from tests.decided import Decided, decide
from tests.domain.stacks.examples import document, mc, offer
from tests.domain.trust.examples import known, listed
from tests.domain.validity.invented import reported
from tests.foreign import brought_in
from tests.remembering import remembered
from tests.ruling import Ruled, rule
from tests.walk import DAY, SMALL


@dataclass
class World:
    """The stage, and one of each thing that has a page of its own."""

    stage: Stage
    returned: Attempt
    begun: Attempt
    sent: Attempt
    award: Award
    held: Reading
    filed: Filing
    asked: Review
    stack: Stack
    whole: Award
    claim: CreditClaim
    proposal: Proposal
    drafted: Proposal
    own: Stack
    workshop: Workshop
    coming: Workshop
    bringing: Import
    question: Question
    report: HarmReport
    known: Pin
    listed: ListOfIssuers
    calibrated: Calibrated
    shown: Example
    allowed: Example
    entered: OtherRecord
    brought: ForeignBadge
    ruled: Ruled
    decided: Decided
    carried: Carried
    collection: Collection
    given: ShareLink

    def held_under(self, key: str) -> License | Goal:
        """What Dana holds, or works toward, under a policy."""
        dana = self.stage.people["dana-brown"]
        return licenses_of(dana).filter(policy_key=key).first() or goals_of(dana).get(policy_key=key)

    @property
    def judged(self) -> Edition:
        """The edition of the award; it has a validity report."""
        assert self.award.edition is not None
        return self.award.edition

    def person(self, key: str) -> Person:
        return self.stage.people[key]


@remembered
def build() -> World:
    """Dana has one attempt returned, one begun and one awarded; others have sent theirs; one is being read."""
    now = datetime.now(UTC)
    stage = set_up(at=now - 200 * DAY, only=SMALL, named=True)
    people, editions = stage.people, stage.editions
    people["dana-brown"].set_password("only-for-the-tests")
    people["dana-brown"].save(update_fields=["password"])
    held_by = stage.organizations["harpeth-state"]
    path, quick = [
        stacking.load(organization=held_by, document=told, by=None, at=now - 199 * DAY) for told in _stacks()
    ]
    returned = _returned(stage, now)
    begun = attempts.start(edition=editions["wait-time"], by=people["dana-brown"], at=now - 6 * DAY)
    walking.fill(begun, at=now - 5 * DAY, parts=1)
    awarded = walking.work_at(
        "awarded",
        edition=editions["exit-tickets"],
        earner=people["dana-brown"],
        evaluators=[people["tomasz-nowak"]],
        at=now - 90 * DAY,
    )
    sent = _sent(stage, "aisha-rahman", "exit-tickets", now)
    held = walking.claim(_sent(stage, "marcus-bell", "wait-time", now), people["aisha-rahman"], at=now - DAY)
    award = Award.objects.get(attempt=awarded)
    question, report = _around(held, awarded, now)
    filed = _filed(stage, award, now)
    tasks.run_all(now)
    assert award.edition is not None
    reported(award.edition, at=now)
    whole = Award.objects.get(stack=quick.stack)
    merging.begin(address="dana@home.example.org", by=people["dana-brown"], at=now)
    claim = claiming.ask(
        award=whole, offer=quick.offers.get(), note="For my degree.", by=whole.earner, at=now - DAY
    )
    asked = _asked(stage, now)
    _revise(stage, now)
    proposal, drafted = _proposed(stage, now)
    return World(
        stage,
        returned,
        begun,
        sent,
        award,
        held,
        filed,
        asked,
        path.stack,
        whole,
        claim,
        proposal,
        drafted,
        own=_agreed(stage, now),
        workshop=(workshop := _held(stage, now, path.stack)),
        coming=_set(stage, now, workshop),
        bringing=_bringing(stage, now),
        question=question,
        report=report,
        calibrated=calibrated.begun(stage, at=now),
        **_worked(stage, award, now),
        entered=_entered(stage, now),
        ruled=rule(stage.organizations["cedar-hollow"], by=people["walter-finch"], at=now),
        decided=_decided(stage, award, now),
        carried=carried.fill(people["nora-quill"], at=now),
        **_known(stage, now),
        brought=_brought(stage, now),
        **_shown(award, now),
    )


def _worked(stage: Stage, award: Award, now: datetime) -> dict[str, Any]:
    """Dana's award is a worked example; what somebody allows of a morning meeting waits to be looked through."""
    assert award.attempt is not None
    shown = exemplifying.show(award.attempt.rounds.get(), by=stage.people["janelle-wright"], at=now - DAY)
    other = walking.work_at(
        "awarded",
        edition=stage.editions["morning-meeting"],
        earner=calibrated.newcomer("Ottoline"),
        evaluators=[stage.people["luis-ortega"]],
        at=now - 60 * DAY,
    )
    exemplifying.agree(other.rounds.get(), at=now - DAY)
    asked = propose(round_=other.rounds.get(), by=stage.people["priya-raman"], at=now - DAY)
    return {"shown": shown, "allowed": exemplifying.allow(asked, at=now - DAY)}


def _shown(award: Award, now: datetime) -> dict[str, Any]:
    """Dana shows her badges, some of the evidence for one, a collection of them, and has given a link away."""
    how: dict[str, Any] = {"by": award.earner, "at": now - 5 * DAY}
    walking.let_see(award.earner, at=now - 5 * DAY)
    words = next(one for one in evidence_of(award) if one.kind == "text")
    portfolios.show_piece(badge=award, piece=words, audience="public", **how)
    portfolios.say(badge=award, narrative="I ask **one** question less, and hear more.", **how)
    collection = portfolios.make(title="Hearing what students think", **how)
    for badge in badges_of(award.earner):
        portfolios.put_in(collection=collection, badge=badge, **how)
    portfolios.change(
        collection=collection,
        title=collection.title,
        words="",
        cover="lake",
        audience="public",
        named=True,
        **how,
    )
    given = portfolios.make_link(
        what=award, label="For the job in Lakeside", expires_at=now + 30 * DAY, **how
    )
    for _ in range(3):
        portfolios.count_opening(link=given, at=now - 2 * DAY)
    return {"collection": collection, "given": given}


def _decided(stage: Stage, award: Award, now: datetime) -> Decided:
    goal = goals_of(stage.people["dana-brown"]).get(policy_key="us-az/computer-science-prek-8")
    people, named = stage.people, str(award.public_id)
    return decide(
        stage.organizations["cedar-hollow"],
        goal,
        award=named,
        office=people["walter-finch"],
        to=people["ruth-delaney"],
        at=now,
    )


def _entered(stage: Stage, now: datetime) -> OtherRecord:
    """Hours that Dana entered with a paper, a goal of hers in another state, and the state that may see her record."""
    dana, on = stage.people["dana-brown"], (now - 40 * DAY).date()
    records.pursue(policy_key="us-az/computer-science-prek-8", decision="endorse", by=dana, at=now)
    records.claim(organization=stage.organizations["tennessee"], group="", on=on, by=dana, at=now)
    entered = records.add_record(
        kind="learning",
        title="Reading circle",
        amount=Fraction(12),
        unit="hour",
        earned_on=on,
        by=dana,
        at=now,
    )
    papers.add_paper(
        entered=entered,
        kind="",
        name="circle.pdf",
        chunks=[walking.sample("pdf", 1, "Twelve hours.").data],
        by=dana,
        at=now,
    )
    return entered


def _brought(stage: Stage, now: datetime) -> ForeignBadge:
    """A badge of Lakeside's that Dana brought in, with a statement and a file of her own; another she has removed."""
    how: dict[str, Any] = {"by": stage.people["dana-brown"], "at": now}
    brought, other = (
        brought_in(how["by"], at=now, number=number, valid_from=now - 300 * DAY) for number in (1, 2)
    )
    said = stating.say(badge=brought, words="I ran the meeting every day of a school year.", **how)
    stating.add_file(statement=said, name="plan.txt", chunks=[b"A plan."], **how)
    foreign_badges.withdraw(badge=other, **how)
    return brought


def _known(stage: Stage, now: datetime) -> dict[str, Any]:
    """An issuer pinned by hand, and a list that names another."""
    how: dict[str, Any] = {
        "organization": stage.organizations["cedar-hollow"],
        "by": stage.people["ruth-delaney"],
        "at": now - DAY,
    }
    river = known("did:web:river.example", name="River State University", source="a list of the state")
    return {
        "known": trust.pin(issuer=known(name="Lakeside University"), ground=Pin.Ground.LIVE, **how),
        "listed": trust.keep_list(listed=listed(river), **how),
    }


def _stacks() -> list[dict[str, Any]]:
    """One that Dana is on, and one that she completed with the first of its parts."""
    tickets, wait = mc("cedar-hollow/exit-tickets"), mc("cedar-hollow/wait-time")
    rest = mc("cedar-hollow/thinking-aloud", state="in_review", title="Thinking Aloud")
    return [
        document("seeing-thinking", tickets, wait, rest),
        document(
            "quick-checks",
            rule={"at_least": 1, "of": [tickets, wait]},
            offers=[offer("cedar-hollow", window_days=365)],
        ),
    ]


def _returned(stage: Stage, now: datetime) -> Attempt:
    dana, coach = stage.people["dana-brown"], stage.people["marcus-bell"]
    attempt = attempts.start(edition=stage.editions["morning-meeting"], by=dana, at=now - 24 * DAY)
    coaching.invite(
        attempt=attempt, coach=coach, message="Would you look at my draft?", by=dana, at=now - 23 * DAY
    )
    hand_in_first_round(attempt, at=now - 22 * DAY)
    slot = attempt.edition.slots.get(key="plans")
    text = story()["coach_comments"][1]["text"]
    coaching.remark(attempt=attempt, slot=slot, text=text, by=coach, at=now - 20 * DAY)
    walking.submit(attempt, at=now - 8 * DAY)
    reading = walking.claim(attempt, stage.people["luis-ortega"], at=now - 4 * DAY)
    judge(reading, story()["rounds"][0], at=now - 3 * DAY)
    return attempt


def _sent(stage: Stage, earner: str, key: str, now: datetime) -> Attempt:
    attempt = attempts.start(edition=stage.editions[key], by=stage.people[earner], at=now - 5 * DAY)
    walking.fill(attempt, at=now - 4 * DAY)
    walking.submit(attempt, at=now - 3 * DAY)
    return attempt


def _asked(stage: Stage, now: datetime) -> Review:
    draft = stage.editions["exit-tickets"].micro_credential.draft
    author, reviewer = stage.people["janelle-wright"], stage.people["hannah-kim"]
    return gating.ask(draft, author=author, reviewer=reviewer, message="Please look.", at=now - 2 * DAY)


def _revise(stage: Stage, now: datetime) -> None:
    """Wait time has a second edition since yesterday, which asks for something else; some are at work at the first."""
    author, draft = stage.people["janelle-wright"], stage.editions["wait-time"].micro_credential.draft
    told = deepcopy(draft.document) | {"purpose": "You hear more students, and know by what."}
    told["rubric"]["criteria"][0]["look_for"] = "Three seconds and more, in two lessons of one week."
    draft = catalog.save_draft(
        draft=draft, document=told, revision=draft.revision, by=author, at=now - 2 * DAY
    )
    gating.clear(draft, author=author, reviewer=stage.people["hannah-kim"], at=now - 2 * DAY)
    publishing.publish(draft=draft, by=author, at=now - DAY)


def _filed(stage: Stage, award: Award, now: datetime) -> Filing:
    district = stage.organizations["cedar-hollow"]
    filing = sharing.share(award=award, organization=district, note="", by=award.earner, at=now - 40 * DAY)
    return sharing.file(filing=filing, by=stage.people["ruth-delaney"], at=now - 39 * DAY)


def _proposed(stage: Stage, now: datetime) -> tuple[Proposal, Proposal]:
    """Dana and Marcus have proposed a course on which Aisha is to vote; another of theirs is a draft."""
    ruth, dana, aisha = (stage.people[key] for key in ("ruth-delaney", "dana-brown", "aisha-rahman"))
    goal = goals.set_goal(
        organization=stage.organizations["cedar-hollow"],
        title="Every student is heard",
        about="More student talk, fairly shared.",
        lowest_cents=10_000,
        highest_cents=60_000,
        quorum=1,
        majority=50,
        by=ruth,
        at=now - 20 * DAY,
    )
    goals.seat(goal=goal, person=aisha, by=ruth, at=now - 20 * DAY)
    drafted, sent = (
        proposals.begin(goal=goal, title=title, by=dana, at=now - 19 * DAY)
        for title in ("Notes on who speaks", "Talk that reaches everyone")
    )
    proposing.add_member(proposal=sent, person=stage.people["marcus-bell"], by=dana, at=now - 19 * DAY)
    sent = proposals.write(
        proposal=sent,
        title=sent.title,
        competency="You lead a discussion in which every student speaks.",
        activities="We read two chapters and try one routine a week.",
        evidence="A clip of one discussion",
        rubric="Everyone speaks, and ideas are built upon.",
        hours=20,
        by=dana,
        at=now - 18 * DAY,
    )
    sent = proposing.submit(proposal=sent, by=dana, at=now - 17 * DAY)
    return proposing.open_vote(proposal=sent, price_cents=40_000, by=aisha, at=now - 16 * DAY), drafted


def _agreed(stage: Stage, now: datetime) -> Stack:
    """Dana and her principal have agreed on a stack of her own; he proposes a change of it."""
    dana, walter = stage.people["dana-brown"], stage.people["walter-finch"]
    stack = agreeing.begin(
        organization=stage.organizations["cedar-hollow"],
        title="Leading Reading at Oak Grove",
        owner=dana,
        partner=walter,
        by=dana,
        at=now - 30 * DAY,
    )
    tickets, wait = mc("cedar-hollow/exit-tickets"), mc("cedar-hollow/wait-time")
    told = document(stack.key, tickets, wait, title=stack.title)
    told["terms"] = {"duties": "Mentors two new teachers.", "pay": "$3,000 a year."}
    stack = stacks.save_draft(stack=stack, document=told, revision=1, by=dana, at=now - 29 * DAY)
    edition = agreeing.propose(stack=stack, by=dana, at=now - 29 * DAY)
    agreeing.agree(edition=edition, by=walter, at=now - 28 * DAY)
    told = told | {"rule": {"all": [wait, tickets, mc("harpeth-state/morning-meeting")], "ordered": True}}
    told["terms"] = {"duties": "Mentors three new teachers.", "pay": "$3,500 a year."}
    stack = stacks.save_draft(stack=stack, document=told, revision=2, by=walter, at=now - 2 * DAY)
    agreeing.propose(stack=stack, by=walter, at=now - 2 * DAY)
    return stack


def _held(stage: Stage, now: datetime, stack: Stack) -> Workshop:
    """A workshop of last week at which Dana was, with a micro-credential and a stack to go on with."""
    marcus, dana = stage.people["marcus-bell"], stage.people["dana-brown"]
    begins = now - 6 * DAY
    workshop = workshops.make(
        organization=stage.organizations["cedar-hollow"],
        title="Talk that reaches everyone",
        words="Bring a recording of ten minutes.",
        place="The library at Oak Grove",
        link="",
        begins=begins,
        ends=begins + DAY / 12,
        by=marcus,
        at=now - 20 * DAY,
    )
    wait = stage.editions["wait-time"].micro_credential
    workshops.suggest(workshop=workshop, micro_credential=wait, by=marcus, at=now - 19 * DAY)
    workshops.suggest(workshop=workshop, stack=stack, by=marcus, at=now - 19 * DAY)
    workshops.join(workshop=workshop, by=dana, at=begins)
    workshops.note(workshop=workshop, person=stage.people["aisha-rahman"], by=marcus, at=now - 5 * DAY)
    return workshop


def _set(stage: Stage, now: datetime, like: Workshop) -> Workshop:
    """A workshop that begins in half an hour; nobody has joined yet."""
    begins = now + DAY / 48
    return workshops.make(
        organization=like.organization,
        title="Reading aloud, thinking aloud",
        words="",
        place="",
        link="https://meet.example.org/reading",
        begins=begins,
        ends=begins + DAY / 24,
        by=stage.people["ruth-delaney"],
        at=now - DAY,
    )


def _around(held: Reading, awarded: Attempt, now: datetime) -> tuple[Question, HarmReport]:
    """A question to the earner of what is being read, and harm reported in what was read."""
    read = Reading.objects.select_related("evaluator").get(round__attempt=awarded)
    if held.evaluator is None or read.evaluator is None:
        raise ValueError("Both were taken.")
    asked = clarifying.ask(
        reading=held, text="Who speaks at the end of the recording?", by=held.evaluator, at=now
    )
    words = "At 0:12 a child flinches."
    return asked, reporting_harm.report(reading=read, words=words, by=read.evaluator, at=now)


def _bringing(stage: Stage, now: datetime) -> Import:
    """A list of past achievements, checked: one row is ready, and two are to be mended."""
    lines = (
        "e-mail,name,micro-credential,earned on",
        "pia@example.org,Pia Lindqvist,exit-tickets,2019-05-24",
        "nobody,Pia Lindqvist,exit-tickets,5/6/2019",
        "pia@example.org,,Exit Tickets That Change Tomorow,2019-05-24",
    )
    return importing.check(
        organization=stage.organizations["cedar-hollow"],
        name="ledger-of-2019.csv",
        content="\n".join(lines).encode(),
        reading=past_rows.Reading(first_for_earlier=True),
        by=stage.people["ruth-delaney"],
        at=now - DAY,
    )


def names(patterns: list[URLPattern | URLResolver] | None = None, space: str = "") -> Iterator[str]:
    """Every address by its name, `space:name`."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            yield f"{space}{pattern.name}"
