"""A newcomer writes a complete micro-credential in the browser, or brings it as a file, and publishes it.

She begins with a title, fills in the template, sees what is still to do grow shorter until nothing is left, answers
the quality gate, waits for a reviewer who did not write it, and publishes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from cairn.demo.stage import Stage
from cairn.domain.catalog.document import problems
from cairn.domain.catalog.exchange import to_yaml
from cairn.domain.catalog.models import Draft, Edition
from cairn.domain.gating.models import Answer
from cairn.domain.people.models import Person

TITLE = "Asking Before Telling"
READY = "Ready to publish"
WORDS = {
    "competency": "You ask students what they already think before you explain a new idea.",
    "summary": "A short question before each explanation, and an explanation that begins with the answers.",
    "method.name": "Ask, listen, begin there",
    "method.summary": "A teacher asks one open question, listens to several answers, and begins with them.",
    "method.components.0.name": "Ask",
    "method.components.0.text": "One question that every student can begin to answer.",
    "research.0.claim": "New ideas hold better where they meet what students already think.",
    "research.0.citation": "National Research Council. (2000). How people learn. National Academies Press.",
    "purpose": "Feedback on how lessons begin.",
    "hours.low": "4",
    "hours.high": "8",
    "completion": "Both observations are written.\nThe reflection is finished.",
}
LOG = {
    "title": "Two beginnings, watched",
    "instructions": "Have a colleague watch two lessons begin, and note what students said.",
    "at_least": "2",
    "at_most": "4",
}
REFLECTION = {
    "title": "What you began with",
    "instructions": "Quote two answers and say how each changed what you explained.",
    "min_words": "150",
    "max_words": "500",
}
CRITERIA = (
    ("Every student is asked", "A question that nobody must know the answer to.", "Two beginnings, watched"),
    ("The answers are used", "An explanation that begins with what was said.", "What you began with"),
)
LEVELS = (
    "The teacher explains, then asks whether it is clear.",
    "The teacher asks, and goes on with the explanation as planned.",
    "The teacher asks, and begins with what at least two students said.",
    "Students ask each other first, and the teacher begins with what they found out.",
)


class Writer:
    """One person's browser."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page, self.address = context.new_page(), address

    def at(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")
        return self.page

    def fill(self, name: str, text: str) -> None:
        self.page.locator(f'[name="{name}"]').fill(text)

    def tick(self, name: str, value: str = "yes") -> None:
        self.page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)

    def press(self, button: str | Locator) -> None:
        """Push a button, by its name or itself, and see the page that comes of it."""
        found = self.page.get_by_role("button", name=button).first if isinstance(button, str) else button
        with self.page.expect_navigation():
            found.click()

    def to_do(self) -> int:
        """How many things the page still asks for."""
        heading = self.page.locator("#problems h2").inner_text()
        return 0 if heading == READY else int(heading.split()[0])


@pytest.fixture
def browser_of(new_context: Any, sign_in: Any, live_server: Any) -> Callable[[Person], Writer]:
    def opened(person: Person) -> Writer:
        context = new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        sign_in(context, person)
        return Writer(context, live_server.url)

    return opened


def test_a_newcomer_writes_gates_and_publishes_a_micro_credential(
    browser_of: Callable[[Person], Writer], empty_stage: Stage
) -> None:
    janelle = browser_of(empty_stage.people["janelle-wright"])
    begin(janelle)
    counts = [janelle.to_do()]
    for step in (write_what_it_is, ask_for_evidence, write_the_rubric, say_the_facts):
        step(janelle)
        counts.append(janelle.to_do())
    # Evidence that no criterion uses yet is one more thing to do, until the rubric uses it.
    assert counts == [11, 4, 5, 2, 0]
    draft = Draft.objects.get(micro_credential__title=TITLE)
    assert problems(draft.document) == []
    assert draft.document["slots"][0]["conditions"] == [{"rule": "visits", "count": 2, "minutes": 10}]
    look_at_the_preview(janelle)
    publish(janelle, browser_of(empty_stage.people["hannah-kim"]), draft)


@pytest.mark.console_errors("422")
def test_the_same_comes_by_file_and_a_broken_file_changes_nothing(
    browser_of: Callable[[Person], Writer], empty_stage: Stage, tmp_path: Path
) -> None:
    janelle = browser_of(empty_stage.people["janelle-wright"])
    document = {
        **Draft.objects.get(micro_credential__key="exit-tickets").document,
        "key": "asking-before-telling",
    }
    document |= {"title": TITLE, "schema": 2}
    good, broken = tmp_path / "asking.yaml", tmp_path / "broken.yaml"
    good.write_text(to_yaml(document))
    broken.write_text(
        to_yaml(document).replace("summary:", "sumary:").replace("kind: reflection", "kind: poem")
    )
    line = next(n for n, text in enumerate(broken.read_text().split("\n"), 1) if text.startswith("sumary:"))
    page = janelle.at("/authoring/file/")
    before = Draft.objects.count()
    page.locator('input[type="file"]').set_input_files(broken)
    janelle.press("Begin")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed")
    expect(page.get_by_role("alert")).to_contain_text(f"line {line}: Remove “sumary”")
    expect(page.get_by_role("alert")).to_contain_text("“poem” is not one of them")
    assert Draft.objects.count() == before
    page.locator('input[type="file"]').set_input_files(good)
    janelle.press("Begin")
    expect(page.locator("#problems h2")).to_have_text(READY)
    draft = Draft.objects.get(micro_credential__title=TITLE)
    assert draft.document == document
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download as YAML").click()
    assert Path(taken.value.path()).read_text() == good.read_text()
    publish(janelle, browser_of(empty_stage.people["hannah-kim"]), draft)


def begin(writer: Writer) -> None:
    page = writer.at("/authoring/")
    page.get_by_label("Title").fill(TITLE)
    writer.press("Begin")
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()


def _save(writer: Writer) -> None:
    writer.press(writer.page.locator('#draft-form button:has-text("Save")').last)


def write_what_it_is(writer: Writer) -> None:
    for name, text in WORDS.items():
        writer.fill(name, text)
    _save(writer)


def ask_for_evidence(writer: Writer) -> None:
    """An observation log held to two visits, and a reflection that may be spoken instead."""
    writer.press("Add evidence")
    writer.page.locator('[name="slots.0.kind"]').select_option("observation_log")
    for name, text in LOG.items():
        writer.fill(f"slots.0.{name}", text)
    writer.press("Add evidence")
    for name, text in REFLECTION.items():
        writer.fill(f"slots.1.{name}", text)
    writer.press(writer.page.locator('button[value="add:slots.0.conditions"]'))
    writer.fill("slots.0.conditions.0.minutes", "10")
    writer.press(writer.page.locator('button[value="add:slots.1.alternatives"]'))
    writer.page.locator('[name="slots.1.alternatives.0.kind"]').select_option("audio")
    writer.fill("slots.1.alternatives.0.instructions", "Or say it in three minutes.")
    _save(writer)


def write_the_rubric(writer: Writer) -> None:
    """Two criteria, each with four descriptions; one row too many is removed and would come back."""
    for place, (title, look_for, evidence) in enumerate(CRITERIA):
        writer.press("Add a criterion")
        prefix = f"rubric.criteria.{place}"
        writer.fill(f"{prefix}.title", title)
        writer.fill(f"{prefix}.look_for", look_for)
        writer.page.locator(f'[id="f-{prefix}.slots"]').get_by_text(evidence).click()
        for level, text in zip(("emerging", "developing", "proficient", "exemplary"), LEVELS, strict=True):
            writer.fill(f"{prefix}.descriptors.{level}", text)
        _save(writer)
    writer.press("Remove criterion 2")
    writer.press("Put it back")
    expect(writer.page.locator('[name="rubric.criteria.1.title"]')).to_have_value(CRITERIA[1][0])


def say_the_facts(writer: Writer) -> None:
    writer.page.locator('[name="main_topic"]').select_option("discussion")
    writer.tick("grades", "3-5")
    writer.tick("grades", "6-8")
    writer.tick("needs.face_to_face")
    writer.page.locator('[name="license"]').select_option("CC-BY-4.0")
    _save(writer)
    expect(writer.page.locator("#problems h2")).to_have_text(READY)


def look_at_the_preview(writer: Writer) -> None:
    page = writer.page
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(page.get_by_text("at least 10 minutes")).to_be_visible()
    expect(page.get_by_text("Or say it in three minutes.")).to_be_visible()
    page.get_by_role("tab", name="As an evaluator").click()
    expect(page.get_by_role("heading", name="Score each part")).to_be_visible()


def publish(writer: Writer, reviewer: Writer, draft: Draft) -> None:
    """Through the gate: the author answers, a reviewer clears it, the author publishes."""
    _answer(writer, f"/authoring/{draft.public_id}/gate/", "The draft says so in its method and evidence.")
    writer.press("Ask for a review")
    expect(writer.page.get_by_text("It is with the reviewers.")).to_be_visible()
    page = reviewer.at("/authoring/reviews/")
    page.get_by_role("link", name=TITLE).click()
    _answer(reviewer, "", "I read it with the eyes of a second-year teacher, and could do it.")
    reviewer.press("Clear it")
    expect(reviewer.page.get_by_text("Cleared.").first).to_be_visible()
    assert (
        Answer.objects.filter(side="reviewer", answer="met").count()
        == Answer.objects.filter(side="author").count()
    )
    page = writer.at(f"/authoring/{draft.public_id}/gate/")
    writer.press(page.get_by_role("button", name="Publish", exact=True))
    expect(page.get_by_text(re.compile("Edition 1 is published"))).to_be_visible()
    edition = Edition.objects.get(title=TITLE)
    assert edition.document == Draft.objects.get(pk=draft.pk).document
    page = writer.at(f"/micro-credentials/{edition.micro_credential.public_id}/")
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()


def _answer(person: Writer, path: str, evidence: str) -> None:
    page = person.at(path) if path else person.page
    expect(page.locator(".standard").first).to_be_visible()
    for standard in page.locator(".standard").all():
        standard.locator('input[type="radio"][value="met"]').check(force=True)
        standard.locator("textarea").fill(evidence)
