"""What a group proposed for itself is shown to the group, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

from cairn.demo.stage import Stage
from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.catalog.states import OFFERED
from cairn.domain.finding.queries import Asked, find
from cairn.domain.people.models import Person
from tests.district import District, founded

TITLE = "Talk that reaches everyone"


@pytest.fixture
def kettle(stage: Stage) -> District:
    return founded(panel=2, quorum=1)


@pytest.fixture
def course(kettle: District) -> Edition:
    return kettle.course()


def as_person(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_its_page_opens_to_the_group_and_to_who_may_read_its_proposal(kettle, course, visitor):
    address = f"/micro-credentials/{course.micro_credential.public_id}/"
    people = (*kettle.teachers, kettle.panel[0], kettle.author, kettle.coach)
    assert [as_person(each).get(address).status_code for each in people] == [200, 200, 200, 200, 200, 403]
    assert visitor.get(address)["Location"] == f"/account/login/?next={address.replace('/', '%2F')}"
    marked = [as_person(each).post(f"{address}save/", {"on": "yes"}).status_code for each in people[-2:]]
    assert marked == [302, 403]


def test_the_group_finds_it_under_explore_and_nobody_else_finds_it_anywhere(kettle, course, visitor):
    row = course.micro_credential
    hers, others = (as_person(each).get("/").content.decode() for each in (kettle.teachers[0], kettle.coach))
    assert ("For your group" in hers, TITLE in hers) == (True, True)
    assert ("For your group" in others, TITLE in others) == (False, False)
    pages = [
        "/", "/?q=everyone", f"/?vs={row.public_id}", "/feed.atom", "/sitemap-1.xml", "/issuers/kettle/", "/stacks/",
        f"/compare/?id={row.public_id}",
        *(f"/micro-credentials/{other.public_id}/" for other in MicroCredential.objects.exclude(pk=row.pk)),
    ]  # fmt: skip
    told = [visitor.get(page).content.decode() for page in pages]
    assert [page for page, text in zip(pages, told, strict=True) if TITLE in text] == []
    assert f"/micro-credentials/{row.public_id}/" not in told[pages.index("/sitemap-1.xml")]


def test_what_is_found_and_counted_is_what_is_offered_to_all(course):
    rows = MicroCredential.objects.filter(state__in=OFFERED, reserved=False)
    got = find(Asked())
    assert sorted(got.keys) == sorted(rows.values_list("pk", flat=True))
    assert "kettle" not in {option.value for option in got.facets["by"]}
