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
from cairn.domain.evaluation import queries
from cairn.domain.evaluation.models import Reading, Why
from cairn.domain.evidence.models import Attempt, StoredFile
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import current_round
from cairn.domain.people.models import Person
from cairn.domain.people.operations import describe, take_role
from cairn.workflows import appealing, coaching, evaluating, tasks
from tests.judging import under
from tests.walk import DAY, stage

__all__ = ["stage"]

WHO = "Zephyrine Quillfeather"
LEGAL = "Dana Brown"
SCHOOL = "Hollyhock Lane Academy"
FILE = "quillfeather-room-12.pdf"
LINK = re.compile(r'(?:href|src|action|hx-get|data-[a-z-]+)="(/[^"#]*)')
# Where judging shows. What somebody may open in another role than a reader's is no leak.
FOLLOWED = re.compile(r"^/(reviews|evaluating|calibration|work|coaching|portfolio|files)/")
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
    for key in ("hannah-kim", "ruth-delaney", "deshawn-carter", "luis-ortega"):
        take_role(
            person=stage.people[key],
            organization=stage.organizations["cedar-hollow"],
            role="evaluator",
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
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(address, headers=headers)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            text = unescape(body.decode("utf-8", "replace"))
            assert answer.status_code in {200, 301, 302, 304, 403, 404, 405}, (person, address)
            yield address, f"{answer.headers}\n{text}"
            if not answer.headers.get("Content-Type", "").startswith("text/html"):
                break
            found = {unescape(each) for each in LINK.findall(body.decode("utf-8", "replace"))}
            fresh = sorted(each for each in found - seen if FOLLOWED.match(each))
            waiting += fresh
            seen |= set(fresh)


def leaks(case: Case, key: str, sealed: Iterable[str], *, blind: bool) -> dict[str, set[str]]:
    """What of the sealed texts stands where within reach; for a `blind` reader also who, which try, and why."""
    person = case.stage.people[key]
    mine = Reading.objects.filter(evaluator=person, round__attempt=case.attempt)
    starts = [
        "/reviews/",
        "/work/",
        "/coaching/",
        "/portfolio/",
        *(f"/reviews/{each.public_id}/" for each in mine),
    ]
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
        if shown:
            found[address] = shown
    return found


def others(case: Case, *but: str) -> set[str]:
    return {word for key, word in case.words.items() if key not in but}


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
    # A new try: its reader learns what was asked for, and nothing else.
    walking.submit(case.attempt, at=case.now)
    held = case.hold("deshawn-carter")
    assert [each.key for each in queries.criteria_of(held)] == ["adjustment"]
    praise = {f"{word} {part}" for word in case.words.values() for part in ("summary", "moment")}
    sealed = {*praise, "canarycause", "canaryappeal", f"{case.words['hannah-kim']} feedback"}
    assert leaks(case, "deshawn-carter", sealed, blind=True) == {}
    round_ = current_round(case.attempt)
    assert round_ is not None
    tasks.run_all(case.now)
    for key in ("nora-quill", "walter-finch"):
        assert leaks(case, key, case.words.values(), blind=True) == {}, key
