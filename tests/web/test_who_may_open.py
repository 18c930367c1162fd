"""The grid of addresses and people: who opens what, who may post where, and that ids cannot be swapped."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from cairn.domain.evidence.models import Piece
from cairn.domain.portfolios.operations import show
from tests.remembering import rows_of_all
from tests.stories.world import names
from tests.web.who_may_open import CAST, OPENS, POSTS, Cell, Setting, build, cells

# The tables of the domain; a session may well be kept.
OURS = tuple(f"{app.label}_" for app in apps.get_app_configs() if app.name.startswith("cairn.domain."))
WORDS = {200: "ok", 302: "to", 403: "no", 404: "--"}


@pytest.fixture
def setting(db: None) -> Setting:
    return build()


def rows(table: str) -> Iterator[list[Cell]]:
    for _, row in groupby(cells(table), key=lambda cell: (cell.name, cell.note)):
        yield list(row)


def client_of(setting: Setting, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if setting.cast[who]:
        client.cookies[settings.SESSION_COOKIE_NAME] = setting.sessions[who]
    return client


def met(answer: Any) -> str:
    """What somebody meets, in the words of the tables."""
    if answer.status_code == 302 and answer["Location"].startswith(f"{reverse('account_login')}?next="):
        return "in"
    return WORDS.get(answer.status_code, str(answer.status_code))


def line(row: list[Cell], meets: Mapping[str, str]) -> str:
    """A row of a table, as somebody found it."""
    found = "".join(f"{meets[cell.who]:<4}" for cell in row)
    place = f"{row[0].name:<24}{row[0].note}"
    return f"{place:<39}{found}".rstrip()


def expected(row: list[Cell]) -> str:
    return line(row, {cell.who: cell.meets for cell in row})


def surprises(table: str, found: list[str]) -> str:
    """Each row that is not as the table has it: as it is, above what it should be."""
    pairs = zip(found, map(expected, rows(table)), strict=True)
    return "\n".join(f"{is_} (is)\n{ought} (ought to be)" for is_, ought in pairs if is_ != ought)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens to the world within is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything() -> str:
    """A hash over every row of every table of ours, so that no change goes unseen."""
    ours = {name: rows for name, rows in rows_of_all().items() if name.strip('"').startswith(OURS)}
    return hashlib.sha256(repr(ours).encode()).hexdigest()


def test_every_address_has_a_row():
    assert {cell.name for table in (OPENS, POSTS) for cell in cells(table)} == set(names())


def test_the_tables_have_a_column_for_everybody():
    assert [{cell.who for cell in cells(table)} for table in (OPENS, POSTS)] == [set(CAST), set(CAST)]


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a page answers is asked here; that each page can be drawn is seen elsewhere, by its readers."""
    monkeypatch.setattr(Template, "render", lambda *_, **__: "")


@pytest.mark.once
@pytest.mark.slow
def test_who_opens_what(setting, undrawn):
    assert surprises(OPENS, [opened(setting, row) for row in rows(OPENS)]) == ""


def opened(setting: Setting, row: list[Cell]) -> str:
    name, note = row[0].name, row[0].note
    address, found = setting.address(name, note), {}
    with undone():
        if note == "one hidden":
            award = setting.world.award
            show(badge=award, audience="private", named=False, by=award.earner, at=award.made_at)
        for cell in row:
            client = client_of(setting, cell.who)
            # An upload under way is asked after, never opened.
            answer = client.head(address, headers=TUS) if name == "api:upload" else client.get(address)
            found[cell.who] = met(answer)
    return line(row, found)


TUS = {"Tus-Resumable": "1.0.0"}


def posted(client: Client, setting: Setting, name: str, note: str = "") -> Any:
    """Post what would do something, were it hers to do."""
    address = setting.address(name, note)
    if name == "api:upload":
        headers = {**TUS, "Upload-Offset": "0"}
        return client.patch(address, b"some word", "application/offset+octet-stream", headers=headers)
    if name == "api:uploads":
        said = {"attempt": str(setting.world.returned.public_id), "slot": "videos", "filename": "a.mp4"}
        pairs = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in said.items())
        return client.post(address, headers={**TUS, "Upload-Length": "9", "Upload-Metadata": pairs})
    return client.post(address, urlencode(fields(setting)), "application/x-www-form-urlencoded")


def fields(setting: Setting) -> dict[str, str]:
    """Fields that every form takes something from."""
    cast, world = setting.cast, setting.world
    return {
        "text": "Mine now.", "revision": "1", "title": "Mine now", "url": "https://example.org/", "nobody": "on",
        "given_on": "2026-01-05", "declared": "yes", "reason": "Mine now.", "public": "", "kind": "question",
        "email": cast["str"].email if cast["str"] and cast["str"].email else "", "role": "administrator",
        "organization": str(world.stage.organizations["tennessee"].public_id), "summary": "Mine now.",
        "coach": str(world.person("marcus-bell").public_id), "do": "add:slots", "on": "yes",
        "price": "200", "answer": "yes",
        **{f"level-{key}": "proficient" for key in ("structure", "pauses", "probes", "noticing", "skills")},
    }  # fmt: skip


@pytest.mark.once
@pytest.mark.slow
def test_who_posts_where(setting, undrawn):
    before = everything()
    assert surprises(POSTS, [tried(setting, row, before) for row in rows(POSTS)]) == ""


def tried(setting: Setting, row: list[Cell], before: str) -> str:
    """Post as everybody who may not; what changes the world, as it was before, is marked."""
    name, note = row[0].name, row[0].note
    found = {cell.who: "may" for cell in row}
    with undone():
        wrong = {cell.who: client_of(setting, cell.who) for cell in row if cell.meets != "may"}
        for who, client in wrong.items():
            answer = posted(client, setting, name, note)
            found[who] = "in" if answer.status_code == 401 else met(answer)
        changed = "" if everything() == before else " CHANGED SOMETHING"
    return line(row, found) + changed


@dataclass(frozen=True, slots=True)
class Swap:
    """An address made of one thing that is hers and one that is not."""

    who: str
    name: str
    arguments: tuple[Any, ...]
    method: str = "post"


def swaps(setting: Setting) -> Iterator[Swap]:
    """Ids that exist, each under a roof that is not its own."""
    world, dana, award = setting.world, setting.world.returned.public_id, setting.world.award
    begun, slot, clip = world.begun.public_id, setting.clip.part.slot.key, setting.clip.public_id
    consent, marcus = setting.consent.public_id, world.held.round.attempt
    theirs = Piece.objects.filter(part__attempt=marcus).select_related("part__slot")[0]
    foreign = (theirs.part.slot.key, theirs.public_id)
    # Another's attempt, another part of her own, another attempt of her own.
    for name in ("remove", "restore", "give_consent"):
        yield Swap("own", f"earner:{name}", (marcus.public_id, *foreign))
        yield Swap("own", f"earner:{name}", (begun, *foreign))
        yield Swap("own", f"earner:{name}", (dana, "plans", clip))
        yield Swap("own", f"earner:{name}", (begun, slot, clip))
    yield Swap("own", "earner:withdraw_consent", (dana, "plans", clip, consent))
    yield Swap("coa", "earner:withdraw_consent", (marcus.public_id, *foreign, consent))
    yield Swap("coa", "earner:end_coaching", (marcus.public_id, setting.invitation.public_id))
    yield Swap("own", "earner:part", (dana, theirs.part.slot.key), "get")
    yield Swap("own", "earner:unshare", (marcus.public_id, world.filed.public_id))
    # A coach, at a draft that is not the one she was invited to, or at a part of it that it does not have.
    yield Swap("coa", "coach:attempt", (begun,), "get")
    yield Swap("coa", "coach:remark", (begun, "baseline"))
    yield Swap("coa", "coach:remark", (dana, "baseline"))
    # The evaluator, at a piece of another round.
    other = world.returned.rounds.get().pieces.all()[0]
    yield Swap("eva", "evaluator:comment", (world.held.public_id, other.public_id))
    for reading in world.returned.rounds.get().readings.all():
        yield Swap("eva", "evaluator:sheet", (reading.public_id,), "get")
        yield Swap("eva", "evaluator:uncomment", (reading.public_id, setting.moment.public_id))
        yield Swap("eva", "evaluator:send", (reading.public_id,))
    # Whoever runs one organization, at what belongs to another.
    for name in ("suspend", "reinstate", "revoke"):
        yield Swap("ad2", f"organization:{name}", ("harpeth-state", award.public_id))
    yield Swap("ad2", "organization:award", ("harpeth-state", award.public_id), "get")
    yield Swap("ad2", "organization:end_role", ("harpeth-state", setting.membership.pk))
    yield Swap("str", "organization:end_role", ("ridge-gap", setting.membership.pk))


@pytest.mark.slow
def test_ids_cannot_be_swapped(setting):
    clients = {key: client_of(setting, key) for key in CAST}
    before, found = everything(), []
    for swap in swaps(setting):
        address = reverse(swap.name, args=swap.arguments)
        answer = getattr(clients[swap.who], swap.method)(address, fields(setting))
        if met(answer) not in {"no", "--"}:
            found.append(f"{swap.who} at {swap.name} {swap.arguments} meets {answer.status_code}")
    assert found == []
    assert everything() == before


@pytest.mark.slow
def test_a_choice_in_a_form_is_one_that_was_offered(setting):
    """Organizations, coaches and keys of other people's, sent in fields instead of addresses."""
    world, house = setting.world, setting.world.stage.organizations
    sent = [
        (
            "own",
            "earner:invite",
            (world.begun.public_id,),
            {"coach": str(world.person("luis-ortega").public_id)},
        ),
        (
            "own",
            "earner:share",
            (world.award.public_id,),
            {"organization": str(house["ridge-gap"].public_id)},
        ),
        ("au2", "author:home", (), {"organization": str(house["harpeth-state"].pk), "title": "Mine now"}),
        ("re2", "recognizer:check_all", (), {"organization": "cedar-hollow"}),
    ]
    clients = {who: client_of(setting, who) for who, *_ in sent}
    before = everything()
    answers = [clients[who].post(reverse(name, args=args), told) for who, name, args, told in sent]
    assert [answer.status_code for answer in answers] == [302, 302, 422, 404]
    assert everything() == before
