"""Around the sheet: one question, harm seen, stepping back, pay, pages as pictures, and words that survive."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cairn.demo import walking
from cairn.domain.evaluation import access
from cairn.domain.evaluation.models import HarmReport, Moment, PayLine, Question, Rating, Reading
from cairn.domain.evaluation.operations.leases import WINDOW, take_over_words
from cairn.domain.evaluation.queries import queue_for
from cairn.domain.evaluation.queries.exchange import question_for
from cairn.domain.evaluation.queries.helping import expertise_of, helped_by, partners_of
from cairn.domain.evaluation.queries.pay import lines_of, owed_by, unsettled
from cairn.domain.evidence.models import Grant
from cairn.domain.outbox.models import Message
from cairn.engines.verdict import Refused
from cairn.web.evaluator import due, paid
from cairn.web.evaluator.bank import unfinished
from cairn.workflows import clarifying, evaluating, paying, reporting_harm
from tests.walk import DAY


@pytest.fixture
def address(held):
    return f"/reviews/{held.public_id}/"


@pytest.fixture
def evaluator(client, stage):
    client.force_login(stage.people["tomasz-nowak"])
    return client


def letters(kind: str) -> list[str]:
    """For whom letters of a kind were asked."""
    asked = Message.objects.filter(payload__kind=kind).order_by("pk")
    return list(asked.values_list("recipient", flat=True))


def test_a_question_stops_the_clock_and_its_answer_starts_it_again(client, stage, held, now):
    dana, due_at, until = stage.people["dana-brown"], held.due_at, held.leased_until
    asked = clarifying.ask(reading=held, text="Why two?", by=held.evaluator, at=now)
    held.refresh_from_db()
    assert (held.due_at, held.leased_until) == (due_at + 5 * DAY, until + 5 * DAY)
    assert letters("question_asked") == [str(dana.public_id)]
    client.force_login(dana)
    page = f"/work/{held.round.attempt.public_id}/question/"
    shown = client.get(page).content.decode()
    assert ("Why two?" in shown, "Nowak" in shown) == (True, False)
    assert client.post(page, {"text": "One for each class."}).status_code == 302
    held.refresh_from_db()
    used = asked.asked_at - Question.objects.get().answer.given_at
    assert (held.due_at, held.leased_until) == (due_at - used, until - used)
    assert client.post(page, {"text": "And more."}).status_code == 422
    assert Question.objects.get().answer.text == "One for each class."


def test_a_round_is_asked_once_and_an_anchor_asks_nobody(stage, held, now):
    clarifying.ask(reading=held, text="Why two?", by=held.evaluator, at=now)
    with pytest.raises(Refused, match="There is one for each submission"):
        clarifying.ask(reading=held, text="And why three?", by=held.evaluator, at=now)
    other = stage.people["aisha-rahman"]
    seed = Reading.objects.create(
        round=held.round,
        organization=held.organization,
        place=9,
        reason="seed",
        meant_for=other,
        opened_at=now,
        due_at=now + DAY,
    )
    seed = evaluating.claim(reading=seed, by=other, at=now)
    assert question_for(seed) is None
    clarifying.ask(reading=seed, text="Which class?", by=other, at=now)
    seen = [str(Question.objects.get(reading=reading).text) for reading in (seed, held)]
    assert seen == ["Which class?", "Why two?"]
    assert [question_for(reading) for reading in (seed, held)] == list(Question.objects.order_by("-pk"))
    assert len(letters("question_asked")) == 1


def test_harm_stops_all_reading_and_only_the_contact_is_told(evaluator, stage, held, address, client):
    answer = evaluator.post(f"{address}harm/", {"words": "A bruise at 0:12."}).content.decode()
    ruth, report = stage.people["ruth-delaney"], HarmReport.objects.get()
    assert "does not replace your own legal duty" in answer
    held.refresh_from_db()
    attempt = held.round.attempt
    assert (held.state, attempt.state) == ("released", "in_review")
    assert not Reading.objects.filter(round=held.round, state__in=["open", "claimed"]).exists()
    assert letters("harm_reported") == [str(ruth.public_id)]
    open_now = Grant.objects.filter(attempt=attempt, until=None) | Grant.objects.filter(
        attempt=attempt, until__gt=timezone.now()
    )
    assert list(open_now.values_list("reader", "purpose")) == [(ruth.pk, "protect")]
    client.force_login(stage.people["dana-brown"])
    assert "harm" not in client.get(f"/work/{attempt.public_id}/").content.decode().lower()
    client.force_login(ruth)
    page = f"/safeguarding/{report.public_id}/"
    assert "A bruise at 0:12." in client.get(page).content.decode()
    assert client.post(page, {"finding": "", "read_on": "yes"}).status_code == 422
    client.post(page, {"finding": "I called the hotline today.", "read_on": "yes"})
    report.refresh_from_db()
    assert (report.closed_by, report.read_on) == (ruth, True)
    again = Reading.objects.get(round=held.round, state="open")
    tomasz, aisha = stage.people["tomasz-nowak"], stage.people["aisha-rahman"]
    assert access.may_claim(tomasz, again, at=timezone.now()).codes == ("reported",)
    queues = [queue_for(each, at=timezone.now()) for each in (tomasz, aisha)]
    assert [list(each) for each in queues] == [[], [again]]


def test_whoever_earns_is_never_told_of_harm_in_her_own_work(stage, now):
    ruth = stage.people["ruth-delaney"]
    sent = walking.work_at(
        "in_review",
        edition=stage.editions["exit-tickets"],
        earner=ruth,
        evaluators=[stage.people["tomasz-nowak"]],
        at=now - 9 * DAY,
    )
    reading = Reading.objects.get(round__attempt=sent, state="claimed")
    reporting_harm.report(reading=reading, words="A bruise.", by=stage.people["tomasz-nowak"], at=now)
    assert str(ruth.public_id) not in letters("harm_reported")


def test_stepping_back_asks_for_a_reason_and_is_paid(evaluator, stage, held, address, now):
    district, ruth = held.organization, stage.people["ruth-delaney"]
    paying.set_rate(
        organization=district,
        kind="recusal",
        cents=800,
        currency="USD",
        since=date(2026, 1, 1),
        by=ruth,
        at=now,
    )
    assert evaluator.post(f"{address}recognize/", {"cause": ""}).status_code == 422
    assert evaluator.post(f"{address}recognize/", {"cause": "I know a voice"}).status_code == 302
    assert [(line.kind, line.cents) for line in PayLine.objects.all()] == [("recusal", 800)]


def test_what_cannot_be_read_goes_back_with_its_parts_and_words_and_is_paid(
    evaluator, client, stage, held, address, now
):
    paying.set_rate(
        organization=held.organization,
        kind="incomplete",
        cents=500,
        currency="USD",
        since=date(2026, 1, 1),
        by=stage.people["ruth-delaney"],
        at=now,
    )
    part, attempt = held.round.attempt.edition.document["slots"][0], held.round.attempt
    said = {"lacks": "complete", "parts": part["key"], "words": "Page two will not open."}
    missing = evaluator.post(f"{address}incomplete/", {**said, "lacks": []})
    assert (missing.status_code, "Page two will not open." in missing.content.decode()) == (422, True)
    assert evaluator.post(f"{address}incomplete/", said).url == "/reviews/"
    attempt.refresh_from_db()
    assert (attempt.state, letters("incomplete")) == ("working", [str(attempt.earner.public_id)])
    assert [(line.kind, line.cents) for line in PayLine.objects.all()] == [("incomplete", 500)]
    client.force_login(attempt.earner)
    page = client.get(f"/work/{attempt.public_id}/").content.decode()
    told = ("Page two will not open.", part["title"], "you lost no try", "Nowak")
    assert [each in page for each in told] == [True, True, True, False]


def test_each_reading_is_paid_once_and_a_seed_looks_like_any_other(evaluator, stage, held, address, now):
    ruth, district = stage.people["ruth-delaney"], held.organization
    rate = {"organization": district, "currency": "USD", "since": date(2026, 1, 1), "by": ruth, "at": now}
    with pytest.raises(Refused, match="paid like any other"):
        paying.set_rate(kind="seed", cents=1, **rate)
    for kind in ("first", "double", "adjudication"):
        paying.set_rate(kind=kind, cents=4000, **rate)
    walking.rate(held, at=now)
    for _ in range(2):
        walking.send(held, summary="", at=now)
    seed = Reading.objects.create(
        round=held.round,
        organization=district,
        place=9,
        reason="seed",
        state="released",
        evaluator=held.evaluator,
        opened_at=now,
        due_at=now,
    )
    paying.pay_reading(reading=seed, at=now)
    rows = list(csv.reader(StringIO(evaluator.get("/reviews/pay/readings-and-pay.csv").content.decode())))
    assert rows[0] == list(paid.HEADS)
    assert sorted({tuple(row[2:]) for row in rows[1:]}) == [
        ("Exit Tickets That Change Tomorrow", "Reading", "40.00", "USD", "")
    ]
    assert len(rows) == 3
    (owed,) = owed_by(district, to=ruth, at=now)
    assert (owed.evaluator, owed.cents) == (held.evaluator, 8000)
    evaluator.force_login(ruth)
    lines = {"line": [str(line.public_id) for line in owed.lines]}
    evaluator.post(f"/organizations/{district.slug}/pay/paid/", lines)
    assert (owed_by(district, to=ruth, at=now), PayLine.objects.filter(paid_by=ruth).count()) == ([], 2)


def test_where_readings_are_paid_unequally_a_line_shows_only_when_the_result_is_known(
    evaluator, stage, held, now
):
    ruth, district, hers = stage.people["ruth-delaney"], held.organization, held.evaluator
    rate = {"organization": district, "currency": "USD", "since": date(2026, 1, 1), "by": ruth, "at": now}
    paying.set_rate(kind="first", cents=4000, **rate)
    paying.set_rate(kind="double", cents=6000, **rate)
    walking.rate(held, at=now)
    walking.send(held, summary="", at=now)
    page = evaluator.get("/reviews/pay/").content.decode()
    seen = [
        (len(lines_of(hers, at=at)), len(owed_by(district, to=hers, at=at)), unsettled(hers, at=at))
        for at in (now, now + 13 * DAY, now + 14 * DAY)
    ]
    assert ("whose pay shows 14 days after" in page, "40.00" in page) == (True, False)
    assert seen == [(0, 0, 1), (0, 0, 1), (1, 1, 0)]
    assert len(owed_by(district, to=ruth, at=now)) == 1


def test_whoever_gets_work_again_finds_her_words(held, now):
    walking.rate(held, at=now)
    words = sorted(Rating.objects.filter(reading=held).values_list("criterion", "level", "feedback"))
    evaluating.release(reading=held, by=held.evaluator, at=now)
    again = walking.claim(held.round.attempt, held.evaluator, at=now)
    assert sorted(Rating.objects.filter(reading=again).values_list("criterion", "level", "feedback")) == words
    assert take_over_words(reading=again, by=held.evaluator, at=now) is False


def test_another_window_is_refused_and_what_was_typed_there_is_shown(evaluator, address, held):
    mine, other = "0" * 31 + "1", "0" * 31 + "2"
    key = held.round.attempt.edition.criteria.all()[0].key
    first = evaluator.post(
        f"{address}?window={mine}", {f"feedback-{key}": "Mine."}, headers={"X-Autosave": "1"}
    )
    assert first.json()["revision"] == 1
    beat = evaluator.post(f"{address}window/", {"window": other})
    assert (beat.status_code, beat.json()["error"]["code"]) == (409, "elsewhere")
    page = evaluator.post(f"{address}?window={other}", {f"feedback-{key}": "From the other window."})
    assert (page.status_code, "From the other window." in page.content.decode()) == (422, True)
    taken = evaluator.post(f"{address}window/", {"window": other, "act": "take"})
    assert taken.json()["revision"] == 1
    assert datetime.fromisoformat(taken.json()["until"]) > timezone.now() + WINDOW * 0.9


def test_pages_of_a_pdf_are_pictures_and_comments_point_at_them(evaluator, stage, held, address):
    piece = held.round.pieces.filter(file__kind="pdf").first()
    picture = evaluator.get(f"{address}pieces/{piece.public_id}/pages/1.png")
    assert (picture["Content-Type"], picture["X-Pages"]) == ("image/png", "1")
    assert evaluator.get(f"{address}pieces/{piece.public_id}/pages/2.png").status_code == 404
    said = {"kind": "strength", "text": "A clear table.", "page": "1"}
    evaluator.post(f"{address}comments/{piece.public_id}/", said)
    assert Moment.objects.get().page == 1


@pytest.mark.parametrize(
    ("feedback", "begun"),
    [
        ("I saw this when", "I saw this when"),
        ("Good.\nI saw this when ...", "I saw this when"),
        ("I saw this when Ana waited.", ""),
        ("", ""),
    ],
)
def test_a_beginning_that_stands_alone_is_unfinished(feedback, begun):
    assert unfinished(feedback, ["I saw this when"]) == begun


def test_what_is_due_is_told_in_words():
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    with timezone.override(ZoneInfo("UTC")):
        waiting = [Reading(due_at=noon + days * DAY) for days in (-1, 0.25, 6, 7)]
        groups = [(group.key, len(group.readings)) for group in due.groups(waiting, noon)]
    assert groups == [("overdue", 1), ("today", 1), ("week", 1), ("later", 1)]


def test_an_evaluator_says_what_she_can_judge_and_an_organization_who_helps_it(evaluator, stage, now):
    page, tomasz = "/evaluating/subjects/", stage.people["tomasz-nowak"]
    said = {"subjects": ["Science"], "others": " Band , ", "grades": ["6-8"]}
    assert evaluator.post(page, {**said, "grades": ["13"]}).status_code == 422
    assert evaluator.post(page, said).status_code == 302
    assert expertise_of(tomasz) == {"subject": ["band", "science"], "grade": ["6-8"]}
    assert 'value="6-8" checked' in evaluator.get(page).content.decode()
    evaluator.force_login(stage.people["ruth-delaney"])
    home, partner = "/organizations/cedar-hollow/partners/", stage.organizations["harpeth-state"]
    assert evaluator.post(home, {"partner": ""}).status_code == 422
    evaluator.post(home, {"partner": partner.pk})
    [row] = partners_of(stage.organizations["cedar-hollow"], at=timezone.now())
    assert (row.partner, list(helped_by(partner, at=timezone.now()))) == (partner, [row])
    evaluator.post(f"{home}{row.pk}/end/")
    assert not partners_of(stage.organizations["cedar-hollow"], at=timezone.now()).exists()
