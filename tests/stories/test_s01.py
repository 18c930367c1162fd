"""Story S01 in a real browser: a group proposes a course of study, ten educators vote, and it is worth a known rise."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from cairn.demo import gating, walking
from cairn.demo.material import contents
from cairn.demo.stage import SINGLY
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import Draft, Edition
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.domain.plans.models import Proposal
from cairn.engines.verdict import Refused
from cairn.workflows import awarding, coaching, proposing, publishing, starting
from tests.district import COURSE, District, founded
from tests.stories.hands import Pointer
from tests.stories.telling import Story, work
from tests.walk import DAY

pytestmark = [pytest.mark.once, pytest.mark.slow]
NOW = datetime.now(UTC)
FIELDS = {
    "title": "Title",
    "competency": "What will you be able to do?",
    "activities": "What will you do?",
    "evidence": "What will each of you bring?",
    "rubric": "How will one see that it is met?",
    "hours": "About how many hours?",
}


@pytest.fixture
def kettle(transactional_db: None) -> District:
    return founded(panel=10, quorum=6, at=NOW - 60 * DAY)


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


@pytest.mark.console_errors("422")
def test_a_group_proposes_a_panel_of_ten_accepts_and_everybody_earns_it(walk: Story, kettle: District):
    the_board_sets_another_goal(walk, kettle)
    proposal = a_group_proposes(walk, kettle)
    the_rise_stays_within_the_bounds(walk, kettle, proposal)
    the_panel_votes_with_reasons(walk, kettle, proposal)
    the_group_reads_why(walk, kettle, proposal)
    draft = an_author_begins_it(walk, kettle, proposal)
    edition = it_passes_the_gate(kettle, draft)
    only_the_group_starts_it(walk, kettle, edition)
    each_of_them_earns_it(kettle, edition)


def the_board_sets_another_goal(walk: Story, kettle: District) -> None:
    page = walk.as_person(kettle.board, "/organizations/kettle/goals/")
    page.get_by_label("Goal", exact=True).fill("Reading in every subject")
    page.get_by_label("Least that a course adds").fill("600")
    page.get_by_label("Most that a course adds").fill("100")
    walk.press(page, "button", "Set the goal")
    expect(page.get_by_text("The most that a course may add cannot be less than the least.")).to_be_visible()
    page.get_by_label("Least that a course adds").fill("100")
    page.get_by_label("Most that a course adds").fill("600")
    walk.press(page, "button", "Set the goal")
    expect(page.get_by_text("$100–$600")).to_be_visible()
    page.get_by_label("E-mail address").fill(str(kettle.panel[0].email))
    walk.press(page, "button", "Seat on the panel")
    expect(page.get_by_role("heading", name="The panel 1")).to_be_visible()


def a_group_proposes(walk: Story, kettle: District) -> Proposal:
    first, *others = kettle.teachers
    page = walk.as_person(first, "/work/")
    walk.press(page, "link", "Propose your own")
    walk.press(page, "button", "Propose a course toward Every student is heard")
    page.get_by_label("Title", exact=True).fill(str(COURSE["title"]))
    walk.press(page, "button", "Hand it in")
    expect(page.get_by_text("Say in one sentence what you will be able to do.")).to_be_visible()
    for name, label in FIELDS.items():
        page.get_by_label(label).fill(str(COURSE[name]))
    walk.press(page, "button", "Save")
    for other in others:
        page.get_by_label("A colleague's e-mail address").fill(str(other.email))
        walk.press(page, "button", "Add to the group")
        expect(page.get_by_text(f"{other.name} is in the group.")).to_be_visible()
    expect(page.get_by_label("What will you do?")).to_have_value(str(COURSE["activities"]))
    walk.press(page, "button", "Hand it in")
    expect(page.get_by_text("Your proposal is with the panel.")).to_be_visible()
    return Proposal.objects.select_related("goal").get()


def the_rise_stays_within_the_bounds(walk: Story, kettle: District, proposal: Proposal) -> None:
    page = walk.as_person(kettle.panel[0], "/proposals/")
    walk.press(page, "link", "Open the panel")
    walk.press(page, "link", str(COURSE["title"]))
    for sum_ in ("700", "99.99"):
        page.get_by_label("What it adds to a salary ($)").fill(sum_)
        walk.press(page, "button", "Set it and open the vote")
        expect(page.get_by_text("Set a rise from $100 to $600: these are the bounds")).to_be_visible()
    page.get_by_label("What it adds to a salary ($)").fill("400")
    walk.press(page, "button", "Set it and open the vote")
    expect(page.get_by_text("Adds $400 a year")).to_be_visible()


def cast_a_vote(walk: Story, panelist: Person, proposal: Proposal, answer: str, reason: str) -> Page:
    page = walk.as_person(panelist, f"/panel/{proposal.public_id}/")
    expect(page.get_by_text("How it stands shows when you have voted.")).to_be_visible()
    page.get_by_role("radio", name=answer, exact=True).check(force=True)
    page.get_by_label("Why?").fill(reason)
    walk.press(page, "button", "Vote")
    expect(page.get_by_text("Your vote is in.")).to_be_visible()
    return page


def the_panel_votes_with_reasons(walk: Story, kettle: District, proposal: Proposal) -> None:
    first, second, *others = kettle.panel
    page = cast_a_vote(walk, first, proposal, "Yes", "Close to the classroom, and short enough to finish.")
    expect(page.get_by_text("1 of 10 have voted; 6 must.")).to_be_visible()
    expect(page.get_by_role("button", name="Vote")).to_have_count(0)
    cast_a_vote(walk, second, proposal, "Yes, with changes", "Say how you count who spoke.")
    for panelist in others[:5]:
        proposing.vote(
            proposal=proposal, answer="yes", reason="They watch one another teach.", by=panelist, at=NOW
        )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.votes.count(), proposal.price_cents) == ("accepted", 7, 40_000)


def the_group_reads_why(walk: Story, kettle: District, proposal: Proposal) -> None:
    work()
    to = [letter.to for letter in mail.outbox if letter.subject.startswith("Accepted")]
    assert sorted(to) == [[teacher.email] for teacher in kettle.teachers]
    page = walk.as_person(kettle.teachers[1], f"/proposals/{proposal.public_id}/")
    expect(page.get_by_text("Say how you count who spoke.")).to_be_visible()
    expect(page.get_by_text("Adds $400 a year")).to_be_visible()
    expect(page.get_by_text(kettle.panel[1].name)).to_have_count(0)


def an_author_begins_it(walk: Story, kettle: District, proposal: Proposal) -> Draft:
    page = walk.as_person(kettle.author, f"/panel/{proposal.public_id}/")
    walk.press(page, "button", "Begin the micro-credential")
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(COURSE["title"]))
    return Draft.objects.select_related("micro_credential__organization").get()


def it_passes_the_gate(kettle: District, draft: Draft) -> Edition:
    """The author completes the group's words to a whole document, read by one of the panel as the district openly
    chose, and a reviewer clears it."""
    told = {key: draft.document[key] for key in ("key", "title", "competency")}
    draft = catalog.save_draft(
        draft=draft,
        document=lifted(contents()["exit-tickets"]) | told | {"judging": SINGLY},
        revision=draft.revision,
        by=kettle.author,
        at=NOW - 30 * DAY,
    )
    gating.clear(draft, author=kettle.author, reviewer=kettle.reviewer, at=NOW - 30 * DAY)
    awarding.ensure_key(organization=kettle.organization, by=None, at=NOW - 60 * DAY)
    return publishing.publish(draft=draft, by=kettle.author, at=NOW - 30 * DAY)


def only_the_group_starts_it(walk: Story, kettle: District, edition: Edition) -> None:
    with pytest.raises(Refused, match="for the group that proposed it"):
        starting.start(edition=edition, by=kettle.panel[9], at=NOW)
    proposal = Proposal.objects.get()
    page = walk.as_person(kettle.teachers[0], f"/proposals/{proposal.public_id}/")
    walk.press(page, "link", "Open it and start")
    walk.press(page, "button", "Start")
    expect(page.get_by_role("heading", level=1)).to_contain_text(edition.title)


def each_of_them_earns_it(kettle: District, edition: Edition) -> None:
    """The group works with a coach; each sends her own evidence, and one of the panel reads it."""
    for number, teacher in enumerate(kettle.teachers):
        attempt = starting.start(edition=edition, by=teacher, at=NOW - 20 * DAY)
        coaching.invite(attempt=attempt, coach=kettle.coach, message="", by=teacher, at=NOW - 20 * DAY)
        walking.fill(attempt, at=NOW - 10 * DAY, seed=number)
        walking.submit(attempt, at=NOW - 5 * DAY)
        walking.read(attempt, kettle.panel[number], at=NOW - 3 * DAY)
    work()
    awards = Award.objects.filter(edition=edition, state="issued")
    assert {award.earner for award in awards} == set(kettle.teachers)
