"""What a micro-credential, an edition and an issuer say of themselves."""

from __future__ import annotations

import hashlib
import re
from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cairn.demo import gating
from cairn.domain.catalog.models import Draft, Worth
from cairn.domain.catalog.operations import begin, save_draft
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.issuing import operations
from cairn.domain.people.models import Organization
from cairn.workflows import publishing, verifying
from tests.walk import DAY, LONG_AGO

LATER = LONG_AGO + 30 * DAY


def page(browser, offered) -> str:
    shown: str = browser.get(f"/micro-credentials/{offered.public_id}/").content.decode()
    return shown


def test_a_visitor_reads_the_evaluators_own_rubric(offered, visitor):
    shown = page(visitor, offered)
    for criterion in offered.edition.document["rubric"]["criteria"]:
        assert criterion["title"] in shown
        assert all(
            text.split(",")[0][:40].split("'")[0] in shown for text in criterion["descriptors"].values()
        )


def test_a_visitor_is_asked_to_sign_in_and_comes_back_here(offered, visitor):
    assert f"/account/login/?next=/micro-credentials/{offered.public_id}/" in page(visitor, offered)


def test_an_earner_starts_goes_on_and_sees_her_badge(stage, offered, dana):
    before = page(dana, offered)
    attempt = attempts.start(edition=offered.edition, by=stage.people["dana-brown"], at=LONG_AGO)
    during = page(dana, offered)
    assert f'action="/work/start/{offered.public_id}/"' in before
    assert f'href="/work/{attempt.public_id}/"' in during


def test_who_has_earned_it_is_led_to_her_badge(award, offered, dana):
    assert f'href="/portfolio/{award.public_id}/"' in page(dana, offered)


def test_a_retired_one_says_so_and_cannot_be_started(stage, offered, dana):
    publishing.retire(micro_credential=offered, by=stage.people["janelle-wright"], at=LATER)
    shown = page(dana, offered)
    assert ("This one is retired" in shown, "/work/start/" in shown) == (True, False)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "Send your work whenever it is ready."),
        (date(2999, 6, 30), "Send your work by Jun 30, 2999"),
        (date(2001, 6, 30), "Jun 30, 2001 was the last day to send it."),
    ],
)
def test_who_works_on_a_retired_one_reads_until_when_she_may_send_it(stage, offered, dana, until, words):
    attempt = attempts.start(edition=offered.edition, by=stage.people["dana-brown"], at=LONG_AGO)
    publishing.retire(micro_credential=offered, by=stage.people["janelle-wright"], at=LATER, until=until)
    shown = dana.get(f"/work/{attempt.public_id}/").content.decode()
    assert words in re.sub("</?time[^>]*>", "", shown)


def test_a_draft_is_not_public(stage, visitor):
    by = stage.people["priya-raman"]
    draft: Draft = begin(
        organization=stage.organizations["harpeth-state"], key="new", title="New", by=by, at=LATER
    )
    assert visitor.get(f"/micro-credentials/{draft.micro_credential.public_id}/").status_code == 404


@pytest.mark.parametrize(("days", "doubted"), [(10, False), (400, True)])
def test_worth_that_was_checked_long_ago_is_shown_with_doubt(offered, visitor, days, doubted):
    Worth.objects.filter(micro_credential=offered).update(
        checked_on=timezone.localdate() - timedelta(days=days)
    )
    assert ("checked more than a year ago" in page(visitor, offered)) is doubted


def test_what_changed_since_an_edition_is_told_to_who_keeps_it(stage, offered, dana, visitor):
    address, janelle = f"/micro-credentials/{offered.public_id}/changes/", stage.people["janelle-wright"]
    assert "There is one edition" in visitor.get(address).content.decode()
    attempts.start(edition=offered.edition, by=stage.people["dana-brown"], at=LONG_AGO)
    draft = Draft.objects.select_related("micro_credential__organization").get(micro_credential=offered)
    document = deepcopy(draft.document) | {"summary": "Said in another way."}
    first, *rest = document["rubric"]["criteria"]
    document["rubric"]["criteria"] = [first | {"look_for": "Another thing to look for."}, *rest]
    draft = save_draft(draft=draft, document=document, revision=draft.revision, by=janelle, at=LATER)
    gating.clear(draft, author=janelle, reviewer=stage.people["hannah-kim"], at=LATER)
    publishing.publish(draft=draft, by=janelle, at=LATER)
    hers, theirs = (browser.get(f"{address}?from=1").content.decode() for browser in (dana, visitor))
    judged, others = (part.partition("</section>")[0] for part in hers.split('aria-labelledby="')[1:3])
    assert ("Another thing to look for." in judged, "Said in another way." in judged) == (True, False)
    assert ("Said in another way." in others, "You began with edition 1, and you keep it." in hers) == (
        True,
        True,
    )
    assert ("1 earner is at work now." in theirs, "You began" in theirs) == (True, False)
    kept = hers.partition("Judged alike in both")[2].partition("judged otherwise in edition 2")
    assert [[each["title"] in part for each in (first, *rest)] for part in (kept[0], kept[2])] == [
        [False, *[True] * len(rest)],
        [True, *[False] * len(rest)],
    ]
    assert f'href="{address}?from=1"' in page(visitor, offered)
    work = Attempt.objects.get(micro_credential=offered)
    assert f'{address}?from=1">See what changed' in dana.get(f"/work/{work.public_id}/").content.decode()
    assert [visitor.get(address + asked).status_code for asked in ("?from=2&to=1", "?to=3", "?from=x")] == [
        200,
        404,
        404,
    ]


def test_an_editions_text_has_the_hash_that_its_page_shows(offered, visitor):
    edition = offered.edition
    text = visitor.get(f"/editions/{edition.public_id}.json").content
    assert hashlib.sha256(text).hexdigest() == edition.digest
    assert edition.digest in visitor.get(f"/editions/{edition.public_id}/").content.decode()


def test_an_edition_has_the_anchors_that_credentials_quote(offered, visitor):
    shown = visitor.get(f"/editions/{offered.edition.public_id}/").content.decode()
    for criterion in offered.edition.criteria.all():
        for level in offered.edition.levels.all():
            assert f'id="criterion-{criterion.key}-{level.key}"' in shown


def test_a_badge_looks_as_its_edition_promised(award, offered, visitor):
    promised = visitor.get(f"/editions/{offered.edition.public_id}/badge.svg").content.decode()
    assert promised == award.art


def test_an_issuer_shows_what_it_offers_and_signs_with(offered, visitor):
    shown = visitor.get(f"/issuers/{offered.organization.slug}/").content.decode()
    assert (offered.title in shown, "did:key:z6Mk" in shown, "in use" in shown) == (True, True, True)


def test_one_who_offers_nothing_has_a_page_too(stage, visitor):
    shown = visitor.get("/issuers/ridge-gap/").content.decode()
    assert "It offers no micro-credentials here" in shown


def test_without_https_there_is_no_did_web(stage, visitor):
    response = visitor.get("/issuers/harpeth-state/did.json")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


def test_with_https_the_did_document_lists_the_keys(stage, visitor, settings):
    settings.PUBLIC_URL = "https://cairn.example.org"
    document = visitor.get("/issuers/harpeth-state/did.json").json()
    keys = Organization.objects.get(slug="harpeth-state").signing_keys.count()
    assert (document["id"], len(document["verificationMethod"])) == (
        "did:web:cairn.example.org:issuers:harpeth-state",
        keys,
    )


def test_the_status_list_is_signed_and_never_kept(award, issuer, visitor):
    address = f"/status/{award.status_list.public_id}"
    before = visitor.get(address)
    operations.revoke(award=award, reason="Wrong person.", by=issuer, at=LATER)
    after = visitor.get(address)
    lists = [each.json()["credentialSubject"]["encodedList"] for each in (before, after)]
    assert before["Cache-Control"] == "no-cache"
    assert lists[0] != lists[1]
    assert verifying.verify(award.credential.text.encode(), at=timezone.now()).overall == "revoked"
