"""Nothing sealed leaks: every page, part, file and name within reach of each reader, in each phase of judging."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.models import Reading, Why
from cairn.domain.evidence.models import Attempt, StoredFile
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import current_round
from cairn.domain.people.models import Person
from cairn.domain.people.operations import describe, take_role
from cairn.workflows import appealing, coaching, evaluating, tasks
from tests.judging import sent, under
from tests.walk import DAY, stage

__all__ = ["stage"]

WHO = "Zephyrine Quillfeather"
LEGAL = "Dana Brown"
SCHOOL = "Hollyhock Lane Academy"
FILE = "quillfeather-room-12.pdf"
LINK = re.compile(r'(?:href|src|action|hx-get|data-[a-z-]+)="(/[^"#]*)')
# Where judging shows. What somebody may open in another role than a reader's is no leak.
FOLLOWED = re.compile(r"^/(reviews|evaluating|calibration|work|coaching|portfolio|files)/|/judging/disputes/")
# On a sheet every level stands with its words; elsewhere none may, and on a new sheet none may be chosen.
LEVELS = ("Emerging", "Developing", "Proficient", "Exemplary")
CHOSEN = re.compile(r"<input[^>]*name=\"level-[^>]* checked")
SHEET = re.compile(r"^/reviews/[0-9a-f-]{36}/")
READERS = ("Tomasz Nowak", "Hannah Kim", "Janelle Wright", "Luis Ortega")
FILE_LIKE = re.compile(r"^/files/|/pages/")
TRY = re.compile(r"\b(round|try|attempt)( number)? \d", re.IGNORECASE)
REASONS = {str(why.label) for why in Why} | {why.value for why in (Why.NEAR_CUT, Why.REREAD, Why.BACK_READ)}
MOST = 30


@dataclass
class Case:
    """One piece of work on its way, and what each evaluator wrote of it: words that occur nowhere else."""

    stage: Stage
    attempt: Attempt
    now: datetime
    words: dict[str, str] = field(default_factory=dict)

    def read(self, key: str, **levels: str) -> None:
        """Let somebody read all that her reading asks for; every text of hers holds a word of her own."""
        reading = walking.claim(self.attempt, self.stage.people[key], at=self.now)
        word = self.words[key] = f"canary{key.replace('-', '')}"
        criteria = queries.criteria_of(reading)
        walking.comment(reading, at=self.now, text=f"{word} moment")
        walking.rate(
            reading,
            at=self.now,
            levels={each.key: levels.get(each.key, "exemplary") for each in criteria},
            words={each.key: f"{word} feedback on {each.key}" for each in criteria},
        )
        walking.send(reading, summary=f"{word} summary", at=self.now)

    def hold(self, key: str) -> Reading:
        """Let somebody take the next reading, so that its sheet and evidence are within her reach."""
        return walking.claim(self.attempt, self.stage.people[key], at=self.now)


@pytest.fixture
def case(stage: Stage) -> Case:
    """Work under two readings and a third try doubled, submitted by somebody with a telling name, school and file."""
    now = timezone.now()
    dana = stage.people["dana-brown"]
    describe(person=dana, display_name=WHO, time_zone=dana.time_zone, by=dana, at=now)
    dana.memberships.update(title=SCHOOL)
    roles = dict.fromkeys(("hannah-kim", "ruth-delaney", "luis-ortega", "grace-okafor"), "evaluator")
    for key, role in {**roles, "deshawn-carter": "lead"}.items():
        take_role(
            person=stage.people[key],
            organization=stage.organizations["cedar-hollow"],
            role=role,
            by=None,
            at=now - DAY,
        )
    begun = attempts.start(edition=under(stage, readings=2), by=dana, at=now - DAY)
    coach = stage.people["marcus-bell"]
    coaching.invite(attempt=begun, coach=coach, message="Look.", by=dana, at=now - DAY)
    walking.fill(begun, at=now - DAY)
    StoredFile.objects.filter(owner=dana, original=None).update(name=FILE)
    walking.submit(begun, at=now - DAY)
    return Case(stage, begun, now)


def within_reach(person: Person, starts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Address, and headers and text, of every page, part and file that links lead to from `starts`."""
    client = Client()
    client.force_login(person)
    waiting, seen = list(starts), set(starts)
    for _ in range(MOST):
        if not waiting:
            return
        address = waiting.pop(0)
        # A part is what its page shows; only the sheet's are made by themselves.
        for headers in ({}, {"HX-Request": "true"})[: 2 if SHEET.match(address) else 1]:
            answer = client.get(address, headers=headers)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            text = unescape(body.decode("utf-8", "replace"))
            assert answer.status_code in {200, 301, 302, 304, 403, 404, 405}, (person, address)
            yield address, f"{answer.headers}\n{text}"
            if not answer.headers.get("Content-Type", "").startswith("text/html"):
                break
            found = {unescape(each) for each in LINK.findall(body.decode("utf-8", "replace"))}
            fresh = sorted(each for each in found - seen if FOLLOWED.search(each))
            # One file and one picture of a page stand for all: each says the same of itself.
            fresh = [each for each in fresh if not FILE_LIKE.search(each)] + [
                each for each in fresh if FILE_LIKE.search(each)
            ][:1]
            waiting += fresh
            seen |= set(fresh)


def leaks(case: Case, key: str, sealed: Iterable[str], *, blind: bool) -> dict[str, set[str]]:
    """What of the sealed texts stands where within reach; for a `blind` reader also who, which try, and why."""
    person = case.stage.people[key]
    fresh = not Reading.objects.filter(evaluator=person, state="concluded").exists()
    mine = Reading.objects.filter(evaluator=person, round__attempt=case.attempt)
    sheets = [f"/reviews/{each.public_id}/" for each in mine]
    starts = ["/reviews/", *sheets] if blind else ["/work/", "/coaching/", "/portfolio/", *sheets]
    hidden = {
        *sealed,
        *(
            (WHO, LEGAL, SCHOOL, FILE, FILE.removesuffix(".pdf"), str(case.attempt.public_id))
            if blind
            else ()
        ),
    }
    found: dict[str, set[str]] = {}
    for address, text in within_reach(person, starts):
        shown = {each for each in hidden if each in text or each in address}
        if blind and address.startswith("/reviews/"):
            shown |= {each for each in REASONS if each in text} | {match[0] for match in TRY.finditer(text)}
            shown |= {each for each in LEVELS if each in text and not SHEET.match(address)}
            shown |= {match[0] for match in CHOSEN.finditer(text) if fresh}
        if shown:
            found[address] = shown
    return found


def told_to_a_lead(case: Case) -> dict[str, set[str]]:
    """Who can be told by what a lead looks at: feedback drawn by lot, and both sides of what was disputed."""
    home = "/organizations/cedar-hollow/judging/"
    lead = case.stage.people["deshawn-carter"]
    pages = list(within_reach(lead, [f"{home}feedback/", f"{home}disputes/"]))
    assert any(word in text for word in case.words.values() for _, text in pages)
    persons = {WHO, LEGAL, SCHOOL, FILE, *READERS}
    return {address: seen for address, text in pages if (seen := {each for each in persons if each in text})}


def others(case: Case, *but: str) -> set[str]:
    return {word for key, word in case.words.items() if key not in but}


def a_seed(case: Case, person: Person) -> Reading:
    """The round as an anchor in the queue of one evaluator, taken by her."""
    round_ = current_round(case.attempt)
    assert round_ is not None
    seed = Reading.objects.create(
        round=round_,
        organization=case.attempt.organization,
        place=99,
        reason=Why.SEED,
        meant_for=person,
        opened_at=case.now,
        due_at=case.now + DAY,
    )
    return evaluating.claim(reading=seed, by=person, at=case.now)


EARNER, COACH = "dana-brown", "marcus-bell"


@pytest.mark.slow
def test_nothing_sealed_is_within_reach_in_any_phase(case: Case) -> None:
    case.hold("aisha-rahman")
    evaluating.recuse(
        reading=Reading.objects.get(state="claimed"),
        cause="canarycause",
        by=case.stage.people["aisha-rahman"],
        at=case.now,
    )
    case.words["aisha-rahman"] = "canarycause"
    # The first has sent, the second holds the work.
    case.read("tomasz-nowak", adjustment="developing")
    case.hold("hannah-kim")
    for key in ("hannah-kim", "aisha-rahman", EARNER, COACH, "ruth-delaney", "janelle-wright"):
        assert leaks(case, key, others(case, key), blind=key not in {EARNER, COACH}) == {}, key
    evaluating.release(
        reading=Reading.objects.get(state="claimed"), by=case.stage.people["hannah-kim"], at=case.now
    )
    # They differ, and a third holds what they differ on.
    case.read("hannah-kim")
    case.hold("janelle-wright")
    for key in ("tomasz-nowak", "hannah-kim", "janelle-wright", EARNER, COACH):
        assert leaks(case, key, others(case, key), blind=key not in {EARNER, COACH}) == {}, key
    evaluating.release(
        reading=Reading.objects.get(state="claimed"), by=case.stage.people["janelle-wright"], at=case.now
    )
    case.read("janelle-wright", adjustment="developing")
    # Denied and appealed against: readers of the appeal, and the earner until it is decided.
    assert leaks(case, "tomasz-nowak", {case.words["tomasz-nowak"]}, blind=False) != {}
    told = {case.words[key] for key in ("tomasz-nowak", "hannah-kim", "janelle-wright")}
    assert leaks(case, EARNER, told, blind=False) != {}
    outcome = queries.latest_outcome(case.attempt)
    assert outcome is not None
    appealing.ask(outcome=outcome, words="canaryappeal", by=case.attempt.earner, at=case.now)
    case.read("ruth-delaney", adjustment="developing")
    case.hold("luis-ortega")
    assert leaks(case, "luis-ortega", {*others(case, "luis-ortega"), "canaryappeal"}, blind=True) == {}
    assert leaks(case, EARNER, {case.words["ruth-delaney"], "canarycause"}, blind=False) == {}
    for key in ("tomasz-nowak", "ruth-delaney"):
        assert leaks(case, key, {*others(case, key), "canaryappeal"}, blind=True) == {}, key
    evaluating.release(
        reading=Reading.objects.get(state="claimed"), by=case.stage.people["luis-ortega"], at=case.now
    )
    case.read("luis-ortega", adjustment="developing")
    # A lead looks at feedback and at both sides; another who gets an anchor of the same work learns as little.
    for reading in Reading.objects.filter(state="concluded", reason="first"):
        operations.draw(reading=reading, at=case.now)
    assert told_to_a_lead(case) == {}
    grace = case.stage.people["grace-okafor"]
    seed = a_seed(case, grace)
    assert leaks(case, "grace-okafor", {*others(case), "canaryappeal"}, blind=True) == {}
    evaluating.release(reading=seed, by=grace, at=case.now)
    # A new try: its reader learns what was asked for, and nothing else.
    walking.submit(case.attempt, at=case.now)
    held = case.hold("grace-okafor")
    assert [each.key for each in queries.criteria_of(held)] == ["adjustment"]
    praise = {f"{word} {part}" for word in case.words.values() for part in ("summary", "moment")}
    sealed = {*praise, "canarycause", "canaryappeal", f"{case.words['hannah-kim']} feedback"}
    assert leaks(case, "grace-okafor", sealed, blind=True) == {}
    round_ = current_round(case.attempt)
    assert round_ is not None
    tasks.run_all(case.now)
    assert leaks(case, "nora-quill", case.words.values(), blind=True) == {}


@pytest.mark.slow
def test_a_result_that_waits_for_a_lead_is_sealed_from_its_earner(case: Case) -> None:
    marcus = case.stage.people["marcus-bell"]
    held = sent(under(case.stage, lead_releases=True), marcus, at=case.now - DAY)
    waiting = Case(case.stage, held, case.now)
    waiting.read("tomasz-nowak", adjustment="developing")
    assert leaks(waiting, "marcus-bell", waiting.words.values(), blind=False) == {}
    [round_] = queries.held_results(held.organization)
    evaluating.release_result(round_=round_, by=case.stage.people["deshawn-carter"], at=case.now)
    assert leaks(waiting, "marcus-bell", waiting.words.values(), blind=False) != {}
