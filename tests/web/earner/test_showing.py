"""Showing badges: as a visitor sees them, by links that are counted and end, in collections, on a shelf to search."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from cairn.demo.stage import Stage
from cairn.domain.issuing.models import Award
from cairn.domain.portfolios import operations
from cairn.domain.portfolios.models import Collection, Opening, Placement, ShareLink, Showing, ShownPiece
from cairn.domain.portfolios.queries import evidence_of
from cairn.domain.portfolios.tokens import token_of
from tests import foreign
from tests.walk import DAY, LONG_AGO, work_at

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}


@pytest.fixture
def awards(stage: Stage) -> list[Award]:
    """Dana's badges, the latest first."""
    for days, (key, reader) in enumerate((("exit-tickets", "tomasz-nowak"), ("wait-time", "aisha-rahman"))):
        work_at(
            "awarded",
            edition=stage.editions[key],
            earner=stage.people["dana-brown"],
            evaluators=[stage.people[reader]],
            at=LONG_AGO + days * 20 * DAY,
        )
    return list(Award.objects.filter(earner=stage.people["dana-brown"]).order_by("-earned_on"))


def at_rest(html: str) -> str:
    """A page without what is of one moment or one browser alone, and without the bar above a preview."""
    for gone in (
        r'<aside class="preview.*?</aside>',
        r'<link rel="stylesheet" href="[^"]*shown.css">',
        r"\?as=nobody",
        r'<time datetime="[^"]*T[^"]*">[^<]*</time>',
        r" hx-headers=\'[^\']*\'",
    ):
        html = re.sub(gone, "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html)


def test_what_she_sees_as_a_visitor_is_the_visitors_page(awards, dana):
    award, visitor = awards[0], Client()
    how = {"badge": award, "by": award.earner, "at": timezone.now()}
    words = next(piece for piece in evidence_of(award) if piece.kind == "text")
    operations.show_piece(piece=words, audience="public", **how)
    operations.say(narrative="I *waited*.", **how)
    address = f"/badges/{award.public_id}/"
    seen, shown = dana.get(f"{address}?as=nobody").content.decode(), visitor.get(address).content.decode()
    assert at_rest(seen) == at_rest(shown)
    assert ("I <em>waited</em>." in seen, "As a visitor sees it" in seen) == (True, True)
    operations.show(audience="private", named=False, **how)
    hidden = dana.get(f"{address}?as=nobody").content.decode()
    assert ("No badge is shown here" in hidden, award.title in hidden) == (True, False)
    stranger = visitor.get(f"{address}?as=link")
    assert stranger.status_code == 404


def test_a_link_is_made_in_one_step_counted_by_day_and_withdrawn(awards, dana):
    award = awards[0]
    operations.show(badge=award, audience="private", named=False, by=award.earner, at=timezone.now())
    dana.post(
        reverse("earner:link_badge", args=[award.public_id]), {"link-lasts": "90", "link-label": "Lakeside"}
    )
    link = ShareLink.objects.get()
    address = f"/s/{token_of(link.public_id)}/"
    assert address in dana.get(reverse("earner:award", args=[award.public_id])).content.decode()
    visitor = Client()
    statuses = [
        visitor.get(address, headers=BROWSER).status_code,
        visitor.get(address, headers=BROWSER).status_code,
        visitor.get(address, headers={"User-Agent": "facebookexternalhit/1.1"}).status_code,
        dana.get(address, headers=BROWSER).status_code,
    ]
    opened = Opening.objects.get()
    assert (statuses, opened.count, opened.on) == ([200] * 4, 2, timezone.now().date())
    assert "Opened 2 times." in dana.get(reverse("earner:links")).content.decode()
    dana.post(reverse("earner:withdraw_link", args=[link.public_id]))
    assert visitor.get(address, headers=BROWSER).status_code == 404
    lasts = link.expires_at and link.expires_at - link.made_at
    assert (lasts, link.digest in address, Showing.objects.get(award=award).audience) == (
        timedelta(days=90),
        False,
        "link",
    )


def test_a_collection_is_begun_filled_put_in_order_and_shown(awards, dana):
    later, earlier = awards
    begun = dana.post(reverse("earner:collections"), {"title": "Listening", "badge": str(later.public_id)})
    collection = Collection.objects.get()
    assert begun["Location"] == reverse("earner:collection", args=[collection.public_id])
    for _ in range(2):
        put = reverse("earner:put_in_collection", args=[collection.public_id])
        dana.post(put, {"badge": str(earlier.public_id)})
    order, found = reverse("earner:arrange_collection", args=[collection.public_id]), []

    def arranged(**sent):
        dana.post(order, sent)
        rows = Placement.objects.filter(collection=collection).order_by("position")
        return [(one.position, one.award) for one in rows]

    first, second = Placement.objects.order_by("position").values_list("pk", flat=True)
    found.append(arranged(do=f"down:{first}"))
    found.append(arranged(order=f"{first},{second}"))
    found.append(arranged(do=f"out:{first}"))
    assert found == [[(1, earlier), (2, later)], [(1, later), (2, earlier)], [(1, earlier)]]
    told = {"title": "Listening", "words": "", "cover": "moss", "audience": "public", "named": "on"}
    dana.post(begun["Location"], told)
    page = Client().get(f"/collections/{collection.public_id}/").content.decode()
    card = Client().get(f"/collections/{collection.public_id}/embed/")
    assert [each in page for each in ("Dana Brown", earlier.title, later.title)] == [True, True, False]
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert ("X-Frame-Options" in card, "csrf" in card.content.decode().lower()) == (False, False)
    pdf = Client().get(f"/collections/{collection.public_id}.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")


def test_evidence_that_shows_children_waits_for_a_consent_that_says_so(awards, dana):
    award = awards[1]
    work = next(piece for piece in evidence_of(award) if piece.shown_as == "student_work")
    words = next(piece for piece in evidence_of(award) if piece.kind == "text")
    sent = {f"piece-{work.public_id}": "public", f"piece-{words.public_id}": "link"}
    page = dana.post(reverse("earner:show_evidence", args=[award.public_id]), sent, follow=True)
    assert "Its consent does not say that everybody may see it." in page.content.decode()
    assert list(ShownPiece.objects.values_list("piece", "audience")) == [(words.pk, "link")]


def test_the_shelf_is_searched_filtered_and_led_by_what_is_pinned(awards, dana):
    later, earlier = awards

    def shown(**asked):
        page = dana.get(reverse("earner:portfolio"), asked).content.decode()
        return re.findall(r'<span class="vh">([^<]*)</span></a><figcaption', page)

    before = shown()
    dana.post(reverse("earner:pin", args=[earlier.public_id]), {"do": "pin"})
    assert (before, shown()) == ([later.title, earlier.title], [earlier.title, later.title])
    assert shown(q=later.title.split()[0].lower(), state="public") == [later.title]
    assert (shown(state="private"), shown(sort="oldest", kind="stack")) == ([], [])
    dana.post(reverse("earner:pin", args=[earlier.public_id]), {"do": "unpin"})
    assert shown(sort="title") == sorted([later.title, earlier.title])


def test_a_badge_from_elsewhere_stands_in_a_collection_by_its_own_setting(stage: Stage, dana):
    badge = foreign.brought_in(stage.people["dana-brown"], at=timezone.now())
    dana.post(reverse("earner:collections"), {"title": "All of mine", "badge": str(badge.public_id)})
    collection, name, found = Collection.objects.get(), escape(badge.name), []
    told = {"title": "All of mine", "words": "", "cover": "dawn", "audience": "public"}
    dana.post(reverse("earner:collection", args=[collection.public_id]), told)
    for audience in ("private", "public"):
        sent = dana.post(
            reverse("earner:visibility", args=[badge.public_id]), {"audience": audience}, follow=True
        )
        page = Client().get(f"/collections/{collection.public_id}/").content.decode()
        found.append((sent.status_code, name in page))
    shelf = dana.get(reverse("earner:portfolio"), {"kind": "elsewhere"}).content.decode()
    assert (found, name in shelf) == ([(200, False), (200, True)], True)
