"""Who sees what of a badge: every setting x every address x every visitor, as one table to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.models import RoundPiece
from cairn.domain.evidence.operations import pieces
from cairn.domain.issuing import operations as issuing
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.domain.portfolios import operations
from cairn.domain.portfolios.models import Collection, ShareLink
from cairn.domain.portfolios.queries import badges, evidence_of
from cairn.domain.portfolios.tokens import token_of
from cairn.workflows import sharing, tasks
from cairn.workflows.persons import erasing
from tests.walk import DAY

# own: the earner; lnk: by a link to the badge, col: to a collection that holds it; end: by a link that has ended,
# wdr: by one that was withdrawn; emp: her district, which has the badge in its record; eva: the evaluator who judged
# it; oth: who administers another organization; nob: nobody in particular.
VISITORS = ("own", "lnk", "col", "end", "wdr", "emp", "eva", "oth", "nob")
SEEN = """
badge    evidence  address     own lnk col end wdr emp eva oth nob
private  private   badge       ok  --  --  --  --  --  --  --  --
private  private   embed       --  --  --  --  --  --  --  --  --
private  private   in a set    ok  --  --  --  --  --  --  --  --
private  public    words       ok  --  --  --  --  --  --  --  --
private  public    picture     ok  --  --  --  --  --  --  --  --
link     private   badge       ok  ok  ok  --  --  --  --  --  --
link     private   embed       --  --  --  --  --  --  --  --  --
link     private   in a set    ok  ok  ok  --  --  --  --  --  --
link     private   words       --  --  --  --  --  --  --  --  --
link     private   picture     --  --  --  --  --  --  --  --  --
link     link      words       ok  ok  ok  --  --  --  --  --  --
link     link      picture     ok  ok  ok  --  --  --  --  --  --
link     public    words       ok  ok  ok  --  --  --  --  --  --
link     public    picture     ok  ok  ok  --  --  --  --  --  --
public   private   badge       ok  ok  ok  ok  ok  ok  ok  ok  ok
public   private   embed       ok  ok  ok  ok  ok  ok  ok  ok  ok
public   private   in a set    ok  ok  ok  ok  ok  ok  ok  ok  ok
public   private   words       --  --  --  --  --  --  --  --  --
public   private   picture     --  --  --  --  --  --  --  --  --
public   link      words       ok  ok  ok  --  --  --  --  --  --
public   link      picture     ok  ok  ok  --  --  --  --  --  --
public   public    words       ok  ok  ok  ok  ok  ok  ok  ok  ok
public   public    picture     ok  ok  ok  ok  ok  ok  ok  ok  ok
revoked  public    badge       ok  ok  ok  ok  ok  ok  ok  ok  ok
revoked  public    words       ok  --  --  --  --  --  --  --  --
revoked  public    picture     ok  --  --  --  --  --  --  --  --
no more  public    words       ok  ok  ok  ok  ok  ok  ok  ok  ok
no more  public    picture     ok  --  --  --  --  --  --  --  --
erased   public    badge       --  --  --  --  --  --  --  --  --
erased   public    words       --  --  --  --  --  --  --  --  --
erased   public    picture     --  --  --  --  --  --  --  --  --
"""
# Each of these answers alike: what is seen at one is seen at all.
OF_A_BADGE = ("badge", "badge_id", "credential", "badge_svg", "badge_png", "certificate")


@dataclass
class Shown:
    """Dana's badge with words and a picture as evidence, in a public collection, and whoever looks at it."""

    award: Award
    words: RoundPiece
    picture: RoundPiece
    collection: Collection
    browsers: dict[str, Client]
    queries: dict[str, str]

    @property
    def how(self) -> dict[str, Any]:
        return {"by": self.award.earner, "at": timezone.now()}


@pytest.fixture
def shown(stage: Stage) -> Shown:
    dana, reader, at = stage.people["dana-brown"], stage.people["tomasz-nowak"], timezone.now() - 60 * DAY
    walking.work_at(
        "awarded", edition=stage.editions["exit-tickets"], earner=dana, evaluators=[reader], at=at
    )
    award = badges().get(earner=dana)
    uses = ("evaluation", "sharing", "public")
    for one in evidence_of(award):
        if one.shown_as == "student_work":
            pieces.give_consent(
                piece=one.piece, by=dana, at=at + DAY, given_on=at.date(), who="All", form="F", uses=uses
            )
    evidence = evidence_of(award)
    words = next(one for one in evidence if one.kind == "text")
    picture = next(one for one in evidence if one.shown_as == "student_work")
    district = stage.organizations["cedar-hollow"]
    filing = sharing.share(award=award, organization=district, note="", by=dana, at=at + 20 * DAY)
    sharing.file(filing=filing, by=stage.people["ruth-delaney"], at=at + 21 * DAY)
    collection = operations.make(title="Mine", by=dana, at=at)
    operations.put_in(collection=collection, badge=award, by=dana, at=at)
    told: dict[str, Any] = {
        "title": "Mine",
        "words": "",
        "cover": "lake",
        "audience": "public",
        "named": False,
    }
    operations.change(collection=collection, by=dana, at=at, **told)
    looking: dict[str, Person | None] = {
        "own": dana,
        "emp": stage.people["ruth-delaney"],
        "eva": reader,
        "oth": stage.people["nora-quill"],
    }
    return Shown(
        award,
        words,
        picture,
        collection,
        {who: _browser(looking.get(who)) for who in VISITORS},
        dict(_links(award, collection)),
    )


def _browser(person: Person | None) -> Client:
    browser = Client()
    if person:
        browser.force_login(person)
    return browser


def _links(award: Award, collection: Collection) -> Iterator[tuple[str, str]]:
    """What each visitor's addresses end in."""
    dana, made = award.earner, timezone.now() - 30 * DAY
    for who, what, days in (
        ("lnk", award, 90),
        ("col", collection, 90),
        ("end", award, 3),
        ("wdr", award, 90),
    ):
        link: ShareLink = operations.make_link(
            what=what, label="", expires_at=made + timedelta(days=days), by=dana, at=made
        )
        if who == "wdr":
            operations.withdraw(link=link, by=dana, at=made)
        yield who, f"?link={token_of(link.public_id)}"


def rows() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Badge, evidence, address and what each visitor is to meet."""
    for line in SEEN.strip().splitlines()[1:]:
        badge, evidence, address = (line[a:b].strip() for a, b in ((0, 9), (9, 19), (19, 31)))
        yield badge, evidence, address, dict(zip(VISITORS, line[31:].split(), strict=True))


def settle(shown: Shown, badge: str, evidence: str) -> None:
    """Bring everything to a setting, by the roads that lead there."""
    audience = badge if badge in ("private", "link", "public") else "public"
    operations.show(badge=shown.award, audience=audience, named=False, **shown.how)
    for piece in (shown.words, shown.picture):
        operations.show_piece(badge=shown.award, piece=piece, audience=evidence, **shown.how)
    if badge == "revoked":
        issuing.revoke(award=shown.award, reason="It was another's.", by=_issuer(shown), at=timezone.now())
    elif badge == "no more":
        for consent in shown.picture.piece.consents.filter(withdrawn_at=None):
            pieces.withdraw_consent(consent=consent, **shown.how)
    elif badge == "erased":
        then = timezone.now() - 30 * DAY
        erasure = erasing.ask(person=shown.award.earner, by=shown.award.earner, at=then)
        erasing.erase(erasure=erasure, at=timezone.now())
        tasks.run_all(timezone.now())


def _issuer(shown: Shown) -> Person:
    found: Person = Person.objects.get(email__startswith="janelle")
    return found


def met(shown: Shown, address: str, who: str) -> str:
    """What a visitor meets at an address."""
    browser, query = shown.browsers[who], shown.queries.get(who, "")
    identity = shown.award.public_id

    def opens(name: str, *more: object) -> bool:
        return browser.get(reverse(f"public:{name}", args=[identity, *more]) + query).status_code == 200

    def reads(words: str, path: str) -> bool:
        return words in browser.get(path + query).content.decode()

    looks: dict[str, Callable[[], bool]] = {
        "embed": lambda: opens("badge_embed"),
        "picture": lambda: opens("evidence", shown.picture.public_id, "copy"),
        "words": lambda: reads(shown.words.text[:40], reverse("public:badge", args=[identity])),
        "in a set": lambda: reads(
            shown.award.title, reverse("public:collection", args=[shown.collection.public_id])
        ),
    }
    if address != "badge":
        return "ok" if looks[address]() else "--"
    alike = {opens(name) for name in OF_A_BADGE}
    return "ok" if alike == {True} else "--" if alike == {False} else f"differs: {alike}"


@pytest.mark.slow
@pytest.mark.once
def test_everybody_sees_what_the_earner_has_chosen_and_nothing_else(shown: Shown) -> None:
    surprises = []
    settled: dict[tuple[str, str], list[tuple[str, dict[str, str]]]] = {}
    for badge, evidence, address, wanted in rows():
        settled.setdefault((badge, evidence), []).append((address, wanted))
    for (badge, evidence), addresses in settled.items():
        with transaction.atomic():
            settle(shown, badge, evidence)
            for address, wanted in addresses:
                is_ = {who: met(shown, address, who) for who in VISITORS}
                if is_ != wanted:
                    surprises.append((badge, evidence, address, is_))
            transaction.set_rollback(True)
    assert surprises == []
