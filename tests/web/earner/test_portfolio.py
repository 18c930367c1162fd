"""The portfolio: what was earned, what it counts for and why, who sees it and who has it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cairn.demo.stage import Stage
from cairn.domain.issuing import operations as issuing
from cairn.domain.issuing.models import Award
from cairn.domain.portfolios.models import Showing
from cairn.domain.recognition.models import Filing
from cairn.workflows import sharing
from tests.walk import LONG_AGO, work_at
from tests.web.earner.conftest import browser
from tests.web.earner.test_work import text_of


@pytest.fixture
def award(stage: Stage) -> Award:
    """Dana's badge."""
    work_at(
        "awarded",
        edition=stage.editions["morning-meeting"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["luis-ortega"]],
        at=LONG_AGO,
    )
    return Award.objects.get()


def address(award: Award, name: str = "award", *more: object) -> str:
    return reverse(f"earner:{name}", args=[award.public_id, *more])


def share(dana, award: Award, stage: Stage, slug: str = "cedar-hollow", note: str = ""):
    organization = stage.organizations[slug]
    sent = {"organization": str(organization.public_id), "note": note}
    return dana.post(address(award, "share"), sent, follow=True)


def test_an_empty_portfolio_shows_the_way(stage: Stage, dana):
    assert "Your first badge will stand here" in text_of(dana.get("/portfolio/"))


def test_what_a_badge_counts_for_is_said_with_why_and_what_is_doubtful(dana, award):
    page = text_of(dana.get("/portfolio/"))
    assert "6 of 60 PDP" in page
    assert "Professional Development Points FAQ for Educators" in page
    assert "Points become final when the district approves them; this is what would count." in page


def test_a_badge_of_somebody_elses_is_not_found(stage: Stage, award):
    before = chosen(award)
    for key in ("nora-quill", "eleanor-voss"):
        stranger = browser(stage.people[key])
        assert stranger.get(address(award)).status_code == 404
        for name in ("visibility", "share"):
            assert stranger.post(address(award, name), {"named": "yes"}).status_code == 404
    assert chosen(award) == before


@pytest.mark.parametrize(
    ("sent", "after"),
    [
        ({"audience": "link"}, ("link", False)),
        ({"audience": "private", "named": "yes"}, ("private", True)),
        ({"audience": "the whole world"}, ("public", False)),
    ],
)
def test_she_chooses_who_sees_it_and_whether_it_names_her(dana, award, sent, after):
    dana.post(address(award, "visibility"), sent)
    assert chosen(award) == after


def chosen(award):
    """To whom the badge is shown, and whether it names her."""
    return Showing.objects.values_list("audience", "named").get(award=award)


def test_a_hidden_badge_offers_no_link_to_copy(dana, award):
    link = f"http://127.0.0.1:8000/badges/{award.public_id}/"
    assert link in text_of(dana.get(address(award)))
    dana.post(address(award, "visibility"), {"audience": "private"})
    page = text_of(dana.get(address(award)))
    assert link not in page
    assert "See it as a visitor does" in page


def test_linkedins_form_is_a_plain_link_that_is_filled_in(dana, award):
    page = text_of(dana.get(address(award)))
    assert "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME" in page
    assert f"certId={award.public_id}" in page


def test_a_badge_is_shared_once_and_taken_back(stage: Stage, dana, award):
    page = share(dana, award, stage, note="For my file")
    share(dana, award, stage)
    filing = Filing.objects.get()
    assert (filing.organization.slug, filing.note) == ("cedar-hollow", "For my file")
    assert "Cedar Hollow School District has your badge now." in text_of(page)
    assert "Not filed yet" in text_of(dana.get("/portfolio/"))

    dana.post(address(award, "unshare", filing.public_id))
    filing.refresh_from_db()
    assert filing.withdrawn_at is not None


def test_a_filed_badge_stays_and_says_why(stage: Stage, dana, award):
    share(dana, award, stage)
    filing = Filing.objects.get()
    sharing.file(filing=filing, by=stage.people["ruth-delaney"], at=timezone.now() + timedelta(seconds=1))
    assert "has filed this badge. Ask its office to remove it." in text_of(dana.get(address(award)))
    page = dana.post(address(award, "unshare", filing.public_id), follow=True)
    assert "has filed this badge. Ask its office to remove it." in text_of(page)
    filing.refresh_from_db()
    assert filing.withdrawn_at is None


def test_only_organizations_that_keep_a_record_are_offered(stage: Stage, dana, award):
    page = share(dana, award, stage, slug="ridge-gap")
    assert "Choose an organization from the list, then share again." in text_of(page)
    assert Filing.objects.count() == 0


def test_a_revoked_badge_says_so_and_is_not_shared(stage: Stage, dana, award):
    issuing.revoke(
        award=award, reason="Issued to the wrong person.", by=stage.people["eleanor-voss"], at=timezone.now()
    )
    page = text_of(dana.get(address(award)))
    assert "Issued to the wrong person." in page
    assert "Only a badge that is issued and valid can be shared." in page
    assert [label in page for label in ("Share it</button>", "Send it to them</button>")] == [False, False]


def test_three_badges_take_no_more_queries_than_one(
    stage: Stage, dana, award, django_assert_num_queries, django_assert_max_num_queries
):
    dana.get("/portfolio/")
    with django_assert_max_num_queries(25) as one:
        dana.get("/portfolio/")
    for key in ("exit-tickets", "wait-time"):
        work_at(
            "awarded",
            edition=stage.editions[key],
            earner=award.earner,
            evaluators=[stage.people["aisha-rahman"]],
            at=LONG_AGO,
        )
    assert Award.objects.count() == 3
    with django_assert_num_queries(len(one)):
        dana.get("/portfolio/")
