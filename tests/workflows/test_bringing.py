"""Badges from elsewhere: kept as they came, once, whatever they came in; hostile ones are refused."""

from __future__ import annotations

import json
import zlib
from datetime import timedelta

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from cairn.adapters.media.drawings import shapes_of
from cairn.adapters.storing import NotStored
from cairn.demo.stage import Stage
from cairn.domain.foreign import operations, queries
from cairn.domain.foreign.models import Change, ForeignBadge, Original
from cairn.domain.ledger.models import Entry
from cairn.domain.people.models import Person
from cairn.domain.policies.operations import lists
from cairn.engines.openbadges import baking, jose, proofs
from cairn.engines.openbadges.keys import KeySigner, SecretKey
from cairn.engines.verdict import Refused
from cairn.workflows import bringing, tasks, vouching
from cairn.workflows.bringing import Bundle
from cairn.workflows.foreign import rechecking, stating
from cairn.workflows.foreign_facts import foreign_facts
from cairn.workflows.vouching import Keeper
from tests.engines.openbadges.examples import AWARDED, SVG
from tests.engines.openbadges.test_jose import secret_of
from tests.engines.openbadges.test_records import STATE, record
from tests.foreign import LIST, NOW, PAGE, SIGNER, Net, badge, file, listing, net, page, png, unsigned

__all__ = ["net"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KEY = KeySigner.for_did_key(secret_of("P-256"))


@pytest.fixture
def dana(stage: Stage) -> Person:
    return stage.people["dana-brown"]


def bring(data: bytes, by: Person, *, ask: bool = True, **how: object) -> list[ForeignBadge]:
    said = {"name": "badge.json", "bundle": None, "came_by": "file", "at": NOW, **how}
    return bringing.bring(data=data, by=by, ask=ask, **said)  # type: ignore[arg-type]


def one(data: bytes, by: Person, **how: object) -> ForeignBadge:
    [found] = bring(data, by, **how)  # type: ignore[arg-type]
    return found


def told(found: ForeignBadge) -> tuple[str, str, bool, bool]:
    return found.overall, found.ground, found.hers, found.counts


def test_a_badge_is_the_same_one_in_every_file_and_every_file_is_given_back_as_it_came(
    dana: Person, net: Net
) -> None:
    document = badge(str(dana.email))
    files = [file(document), json.dumps(document, indent=2).encode(), baking.bake_png(png(), document)]
    files += [baking.bake_svg(SVG, document)]
    kept = [one(data, dana) for data in [*files, files[0]]]
    net.pages["https://lakeside.example/badges/1"] = files[2]
    kept += bringing.bring_text(text=" https://lakeside.example/badges/1 ", by=dana, at=NOW)
    assert {found.pk for found in kept} == {kept[0].pk}
    assert [bytes(row.data) for row in Original.objects.order_by("pk")] == files
    assert told(kept[0]) == ("valid", "live", True, True)
    assert (kept[0].name, kept[0].issuer, kept[0].awarded_at) == (
        document["name"],
        "Lakeside University",
        AWARDED,
    )
    assert [check["code"] for check in kept[0].report["checks"]][:4] == ["file", "schema", "proof", "issuer"]
    assert set(kept[0].pages) == {PAGE, LIST}
    assert [entry.event for entry in Entry.objects.filter(subject=kept[0].public_id)] == ["foreign.brought"]


def test_a_record_gives_each_of_its_badges_and_a_token_gives_one(dana: Person, net: Net) -> None:
    inside = [badge(str(dana.email), number=1, status=None), badge("else@example.org", number=2, status=None)]
    whole = file(proofs.sign(record(*inside), signer=STATE, created=AWARDED))
    found = bring(whole, dana)
    assert [(each.form, each.original.digest == found[0].original.digest, *told(each)) for each in found] == [
        ("clr-part", True, "valid", "live", True, True),
        ("clr-part", True, "valid", "live", False, False),
    ]
    again = one(file(inside[0]), dana)
    assert (again.pk, bring(whole, dana) == found) == (found[0].pk, True)


def test_a_badge_counts_only_when_it_is_hers_and_its_issuers(dana: Person, net: Net) -> None:
    email = str(dana.email)
    alone = unsigned(email, issuer=KEY.secret.public.did, status=None, subject_id=f"mailto:{email}")
    [token] = bring(jose.sign(alone, signer=KEY).encode(), dana)
    assert (token.form, *told(token)) == ("jwt", "not_confirmed", "key_alone", True, False)
    others = one(file(badge("marcus@elsewhere.example")), dana)
    assert told(others) == ("valid", "live", False, False)
    assert list(queries.counting_of([dana.pk])) == []
    named = badge("nobody@example.org", number=3, status=None, subject_id=f"mailto:{email.upper()}")
    assert told(mine := one(file(named), dana)) == ("valid", "live", True, True)
    assert list(queries.counting_of([dana.pk])) == [mine]


def test_what_came_in_a_bundle_is_not_confirmed_until_its_issuer_is_pinned(dana: Person, net: Net) -> None:
    data, bundle = file(badge(str(dana.email))), Bundle({PAGE: page(b"k"), LIST: listing()})
    net.pages.clear()
    found = one(data, dana, bundle=bundle, ask=False, came_by="archive")
    assert (*told(found), found.check_on) == ("not_confirmed", "handed", True, False, NOW.date())
    assert (rechecking.check_again(badge=found, at=NOW), net.asked != [], found.failures) == ([], True, 1)
    vouching.bring(data=page(b"k"), name="Lakeside", keeper=Keeper(None, None, NOW))
    assert rechecking.check_again(badge=found, at=NOW + DAY) == []
    assert told(found) == ("valid", "pinned", True, True)


def test_a_forged_file_does_not_take_the_place_of_what_holds(dana: Person, net: Net) -> None:
    found = one(file(badge(str(dana.email))), dana)
    thief = KeySigner(SecretKey(b"o" * 32), SIGNER.verification_method.replace("#k", "#o"))
    fake = file(badge(str(dana.email), signer=thief, description="Doctor of Education"))
    net.pages.clear()
    assert told(one(fake, dana, bundle=Bundle({PAGE: page(b"o")}))) == told(found)
    newer = one(
        file(badge(str(dana.email), description="A better word.")), dana, bundle=Bundle({PAGE: page(b"k")})
    )
    assert newer.digest == found.digest
    net.pages[PAGE] = page(b"k")
    net.pages[LIST] = listing()
    newer = one(file(badge(str(dana.email), description="A better word.")), dana)
    assert (newer.pk, newer.digest == found.digest) == (found.pk, False)
    assert [change.kind for change in newer.changes.all()] == ["newer"]


def changed(found: ForeignBadge, days: int) -> list[str]:
    """What a verification some days on finds different; she is told by letter of as many as `mail` holds then."""
    return [change.kind for change in rechecking.check_again(badge=found, at=NOW + days * DAY)]


def test_what_becomes_of_a_badge_is_told_once_and_silence_is_no_change(dana: Person, net: Net) -> None:
    found = one(file(badge(str(dana.email))), dana)
    assert (changed(found, 1), 20 <= (found.check_on - NOW.date()).days <= 31) == ([], True)
    served, net.pages = net.pages, {}
    days, kinds = 1, []
    for _ in range(4):
        days = (found.check_on - NOW.date()).days
        kinds.append(changed(found, days))
    assert (kinds, told(found)) == ([[], [], ["silent"], []], ("valid", "live", True, True))
    net.pages = served
    assert (changed(found, days + 1), found.failures) == (["answers"], 0)
    net.pages[PAGE] = page(b"o")
    assert (changed(found, days + 2), changed(found, days + 3)) == (["key"], [])
    assert (told(found)[0] in ("unknown", "not_confirmed"), found.counts) == (True, False)
    net.pages |= {PAGE: page(b"k"), LIST: listing(1)}
    assert (changed(found, days + 4), changed(found, days + 5)) == (["revoked"], [])
    assert told(found) == ("revoked", "live", True, False)
    tasks.run_all(NOW + 400 * DAY)
    assert [letter.subject.partition(":")[0] for letter in mail.outbox] == [
        "The site of a badge's issuer does not answer",
        "Whose badge it is cannot be shown any more",
        "Its issuer has taken a badge back",
    ]
    operations.see_changes(badge=found, by=dana, at=NOW + 500 * DAY)
    assert (queries.news_for(dana).count(), Change.objects.count()) == (0, 4)


def test_what_is_due_is_verified_by_the_worker_one_after_the_other(dana: Person, net: Net) -> None:
    for number in (1, 2, 3):
        one(file(badge(str(dana.email), number=number)), dana)
    assert rechecking.ask_for_checks(at=NOW) == 0
    late = NOW + 40 * DAY
    tasks.run_all(late)
    assert (rechecking.ask_for_checks(at=late), rechecking.ask_for_checks(at=late)) == (3, 3)
    net.asked.clear()
    assert [tasks.run_due(late + rechecking.APART * step) for step in range(4)] == [1, 1, 1, 0]
    assert {row.verified_at for row in ForeignBadge.objects.all()} == {
        late + rechecking.APART * n for n in range(3)
    }


def test_her_own_statement_stands_beside_a_badge_with_its_files(dana: Person, stage: Stage, net: Net) -> None:
    found = one(file(badge(str(dana.email))), dana)
    said = stating.say(badge=found, words=" I led it for a year. ", by=dana, at=NOW)
    paper = stating.add_file(statement=said, name="plan.txt", chunks=[b"A plan."], by=dana, at=NOW)
    again = stating.say(badge=found, words="I led it for two years.", by=dana, at=NOW)
    assert (again.pk, again.words, b"".join(stating.opened(paper))) == (
        said.pk,
        "I led it for two years.",
        b"A plan.",
    )
    with pytest.raises(Refused, match="somebody else"):
        stating.say(badge=found, words="Mine!", by=stage.people["marcus-bell"], at=NOW)
    stating.take_back(statement=again, by=dana, at=NOW)
    tasks.run_all(NOW)
    with pytest.raises(NotStored):
        list(stating.opened(paper))
    operations.withdraw(badge=found, by=dana, at=NOW)
    assert (list(queries.brought_by(dana)), list(queries.withdrawn_by(dana))) == ([], [found])
    assert one(bytes(found.original.data), dana).state == "kept"


def test_a_badge_counts_where_an_accept_list_takes_its_issuer(dana: Person, stage: Stage, net: Net) -> None:
    mine, district = one(file(badge(str(dana.email))), dana), stage.organizations["cedar-hollow"]
    one(file(badge("marcus@elsewhere.example", number=2)), dana)
    day = AWARDED.date()
    assert foreign_facts([dana], on=day) == {}
    office = stage.people["walter-finch"]
    accepted = lists.make_list(organization=district, key="trusted", title="Trusted", by=office, at=NOW)
    lists.add_entry(accept_list=accepted, what=mine.issuer_id, from_on=day, by=office, at=NOW)
    [fact] = foreign_facts([dana], on=day)[dana.pk]
    assert (fact.reference, fact.lists, fact.details["issuer"], fact.status) == (
        str(mine.public_id),
        frozenset({"trusted"}),
        "did:web:lakeside.example",
        "valid",
    )
    assert foreign_facts([dana], on=day - DAY) == {}
    net.pages[LIST] = listing(1)
    rechecking.check_again(badge=mine, at=NOW + DAY)
    assert foreign_facts([dana], on=day) == {}


def chunked(kind: bytes, body: bytes) -> bytes:
    """A picture with one more chunk in it."""
    made, framed = png(), kind + body
    return (
        made[:33] + len(body).to_bytes(4, "big") + framed + zlib.crc32(framed).to_bytes(4, "big") + made[33:]
    )


BOMB = zlib.compress(b"0" * 3_000_000)
HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty"),
    "oversized": (b"{" + b" " * bringing.LARGEST, "larger than 4 MB"),
    "zip bomb": (b"PK\x03\x04" + BOMB, "archive"),
    "compressed text": (chunked(b"iTXt", b"openbadgecredential\0\1\0\0\0" + BOMB), "is compressed"),
    "compressed old text": (chunked(b"zTXt", b"openbadgecredential\0\0" + BOMB), "wrong kind of text chunk"),
    "two credentials": (chunked(b"iTXt", b"openbadges\0\0\0\0\0{}") + b"x", "follows the end"),
    "entities": (
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
        "document type",
    ),
    "script in HTML": (b"<!doctype html><script>alert(1)</script>", "not a sound SVG"),
    "deep": (b"[" * 5_000, "nested too deeply"),
    "one name twice": (b'{"id": "urn:x:1", "id": "urn:x:2"}', "stands twice"),
    "noise": (b"\x00\xff" * 40, "not UTF-8"),
    "no badge": (b'{"id": "urn:x:1"}', "does not have the form"),
    "ours": (
        b'{"id": "http://127.0.0.1:8000/badges/7", "type": ["Assertion"], "badge": "x"}',
        "on this site",
    ),
}


def poisoned() -> bytes:
    """A graph that is costly to bring into canonical form: its blank nodes look alike."""
    names = [f"_:p{number}" for number in range(11)]
    alike = [
        {"id": name, "type": ["Evidence"], "image": [other for other in names if other != name]}
        for name in names
    ]
    return file({**badge("dana@example.org", status=None), "evidence": alike})


def forged() -> bytes:
    return file(badge("dana@example.org")).replace(b"Three videos", b"Nine videos")


@pytest.mark.parametrize("name", [*HOSTILE, "poisoned graph", "forged"])
def test_what_is_hostile_is_refused_with_the_reason_and_changes_nothing(
    name: str, dana: Person, net: Net
) -> None:
    made = {"poisoned graph": (poisoned, "take too long to check"), "forged": (forged, "was changed")}
    data, said = (made[name][0](), made[name][1]) if name in made else HOSTILE[name]
    before = Entry.objects.count()
    with pytest.raises(Refused, match=said):
        bring(data, dana)
    assert (Original.objects.count(), ForeignBadge.objects.count(), Entry.objects.count()) == (0, 0, before)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:9/badge.json", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("https://badges.example.org:8443/1", "private network"),
        ("http://user:word@8.8.8.8/", "no web address"),
        ("http://127.0.0.1:8000/badges/7", "on this site"),
    ],
)
def test_an_address_inside_is_not_asked(address: str, said: str, dana: Person, settings: Settings) -> None:
    settings.LOOK_UP_BADGES = True
    with pytest.raises(Refused, match=said):
        bringing.bring_text(text=address, by=dana, at=NOW)


def test_the_picture_of_a_badge_is_drawn_anew_without_what_it_leads_to(dana: Person, net: Net) -> None:
    trap = SVG.replace(
        b"<circle",
        b"<script>alert(1)</script><image href='file:///etc/passwd'/><foreignObject><p xmlns='http://www.w3.org/1999/xhtml'"
        b"/></foreignObject><circle onclick='alert(1)' fill='url(http://127.0.0.1/)'",
    )
    drawn = shapes_of(trap)
    assert [word for word in ("script", "image", "foreign", "onclick", "url(") if word in drawn] == []
    found = one(baking.bake_svg(trap, badge(str(dana.email))), dana)
    assert bytes(found.picture)[:8] == b"\x89PNG\r\n\x1a\n"
