"""Visitors are sent copies of a badge's page, of which none outlives what it says, and none is of anybody's own."""

from __future__ import annotations

import re
from contextlib import contextmanager
from fractions import Fraction

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from cairn.domain.catalog.operations import note_worth
from cairn.domain.issuing import operations
from cairn.domain.issuing.queries import signing_key
from cairn.domain.people.operations import describe, describe_organization
from cairn.domain.portfolios.marks import mark_of
from cairn.domain.portfolios.operations import say as write
from cairn.domain.portfolios.operations import show, show_piece
from cairn.domain.portfolios.queries import evidence_of
from cairn.workflows import correcting, endorsing
from tests.walk import DAY, LONG_AGO

LATER = LONG_AGO + 30 * DAY
SEALED = {
    "catalog_criterion",
    "catalog_level",
    "issuing_drawing",
    "issuing_statuslist",
    "stacks_stackedition",
}
NOT_SHOWN = {
    "evaluation_appeal",  # with readings and ratings, whose feedback is the earner's alone
    "evaluation_reading",
    "evaluation_rating",
    "issuing_formercredential",  # it is another document that is revoked by it
}
"""Tables that a page reads and whose rows change nothing on it; all others have to stand in its mark."""
EVIDENCE = {
    "catalog_slot",
    "evidence_part",
    "evidence_piece",
    "evidence_roundpiece",
    "evidence_storedfile",
}
"""Tables that stand in the mark of a badge whose earner shows evidence with it."""


@pytest.fixture(autouse=True)
def _no_copies():
    caches["copies"].clear()


def the_long_way() -> Client:
    """A visitor with a session that is none: she is asked who she is, as those who are signed in."""
    browser = Client()
    browser.cookies["sessionid"] = "nobody"
    return browser


def told(response):
    """An answer but for its tag, its length, and when it was drawn."""
    kept = {
        name: value for name, value in response.items() if name not in ("ETag", "Content-Language", "Vary")
    }
    body = re.sub(rb'<time datetime="[^"]*T[^"]*">[^<]*</time>', b"", response.content)
    return response.status_code, kept, body


@pytest.mark.parametrize("form", ["/", ".json"])
def test_a_visitor_is_told_by_the_short_way_what_the_long_one_tells(award, visitor, form):
    address = f"/badges/{award.public_id}{form}"
    first, again, long = visitor.get(address), visitor.get(address), the_long_way().get(address)
    assert told(first) == told(again) == told(long)
    assert first["X-Frame-Options"] == "DENY"
    unchanged = visitor.get(address, headers={"If-None-Match": again["ETag"]})
    small = visitor.get(address, headers={"Accept-Encoding": "gzip"})
    assert (unchanged.status_code, small["Content-Encoding"], "Cookie" in again["Vary"]) == (
        304,
        "gzip",
        True,
    )


def test_a_copy_is_nobodys_own(award, visitor, dana):
    address = f"/badges/{award.public_id}/"
    own, shown, again = dana.get(address), visitor.get(address), dana.get(address)
    assert [
        f'href="/portfolio/{award.public_id}/"' in each.content.decode() for each in (own, shown, again)
    ] == [
        True,
        False,
        True,
    ]
    assert (visitor.cookies.output(), b"X-CSRFToken" in shown.content) == ("", False)


@contextmanager
def heard():
    """The statements that the database is asked."""
    said = []

    def listen(execute, sql, *rest):
        said.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        yield said


def tables(statements):
    return {table for sql in statements for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)}


def test_a_copy_is_sent_again_without_being_drawn_again(award, visitor):
    address = f"/badges/{award.public_id}/"
    with heard() as drawing:
        visitor.get(address)
    with heard() as asking:
        visitor.get(address)
    assert len(asking) == len(set(asking)) == 5
    assert tables(drawing) - tables(asking) == SEALED | NOT_SHOWN | EVIDENCE


def test_whatever_changes_shows_with_the_next_request(award, issuer, stage, visitor):
    def page():
        return visitor.get(f"/badges/{award.public_id}/").content.decode()

    voss, other = stage.people["eleanor-voss"], stage.organizations["harpeth-state"]
    what, own = award.edition, award.organization
    say = {"by": voss, "at": LATER}
    vouched = []

    def endorse(thing):
        vouched.append(endorsing.endorse(organization=other, what=thing, comment=f"We like {thing}.", **say))

    def correct():
        correcting.reissue(
            award=award,
            version=1,
            correction=operations.Correction(name="Dana Brown-Ruiz", email="", earned_on=award.earned_on),
            reason="Her name was misspelled.",
            by=issuer,
            at=LATER,
        )

    def rename():
        describe_organization(
            organization=own,
            name="Cedar Hollow Schools",
            about="",
            website="",
            time_zone="UTC",
            by=stage.people["ruth-delaney"],
            at=LATER,
        )

    def worth():
        note_worth(
            micro_credential=what.micro_credential,
            policy="p",
            recognizer="Ohio",
            amount=Fraction(1),
            unit="h",
            sentence="One hour in Ohio",
            source="",
            checked_on=LATER.date(),
            by=None,
            at=LATER,
        )

    def show_words():
        words = next(one for one in evidence_of(award) if one.kind == "text")
        show_piece(piece=words, audience="public", badge=award, by=award.earner, at=LATER)

    mine = {"badge": award, "by": award.earner, "at": LATER}
    theirs = {"award": award, "by": issuer, "at": LATER}
    changes = [
        (lambda: show(audience="public", named=True, **mine), "Earned by Dana Brown"),
        (
            lambda: describe(
                person=award.earner, display_name="Dana B.", time_zone="UTC", by=award.earner, at=LATER
            ),
            "Earned by Dana B.",
        ),
        (lambda: endorse(what), f"We like {what}."),
        (lambda: endorse(award), f"We like {award}."),
        (worth, "One hour in Ohio"),
        (correct, "Earned by Dana Brown-Ruiz"),
        (lambda: operations.suspend(reason="We are checking.", **theirs), "We are checking."),
        (lambda: operations.reinstate(**theirs), "Valid today"),
        (lambda: write(narrative="I stopped talking.", **mine), "I stopped talking."),
        (show_words, "The work itself"),
        (rename, "issued by Cedar Hollow Schools"),
        (lambda: operations.revoke(reason="It was another's.", **theirs), "It was another&#x27;s."),
    ]
    missed = []
    for change, sentence in changes:
        before = page()
        change()
        if sentence in before or sentence not in page():
            missed.append(sentence)
    operations.hide_endorsement(endorsement=vouched[0], by=issuer, at=LATER)
    assert (missed, f"We like {what}." in page()) == ([], False)
    show(audience="private", named=True, **mine)
    assert visitor.get(f"/badges/{award.public_id}/").status_code == 404


def test_a_mark_differs_when_a_badge_has_expired_or_its_key_was_given_up(award, issuer):
    at = timezone.now()
    before = mark_of(award.public_id, at=at)
    key = signing_key(award.organization)
    assert key is not None
    operations.compromise_key(
        key=key, since=key.since, reason="Lost.", typed=key.organization.slug, by=None, at=at
    )
    given_up = mark_of(award.public_id, at=at)
    type(award).objects.filter(pk=award.pk).update(expires_at=at + DAY)
    standing, expired = mark_of(award.public_id, at=at), mark_of(award.public_id, at=at + DAY)
    assert (before != given_up, given_up != standing, standing != expired) == (True, True, True)
