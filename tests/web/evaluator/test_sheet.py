"""The scoring page: only one's own, saved as one types, the result computed, sent when it is whole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.demo import walking
from cairn.domain.evaluation.models import Moment, Rating, Reading
from cairn.domain.evaluation.queries import criteria_to_read
from cairn.domain.evidence.queries import frozen_pieces
from tests.walk import DAY


@pytest.fixture
def address(held):
    return f"/reviews/{held.public_id}/"


@pytest.fixture
def evaluator(client, stage):
    client.force_login(stage.people["tomasz-nowak"])
    return client


def marks(reading: Reading, level: str, feedback: str = "I saw it.") -> dict[str, str]:
    """The fields of a sheet on which every criterion got the same."""
    fields: dict[str, str] = {}
    for criterion in criteria_to_read(reading.round):
        fields |= {f"level-{criterion.key}": level, f"feedback-{criterion.key}": feedback}
    return fields


def test_somebody_elses_sheet_is_refused_with_the_reason(client, stage, address):
    client.force_login(stage.people["aisha-rahman"])
    response = client.get(address)
    assert response.status_code == 403
    assert "This reading is not yours" in response.content.decode()


def test_the_sheet_names_neither_the_earner_nor_her_files(evaluator, address, held):
    page = evaluator.get(address).content.decode()
    files = [piece.file.name for piece in frozen_pieces(held.round) if piece.file]
    assert held.label in page
    assert [word for word in ("Dana", "Oak Grove", "Second try", *files) if word in page] == []


def test_what_is_typed_is_saved_in_the_background(evaluator, address, held):
    fields = {**marks(held, "proficient", "Seen at 0:07."), "summary": "Steady work."}
    answer = evaluator.post(address, fields, headers={"X-Autosave": "1"})
    held.refresh_from_db()
    assert (answer.status_code, held.summary) == (200, "Steady work.")
    assert set(Rating.objects.filter(reading=held).values_list("level__key", flat=True)) == {"proficient"}


def test_the_part_for_htmx_is_the_standing_alone(evaluator, address, held):
    evaluator.post(address, marks(held, "proficient"))
    part = evaluator.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Result: Earned" in part
    assert "<html" not in part
    assert "Result: Earned" in evaluator.get(address).content.decode()


def test_one_criterion_below_makes_the_result_not_yet(evaluator, address, held):
    first = criteria_to_read(held.round)[0]
    evaluator.post(address, {**marks(held, "proficient"), f"level-{first.key}": "developing"})
    assert "Result: Not yet" in evaluator.get(address).content.decode()


def test_sending_says_everything_that_is_missing(evaluator, address, held):
    criteria = criteria_to_read(held.round)
    response = evaluator.post(f"{address}send/", {f"level-{criteria[0].key}": "developing"})
    page = response.content.decode()
    assert response.status_code == 422
    assert f"Say what is missing in “{criteria[0].title}”" in page
    assert all(f"Rate “{criterion.title}”" in page for criterion in criteria[1:])


def test_a_whole_sheet_is_sent_once_and_shows_its_notes_afterwards(evaluator, address, held):
    fields = {**marks(held, "proficient", "Seen at 0:07."), "summary": "Steady work."}
    for _ in range(2):
        assert evaluator.post(f"{address}send/", fields).status_code == 302
    held.refresh_from_db()
    page = evaluator.get(address).content.decode()
    assert (held.state, held.summary) == ("concluded", "Steady work.")
    assert "Seen at 0:07." in page
    assert "<video" not in page


def test_a_comment_stands_at_its_moment_and_can_be_taken_back(evaluator, address, held):
    piece = frozen_pieces(held.round)[0]
    fields = {"kind": "strength", "text": "Hands go up.", "at": "7"}
    part = evaluator.post(f"{address}comments/{piece.public_id}/", fields, headers={"HX-Request": "true"})
    moment = Moment.objects.get(reading=held)
    assert "Hands go up." in part.content.decode()
    evaluator.post(f"{address}comments/{moment.public_id}/take-back/")
    assert Moment.objects.filter(reading=held).count() == 0


def test_an_empty_comment_is_refused_in_words(evaluator, address, held):
    piece = frozen_pieces(held.round)[0]
    page = evaluator.post(
        f"{address}comments/{piece.public_id}/", {"kind": "next", "text": " "}, follow=True
    ).content.decode()
    assert "Write the comment before you save it." in page


def test_when_the_time_is_over_the_notes_stay_and_continue_opens_it_again(evaluator, address, held):
    walking.rate(held, at=held.claimed_at)
    Reading.objects.filter(pk=held.pk).update(leased_until=held.claimed_at - timedelta(hours=1))
    closed = evaluator.get(address).content.decode()
    assert "Your time with this work has ended" in closed
    assert "data-review" not in closed
    saving = evaluator.post(address, {"summary": "x"}, headers={"X-Autosave": "1"})
    assert saving.status_code == 422
    evaluator.post(f"{address}continue/")
    assert "data-review" in evaluator.get(address).content.decode()


def test_work_given_back_waits_for_another(evaluator, address, held):
    response = evaluator.post(f"{address}give-back/")
    held.refresh_from_db()
    assert (response["Location"], held.state) == ("/reviews/", "released")
    assert Reading.objects.filter(round=held.round, state="open").count() == 1


def test_a_later_round_shows_what_was_asked_for_but_no_score(client, stage, sent, now):
    criterion = sent.edition.document["rubric"]["criteria"][0]
    walking.read(
        sent,
        stage.people["tomasz-nowak"],
        at=now,
        levels={criterion["key"]: "emerging"},
        words={criterion["key"]: "Show the second lesson."},
    )
    sent.refresh_from_db()
    walking.fill(sent, at=now + DAY, seed=2)
    walking.submit(sent, at=now + DAY)
    reader = stage.people["aisha-rahman"]
    reading = walking.claim(sent, reader, at=now + DAY)
    client.force_login(reader)
    page = client.get(f"/reviews/{reading.public_id}/").content.decode()
    assert "What was asked for" in page
    assert "Show the second lesson." in page
    assert page.count("data-criterion") == 1
    assert " checked>" not in page.split("data-criterion")[1].split("</fieldset>")[0]
