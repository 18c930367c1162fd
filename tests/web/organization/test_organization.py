"""Who runs an organization sees its set-up, gives and ends roles, and corrects awards; nobody else does."""

from __future__ import annotations

import pytest

from cairn.domain.people.models import Membership
from tests.web.organization.conftest import browser

HOME = "/organizations/cedar-hollow/"
PAGES = (HOME, f"{HOME}about/", f"{HOME}people/", f"{HOME}awards/")


def held(stage, key: str, role: str):
    return Membership.objects.filter(
        person=stage.people[key], role=role, organization__slug="cedar-hollow", until=None
    )


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    ("key", "status"),
    [("ruth-delaney", 200), ("dana-brown", 403), ("eleanor-voss", 403), ("nora-quill", 403)],
)
def test_only_those_who_run_it_may_open_its_pages(stage, address, key, status):
    assert browser(stage, key).get(address).status_code == status


def test_a_slug_that_never_was_is_refused_in_the_same_words(stage, ruth):
    unknown, others = (ruth.get(f"/organizations/{slug}/") for slug in ("no-such", "ridge-gap"))
    assert (unknown.status_code, others.status_code) == (403, 403)
    sentence = "Only people who run this organization may open this page."
    assert [sentence in each.content.decode() for each in (unknown, others)] == [True, True]


def test_who_runs_one_organization_is_led_straight_to_it(stage, ruth):
    assert ruth.get("/organizations/")["Location"] == HOME


def test_who_runs_none_is_told_whom_to_ask(stage):
    assert "You run no organization" in browser(stage, "dana-brown").get("/organizations/").content.decode()


def test_a_role_is_given_by_e_mail_and_ended(stage, ruth):
    email = stage.people["nora-quill"].email
    ruth.post(f"{HOME}people/", {"email": email.upper(), "role": "coach", "title": "Guest"})
    given = held(stage, "nora-quill", "coach").get()
    ruth.post(f"{HOME}people/{given.pk}/end/")
    assert held(stage, "nora-quill", "coach").count() == 0


def test_an_address_that_nobody_has_is_said_at_the_field(stage, ruth):
    response = ruth.post(f"{HOME}people/", {"email": "nobody@example.org", "role": "coach"})
    assert response.status_code == 422
    assert "Nobody here has this address." in response.content.decode()


def test_an_administrator_says_who_the_organization_is(stage, ruth):
    told = {
        "name": "Cedar Hollow  Schools",
        "about": "Nine schools along the river.",
        "website": "cedarhollow.example.org",
        "time_zone": "America/Denver",
    }
    ruth.post(f"{HOME}about/", told)
    row = stage.organizations["cedar-hollow"]
    row.refresh_from_db()
    said = (row.name, row.about, row.website, row.time_zone)
    assert said == (
        "Cedar Hollow Schools",
        "Nine schools along the river.",
        "https://cedarhollow.example.org",
        "America/Denver",
    )


def test_an_organization_keeps_a_name_and_a_real_time_zone(stage, ruth):
    response = ruth.post(f"{HOME}about/", {"name": "", "time_zone": "Mars/Olympus"})
    said = response.content.decode()
    assert (response.status_code, "Write the name of your organization." in said) == (422, True)
    assert "Mars/Olympus is not one of the available choices." in said


def test_the_last_administrator_stays(stage, ruth):
    last = held(stage, "ruth-delaney", "administrator").get()
    ruth.post(f"{HOME}people/{last.pk}/end/")
    assert held(stage, "ruth-delaney", "administrator").count() == 1


def test_a_lead_is_shown_no_way_to_awards_that_she_may_not_open(stage):
    house = "/organizations/harpeth-state/"
    lead, awards = browser(stage, "grace-okafor"), f'href="{house}awards/"'
    assert (awards in lead.get(house).content.decode(), lead.get(f"{house}awards/").status_code) == (
        False,
        403,
    )


def test_an_issuer_sees_people_but_gives_no_roles(stage):
    janelle = browser(stage, "janelle-wright")
    shown = janelle.get(f"{HOME}people/").content.decode()
    email = stage.people["nora-quill"].email
    refused = janelle.post(f"{HOME}people/", {"email": email, "role": "coach"})
    assert ("This needs an administrator" in shown, refused.status_code) == (True, 403)
    assert held(stage, "nora-quill", "coach").count() == 0


def test_a_role_elsewhere_cannot_be_ended_from_here(stage, ruth):
    elsewhere = Membership.objects.get(person=stage.people["nora-quill"], role="administrator")
    assert ruth.post(f"{HOME}people/{elsewhere.pk}/end/").status_code == 404


def test_awards_are_found_by_words_and_state(stage, award, ruth):
    def found(query: str) -> bool:
        return str(award.public_id) in ruth.get(f"{HOME}awards/?{query}").content.decode()

    asked = ("q=exit", "q=zebra", "state=issued", "state=revoked", "state=nonsense")
    assert [found(query) for query in asked] == [True, False, True, False, True]


def test_htmx_gets_the_same_rows_as_the_page(stage, award, ruth):
    part = ruth.get(f"{HOME}awards/", headers={"HX-Request": "true"}).content.decode()
    assert (str(award.public_id) in part, "<html" in part, "1 award found" in part) == (True, False, True)


def test_an_award_is_held_made_valid_and_revoked_with_reasons(stage, award, ruth):
    address = f"{HOME}awards/{award.public_id}/"
    states = []
    for move, reason in (("suspend", "A mix-up."), ("reinstate", ""), ("revoke", "The wrong person.")):
        ruth.post(f"{address}{move}/", {"reason": reason, "typed": "cedar-hollow"})
        award.refresh_from_db()
        states.append((award.state, award.reason))
    assert states == [("suspended", "A mix-up."), ("issued", ""), ("revoked", "The wrong person.")]


@pytest.mark.parametrize("move", ["suspend", "revoke"])
def test_without_a_reason_nothing_is_corrected(stage, award, ruth, move):
    response = ruth.post(f"{HOME}awards/{award.public_id}/{move}/", {"reason": "  "})
    award.refresh_from_db()
    assert (response.status_code, award.state) == (422, "issued")
    assert "Say why. The public page shows these words." in response.content.decode()


def test_what_is_revoked_stays_revoked(stage, award, ruth):
    ruth.post(f"{HOME}awards/{award.public_id}/revoke/", {"reason": "Fraud.", "typed": "cedar-hollow"})
    again = ruth.post(f"{HOME}awards/{award.public_id}/reinstate/")
    award.refresh_from_db()
    assert (again.status_code, award.state) == (409, "revoked")


def test_another_organizations_award_does_not_exist_here(stage, award):
    eleanor = browser(stage, "eleanor-voss")
    address = f"/organizations/harpeth-state/awards/{award.public_id}/"
    answers = [eleanor.get(address), eleanor.post(f"{address}revoke/", {"reason": "Mine now."})]
    assert [each.status_code for each in answers] == [404, 404]
