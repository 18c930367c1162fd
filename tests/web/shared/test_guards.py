"""Nobody gets in who should not, and whoever is turned away is told why."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone

from cairn.domain.people.models import Membership, Organization, Person
from cairn.engines.lifecycle import WrongMove
from cairn.engines.verdict import Refused, no
from cairn.web.shared.guards import for_roles, public, signed_in
from cairn.web.shared.middleware import POLICY


def hidden(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hidden")


@public
def shown(request: HttpRequest) -> HttpResponse:
    return HttpResponse("shown")


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    return HttpResponse("mine")


@for_roles("evaluator", "lead")
def judged(request: HttpRequest) -> HttpResponse:
    return HttpResponse("judged")


@public
def refusing(request: HttpRequest) -> HttpResponse:
    raise Refused(no("conflict", "You coach this earner, so you may not score her work."))


@public
def late(request: HttpRequest) -> HttpResponse:
    raise WrongMove("attempt: cannot submit when met; possible: nothing")


urlpatterns = [
    path("hidden/", hidden),
    path("shown/", shown),
    path("mine/", mine),
    path("judged/", judged),
    path("refusing/", refusing),
    path("late/", late),
    path("", include("cairn.config.urls")),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def maya(db):
    return Person.objects.create_user(email="maya@example.org", display_name="Maya Ortiz")


@pytest.mark.parametrize("address", ["/hidden/", "/mine/", "/judged/"])
def test_a_visitor_is_asked_to_sign_in_and_brought_back(client, address):
    response = client.get(f"{address}?page=2")
    assert response.status_code == 302
    assert response["Location"] == f"/account/login/?next=%2F{address.strip('/')}%2F%3Fpage%3D2"


def test_a_visitor_sees_what_is_marked_public(client):
    assert client.get("/shown/").content == b"shown"


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
def test_htmx_and_programs_get_401_instead_of_a_sign_in_page(client, headers):
    response = client.post("/hidden/", headers=headers)
    assert response.status_code == 401
    assert response.json()["error"] == {"code": "signed_out", "text": "You are signed out. Sign in to go on."}


def test_a_person_who_signed_in_gets_through(client, maya):
    client.force_login(maya)
    assert [client.get(address).content for address in ("/hidden/", "/mine/")] == [b"hidden", b"mine"]


def test_a_page_for_a_role_says_whom_it_is_for(client, maya):
    client.force_login(maya)
    response = client.get("/judged/")
    assert response.status_code == 403
    assert "This page is for the role evaluator / lead, which you do not hold." in response.content.decode()


def test_a_role_held_today_opens_the_page(client, maya):
    now = timezone.now()
    school = Organization.objects.create(slug="lakeside", name="Lakeside", kind="district", founded_at=now)
    Membership.objects.create(person=maya, organization=school, role="evaluator", since=now)
    client.force_login(maya)
    assert client.get("/judged/").content == b"judged"


def test_a_role_that_ended_opens_nothing(client, maya):
    now = timezone.now()
    school = Organization.objects.create(slug="lakeside", name="Lakeside", kind="district", founded_at=now)
    Membership.objects.create(person=maya, organization=school, role="evaluator", since=now, until=now)
    client.force_login(maya)
    assert client.get("/judged/").status_code == 403


def test_a_refusal_shows_its_reason(client, db):
    response = client.get("/refusing/")
    assert response.status_code == 403
    assert "You coach this earner, so you may not score her work." in response.content.decode()


def test_a_refusal_reaches_a_program_with_its_code(client, db):
    response = client.get("/refusing/", headers={"Accept": "application/json"})
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "conflict"


def test_a_move_that_came_too_late_is_a_409_without_inner_words(client, db):
    response = client.get("/late/")
    assert response.status_code == 409
    assert "This has moved on since you opened the page." in response.content.decode()
    assert "possible: nothing" not in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/shown/", "/hidden/", "/refusing/", "/late/", "/nowhere/", "/account/login/", "/gallery/"]
)
def test_every_response_carries_the_strict_policy(client, db, address):
    response = client.get(address)
    assert response["Content-Security-Policy"] == POLICY
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Permissions-Policy"].startswith("camera=()")


def test_the_policy_allows_no_inline_script_and_no_other_machine():
    assert "default-src 'none'" in POLICY
    assert not {"unsafe-inline", "unsafe-eval", "http:", "https:", "*"} & set(POLICY.replace("'", "").split())


@pytest.mark.parametrize("address", ["/account/login/", "/account/signup/", "/account/password/reset/"])
def test_the_pages_of_the_entrance_are_open_and_ours(client, db, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "cairn/tokens.css" in response.content.decode()


def test_an_address_that_leads_nowhere_is_a_friendly_404(client, db):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()
