"""What an organization awarded: found, counted, corrected one by one or together; and who vouches for whom."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from cairn.domain.issuing.models import Award, Endorsement, FormerCredential
from cairn.domain.portfolios.operations import show
from cairn.domain.stacks.models import Stack
from cairn.web.organization.awarded import months_up_to
from cairn.workflows import stacking
from tests.domain.stacks.examples import document, mc
from tests.walk import LONG_AGO
from tests.web.organization.conftest import browser

HOME = "/organizations/cedar-hollow/"


@pytest.fixture
def voss(stage):
    """Who issues at the state university, which vouches for others."""
    return browser(stage, "eleanor-voss")


def text(answer) -> str:
    shown: str = answer.content.decode()
    return shown


def test_awards_are_counted_by_month_and_state_and_taken_along_as_a_table(award, ruth):
    shown = text(ruth.get(f"{HOME}awards/"))
    assert ("Badges awarded, by month" in shown, f"Choose {award.title} of {award.earner.name}" in shown) == (
        True,
        True,
    )
    none = text(ruth.get(f"{HOME}awards/?state=revoked"))
    unclaimed = text(
        ruth.get(f"{HOME}awards/?state=unclaimed&of={award.edition.document['key']}&sort=oldest")
    )
    assert ("No award matches" in none, award.title in unclaimed) == (True, True)
    table = b"".join(ruth.get(f"{HOME}awards/awards.csv?q=exit").streaming_content).decode()
    head, line = csv.reader(table.splitlines())
    assert dict(zip(head, line, strict=True))["e-mail"] == award.earner.email


def test_the_twelve_months_end_with_this_one_where_the_organization_is():
    months = months_up_to(datetime(2026, 1, 1, 3, tzinfo=UTC), ZoneInfo("America/Chicago"))
    assert [f"{each:%Y-%m}" for each in (months[0], months[-1])] == ["2025-01", "2025-12"]


def test_a_badge_is_issued_again_with_another_name_once(award, ruth):
    show(badge=award, audience="public", named=True, by=award.earner, at=LONG_AGO)
    address = f"{HOME}awards/{award.public_id}/reissue/"
    said = {
        "name": "Dana Ruiz",
        "email": "",
        "earned_on": award.earned_on.isoformat(),
        "reason": "Misspelled.",
    }
    answers = [ruth.post(address, {**said, "version": "1"}).status_code for _ in range(2)]
    page, staff = (
        text(Client().get(f"/badges/{award.public_id}/")),
        text(ruth.get(f"{HOME}awards/{award.public_id}/")),
    )
    assert (answers, "Earned by Dana Ruiz" in page, "Misspelled." in page) == ([302, 422], True, False)
    assert "Misspelled." in staff
    before = FormerCredential.objects.get().text
    assert "This file was replaced" in text(Client().post("/verify/", {"text": before}))


def test_a_revocation_is_confirmed_by_typing_and_many_are_dealt_with_together(award, ruth):
    address, chosen = f"{HOME}awards/many/", {"award": str(award.public_id)}
    asked = text(ruth.get(address, chosen))
    unsure = ruth.post(address, {**chosen, "move": "revoke", "reason": "Fraud.", "typed": "cedar"})
    state = Award.objects.get().state
    sure = ruth.post(address, {**chosen, "move": "revoke", "reason": "Fraud.", "typed": "cedar-hollow"})
    assert ("Correct 1 badge" in asked, unsure.status_code, state) == (True, 422, "issued")
    assert (sure.status_code, Award.objects.get().state) == (302, "revoked")


def test_another_organization_vouches_in_its_own_name_and_the_endorsed_may_hide_it(award, ruth, voss):
    page = f"/editions/{award.edition.public_id}/"
    place = f"/organizations/harpeth-state/endorse/?achievement={award.edition.public_id}"
    offered = (place in text(voss.get(page)), place in text(ruth.get(page)))
    voss.post(place, {"comment": "We hire by it."})
    given = Endorsement.objects.get()
    everywhere = [text(Client().get(each)) for each in (page, f"/badges/{award.public_id}/")]
    signed = Client().get(f"/endorsements/{given.public_id}").json()
    assert (offered, ["We hire by it." in each for each in everywhere]) == ((True, False), [True, True])
    assert signed["credentialSubject"]["id"].endswith(f"/achievements/{award.edition.public_id}")
    ruth.post(f"{HOME}endorsements/{given.public_id}/hide/")
    assert "We hire by it." not in text(Client().get(page))
    assert "Show it again" in text(ruth.get(f"{HOME}endorsements/"))
    refused = ruth.post(f"{HOME}endorsements/{given.public_id}/withdraw/")
    assert (refused.status_code, Client().get(f"/endorsements/{given.public_id}").status_code) == (404, 404)


def test_an_edition_of_a_stack_is_endorsed_and_a_personal_one_is_not(stage, voss):
    told = document("first", mc("cedar-hollow/exit-tickets"))
    edition = stacking.load(
        organization=stage.organizations["cedar-hollow"], document=told, by=None, at=LONG_AGO
    )
    place = f"/organizations/harpeth-state/endorse/?stack={edition.public_id}"
    offered = place in text(voss.get(f"/stacks/editions/{edition.public_id}/"))
    voss.post(place, {"comment": "It counts toward our degree."})
    signed = Endorsement.objects.get(stack_edition=edition)
    assert (offered, signed.answers.slug, f"/achievements/{edition.public_id}" in signed.text) == (
        True,
        "cedar-hollow",
        True,
    )
    assert "toward our degree" in text(Client().get(f"/stacks/editions/{edition.public_id}/"))
    own = {"owner": stage.people["dana-brown"], "partner": stage.people["walter-finch"]}
    Stack.objects.filter(pk=edition.stack_id).update(**own)
    assert voss.post(place, {"comment": "Again"}).status_code == 404


def test_an_endorsement_is_asked_for_and_answered(award, ruth, voss, stage):
    other = stage.organizations["harpeth-state"]
    ruth.post(f"{HOME}endorsements/", {"organization": other.pk, "what": "", "note": "For our board."})
    waiting = text(voss.get("/organizations/harpeth-state/endorsements/"))
    voss.post("/organizations/harpeth-state/endorse/?issuer=cedar-hollow", {"comment": "Fair and careful."})
    assert ("For our board." in waiting, Endorsement.objects.get().state) == (True, "given")
    assert "Fair and careful." in text(Client().get("/issuers/cedar-hollow/"))


def test_an_earner_asks_for_words_on_her_badge_and_hides_them(award, voss, stage):
    dana, address = browser(stage, "dana-brown"), f"/portfolio/{award.public_id}/"
    other = stage.organizations["harpeth-state"]
    dana.post(f"{address}endorsements/", {"vouch-organization": str(other.public_id), "vouch-note": ""})
    voss.post(
        f"/organizations/harpeth-state/endorse/?badge={award.public_id}", {"comment": "I saw her teach."}
    )
    page, given = f"/badges/{award.public_id}/", Endorsement.objects.get()
    before = "I saw her teach." in text(Client().get(page))
    dana.post(f"{address}endorsements/{given.public_id}/")
    assert (
        before,
        "I saw her teach." in text(Client().get(page)),
        "Show it again" in text(dana.get(address)),
    ) == (
        True,
        False,
        True,
    )
    dana.post(f"{address}endorsements/{given.public_id}/", {"show": "yes"})
    show(badge=award, audience="private", named=False, by=award.earner, at=LONG_AGO)
    hidden = f"/endorsements/{given.public_id}"
    assert (Client().get(hidden).status_code, dana.get(hidden).status_code) == (404, 200)
