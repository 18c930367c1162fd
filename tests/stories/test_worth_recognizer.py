"""A state's officer reads a rule, brings its next version, mends it, tries it, puts it in use, and accepts with a tier.

By keyboard alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from cairn.demo.stage import LICENSE, Stage
from cairn.domain.people import operations as people
from cairn.domain.people.models import Organization
from cairn.domain.policies.models import AcceptEntry, PolicyVersion
from cairn.domain.records import operations as records
from cairn.workflows import adopting
from cairn.workflows.rulebook import shipped
from tests.stories.hands import Keyboard
from tests.stories.telling import Story

pytestmark = [pytest.mark.once, pytest.mark.slow]
NOW = datetime.now(UTC)
SLIP, MENDED = "$micro_credentail", "$micro_credential"
TEACHERS, WHO_GAIN = 12, 4
CASES = """policy: us-tn/teacher-license
cases:
  - name: Forty hours renew a license
    on: {on}
    decision: renew
    license: {{from: 2024-09-01}}
    records:
      - {{record: learning, earned: 2025-10-10, amount: 40, reference: hours}}
    expect: {{state: met, total: 40}}
"""


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any) -> Iterator[Story]:
    told = Story(Keyboard(), new_context, sign_in, live_server.url)
    yield told
    assert [used for used in told.pointed if used] == []


@pytest.fixture
def state(empty_stage: Stage) -> Organization:
    """Tennessee keeps its rule, and a dozen teachers say that they belong to it; four have forty hours."""
    found = empty_stage.organizations["tennessee"]
    on = adopting.today_of(found, NOW)
    adopting.adopt(
        organization=found, key=LICENSE, used_from=on, by=empty_stage.people["sam-whitaker"], at=NOW
    )
    for number in range(TEACHERS):
        address, name = f"teacher.{number}@oak-grove.example.org", f"Teacher {number}"
        teacher = people.register(email=address, legal_name=name, verified=True, by=None, at=NOW)
        records.claim(organization=found, group="Oak Grove", on=on, by=teacher, at=NOW)
        records.add_license(
            policy_key=LICENSE,
            name="Teacher license",
            starts_on=on - timedelta(days=500),
            ends_on=on + timedelta(days=500),
            by=teacher,
            at=NOW,
        )
        if number < WHO_GAIN:
            records.add_record(
                kind="learning",
                title="Forty hours",
                amount=Fraction(40),
                unit="hour",
                earned_on=on - timedelta(days=30),
                by=teacher,
                at=NOW,
            )
    return found


def test_a_state_brings_tries_and_uses_the_next_version_of_its_rule_and_accepts_by_evidence(
    walk: Story, empty_stage: Stage, state: Organization, tmp_path: Path
) -> None:
    sam = empty_stage.people["sam-whitaker"]
    page = walk.as_person(sam, f"/recognizing/policies/{LICENSE}/")
    expect(page.get_by_role("heading", name="Advance or renew a Tennessee teacher license")).to_be_visible()
    expect(page.get_by_text("60 PDP").first).to_be_visible()
    words = _next_version(state)
    walk.press(page, "link", "Policies")
    walk.press(page, "link", "Bring a policy")
    walk.hand.attach(page.get_by_label("A file or a bundle"), [_bundle(tmp_path, words, state)])
    walk.press(page, "button", "Keep it as a draft")
    _mend(walk, page, words)
    _try(walk, page)
    walk.press(page, "link", "Put it in use")
    expect(page.get_by_role("heading", name="What changes against version 1")).to_be_visible()
    changes = page.get_by_role("region", name="What changes against version 1")
    expect(changes.get_by_text("40 PDP").first).to_be_visible()
    walk.press(page, "button", "Put it in use")
    expect(page.get_by_text("In use from").first).to_be_visible()
    assert [(one.number, one.state) for one in PolicyVersion.objects.order_by("number")] == [
        (1, "in_use"),
        (2, "in_use"),
    ]
    _accept(walk, page)


def _next_version(state: Organization) -> str:
    text = next(one.text for one in shipped() if one.policy.key == LICENSE)
    on = adopting.today_of(state, NOW)
    text = text.replace("number: 1, from: 2024-01-01, date_certain: no", f"number: 2, from: {on}")
    return text.replace("points: 60", "points: 40")


def _bundle(folder: Path, words: str, state: Organization) -> Path:
    """As a neighbor hands it on, with a slip in one line."""
    path = folder / "teacher-license.zip"
    with ZipFile(path, "w") as bundle:
        bundle.writestr("teacher-license.yaml", words.replace(f"worth: {MENDED}", f"worth: {SLIP}"))
        bundle.writestr("teacher-license.cases.yaml", CASES.format(on=adopting.today_of(state, NOW)))
    return path


def _mend(walk: Story, page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name="1 error to mend")).to_be_visible()
    expect(page.get_by_text(f"“{SLIP}” is not one of them. Did you mean {MENDED}?").first).to_be_visible()
    number = next(place for place, line in enumerate(words.splitlines(), 1) if f"worth: {MENDED}" in line)
    expect(page.get_by_role("link", name=f"Line {number}")).to_be_visible()
    expect(page.get_by_role("button", name="Put it in use")).to_be_disabled()
    walk.hand.write(page.get_by_label("The policy"), words)
    walk.press(page, "button", "Save and check")
    expect(page.get_by_role("heading", name="It can be read")).to_be_visible()
    expect(page.get_by_text("all hold")).to_be_visible()


def _try(walk: Story, page: Page) -> None:
    """What the draft would change for her own teachers, before anybody votes."""
    draft = page.url
    page.goto(f"{walk.address}/recognizing/what-if/?key={LICENSE}")
    walk.hand.pick(page.get_by_label("Decision"), "Renew")
    walk.press(page, "button", "Try it")
    sums = page.locator("dl.sums > div")
    expect(sums.filter(has_text="Gain")).to_contain_text(str(WHO_GAIN))
    expect(sums.filter(has_text="Lose")).to_contain_text("0")
    expect(page.get_by_role("row", name="Oak Grove")).to_contain_text(str(TEACHERS))
    page.goto(draft)


def _accept(walk: Story, page: Page) -> None:
    """A list that asks how well a micro-credential is judged."""
    walk.press(page, "link", "Accept-lists")
    walk.hand.write(page.get_by_label("Title"), "Judged well enough")
    walk.hand.write(page.get_by_label("Key"), "us-tn/judged-well")
    walk.press(page, "button", "Begin it")
    walk.hand.write(page.get_by_label("Find it"), "wait time")
    found = page.locator('#found input[value^="micro_credential:"]')
    expect(found).to_have_count(1)
    walk.hand.choose(found)
    walk.hand.pick(page.get_by_label("Evidence on how well it is judged"), "Provisional")
    walk.press(page, "button", "Accept it")
    expect(page.get_by_text("at least: Provisional")).to_be_visible()
    assert AcceptEntry.objects.get().least_tier == "provisional"
