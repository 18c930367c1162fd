"""For every named constraint of the domain one try to break it, straight past operations and access."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from fractions import Fraction
from functools import partial
from typing import Any
from uuid import uuid4

from django.db.models import F, Model

from cairn.demo import exemplifying, gating, walking
from cairn.demo.stage import Stage, set_up
from cairn.domain.approvals.models import THINGS as APPROVED
from cairn.domain.approvals.models import Approval, Approver, Delegation, Waiver
from cairn.domain.approvals.operations import Link as ApprovalLink
from cairn.domain.approvals.operations import Request
from cairn.domain.archives.models import Archive, Arrival
from cairn.domain.archives.operations import arriving as arrivals
from cairn.domain.archives.operations import carrying as archives
from cairn.domain.calibration.models import (
    Anchor,
    Concern,
    Conflict,
    Declaration,
    DriftChart,
    Gate,
    KeyLevel,
    LessonDone,
    Pool,
    Qualification,
    Sheet,
    SheetRating,
    Signal,
    TrainingUse,
)
from cairn.domain.catalog import commenting
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import (
    Clearance,
    Criterion,
    Draft,
    DraftComment,
    Edition,
    Level,
    MicroCredential,
    Save,
    Slot,
    Worth,
)
from cairn.domain.coaching.models import Invitation
from cairn.domain.evaluation.models import (
    Appeal,
    BackRead,
    CriterionOutcome,
    EditLease,
    Expertise,
    HarmReport,
    JudgingDefaults,
    Moment,
    Outcome,
    Partner,
    PayLine,
    PayRate,
    Phrase,
    Question,
    Raising,
    Rating,
    Reading,
    SafeguardingContact,
    Unsealing,
)
from cairn.domain.evidence.models import (
    Attempt,
    Consent,
    Grant,
    Part,
    Piece,
    Round,
    RoundPiece,
    SelfRating,
    StoredFile,
    Upload,
)
from cairn.domain.evidence.operations import attempts, files
from cairn.domain.examples.models import Example, Permission
from cairn.domain.finding import operations as finding
from cairn.domain.finding.models import Belonging, Holding, Index, Posting, SavedSearch, Word
from cairn.domain.foreign.models import Change, ForeignBadge, Original, Statement, StatementFile
from cairn.domain.frameworks import operations as frameworks
from cairn.domain.frameworks.models import AlignedTo, Association, Item, Place
from cairn.domain.gating.models import Answer, Link, Review, Seat, StandardSet
from cairn.domain.gating.operations import Seen, note_links
from cairn.domain.issuing import operations as issuing
from cairn.domain.issuing.models import (
    ENDORSED,
    AccessToken,
    Award,
    Credential,
    Drawing,
    Endorsement,
    Form,
    FormerCredential,
    Import,
    ImportRow,
    SigningKey,
    StatusList,
    TokenRequest,
)
from cairn.domain.issuing.operations import Correction
from cairn.domain.ledger.models import Entry
from cairn.domain.outbox.models import Message
from cairn.domain.people import operations as people
from cairn.domain.people.models import (
    Copy,
    Erasure,
    Identifier,
    Membership,
    Merging,
    Person,
    Proof,
    Relation,
)
from cairn.domain.plans.models import Goal, Member, Proposal, Vote
from cairn.domain.plans.models import Seat as PanelSeat
from cairn.domain.plans.operations import goals, proposals, votes
from cairn.domain.policies import operations as policies
from cairn.domain.policies.models import AcceptEntry, AcceptList, Policy, PolicyDraft, PolicyVersion, Trial
from cairn.domain.portfolios import operations as portfolios
from cairn.domain.portfolios.models import (
    Collection,
    Opening,
    Placement,
    ShareLink,
    Showing,
    ShownPiece,
)
from cairn.domain.portfolios.queries import evidence_of
from cairn.domain.recognition import operations as recognition
from cairn.domain.recognition.models import (
    Applied,
    Batch,
    Budget,
    CreditClaim,
    Filing,
    FinalDecision,
    Instruction,
    Packet,
    PaymentRun,
    Spending,
    Transcript,
)
from cairn.domain.records import operations as records
from cairn.domain.records.models import Goal as Pursuit
from cairn.domain.records.models import License, OtherRecord, RecordDocument
from cairn.domain.records.models import Relation as Sighting
from cairn.domain.stacks import operations as stacks
from cairn.domain.stacks.models import Agreement, CreditOffer, Stack, StackEdition, StackPart
from cairn.domain.trust import operations as trust
from cairn.domain.trust.models import ListOfIssuers, Pin, PinnedKey
from cairn.domain.validity.models import Action, Snapshot
from cairn.domain.validity.operations import note_action
from cairn.domain.workshops import operations as workshops
from cairn.domain.workshops.models import Attendance, FollowOn, Workshop
from cairn.workflows import (
    adopting,
    approving,
    bringing,
    claiming,
    coaching,
    correcting,
    endorsing,
    importing,
    past_rows,
    relaying,
    stacking,
    tasks,
    validating,
)
from cairn.workflows.foreign import stating
from tests import calibrated, foreign
from tests.decided import decide
from tests.domain.stacks.examples import document, mc, offer
from tests.domain.trust.examples import known, listed
from tests.walk import DAY, LONG_AGO

NEVER = LONG_AGO - 1000 * DAY
"""Before anything happened."""


def fill_every_table() -> None:
    """Walk until every table with a constraint holds rows that the tries may copy."""
    stage = set_up(at=LONG_AGO, only=("exit-tickets", "wait-time"), named=True)
    cast, tickets = stage.people, stage.editions["exit-tickets"]
    for earner, evaluator in (("dana-brown", "tomasz-nowak"), ("marcus-bell", "aisha-rahman")):
        walking.work_at(
            "awarded", edition=tickets, earner=cast[earner], evaluators=[cast[evaluator]], at=LONG_AGO + DAY
        )
    dana = cast["dana-brown"]
    begun = attempts.start(edition=stage.editions["wait-time"], by=dana, at=LONG_AGO + DAY)
    walking.fill(begun, at=LONG_AGO + 2 * DAY)
    part = begun.parts.get(slot__key="tally")
    files.begin_upload(part=part, name="tally.pdf", length=10, by=dana, at=LONG_AGO + 2 * DAY)
    criterion, level = tickets.criteria.all()[0], tickets.levels.all()[0]
    attempts.rate_self(attempt=begun, criterion=criterion, level=level, by=dana, at=LONG_AGO + 2 * DAY)
    coaching.invite(attempt=begun, coach=cast["marcus-bell"], message="", by=dana, at=LONG_AGO + 2 * DAY)
    catalog.bookmark(micro_credential=tickets.micro_credential, by=dana, at=LONG_AGO, on=True)
    finding.save_search(name="Talk", question="q=talk", by=dana, at=LONG_AGO)
    people.identify(person=dana, kind="state", value="TN-1", by=None, at=LONG_AGO)
    _leave(dana, cast["nora-quill"])
    frameworks.align(
        micro_credential=tickets.micro_credential.public_id,
        title=tickets.title,
        organization="Cedar Hollow",
        identifiers=[Item.objects.all()[0].identifier],
        at=LONG_AGO,
    )
    commenting.comment(
        draft=Draft.objects.all()[0], section="slots", text="Why two?", by=cast["janelle-wright"], at=LONG_AGO
    )
    _propose(stage)
    _comment_and_share(stage.organizations["cedar-hollow"], cast["ruth-delaney"])
    _stack(stage)
    _hold(stage)
    _read(stage)
    _appeal(stage)
    gating.ask(
        tickets.micro_credential.draft,
        author=cast["janelle-wright"],
        reviewer=cast["hannah-kim"],
        at=LONG_AGO + DAY,
    )
    rounds = Round.objects.filter(attempt__edition=tickets, outcome__isnull=False)
    calibrated.fill_tables(stage, rounds=list(rounds.order_by("pk")), at=LONG_AGO + 20 * DAY)
    exemplifying.show(rounds.order_by("pk")[0], by=cast["janelle-wright"], at=LONG_AGO + 40 * DAY)
    _hold_a_license(stage)
    _decide_and_pay(stage, begun)
    _bring(stage)
    _rule(stage)
    _correct_and_endorse(stage)
    _show(dana)
    _carry(dana)
    trust.pin(issuer=known(), ground=Pin.Ground.LIVE, organization=None, by=None, at=LONG_AGO)
    trust.keep_list(listed=listed(known()), organization=None, by=None, at=LONG_AGO)
    report = validating.measure(edition=tickets, at=LONG_AGO + 9 * DAY)
    note_action(snapshot=report, text="Nothing yet.", by=cast["janelle-wright"], at=LONG_AGO + 9 * DAY)
    seen = [Seen("https://example.org/here", "ok")]
    note_links(micro_credential=tickets.micro_credential, seen=seen, by=None, at=LONG_AGO + DAY)


def _show(dana: Person) -> None:
    """A badge that she shows with some of its evidence, pinned and in a collection, by two links that were opened."""
    award = Award.objects.filter(earner=dana, attempt__isnull=False)[0]
    how: dict[str, Any] = {"by": dana, "at": LONG_AGO + 60 * DAY}
    portfolios.show(badge=award, audience="public", named=True, **how)
    words = next(one for one in evidence_of(award) if one.kind == "text")
    portfolios.show_piece(badge=award, piece=words, audience="public", **how)
    portfolios.pin(badge=award, **how)
    collection = portfolios.make(title="For my application", **how)
    portfolios.put_in(collection=collection, badge=award, **how)
    Placement.objects.create(collection=collection, foreign=_from_elsewhere(dana), position=2)
    for what in (award, collection):
        link = portfolios.make_link(what=what, label="", expires_at=LONG_AGO + 90 * DAY, **how)
        portfolios.count_opening(link=link, at=LONG_AGO + 61 * DAY)


def _from_elsewhere(person: Person) -> ForeignBadge:
    """A badge that she brought along and made a statement to, with a file; later its issuer had revoked it."""
    then = LONG_AGO + 60 * DAY
    how: dict[str, Any] = {"by": person, "at": then}
    data = foreign.file(foreign.badge(str(person.email)))
    [found] = bringing.bring(data=data, name="badge.json", bundle=None, came_by="file", ask=False, **how)
    said = stating.say(badge=found, words="I led it.", **how)
    stating.add_file(statement=said, name="plan.txt", chunks=[b"A plan."], **how)
    Change.objects.create(badge=found, kind="revoked", words="Revoked.", noticed_at=then)
    return found


def _carry(dana: Person) -> None:
    """An archive that is ready, another that was asked for, and one that came from elsewhere and was refused."""
    how: dict[str, Any] = {"by": dana, "at": LONG_AGO + 60 * DAY}
    made = archives.begin_archive(
        archive=archives.ask(with_evidence=True, planned=0, **how), by=None, at=LONG_AGO
    )
    archives.finish_archive(
        archive=made, store_key=made.store_key, size=1, sha256="0" * 64, badges=1, by=None, at=how["at"]
    )
    archives.ask(with_evidence=False, planned=0, **how)
    come = arrivals.begin_arrival(name="portfolio.zip", length=9, **how)
    arrivals.receive_arrival(arrival=come, sha256="0" * 64, size=9, **how)
    arrivals.refuse_arrival(arrival=come, problem="It is no archive.", **how)


def _leave(dana: Person, nora: Person) -> None:
    """A copy that is made and one that is asked for, an erasure, and an account that became hers by a proof."""
    copied = people.ask_copy(person=dana, by=dana, at=LONG_AGO)
    people.finish_copy(
        copy=copied,
        store_key="copies/1",
        size=1,
        sha256="0" * 64,
        ends_at=LONG_AGO + DAY,
        by=None,
        at=LONG_AGO,
    )
    people.ask_copy(person=dana, by=dana, at=LONG_AGO)
    people.ask_erasure(person=dana, by_letter=False, due_at=LONG_AGO + DAY, by=dana, at=LONG_AGO)
    proof = people.begin_proof(address="nora@example.org", other=nora, by=dana, at=LONG_AGO)
    people.try_proof(proof=proof, right=True, by=dana, at=LONG_AGO)
    Merging.objects.create(kept=dana, gone=nora, at=LONG_AGO)


def _decide_and_pay(stage: Stage, begun: Attempt) -> None:
    """What a district approves, decides and pays; a request about each kind of thing, and what a decision spent."""
    at, district, dana = LONG_AGO + 50 * DAY, stage.organizations["cedar-hollow"], begun.earner
    award = Award.objects.filter(earner=dana, attempt__isnull=False)[0]
    goal, office = Pursuit.objects.get(person=dana), stage.people["walter-finch"]
    found = decide(
        district, goal, award=str(award.public_id), office=office, to=stage.people["ruth-delaney"], at=at
    )
    held = (OtherRecord.objects.filter(person=dana)[0], License.objects.filter(person=dana)[0])
    for thing in (award, begun, *held):
        approving.ask(
            thing=thing, links=[ApprovalLink(district, "principal")], request=Request("It"), by=dana, at=at
        )
    recognition.ask_for_packet(decision=found.final, by=office, at=at)
    failing, waiting = (PaymentRun.Purpose.HAND_OVER, PaymentRun.Purpose.WORK_OUT)
    run = recognition.ask_for_payments(organization=district, purpose=failing, by=office, at=at)
    recognition.fail_payments(run=run, problem="Nobody knows.", by=None, at=at)
    recognition.ask_for_payments(organization=district, purpose=waiting, by=office, at=at)
    Spending.objects.create(
        decision=found.final, ledger="pay", reference=str(award.public_id), numerator=1, denominator=1
    )


def _hold_a_license(stage: Stage) -> None:
    """A teacher's license, a goal and a record with its paper, and a district that she belongs to."""
    dana, now = stage.people["dana-brown"], LONG_AGO
    records.add_license(
        policy_key="us-tn/teacher-license",
        name="Teacher license",
        starts_on=now.date(),
        ends_on=now.date(),
        by=dana,
        at=now,
    )
    records.pursue(policy_key="us-il-troy/board-credit", decision="first_lane", by=dana, at=now)
    entered = records.add_record(
        kind="learning",
        title="A course",
        amount=Fraction(15),
        unit="hour",
        earned_on=now.date(),
        started_on=now.date(),
        by=dana,
        at=now,
    )
    records.add_document(
        entered=entered,
        kind="",
        store_key="people/paper",
        name="paper.pdf",
        media_type="application/pdf",
        size=10,
        sha256="0" * 64,
        by=dana,
        at=now,
    )
    records.claim(organization=stage.organizations["cedar-hollow"], group="", on=now.date(), by=dana, at=now)


def _rule(stage: Stage) -> None:
    """Rules put in use, one withdrawn; a draft, a list with what it accepts, and two what-ifs, one of them done."""
    state, sam = stage.organizations["tennessee"], stage.people["sam-whitaker"]
    at = LONG_AGO + DAY
    first, second = adopting.adopt(
        organization=state, key="us-nc/teacher-renewal", used_from=at.date(), by=sam, at=at
    )
    policies.withdraw(version=first, why="Over.", by=sam, at=at + DAY)
    policies.begin_draft(organization=state, title="A", text="", cases="", origin="Here", by=sam, at=at)
    accepted = policies.make_list(organization=state, key="us-tn/approved", title="Approved", by=sam, at=at)
    entry = policies.add_entry(
        accept_list=accepted, what=state, from_on=at.date(), until_on=at.date(), by=sam, at=at
    )
    policies.remove_entry(entry=entry, by=sam, at=at + DAY)
    for found in ({"people": None}, None):
        trial = policies.ask_what_if(
            organization=state,
            policy=second.policy.key,
            before=(first.text, "now"),
            after=(second.text, "then"),
            decision="renew",
            on=at.date(),
            by=sam,
            at=at,
        )
        if found:
            policies.begin_trial(trial=trial, people=3, by=None, at=at)
            policies.finish_trial(trial=trial, found=found, by=None, at=at + DAY)


def _bring(stage: Stage) -> None:
    """Two past achievements of one, awarded from two rows."""
    lines = (
        "e-mail,name,micro-credential,earned on",
        "pia@example.org,Pia,exit-tickets,2019-05-24",
        "pia@example.org,Pia,wait-time,2019-05-24",
    )
    run = importing.check(
        organization=stage.organizations["cedar-hollow"],
        name="list.csv",
        content="\n".join(lines).encode(),
        reading=past_rows.Reading(first_for_earlier=True),
        by=None,
        at=LONG_AGO + DAY,
    )
    run = importing.begin(run=run, letters=False, by=None, at=LONG_AGO + DAY)
    importing.carry_on(run=run, by=None, at=LONG_AGO + DAY)
    issuing.form_of(text="{}", at=LONG_AGO + DAY)
    _relay(stage)


def _relay(stage: Stage) -> None:
    """An award that a program asked for by a name of its own."""
    district = stage.organizations["cedar-hollow"]
    _token, secret = issuing.make_token(
        organization=district, name="Bridge", letters=False, by=None, at=LONG_AGO + DAY
    )
    relaying.forget()
    cells = {"email": "pia@example.org", "micro_credential": "exit-tickets", "earned_on": "2019-05-25"}
    token = issuing.digest_of(secret)
    relaying.ask(relaying.Request(token, cells, LONG_AGO + DAY, key="986", digest="0" * 64))


def _correct_and_endorse(stage: Stage) -> None:
    """Two badges that were corrected; what another organization endorses, one of each."""
    janelle, voss = stage.people["janelle-wright"], stage.people["eleanor-voss"]
    rows = Award.objects.filter(attempt__isnull=False).order_by("pk")[:2]
    for award in rows:
        correcting.reissue(
            award=award,
            version=1,
            correction=Correction(name="Another", email="", earned_on=award.earned_on),
            reason="A name.",
            by=janelle,
            at=LONG_AGO + 40 * DAY,
        )
    district = stage.organizations["cedar-hollow"]
    whole = StackEdition.objects.filter(stack__owner=None, stack__organization__slug="cedar-hollow")[0]
    for what in (stage.editions["exit-tickets"], whole, rows[0], district):
        endorsing.endorse(
            organization=stage.organizations["harpeth-state"],
            what=what,
            comment="Good.",
            by=voss,
            at=LONG_AGO + 40 * DAY,
        )


def _read(stage: Stage) -> None:
    """What stands around a reading: its window, a phrase, a question, a report, and what it earned."""
    reading, person = Reading.objects.filter(state="concluded")[0], stage.people["ruth-delaney"]
    district = reading.organization
    EditLease.objects.create(reading=reading, window=uuid4(), since=LONG_AGO, until=LONG_AGO + DAY)
    key = reading.round.attempt.edition.criteria.all()[0].key
    Phrase.objects.create(
        person=person,
        micro_credential=reading.round.attempt.micro_credential,
        criterion_key=key,
        text="I saw",
        kept_at=LONG_AGO,
    )
    Question.objects.create(
        round=reading.round, reading=reading, text="Why?", asked_at=LONG_AGO, closes_at=LONG_AGO + DAY
    )
    SafeguardingContact.objects.create(organization=district, person=person, since=LONG_AGO)
    HarmReport.objects.create(
        round=reading.round,
        reading=reading,
        organization=district,
        reporter=person,
        words="A bruise.",
        reported_at=LONG_AGO,
    )
    PayRate.objects.create(
        organization=district, kind="first", since=LONG_AGO.date(), cents=4000, set_at=LONG_AGO
    )
    PayLine.objects.create(
        organization=district,
        evaluator=person,
        about=reading.public_id,
        reading=reading,
        kind="first",
        cents=4000,
        currency="USD",
        accrued_at=LONG_AGO,
    )


def _appeal(stage: Stage) -> None:
    """What may come after a result, and who reads for whom."""
    outcome, person = Outcome.objects.all()[0], stage.people["ruth-delaney"]
    Appeal.objects.create(outcome=outcome, words="Look again.", asked_at=LONG_AGO)
    row = outcome.criteria.select_related("level")[0]
    Raising.objects.create(
        outcome=outcome,
        criterion=row.criterion,
        was=row.level,
        now=row.level,
        was_rank=1,
        now_rank=2,
        why="appeal",
        at=LONG_AGO,
    )
    Signal.objects.create(
        organization=stage.organizations["cedar-hollow"],
        evaluator=person,
        shift=-120,
        monitored=30,
        changed_at=LONG_AGO,
        raised_at=LONG_AGO + DAY,
    )
    DriftChart.objects.create(
        organization=stage.organizations["cedar-hollow"],
        evaluator=person,
        upper=[0.5],
        lower=[0],
        made_at=LONG_AGO,
    )
    BackRead.objects.create(reading=Reading.objects.filter(**SENT)[0], drawn_at=LONG_AGO)
    Unsealing.objects.create(round=Reading.objects.filter(**SENT)[0].round, lead=person, at=LONG_AGO)
    JudgingDefaults.objects.create(
        organization=stage.organizations["cedar-hollow"],
        settings={"launch": 30},
        set_by=person,
        set_at=LONG_AGO,
    )
    Expertise.objects.create(evaluator=person, kind="grade", value="K-2", declared_at=LONG_AGO)
    Partner.objects.create(
        organization=stage.organizations["cedar-hollow"],
        partner=stage.organizations["harpeth-state"],
        since=LONG_AGO,
    )


def _second_question() -> None:
    """Another reading asks about a round that was asked about."""
    asked = Question.objects.all()[0]
    other = Reading.objects.exclude(pk=asked.reading_id)[0]
    Question.objects.create(
        round=asked.round, reading=other, text="Why?", asked_at=LONG_AGO, closes_at=LONG_AGO + DAY
    )


def _same_place(model: type[Model]) -> None:
    """Two of them at one place of one list."""
    first, second = model._base_manager.order_by("pk")[:2]
    place = {name: getattr(first, name) for name in ("status_list", "status_index")}
    model._base_manager.filter(pk=second.pk).update(**place)


def _second_row() -> int:
    """A row of an import that no award names."""
    row = ImportRow.objects.order_by("pk")[0]
    copied = ImportRow.objects.create(
        run=row.run, number=9, standing="known", edition=row.edition, earned_on=row.earned_on
    )
    return copied.pk


def _stack(stage: Stage) -> None:
    """Two complete a stack at once and one asks for its credit; two others agree on a stack of their own."""
    district, cast = stage.organizations["cedar-hollow"], stage.people
    told = document(
        "first", mc("cedar-hollow/exit-tickets"), offers=[offer("cedar-hollow"), offer("cedar-hollow")]
    )
    edition = stacking.load(organization=district, document=told, by=None, at=LONG_AGO)
    tasks.run_all(LONG_AGO + 30 * DAY)
    award, earner = Award.objects.filter(stack=edition.stack).order_by("pk")[0], cast["dana-brown"]
    claiming.ask(award=award, offer=edition.offers.all()[0], note="", by=award.earner, at=LONG_AGO + 31 * DAY)
    own = stacks.begin_personal(
        organization=district,
        key="own",
        title="Own",
        owner=earner,
        partner=cast["walter-finch"],
        by=earner,
        at=LONG_AGO,
    )
    own = stacks.save_draft(stack=own, document=told | {"key": "own"}, revision=1, by=earner, at=LONG_AGO)
    stacks.propose(stack=own, by=earner, at=LONG_AGO)


def _hold(stage: Stage) -> None:
    """A workshop that suggests a micro-credential and a stack, and one who was there."""
    marcus, dana = stage.people["marcus-bell"], stage.people["dana-brown"]
    held = workshops.make(
        organization=stage.organizations["cedar-hollow"],
        title="Talk",
        words="",
        place="The library",
        link="",
        begins=LONG_AGO,
        ends=LONG_AGO + timedelta(hours=1),
        by=marcus,
        at=LONG_AGO,
    )
    tickets, public = stage.editions["exit-tickets"].micro_credential, Stack.objects.get(key="first")
    workshops.suggest(workshop=held, micro_credential=tickets, by=marcus, at=LONG_AGO)
    workshops.suggest(workshop=held, stack=public, by=marcus, at=LONG_AGO)
    workshops.join(workshop=held, by=dana, at=LONG_AGO)


def _propose(stage: Stage) -> None:
    cast, now = stage.people, LONG_AGO
    goal = goals.set_goal(
        organization=stage.organizations["cedar-hollow"],
        title="Every student is heard",
        about="",
        lowest_cents=10_000,
        highest_cents=60_000,
        quorum=1,
        majority=50,
        by=cast["ruth-delaney"],
        at=now,
    )
    for number, tickets in enumerate(stage.editions.values()):
        told = {
            "competency": "You.",
            "activities": "Do.",
            "evidence": "Bring.",
            "rubric": "Look.",
            "hours": 5,
        }
        draft = proposals.begin(goal=goal, title="A course", by=cast["dana-brown"], at=now)
        proposals.write(proposal=draft, title="A course", by=cast["dana-brown"], at=now, **told)  # type: ignore[arg-type]
        if number == 0:
            goals.seat(goal=goal, person=cast["aisha-rahman"], by=cast["ruth-delaney"], at=now)
        proposals.submit(proposal=draft, by=cast["dana-brown"], at=now)
        votes.open_vote(proposal=draft, price_cents=20_000, by=cast["aisha-rahman"], at=now)
        voted = votes.vote(proposal=draft, answer="yes", reason="Good.", by=cast["aisha-rahman"], at=now)
        proposals.become(
            proposal=voted, micro_credential=tickets.micro_credential, by=cast["janelle-wright"], at=now
        )


def _second_from_one_proposal() -> None:
    first, second = Proposal.objects.order_by("pk")[:2]
    Proposal.objects.filter(pk=second.pk).update(micro_credential=first.micro_credential_id)


def _comment_and_share(organization: Any, office: Any) -> None:
    reading = Reading.objects.filter(state="concluded")[0]
    piece = reading.round.pieces.all()[0]
    Moment.objects.create(reading=reading, piece=piece, kind="strength", text="Good.", said_at=LONG_AGO)
    for number, award in enumerate(Award.objects.all()):
        filing = recognition.share(
            award=award, organization=organization, note="", by=award.earner, at=LONG_AGO + 9 * DAY
        )
        if number == 0:
            recognition.file(
                filing=filing, outcome="valid", sentence="Valid.", by=office, at=LONG_AGO + 9 * DAY
            )


def copy(model: type[Model], where: dict[str, Any] | None = None, **changes: Any) -> None:
    """Insert a row again, with the changes; what is unique by its own column gets a fresh value."""
    row = model._default_manager.filter(**where or {}).order_by("pk")[0]
    values = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name != "public_id"
    }
    model._default_manager.bulk_create([model(**values | changes)])


def change(model: type[Model], where: dict[str, Any] | None = None, **changes: Any) -> None:
    """Update one row past everything that guards it."""
    row = model._default_manager.filter(**where or {}).order_by("pk")[0]
    model._default_manager.filter(pk=row.pk).update(**changes)


def _asked_again(thing: str) -> None:
    """Ask the same of the same once more, in a chain of its own."""
    copy(Approval, {f"{thing}__isnull": False, "state": "asked"}, chain=uuid4())


def _second_key_of(credential: type[Credential]) -> None:
    first, second = credential.objects.order_by("pk")[:2]
    credential.objects.filter(pk=second.pk).update(sha256=first.sha256)


def _second_index() -> None:
    first, second = Award.objects.order_by("pk")[:2]
    Award.objects.filter(pk=second.pk).update(status_list=first.status_list, status_index=first.status_index)


def _second_rendition() -> None:
    copy(StoredFile, {"use": "rendition"}, store_key="elsewhere")


def _second_attempt() -> None:
    copy(Attempt, {"state": "awarded"}, state="in_review")


def _two_open_gates() -> None:
    for _ in range(2):
        copy(Gate, ended_at=None, passed=None)


UNKNOWN = "lost"
SENT = {"state": "concluded"}
TRIES: dict[str, Callable[[], object]] = {
    # people
    "a_role_is_held_once_at_a_time": lambda: copy(Membership, title="again"),
    "a_membership_ends_after_it_began": lambda: change(Membership, until=NEVER),
    "a_relation_stands_once": lambda: copy(Relation, {"until": None}),
    "nobody_is_related_to_herself": lambda: change(Relation, target=F("source")),
    "copy_state_is_known": lambda: change(Copy, state="lost"),
    "one_copy_is_made_at_a_time": lambda: copy(Copy, {"state": "asked"}),
    "a_copy_that_is_ready_can_be_taken": lambda: change(Copy, {"state": "ready"}, store_key=""),
    "erasure_state_is_known": lambda: change(Erasure, state="lost", ended_at=F("due_at")),
    "one_erasure_is_asked_at_a_time": lambda: copy(Erasure),
    "an_erasure_is_due_after_it_was_asked": lambda: change(Erasure, due_at=NEVER),
    "an_erasure_that_ended_says_when": lambda: change(Erasure, ended_at=LONG_AGO),
    "a_proof_is_of_somebody": lambda: change(Proof, other=None),
    "only_what_is_proved_is_used": lambda: change(Proof, used_at=NEVER),
    "nobody_proves_to_be_herself": lambda: change(Proof, other=F("person")),
    "nobody_is_merged_with_herself": lambda: change(Merging, gone=F("kept")),
    "an_identifier_belongs_to_one_person": lambda: copy(
        Identifier, person_id=Membership.objects.exclude(person__identifiers__kind="state")[0].person_id
    ),
    # frameworks
    "an_item_belongs_to_one_framework": lambda: copy(Item, digest="another"),
    "an_item_stands_once_below_another": lambda: copy(Place, {"parent__isnull": False}, position=99),
    "an_item_stands_once_at_the_top": lambda: copy(Place, {"parent": None}, position=99),
    "no_item_stands_below_itself": lambda: change(Place, {"parent__isnull": False}, parent=F("item")),
    "places_count_from_one": lambda: change(Place, position=0),
    "an_association_is_kept_once_in_a_framework": lambda: copy(Association),
    "a_micro_credential_aligns_to_an_item_once": lambda: copy(AlignedTo),
    # catalog
    "a_key_is_used_once_in_an_organization": lambda: copy(MicroCredential, edition_id=None, state="draft"),
    "micro_credential_state_is_known": lambda: change(MicroCredential, state=UNKNOWN),
    "only_drafts_lack_an_edition": lambda: change(MicroCredential, edition=None),
    "only_what_is_retired_is_taught_out": lambda: change(
        MicroCredential, {"state": "published"}, teach_out=LONG_AGO.date()
    ),
    "a_document_is_cleared_once_for_a_micro_credential": lambda: copy(Clearance, review=uuid4()),
    "edition_numbers_differ": lambda: copy(Edition, digest="another"),
    "editions_count_from_one": lambda: change(Edition, number=0),
    "a_round_is_read_at_least_once": lambda: change(Edition, readings=0),
    "level_ranks_differ": lambda: copy(Level, key="another"),
    "level_keys_differ": lambda: copy(Level, rank=99),
    "slot_keys_differ": lambda: copy(Slot),
    "criterion_keys_differ": lambda: copy(Criterion),
    "a_policy_values_a_micro_credential_once": lambda: copy(Worth, numerator=99),
    "worth_is_a_fraction": lambda: change(Worth, denominator=0),
    "a_draft_comment_is_settled_after_it_is_said": lambda: change(DraftComment, settled_at=NEVER),
    "a_bookmark_is_set_once": lambda: copy(Save),
    # gating
    "versions_of_a_standard_set_differ": lambda: copy(StandardSet, title="Another"),
    "review_numbers_differ": lambda: copy(Review, {"state": "cleared"}, note="Another"),
    "one_review_of_a_micro_credential_at_a_time": lambda: copy(Review, {"state": "asked"}, number=99),
    "review_state_is_known": lambda: change(Review, {"state": "asked"}, state=UNKNOWN),
    "a_review_that_is_asked_for_is_pinned": lambda: change(Review, {"state": "asked"}, digest=""),
    "a_decided_review_has_its_time": lambda: change(Review, {"state": "cleared"}, decided_at=None),
    "a_reviewer_is_asked_once_for_a_review": lambda: copy(Seat),
    "a_reviewer_answers_a_standard_once": lambda: copy(Answer, {"side": "reviewer"}),
    "authors_answer_a_standard_once": lambda: copy(Answer, {"side": "author"}),
    "a_standard_is_answered_from_a_known_side": lambda: change(Answer, {"side": "author"}, side="friend"),
    "an_answer_is_one_of_three_or_open": lambda: change(Answer, answer="nearly"),
    "an_address_is_noted_once_for_a_micro_credential": lambda: copy(Link),
    "a_link_is_in_a_known_state": lambda: change(Link, state=UNKNOWN),
    "a_link_that_answers_has_answered": lambda: change(Link, {"state": "ok"}, answered_at=None),
    # finding
    "there_is_one_index": lambda: Index.objects.create(pk=2, changed_at=LONG_AGO),
    "a_value_is_held_once_in_its_facet": lambda: copy(Holding),
    "a_known_word_stands_somewhere": lambda: change(Word, entries=0),
    "a_common_word_is_held_once_at_a_place": lambda: Posting.objects.bulk_create(
        Posting(word="talk", place="title", keys=b"") for _ in range(2)
    ),
    "a_part_belongs_to_a_stack_once": lambda: copy(Belonging),
    "a_persons_saved_searches_have_names_of_their_own": lambda: copy(SavedSearch),
    "a_saved_search_has_a_name": lambda: change(SavedSearch, name=""),
    # evidence
    "attempt_state_is_known": lambda: change(Attempt, {"state": "awarded"}, state=UNKNOWN),
    "one_live_attempt_for_an_earner_and_micro_credential": _second_attempt,
    "only_unsent_attempts_lack_a_submission_date": lambda: change(Attempt, {"state": "working"}, state="met"),
    "a_slot_is_one_part_of_an_attempt": lambda: copy(Part),
    "round_numbers_differ": lambda: copy(Round),
    "a_round_is_recalled_after_it_was_submitted": lambda: change(Round, recalled_at=NEVER),
    "a_piece_is_frozen_once_a_round": lambda: copy(RoundPiece),
    "one_self_rating_a_criterion": lambda: copy(SelfRating),
    "only_coaches_read_the_working_area": lambda: change(
        Grant, {"purpose": "coach"}, purpose="evaluate", round=None
    ),
    "only_whole_files_are_attached": lambda: change(StoredFile, {"state": "pending"}, state="attached"),
    "one_rendition_of_a_use": _second_rendition,
    "an_upload_stays_within_its_length": lambda: change(Upload, offset=F("length") + 1),
    "a_part_has_one_text": lambda: copy(Piece, {"kind": "text"}),
    "a_piece_holds_what_its_kind_says": lambda: change(Piece, {"kind": "file"}, text="words"),
    "only_entries_have_times_and_a_place": lambda: change(Piece, {"kind": "text"}, place="A library"),
    "an_entry_ends_after_it_begins": lambda: copy(
        Piece, {"kind": "text"}, kind="entry", begins=time(10), ends=time(9)
    ),
    "a_frozen_entry_says_when_it_was": lambda: change(RoundPiece, {"kind": "text"}, kind="entry"),
    "consent_says_who_and_by_what_form": lambda: change(Consent, form=""),
    # calibration
    "a_scale_is_one_pool_of_an_organization": lambda: copy(Pool),
    "a_training_use_is_withdrawn_after_it_was_given": lambda: change(TrainingUse, withdrawn_at=NEVER),
    # examples
    "example_state_is_known": lambda: change(Example, state=UNKNOWN),
    "an_example_is_answered_before_it_goes_on": lambda: change(
        Example, {"state": "published"}, answered_at=None
    ),
    "a_published_example_says_since_when": lambda: change(Example, {"state": "published"}, published_at=None),
    "one_permission_a_piece_of_an_example": lambda: copy(Permission),
    "a_permission_is_withdrawn_after_it_was_given": lambda: change(Permission, withdrawn_at=NEVER),
    "anchor_state_is_known": lambda: change(Anchor, state=UNKNOWN),
    "an_anchor_has_one_known_use": lambda: change(Anchor, use="fun"),
    "an_anchor_without_evidence_is_burnt": lambda: change(Anchor, round=None),
    "a_burnt_anchor_says_when_and_why": lambda: change(Anchor, state="burnt"),
    "an_agreed_anchor_has_its_time": lambda: change(Anchor, agreed_at=None),
    "one_agreed_level_a_criterion_and_anchor": lambda: copy(KeyLevel),
    "an_agreed_level_says_why": lambda: change(KeyLevel, rationale=""),
    "qualification_state_is_known": lambda: change(Qualification, state=UNKNOWN),
    "one_qualification_a_person_and_pool": lambda: copy(Qualification),
    "who_may_read_has_passed_the_gate_for_a_time": lambda: change(Qualification, passed_at=None),
    "cooling_off_has_an_end": lambda: change(Qualification, state="cooling_off"),
    "a_lost_qualification_says_why": lambda: change(Qualification, state="lapsed"),
    "a_lesson_is_finished_once": lambda: copy(LessonDone),
    "one_gate_is_taken_at_a_time": _two_open_gates,
    "a_gate_that_ended_has_its_result": lambda: change(Gate, passed=None),
    "a_gate_counts_no_more_than_there_was": lambda: change(Gate, exact=99),
    "one_concern_is_open_at_a_time": lambda: copy(Concern),
    "a_decided_concern_has_its_time": lambda: change(Concern, outcome="dropped"),
    "an_evaluator_has_one_open_signal": lambda: copy(Signal),
    "an_evaluator_has_one_chart_of_drift": lambda: copy(DriftChart),
    "a_closed_signal_says_what_came_of_it": lambda: change(Signal, outcome="coached"),
    "a_signal_follows_the_change": lambda: change(Signal, raised_at=NEVER),
    "coaching_has_words_and_a_time": lambda: change(Signal, coaching="Read the levels again."),
    "a_signal_points_one_way": lambda: change(Signal, shift=0),
    "she_meets_an_anchor_once": lambda: copy(Sheet),
    "only_sheets_of_the_gate_belong_to_one": lambda: change(Sheet, {"purpose": "gate"}, gate=None),
    "a_sheet_is_sent_after_it_is_begun": lambda: change(Sheet, sent_at=NEVER),
    "one_rating_a_criterion_and_sheet": lambda: copy(SheetRating),
    "a_declaration_holds_for_a_time": lambda: change(Declaration, holds_until=NEVER),
    "a_conflict_names_one_thing": lambda: change(Conflict, school=""),
    # evaluation
    "reading_state_is_known": lambda: change(Reading, SENT, state=UNKNOWN),
    "reading_reason_is_known": lambda: change(Reading, SENT, reason=UNKNOWN),
    "a_lead_unseals_a_round_once": lambda: copy(Unsealing),
    "feedback_that_was_looked_at_has_a_finding": lambda: change(BackRead, finding="sound"),
    "who_asks_for_better_feedback_says_how": lambda: change(BackRead, finding="vague", read_at=LONG_AGO),
    "a_decided_appeal_says_what_came_of_it": lambda: change(Appeal, decided_at=LONG_AGO),
    "a_result_is_never_lowered": lambda: change(Raising, now_rank=1),
    "a_result_is_raised_for_a_known_reason": lambda: change(Raising, why=UNKNOWN),
    "an_expertise_is_declared_once": lambda: copy(Expertise),
    "an_expertise_is_of_a_known_kind": lambda: change(Expertise, kind=UNKNOWN),
    "a_partner_is_named_once": lambda: copy(Partner),
    "no_organization_is_its_own_partner": lambda: change(Partner, partner_id=F("organization_id")),
    "one_standing_reading_a_place": lambda: copy(Reading, SENT, state="open", evaluator_id=None),
    "an_evaluator_reads_a_round_once": lambda: copy(Reading, SENT, place=2),
    "only_unclaimed_readings_lack_an_evaluator": lambda: change(Reading, SENT, evaluator=None),
    "a_claim_has_a_lease": lambda: change(Reading, SENT, state="claimed", leased_until=None),
    "a_concluded_reading_has_its_time": lambda: change(Reading, SENT, concluded_at=None),
    "one_rating_a_criterion_and_reading": lambda: copy(Rating),
    "a_moment_is_a_time_or_a_page": lambda: change(Moment, page=2, at_seconds=1.0),
    "a_window_edits_for_a_time": lambda: change(EditLease, until=None),
    "a_phrase_is_kept_once_a_criterion": lambda: copy(Phrase),
    "a_phrase_has_words": lambda: change(Phrase, text=""),
    "one_clarifying_question_a_round": _second_question,
    "a_question_waits_a_while": lambda: change(Question, closes_at=F("asked_at")),
    "a_question_has_words": lambda: change(Question, text=""),
    "a_safeguarding_contact_is_named_once": lambda: copy(SafeguardingContact),
    "a_contact_ends_after_it_began": lambda: change(SafeguardingContact, until=NEVER),
    "a_reading_has_one_open_report": lambda: copy(HarmReport),
    "a_report_says_what_was_seen": lambda: change(HarmReport, words=""),
    "a_closed_report_says_who_closed_it_and_why": lambda: change(HarmReport, closed_at=LONG_AGO),
    "one_rate_a_kind_and_day": lambda: copy(PayRate),
    "a_rate_is_for_a_known_kind": lambda: change(PayRate, kind=UNKNOWN),
    "work_is_paid_once": lambda: copy(PayLine),
    "pay_is_for_a_known_kind": lambda: change(PayLine, kind=UNKNOWN),
    "a_payment_says_who_paid": lambda: change(PayLine, paid_at=LONG_AGO),
    "a_moment_is_not_before_the_start": lambda: change(Moment, at_seconds=-0.1),
    "one_outcome_a_criterion_and_round": lambda: copy(CriterionOutcome),
    "only_met_criteria_are_carried": lambda: change(CriterionOutcome, met=False, carried=True),
    # issuing
    "an_issuer_signs_with_one_key_of_a_kind": lambda: copy(SigningKey, key_ref="another"),
    "the_kind_of_a_key_is_known": lambda: change(SigningKey, kind="P-384"),
    "the_place_of_a_key_is_known": lambda: change(SigningKey, place="the doormat"),
    "a_key_is_retired_after_it_began": lambda: change(SigningKey, retired_at=LONG_AGO - 99 * DAY),
    "a_compromised_key_is_retired_and_says_why": lambda: change(
        SigningKey, retired_at=LONG_AGO + 99 * DAY, compromised_at=LONG_AGO
    ),
    "a_list_gives_no_more_places_than_it_has": lambda: change(StatusList, given=F("size") + 1),
    "award_state_is_known": lambda: change(Award, state=UNKNOWN),
    "a_status_index_is_given_once": _second_index,
    "a_certification_is_awarded_once": lambda: copy(Award, {"qualification__isnull": False}, status_index=7),
    "a_certification_runs_out": lambda: change(Award, {"qualification__isnull": False}, expires_at=None),
    "an_award_is_for_one_thing": lambda: change(Award, {"stack": None}, attempt=None),
    "a_past_achievement_is_awarded_once": lambda: copy(
        Award, {"import_row__isnull": False}, import_row_id=_second_row(), status_index=131_071
    ),
    "an_award_expires_after_it_was_earned": lambda: change(Award, expires_at=F("earned_at")),
    "a_version_of_a_badge_is_one": lambda: copy(FormerCredential, status_index=131_071),
    "a_former_status_index_is_given_once": lambda: _same_place(FormerCredential),
    "a_correction_says_why": lambda: change(FormerCredential, reason=""),
    "a_version_is_replaced_after_it_was_signed": lambda: change(FormerCredential, replaced_at=NEVER),
    "snapshot_numbers_differ": lambda: copy(Snapshot),
    "snapshots_count_from_one": lambda: change(Snapshot, number=0),
    "snapshot_tier_is_known": lambda: change(Snapshot, tier=UNKNOWN),
    "snapshot_verdict_is_known": lambda: change(Snapshot, verdict=UNKNOWN),
    "only_a_full_report_says_supported": lambda: change(Snapshot, verdict="supported"),
    "an_action_says_what_was_done": lambda: change(Action, text=""),
    "endorsement_state_is_known": lambda: change(Endorsement, state=UNKNOWN),
    "an_endorsement_is_of_one_thing": lambda: change(
        Endorsement, {"issuer": None}, issuer_id=F("organization_id") - 1
    ),
    "nobody_endorses_itself": lambda: change(
        Endorsement, {"issuer__isnull": False}, issuer_id=F("organization_id")
    ),
    "an_endorsement_that_was_given_is_signed": lambda: change(Endorsement, text=""),
    "an_endorsement_has_a_place_of_its_own": lambda: _same_place(Endorsement),
    **{
        f"one_endorses_{name}_once": partial(
            copy, Endorsement, {f"{field}__isnull": False}, status_index=131_071
        )
        for field, name in ENDORSED.items()
    },
    "drawings_differ": lambda: copy(Drawing),
    "forms_differ": lambda: copy(Form),
    "import_state_is_known": lambda: change(Import, state=UNKNOWN, ended_at=None),
    "an_import_runs_after_it_was_checked": lambda: change(Import, begun_at=NEVER),
    "an_import_that_ended_says_when": lambda: change(Import, ended_at=None),
    "a_row_stands_once_in_an_import": lambda: copy(ImportRow),
    "access_tokens_differ": lambda: copy(AccessToken, run_id=Import.objects.filter(token=None)[0].pk),
    "the_scope_of_a_token_is_known": lambda: change(AccessToken, scope=UNKNOWN),
    "a_token_is_revoked_after_it_was_made": lambda: change(AccessToken, revoked_at=NEVER),
    "a_request_with_a_key_is_answered_once": lambda: copy(
        TokenRequest, row_id=ImportRow.objects.filter(request=None)[0].pk
    ),
    "a_row_is_ready_known_or_faulty": lambda: change(ImportRow, standing=UNKNOWN),
    "a_row_without_faults_says_what_was_earned_when": lambda: change(ImportRow, earned_on=None),
    "a_stack_is_awarded_once_to_an_earner": lambda: copy(
        Award, {"stack__isnull": False}, status_index=131_071
    ),
    "an_award_is_made_after_it_was_earned": lambda: change(
        Award, made_at=F("earned_at") - timedelta(hours=1)
    ),
    "a_revocation_says_why": lambda: change(Award, state="revoked"),
    "credentials_differ": lambda: _second_key_of(Credential),
    # recognition
    "a_policy_is_applied_to_an_award_once": lambda: copy(Applied),
    "an_amount_is_a_fraction": lambda: change(Applied, denominator=0),
    "what_does_not_count_is_nothing": lambda: change(Applied, counted=False, numerator=6),
    "a_badge_is_shared_once_with_one": lambda: copy(Filing),
    "a_filing_says_who_and_when": lambda: change(Filing, {"filed_at": None}, filed_at=LONG_AGO + 99 * DAY),
    "what_is_filed_is_not_withdrawn": lambda: change(
        Filing, {"filed_at__isnull": False}, withdrawn_at=LONG_AGO
    ),
    "a_badge_is_filed_after_it_was_shared": lambda: change(
        Filing, {"filed_at__isnull": False}, filed_at=NEVER
    ),
    "credit_is_asked_for_once": lambda: copy(CreditClaim),
    "claim_state_is_known": lambda: change(CreditClaim, state=UNKNOWN),
    "a_refused_claim_says_why": lambda: change(
        CreditClaim, state="refused", decided_at=LONG_AGO, decided_by=Membership.objects.all()[0].person_id
    ),
    "a_decided_claim_says_who_and_when": lambda: change(CreditClaim, state="confirmed"),
    # stacks
    "a_stack_key_is_used_once_in_an_organization": lambda: copy(Stack, edition_id=None, state="draft"),
    "stack_state_is_known": lambda: change(Stack, {"owner": None}, state=UNKNOWN),
    "what_is_announced_has_an_edition": lambda: change(Stack, {"state": "offered"}, edition=None),
    "a_personal_stack_is_agreed_between_two": lambda: change(
        Stack, {"owner__isnull": False}, partner=F("owner")
    ),
    "only_a_personal_stack_ends": lambda: change(
        Stack, {"state": "offered", "owner": None}, state="ended", ended_at=LONG_AGO, ended_because="Over."
    ),
    "what_has_ended_says_when_and_why": lambda: change(Stack, {"owner": None}, ended_at=LONG_AGO),
    "stack_edition_numbers_differ": lambda: copy(StackEdition, digest="another"),
    "stack_editions_count_from_one": lambda: change(StackEdition, number=0),
    "an_edition_lists_a_part_once": lambda: copy(StackPart, position=9),
    "a_part_is_of_a_known_kind": lambda: change(StackPart, kind=UNKNOWN),
    "offers_of_an_edition_have_an_order": lambda: copy(CreditOffer),
    "credits_are_a_fraction": lambda: change(CreditOffer, denominator=0),
    "one_agrees_to_an_edition_once": lambda: copy(Agreement),
    # plans
    "a_goal_bounds_its_price": lambda: change(Goal, lowest_cents=99_999),
    "a_panel_decides_by_a_vote": lambda: change(Goal, quorum=0),
    "a_majority_is_at_least_half": lambda: change(Goal, majority=49),
    "a_person_sits_once_on_a_panel": lambda: copy(PanelSeat),
    "proposal_state_is_known": lambda: change(
        Proposal, state=UNKNOWN, micro_credential=None, price_cents=20_000
    ),
    "a_price_is_set_before_the_vote": lambda: change(Proposal, price_cents=None),
    "a_price_stays_within_its_bounds": lambda: change(Proposal, price_cents=60_001),
    "what_became_a_micro_credential_names_it": lambda: change(Proposal, micro_credential=None),
    "a_micro_credential_comes_from_one_proposal": _second_from_one_proposal,
    "a_person_is_in_a_group_once": lambda: copy(Member),
    "a_panelist_votes_once_a_round": lambda: copy(Vote),
    "a_vote_says_why": lambda: change(Vote, reason=""),
    "a_vote_is_yes_no_or_changes": lambda: change(Vote, answer="maybe"),
    # workshops
    "a_workshop_ends_after_it_begins": lambda: change(Workshop, ends=NEVER),
    "a_workshop_is_held_somewhere": lambda: change(Workshop, place="", link=""),
    "a_workshop_has_a_code": lambda: change(Workshop, code=""),
    "a_follow_on_is_a_micro_credential_or_a_stack": lambda: change(
        FollowOn, {"stack": None}, micro_credential=None
    ),
    "a_micro_credential_is_suggested_once": lambda: copy(FollowOn, {"stack": None}, position=9),
    "a_stack_is_suggested_once": lambda: copy(FollowOn, {"micro_credential": None}, position=9),
    "a_person_is_at_a_workshop_once": lambda: copy(Attendance),
    # trust
    "a_list_of_issuers_is_kept_once": lambda: copy(ListOfIssuers),
    "a_list_of_issuers_is_removed_after_it_was_kept": lambda: change(ListOfIssuers, removed_at=NEVER),
    "an_issuer_is_pinned_once_by_hand": lambda: copy(Pin, {"of_list": None}),
    "a_list_names_an_issuer_once": lambda: copy(Pin, {"ground": "list"}),
    "only_a_lists_pin_is_of_a_list": lambda: change(Pin, {"ground": "live"}, ground="list"),
    "an_issuer_is_unpinned_after_it_was_pinned": lambda: change(Pin, removed_at=NEVER),
    "a_pin_holds_a_key_once": lambda: copy(PinnedKey),
    "a_pinned_key_ends_after_it_began": lambda: change(PinnedKey, since=LONG_AGO, until=NEVER),
    # approvals
    "approval_state_is_known": lambda: change(Approval, {"state": "asked"}, state=UNKNOWN),
    "an_approval_is_of_one_thing": lambda: change(Approval, {"award__isnull": False}, award=None),
    "a_chain_has_one_link_in_each_place": lambda: copy(Approval, {"state": "refused"}),
    "a_decided_approval_says_who_and_when": lambda: change(Approval, {"state": "refused"}, decided_by=None),
    "a_refused_approval_says_why": lambda: change(Approval, {"state": "refused"}, reason=""),
    "an_approval_is_decided_after_it_was_asked": lambda: change(
        Approval, {"state": "refused"}, decided_at=NEVER
    ),
    "an_approval_sets_an_amount_within_its_bounds": lambda: change(
        Approval, {"state": "refused"}, state="approved", least_cents=100, most_cents=200, sets_cents=300
    ),
    **{f"approval_of_{name}_is_asked_once": partial(_asked_again, thing) for thing, name in APPROVED.items()},
    "an_approver_is_named_once": lambda: copy(Approver),
    "an_approver_ends_after_she_began": lambda: change(Approver, until_on=NEVER.date()),
    "a_delegation_ends_after_it_began": lambda: change(Delegation, until_on=NEVER.date()),
    "nobody_delegates_to_herself": lambda: change(Delegation, taker=F("giver")),
    "an_exception_lifts_a_known_gate": lambda: change(Waiver, gate=UNKNOWN),
    "an_exception_has_a_reason_and_is_signed": lambda: change(Waiver, text=""),
    "an_exception_is_made_once": lambda: copy(Waiver),
    "an_exception_taken_back_says_who_and_why": lambda: change(Waiver, withdrawn_at=F("made_at")),
    # final decisions, payments and transcripts
    "a_decision_has_a_known_state": lambda: change(FinalDecision, state=UNKNOWN),
    "a_decision_can_be_made_again": lambda: change(FinalDecision, facts=""),
    "a_decision_is_made_once": lambda: copy(FinalDecision),
    "a_decision_set_aside_says_who_and_why": lambda: change(FinalDecision, set_aside_at=F("made_at")),
    "a_decision_spends_a_record_once": lambda: copy(Spending),
    "what_is_spent_is_above_zero": lambda: change(Spending, numerator=0),
    "a_year_has_one_budget_a_policy": lambda: copy(Budget),
    "batches_are_numbered": lambda: copy(Batch),
    "a_batch_holds_something": lambda: change(Batch, content=""),
    "nothing_is_paid_twice": lambda: copy(Instruction, {"state": "exported"}),
    "payment_state_is_known": lambda: change(Instruction, {"state": "held"}, state=UNKNOWN),
    "what_is_exported_is_in_a_batch": lambda: change(Instruction, {"state": "held"}, state="exported"),
    "what_is_due_has_an_amount": lambda: change(Instruction, {"state": "exported"}, cents=None),
    "what_is_held_or_stopped_says_why": lambda: change(Instruction, {"state": "held"}, held=""),
    "what_is_released_says_who_and_why": lambda: change(Instruction, released_because="May 4"),
    "a_transcript_says_whose_it_is_and_is_signed": lambda: change(Transcript, text=""),
    "payment_run_state_is_known": lambda: change(PaymentRun, {"state": "waiting"}, state=UNKNOWN),
    "payments_are_worked_out_one_run_at_a_time": lambda: copy(PaymentRun, {"state": "waiting"}),
    "a_payment_run_looks_at_no_more_than_its_people": lambda: change(PaymentRun, looked=9),
    "a_payment_run_that_ended_says_when": lambda: change(PaymentRun, {"state": "failed"}, ended_at=None),
    "a_failed_payment_run_says_why": lambda: change(PaymentRun, {"state": "failed"}, problem=""),
    "a_batch_comes_of_a_handing_over": lambda: change(
        PaymentRun, {"state": "waiting"}, batch=Batch.objects.order_by("pk")[0]
    ),
    "packet_state_is_known": lambda: change(Packet, {"state": "waiting"}, state=UNKNOWN),
    "a_packet_is_made_once_at_a_time": lambda: copy(Packet, {"state": "waiting"}),
    "a_packet_that_ended_says_when": lambda: change(Packet, {"state": "done"}, ended_at=None),
    "a_packet_that_is_made_holds_something": lambda: change(Packet, {"state": "done"}, size=0),
    "a_failed_packet_says_why": lambda: change(Packet, {"state": "done"}, state="failed"),
    # portfolios
    "a_badge_is_shown_to_a_known_audience": lambda: change(Showing, audience=UNKNOWN),
    "a_showing_is_of_one_badge": lambda: change(Showing, award=None),
    "pins_are_counted_from_one": lambda: change(Showing, place=0),
    "a_piece_is_shown_once_with_a_badge": lambda: copy(ShownPiece),
    "a_shown_piece_is_shown_to_somebody": lambda: change(ShownPiece, audience="private"),
    "a_collection_is_shown_to_a_known_audience": lambda: change(Collection, audience=UNKNOWN),
    "a_collection_has_a_title": lambda: change(Collection, title=""),
    "a_collection_is_changed_after_it_was_made": lambda: change(Collection, changed_at=NEVER),
    "a_badge_is_once_in_a_collection": lambda: copy(Placement, position=9),
    "a_badge_from_elsewhere_is_once_in_a_collection": lambda: copy(Placement, {"award": None}, position=9),
    "a_placement_is_of_one_badge": lambda: change(Placement, award=None),
    "a_share_link_opens_one_thing": lambda: change(ShareLink, {"showing": None}, collection=None),
    "a_share_link_ends_after_it_was_made": lambda: change(ShareLink, expires_at=NEVER),
    "a_share_link_is_withdrawn_after_it_was_made": lambda: change(ShareLink, withdrawn_at=NEVER),
    "openings_are_counted_once_a_day": lambda: copy(Opening),
    "an_opening_was_opened": lambda: change(Opening, count=0),
    # badges from elsewhere
    "a_file_from_elsewhere_is_kept_once_by_a_person": lambda: copy(Original),
    "a_file_from_elsewhere_came_by_a_known_way": lambda: change(Original, came_by=UNKNOWN),
    "a_badge_from_elsewhere_is_kept_once_by_a_person": lambda: copy(ForeignBadge),
    "a_badge_from_elsewhere_has_a_known_form": lambda: change(ForeignBadge, form=UNKNOWN),
    "foreign_state_is_known": lambda: change(ForeignBadge, state=UNKNOWN),
    "foreign_standing_is_known": lambda: change(ForeignBadge, standing=UNKNOWN),
    "a_withdrawn_badge_from_elsewhere_says_when": lambda: change(ForeignBadge, state="withdrawn"),
    "a_confirmed_badge_says_on_which_ground": lambda: change(ForeignBadge, confirmed=True, ground="handed"),
    "a_badge_shown_to_be_hers_says_by_which_address": lambda: change(ForeignBadge, given_to=""),
    "a_change_elsewhere_is_of_a_known_kind": lambda: change(Change, kind=UNKNOWN),
    "a_change_elsewhere_is_told_in_words": lambda: change(Change, words=""),
    "a_change_elsewhere_is_seen_after_it_was_noticed": lambda: change(Change, seen_at=NEVER),
    "a_statement_says_something": lambda: change(Statement, words=""),
    "a_statement_is_removed_after_it_was_made": lambda: change(Statement, removed_at=NEVER),
    "a_badge_has_one_statement_of_its_earner": lambda: copy(Statement),
    "a_statement_file_is_kept_whole": lambda: change(StatementFile, size=0),
    "a_statement_file_is_removed_after_it_was_added": lambda: change(StatementFile, removed_at=NEVER),
    # records
    "a_license_is_held_once_under_a_policy": lambda: copy(License),
    "a_license_ends_after_it_starts": lambda: change(License, ends_on=NEVER.date()),
    "a_goal_is_pursued_once": lambda: copy(Pursuit),
    "a_goal_names_a_decision": lambda: change(Pursuit, decision=""),
    "entered_state_is_known": lambda: change(OtherRecord, state=UNKNOWN),
    "a_record_amounts_to_something": lambda: change(OtherRecord, numerator=0),
    "a_record_is_earned_after_it_began": lambda: change(OtherRecord, earned_on=NEVER.date()),
    "a_withdrawn_record_says_when": lambda: change(OtherRecord, removed_at=LONG_AGO),
    "a_document_is_kept_whole": lambda: change(RecordDocument, size=0),
    "a_document_is_removed_after_it_was_added": lambda: change(RecordDocument, removed_at=NEVER),
    "a_relation_is_of_a_known_kind": lambda: change(Sighting, kind=UNKNOWN),
    "a_relation_to_an_organization_stands_once": lambda: copy(Sighting),
    "a_relation_ends_after_it_began": lambda: change(Sighting, until_on=NEVER.date()),
    # policies
    "a_policy_key_is_kept_by_one": lambda: copy(Policy),
    "policy_version_state_is_known": lambda: change(PolicyVersion, {"state": "in_use"}, state=UNKNOWN),
    "policy_versions_count_from_one": lambda: change(PolicyVersion, number=0),
    "a_policy_version_has_a_text": lambda: change(PolicyVersion, text=""),
    "a_number_of_a_policy_is_in_use_once": lambda: copy(
        PolicyVersion, {"state": "in_use"}, identity="another"
    ),
    "what_a_policy_says_is_kept_once": lambda: copy(PolicyVersion, {"state": "in_use"}, number=9),
    "a_withdrawn_policy_says_when_and_why": lambda: change(
        PolicyVersion, {"state": "withdrawn"}, withdrawn_why=""
    ),
    "a_policy_draft_is_saved_after_it_was_begun": lambda: change(PolicyDraft, saved_at=NEVER),
    "a_removed_draft_became_nothing": lambda: change(
        PolicyDraft, removed_at=LONG_AGO, version=PolicyVersion.objects.order_by("pk")[0]
    ),
    "an_accept_list_key_is_used_once": lambda: copy(AcceptList),
    "an_accept_entry_is_about_one_thing": lambda: change(AcceptEntry, outside_issuer="did:web:example.org"),
    "an_accept_entry_asks_for_a_known_tier": lambda: change(AcceptEntry, least_tier=UNKNOWN),
    "an_accept_entry_ends_after_it_began": lambda: change(AcceptEntry, until_on=NEVER.date()),
    "an_accept_entry_is_removed_after_it_was_added": lambda: change(AcceptEntry, removed_at=NEVER),
    "what_if_state_is_known": lambda: change(Trial, {"state": "waiting"}, state=UNKNOWN),
    "a_what_if_looks_at_no_more_than_its_people": lambda: change(Trial, looked=9),
    "a_what_if_that_ended_says_when": lambda: change(Trial, {"state": "done"}, ended_at=None),
    "a_finished_what_if_found_something": lambda: change(Trial, {"state": "done"}, found=None),
    "a_what_if_keeps_whole_sums_only_while_it_runs": lambda: change(Trial, {"state": "done"}, so_far={}),
    "a_failed_what_if_says_why": lambda: change(
        Trial, {"state": "waiting"}, state="failed", ended_at=LONG_AGO + 9 * DAY
    ),
    # archives
    "archive_state_is_known": lambda: change(Archive, state=UNKNOWN),
    "one_archive_is_made_at_a_time": lambda: copy(Archive, {"state": "asked"}),
    "an_archive_that_is_ready_is_whole_and_expires": lambda: change(Archive, {"state": "ready"}, size=0),
    "an_archive_that_failed_says_why": lambda: change(Archive, {"state": "asked"}, state="failed"),
    "arrival_state_is_known": lambda: change(Arrival, state=UNKNOWN, ended_at=None),
    "an_arrival_stays_within_its_length": lambda: change(Arrival, offset=1_000_000),
    "a_refused_arrival_says_why": lambda: change(Arrival, {"state": "refused"}, problem=""),
    "an_arrival_that_ended_says_when": lambda: change(Arrival, {"state": "refused"}, ended_at=None),
    # coaching, ledger, outbox
    "a_coach_is_invited_once_to_an_attempt": lambda: copy(Invitation),
    "the_ledger_never_forks": lambda: copy(Entry, digest="another"),
    "ledger_digests_differ": lambda: copy(Entry, previous="another"),
    "one_message_per_event_recipient_and_channel": lambda: copy(Message),
}
