"""Bad intent: what pages must not tell, take for true or run, and who gets in."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cairn.demo import walking
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Piece, StoredFile
from cairn.domain.evidence.operations import attempts, pieces
from cairn.domain.outbox.models import Message
from cairn.domain.people import operations as people
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused
from cairn.web.shared.middleware import POLICY
from cairn.workflows import coaching
from tests.walk import DAY, LONG_AGO, stage
from tests.web.test_who_may_open import everything

__all__ = ["stage"]

NOW = datetime.now(UTC)
TYPED = "Dana-typed-this"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
LINK = "[here](javascript:alert(1)) <javascript:alert(2)>"


def client_of(person: Person, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(person)
    return client


@pytest.fixture
def second(stage) -> Reading:
    """Dana's second round of Morning Meeting, held by Hannah; in the first, Luis found it wanting."""
    dana, luis, marcus = (stage.people[key] for key in ("dana-brown", "luis-ortega", "marcus-bell"))
    attempt = attempts.start(edition=stage.editions["morning-meeting"], by=dana, at=NOW - 20 * DAY)
    coaching.invite(attempt=attempt, coach=marcus, message="Hello", by=dana, at=NOW - 19 * DAY)
    walking.fill(attempt, at=NOW - 18 * DAY)
    Piece.objects.filter(part__attempt=attempt, kind="file").update(title=f"{TYPED} title")
    StoredFile.objects.filter(piece__part__attempt=attempt).update(name=f"{TYPED} name.mp4")
    slot = attempt.edition.slots.get(key="plans")
    coaching.remark(attempt=attempt, slot=slot, text=f"{TYPED}, says Marcus", by=marcus, at=NOW - 17 * DAY)
    walking.submit(attempt, at=NOW - 16 * DAY, note=f"{TYPED} note")
    walking.read(attempt, luis, at=NOW - 15 * DAY, levels={"structure": "developing"})
    walking.fill(attempt, at=NOW - 10 * DAY)
    walking.submit(attempt, at=NOW - 9 * DAY, note=f"{TYPED} note")
    return walking.claim(attempt, stage.people["hannah-kim"], at=NOW - timedelta(hours=1))


# --- What pages must not tell -----------------------------------------------------------------------------


def test_nothing_shown_to_an_evaluator_betrays_the_earner(second, stage):
    dana, client = stage.people["dana-brown"], client_of(stage.people["hannah-kim"])
    betrays = (
        dana.legal_name,
        dana.name,
        dana.email,
        "Dana",
        "Oak Grove",
        "Cedar Hollow",
        TYPED,
        "Luis",
        "Ortega",
    )
    told = ""
    for address in ("/reviews/", f"/reviews/{second.public_id}/"):
        answer = client.get(address)
        told += answer.content.decode() + str(answer.headers)
    files = set(re.findall(r"/files/[0-9a-f-]+/", told))
    for address in files:
        answer = client.get(address)
        assert answer.status_code == 200
        told += str(answer.headers) + answer.getvalue().decode("latin-1")
    assert files != set()
    assert [word for word in betrays if word in told] == []


def test_an_evaluator_of_the_second_round_sees_the_request_and_no_score(second, stage):
    before = second.round.attempt.rounds.get(number=1).readings.get()
    page = client_of(stage.people["hannah-kim"]).get(f"/reviews/{second.public_id}/").content.decode()
    asked = before.ratings.get(criterion__key="structure").feedback
    assert asked.split(".")[0] in page
    levels = re.findall(r'<input[^>]*name="level-[^>]*>', page)
    assert levels != []
    assert [level for level in levels if "checked" in level] == []
    assert before.summary not in page


def test_nobody_learns_who_evaluated(second, stage):
    names = ("Luis", "Ortega", "Hannah", "Kim")
    work = second.round.attempt.public_id
    told = ""
    for address in (
        f"/work/{work}/",
        f"/work/{work}/result/",
        f"/work/{work}/check/",
        f"/work/{work}/parts/videos/",
    ):
        told += client_of(stage.people["dana-brown"]).get(address).content.decode()
    told += client_of(stage.people["marcus-bell"]).get(f"/coaching/{work}/").content.decode()
    assert len(told) > 10_000
    assert [name for name in names if name in told] == []


def test_work_that_is_with_an_evaluator_takes_no_new_coach_for_she_may_be_the_one(second, stage):
    hannah, attempt = stage.people["hannah-kim"], second.round.attempt
    house = stage.organizations["harpeth-state"]
    people.take_role(person=hannah, organization=house, role="coach", by=None, at=LONG_AGO)
    client, mails = client_of(stage.people["dana-brown"]), Message.objects.filter(channel="mail").count()
    told = {"coach": str(hannah.public_id), "message": "It is mine"}
    answer = client.post(f"/work/{attempt.public_id}/coaches/", told, follow=True)
    assert "Invite a coach while you work on it." in answer.content.decode()
    assert Message.objects.filter(channel="mail").count() == mails
    assert attempt.invitations.filter(coach=hannah).count() == 0


# --- What is typed never runs -------------------------------------------------------------------------------


def test_what_people_type_is_shown_and_never_run(second, stage):
    dana, marcus, hannah = (stage.people[key] for key in ("dana-brown", "marcus-bell", "hannah-kim"))
    people.describe(person=dana, display_name=SCRIPT, time_zone="America/Chicago", by=dana, at=NOW)
    attempt = attempts.start(edition=stage.editions["wait-time"], by=dana, at=NOW)
    coaching.invite(attempt=attempt, coach=marcus, message=SCRIPT + LINK, by=dana, at=NOW)
    part = attempt.parts.get(slot__key="reflection")
    pieces.write(part=part, text=SCRIPT + LINK, revision=0, by=dana, at=NOW)
    coaching.remark(attempt=attempt, slot=part.slot, text=SCRIPT + LINK, by=marcus, at=NOW)
    reader = client_of(hannah)
    sheet = f"/reviews/{second.public_id}/"
    reader.post(sheet, {"summary": SCRIPT + LINK, "feedback-structure": SCRIPT + LINK})
    seen = [
        client_of(dana).get(f"/work/{attempt.public_id}/parts/reflection/"),
        client_of(dana).get("/account/me/"),
        client_of(marcus).get("/coaching/"),
        client_of(marcus).get(f"/coaching/{attempt.public_id}/"),
        reader.get(sheet),
        Client().get("/", {"q": SCRIPT}),
        Client().get("/demo/"),
    ]
    assert [answer.status_code for answer in seen] == [200] * len(seen)
    for answer in seen:
        page = answer.content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert not re.search(r"""href=["']?\s*javascript:""", page, re.IGNORECASE)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", " https://a b"])
def test_a_link_is_a_web_address(stage, url):
    dana = stage.people["dana-brown"]
    attempt = attempts.start(edition=stage.editions["morning-meeting"], by=dana, at=NOW)
    with pytest.raises(Refused):
        pieces.add_link(part=attempt.parts.all()[0], url=url, title="x", by=dana, at=NOW)


# --- Forged, broken and lost ----------------------------------------------------------------------------------


def test_a_forged_form_changes_nothing_and_is_refused_on_our_own_page(stage):
    dana = stage.people["dana-brown"]
    attempt = attempts.start(edition=stage.editions["morning-meeting"], by=dana, at=NOW)
    client, before = client_of(dana, enforce_csrf_checks=True), everything()
    work = [attempt.public_id]
    told = {"attempt": str(attempt.public_id), "text": "forged"}
    places = [
        reverse("earner:set_aside", args=work), reverse("earner:check", args=work), reverse("account:me"),
        reverse("earner:part", args=[*work, "justification"]), reverse("api:uploads"), "/account/logout/",
    ]  # fmt: skip
    answers = [client.post(place, told) for place in places]
    assert [answer.status_code for answer in answers] == [403] * len(places)
    assert all(b"load it again" in answer.content for answer in answers)
    assert {answer["Content-Security-Policy"] for answer in answers} == {POLICY}
    assert everything() == before


@pytest.mark.parametrize("address", ["/nothing/here/", "/?q=a%00b", "/reviews/", "/work/", "/verify/"])
def test_every_answer_carries_the_content_policy(stage, address):
    person = stage.people["dana-brown"]
    for client in (Client(), client_of(person)):
        assert client.get(address)["Content-Security-Policy"] == POLICY


def test_a_character_that_is_no_text_is_refused_in_a_sentence(stage):
    client = client_of(stage.people["dana-brown"])
    answers = [client.get("/?q=a%00b"), client.post("/account/me/", {"display_name": "a\0b"})]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert all(b"a character that is no text" in answer.content for answer in answers)


@pytest.mark.parametrize(
    "back", ["https://evil.example.org/", "//evil.example.org/", "javascript:alert(1)", "/\\evil.example.org"]
)
def test_nobody_is_led_away_from_here(stage, back):
    client = client_of(stage.people["dana-brown"])
    row = stage.editions["morning-meeting"].micro_credential.public_id
    answers = [
        client.post(reverse("public:save", args=[row]), {"on": "yes", "back": back}),
        client.get("/account/login/", {"next": back}),
        client.post("/account/logout/", {"next": back}),
    ]
    assert [answer.status_code for answer in answers] == [302] * 3
    assert [answer["Location"] for answer in answers if "evil" in answer["Location"]] == []
    assert [answer["Location"] for answer in answers if not answer["Location"].startswith("/")] == []


# --- Signing in ---------------------------------------------------------------------------------------------


@pytest.fixture
def real_cache(db, settings):
    """The cache that an installation has."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    }
    call_command("createcachetable", verbosity=0)
    cache.clear()


@pytest.fixture
def member(db) -> Person:
    return people.register(
        email="ann@example.org",
        legal_name="Ann",
        password="a-long-enough-one",
        verified=True,
        by=None,
        at=NOW,
    )


def test_somebody_who_tries_passwords_is_told_to_wait(real_cache, member):
    client, tried = Client(), {"login": member.email, "password": "wrong"}
    pages = [client.post("/account/login/", tried).content.decode() for _ in range(6)]
    assert ["Too many failed" in page for page in pages] == [False] * 5 + [True]
    right = client.post("/account/login/", {"login": member.email, "password": "a-long-enough-one"})
    assert "_auth_user_id" not in client.session
    assert "Too many failed" in right.content.decode()


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(real_cache, member):
    answers = [
        Client().post("/account/password/reset/", {"email": each})
        for each in (member.email, "no@example.org")
    ]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert [letter.to for letter in mail.outbox if "/account/password/reset/key/" in letter.body] == [
        [member.email]
    ]


def test_a_session_of_before_is_worth_nothing_after_signing_in(member):
    client = Client()
    client.get("/account/login/", {"next": "/work/"})
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    client.post("/account/login/", {"login": member.email, "password": "a-long-enough-one"})
    assert "_auth_user_id" in client.session
    assert client.session.session_key != session.session_key


def test_over_https_cookies_stay_on_it(tmp_path):
    wanted = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SECURE_HSTS_SECONDS"]
    code = f"import json; from cairn.config import settings as s; print(json.dumps([getattr(s, n) for n in {wanted}]))"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")}
    told = {
        "CAIRN_DATA": str(tmp_path),
        "CAIRN_SECRET_KEY": "k" * 40,
        "PUBLIC_URL": "https://cairn.example.org",
    }
    seen = subprocess.run([sys.executable, "-c", code], env={**kept, **told}, capture_output=True, check=True)
    assert json.loads(seen.stdout) == [True, True, True, 31_536_000]
