"""The pages on which an organization sets its standards: ordered, adapted, taken from files, put in force."""

from __future__ import annotations

from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.demo import gating as walking
from cairn.demo.stage import Stage
from cairn.domain.gating.models import StandardsDraft
from cairn.domain.gating.queries import set_of
from cairn.domain.gating.standards import default, normal
from cairn.domain.gating.standards.exchange import from_yaml
from tests.walk import LONG_AGO
from tests.web.organization.conftest import browser

HOME = "/organizations/cedar-hollow/standards/"
EDIT = f"{HOME}edit/"


def draft() -> StandardsDraft:
    return StandardsDraft.objects.get()


def keys() -> list[str]:
    return [row["key"] for row in draft().standards]


def act(client: Client, do: str, **more: object) -> Any:
    return client.post(EDIT, {"do": do, "revision": draft().revision, **more})


def one(**more: object) -> dict[str, object]:
    """What the form of a standard posts."""
    return {
        "title": "Serves a goal", "text": "It moves a goal of ours.", "ask": "Which goal, and how is it seen?",
        "must": "should", "answered_by": ["author", "reviewer"], "role": "issuer", "checks": ["links"],
        "about": ["purpose"], **more,
    }  # fmt: skip


def words(answer: Any) -> str:
    return unescape(answer.content.decode())


def asked(client: Client) -> int:
    """How often the page of the standards asks the database."""
    with CaptureQueriesContext(connection) as queries:
        client.get(HOME)
    return len(queries)


@pytest.fixture
def janelle(stage: Stage) -> Client:
    """An author of the district, who may set its standards too."""
    return browser(stage, "janelle-wright")


def test_standards_are_added_adapted_ordered_retired_and_put_in_force(ruth: Client, stage: Stage) -> None:
    ruth.get(EDIT)
    assert ruth.post(f"{EDIT}add/", one()).status_code == 302
    assert (
        ruth.post(f"{EDIT}one/bias-review/", one(must="must", revision=draft().revision)).status_code == 302
    )
    act(ruth, "up:serves-a-goal")
    act(ruth, "retire:worked-example")
    act(ruth, "rename", title="What we ask for")
    shown = words(ruth.get(f"{EDIT}preview/"))
    assert "1 review" not in shown
    changes = {each.key: each.kind for each in ruth.get(f"{EDIT}preview/").context["changes"]}
    assert changes == {"serves-a-goal": "added", "bias-review": "changed", "worked-example": "retired"}
    put = ruth.post(f"{EDIT}put/", {"revision": draft().revision})
    assert put["Location"] == HOME
    made = set_of(stage.organizations["cedar-hollow"])
    assert made is not None
    assert (made.title, made.version) == ("What we ask for", 1)
    assert [row["key"] for row in made.standards][-2:] == ["serves-a-goal", "license-and-attribution"]
    assert "What we ask for" in words(ruth.get(HOME))


def test_a_review_under_way_is_told_with_the_version_it_is_held_to(ruth: Client, stage: Stage) -> None:
    draft_of = stage.editions["exit-tickets"].micro_credential.draft
    walking.answer(draft_of, author=stage.people["janelle-wright"], at=LONG_AGO)
    ruth.post(f"{EDIT}add/", one())
    assert "1 review under way keeps the version it began with" in words(ruth.get(f"{EDIT}preview/"))
    ruth.post(f"{EDIT}put/", {"revision": draft().revision})
    page = words(ruth.get(HOME))
    assert f"Held to {default()['title']}, version {default()['version']}." in page
    assert "That is an earlier set; it stays so to the end of this review." in page
    gate = browser(stage, "janelle-wright").get(f"/authoring/{draft_of.public_id}/gate/")
    assert "serves-a-goal" not in {one.standard.key for one in gate.context["shown"]}


def test_a_bad_set_is_not_put_in_force_and_says_what_to_mend(ruth: Client) -> None:
    ruth.get(EDIT)
    act(ruth, "retire:bias-review")
    refused = ruth.post(f"{EDIT}put/", {"revision": draft().revision})
    assert refused.status_code == 422
    assert "Keep “Looked at for bias” as a must: Cairn publishes nothing without it." in words(refused)
    assert "Take it in" in words(ruth.get(EDIT))
    act(ruth, "take:bias-review")
    assert keys()[-1] == "bias-review"


def test_an_unfinished_standard_is_not_added_and_nothing_is_lost(ruth: Client) -> None:
    answer = ruth.post(f"{EDIT}add/", one(title="", text=""))
    assert answer.status_code == 422
    assert "Give the standard a title." in words(answer)
    assert "Which goal, and how is it seen?" in words(answer)


def test_whoever_saves_the_same_standard_second_sees_both_texts(ruth: Client, janelle: Client) -> None:
    ruth.get(EDIT)
    seen, address = draft().revision, f"{EDIT}one/key-method/"
    ruth.post(address, one(text="Ruth's words.", revision=seen))
    second = janelle.post(address, one(text="Janelle's words.", revision=seen))
    assert second.status_code == 409
    assert "Ruth Delaney changed this standard after you opened it" in words(second)
    assert "Ruth's words." in words(second)
    assert "Janelle's words." in words(second)
    quiet = janelle.post(address, one(text="Janelle's.", revision=seen), headers={"X-Autosave": "1"})
    assert (quiet.status_code, quiet.json()["fields"]["text"]) == (409, "Ruth's words.")
    janelle.post(address, one(text="Both our words.", revision=draft().revision))
    assert next(row for row in draft().standards if row["key"] == "key-method")["text"] == "Both our words."


def test_what_changed_after_it_was_looked_at_is_not_put_in_force(ruth: Client, janelle: Client) -> None:
    ruth.post(f"{EDIT}add/", one())
    seen = draft().revision
    act(janelle, "retire:serves-a-goal")
    second = ruth.post(f"{EDIT}put/", {"revision": seen})
    assert second.status_code == 409
    assert "Janelle Wright changed these standards after you opened them." in words(second)


def test_changes_are_undone_and_done_again(ruth: Client) -> None:
    ruth.get(EDIT)
    before = keys()
    act(ruth, "retire:worked-example")
    act(ruth, "undo")
    assert keys() == before
    act(ruth, "redo")
    assert "worked-example" not in keys()
    act(ruth, "cairn", revision=1)  # of a page that was opened long ago
    assert "worked-example" not in keys()
    act(ruth, "cairn")
    assert keys() == [row["key"] for row in default()["standards"]]


def test_a_file_goes_out_and_comes_back(ruth: Client) -> None:
    text = ruth.get(f"{HOME}standards.yaml").content.decode()
    assert from_yaml(text).standards == [normal(row) for row in default()["standards"]]
    ruth.get(EDIT)
    file = BytesIO(text.replace("One competency", "One skill").encode())
    file.name = "ours.yaml"
    assert ruth.post(f"{EDIT}file/", {"file": file, "revision": draft().revision}).status_code == 302
    assert draft().standards[0]["title"] == "One skill"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"standards:\n  - key: one\n    titel: x\n", "line 3"),
        (b"title: \xff\n", "Save the file as UTF-8"),
        (b"", "line 1"),
    ],
)
def test_a_broken_file_names_its_lines_and_changes_nothing(ruth: Client, content: bytes, told: str) -> None:
    ruth.get(EDIT)
    before = draft().revision
    file = BytesIO(content)
    file.name = "ours.yaml"
    answer = ruth.post(f"{EDIT}file/", {"file": file, "revision": before})
    assert (answer.status_code, draft().revision) == (422, before)
    assert told in words(answer)


def test_a_newer_set_of_cairns_is_offered_and_taken_over(
    ruth: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    act_of = ruth.get(EDIT)
    assert not act_of.context["behind"]
    ruth.post(f"{EDIT}one/bias-review/", one(must="must", revision=draft().revision))
    told = default()
    rows = [dict(row) for row in told["standards"]]
    by_key = {row["key"]: row for row in rows}
    by_key["key-method"]["text"], by_key["bias-review"]["ask"] = "Newer words.", "A newer question?"
    newer = {**told, "version": told["version"] + 1, "standards": [*rows, {**rows[0], "key": "brand-new"}]}
    for place in ("standards", "operations.standards"):
        monkeypatch.setattr(f"cairn.domain.gating.{place}.default", lambda: newer)
    for place in ("standards", "views.setting", "views.standards"):
        monkeypatch.setattr(f"cairn.web.organization.{place}.default", lambda: newer)
    assert f"Version {newer['version']} is installed now" in words(ruth.get(EDIT))
    page = ruth.get(f"{EDIT}newer/")
    assert {each.key: advised for each, _, advised in page.context["news"]} == {
        "key-method": True,
        "bias-review": False,
        "brand-new": True,
    }
    ruth.post(f"{EDIT}newer/", {"take": ["key-method", "brand-new"], "revision": draft().revision})
    held = {row["key"]: row for row in draft().standards}
    assert (held["key-method"]["text"], held["bias-review"]["ask"], "brand-new" in held) == (
        "Newer words.",
        one()["ask"],
        True,
    )
    assert not ruth.get(EDIT).context["behind"]


def test_a_reviewer_reads_them_and_changes_nothing(stage: Stage) -> None:
    hannah = browser(stage, "hannah-kim")
    page = hannah.get(HOME)
    assert page.status_code == 200
    assert "Change the standards" not in words(page)
    assert hannah.get(EDIT).status_code == 403


def test_a_page_asks_the_database_the_same_for_one_version_and_for_three(ruth: Client) -> None:
    ruth.post(f"{EDIT}add/", one())
    ruth.post(f"{EDIT}put/", {"revision": draft().revision})
    first = asked(ruth)
    for number in (2, 3):
        ruth.post(f"{EDIT}add/", one(title=f"Standard {number}"))
        ruth.post(f"{EDIT}put/", {"revision": draft().revision})
    assert asked(ruth) == first
    assert first <= 30


def test_an_earlier_version_stays_to_be_read(ruth: Client) -> None:
    ruth.post(f"{EDIT}add/", one())
    ruth.post(f"{EDIT}put/", {"revision": draft().revision})
    act(ruth, "retire:serves-a-goal")
    ruth.post(f"{EDIT}put/", {"revision": draft().revision})
    assert "It moves a goal of ours." not in words(ruth.get(HOME))
    earlier = words(ruth.get(f"{HOME}?version=1"))
    assert "It moves a goal of ours." in earlier
    assert "This is not what is in force" in earlier
    assert ruth.get(f"{HOME}?version=cairn").status_code == 200
    assert ruth.get(f"{HOME}?version=9").status_code == 404
