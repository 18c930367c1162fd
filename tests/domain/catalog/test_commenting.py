"""Comments of co-authors on a draft."""

from __future__ import annotations

import pytest

from cairn.demo.stage import Stage
from cairn.domain.catalog import commenting
from cairn.domain.catalog.models import Draft, DraftComment
from cairn.domain.catalog.queries import comments_on
from cairn.domain.ledger.models import Entry
from cairn.domain.people.models import Person
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO


@pytest.fixture
def draft(stage: Stage) -> Draft:
    return Draft.objects.get(micro_credential__key="exit-tickets")


def say(draft: Draft, by: Person, text: str = "Why two?") -> DraftComment:
    return commenting.comment(draft=draft, section="slots", text=text, by=by, at=LONG_AGO)


def test_a_comment_stands_until_somebody_settles_it(draft: Draft, stage: Stage) -> None:
    janelle = stage.people["janelle-wright"]
    said = say(draft, janelle, "  Why two?\n")
    assert [(one.author, one.section, one.text) for one in comments_on(draft)] == [
        (janelle, "slots", "Why two?")
    ]
    for _ in range(2):
        commenting.settle(comment=said, by=janelle, at=LONG_AGO + DAY)
    assert list(comments_on(draft)) == []
    kept = DraftComment.objects.get(pk=said.pk)
    assert (kept.text, kept.settled_at) == ("Why two?", LONG_AGO + DAY)
    events = Entry.objects.filter(event__startswith="draft.comment").order_by("pk")
    assert [entry.event for entry in events] == ["draft.commented", "draft.comment_settled"]


def test_what_is_sent_twice_is_said_once(draft: Draft, stage: Stage) -> None:
    for _ in range(2):
        say(draft, stage.people["janelle-wright"])
    assert comments_on(draft).count() == 1


def test_others_neither_comment_nor_settle(draft: Draft, stage: Stage) -> None:
    said = say(draft, stage.people["janelle-wright"])
    dana = stage.people["dana-brown"]
    assert refused(lambda: say(draft, dana)) != ()
    assert refused(lambda: commenting.settle(comment=said, by=dana, at=LONG_AGO)) != ()
    assert comments_on(draft).count() == 1


@pytest.mark.parametrize(("text", "code"), [(" \n", "empty"), ("x" * 2001, "too_long")])
def test_an_empty_or_endless_comment_is_refused(draft: Draft, stage: Stage, text: str, code: str) -> None:
    assert refused(lambda: say(draft, stage.people["janelle-wright"], text)) == (code,)
