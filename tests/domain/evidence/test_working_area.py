"""The working area of an attempt: saving words, links and files, and when a part is shut."""

from __future__ import annotations

from functools import partial

import pytest

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.models import Attempt, Part, Piece
from cairn.domain.evidence.operations import attempts, pieces
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO, work_at

NOW = LONG_AGO + 2 * DAY


@pytest.fixture
def attempt(stage: Stage) -> Attempt:
    """Dana's attempt at exit tickets: student work, plans and a reflection, nothing handed in yet."""
    return attempts.start(
        edition=stage.editions["exit-tickets"], by=stage.people["dana-brown"], at=LONG_AGO + DAY
    )


def part_of(attempt: Attempt, key: str) -> Part:
    return Part.objects.get(attempt=attempt, slot__key=key)


def write(attempt: Attempt, text: str, revision: int) -> Piece:
    part = part_of(attempt, "reflection")
    return pieces.write(part=part, text=text, revision=revision, by=attempt.earner, at=NOW)


def test_starting_twice_is_one_attempt_with_one_part_for_each_slot(attempt: Attempt) -> None:
    again = attempts.start(edition=attempt.edition, by=attempt.earner, at=NOW)
    assert again.pk == attempt.pk
    keys = [part.slot.key for part in attempt.parts.order_by("slot__position")]
    assert keys == ["tickets", "before-after", "reflection"]


def test_each_save_over_the_latest_revision_is_taken(attempt: Attempt) -> None:
    revisions = [write(attempt, text, number).revision for number, text in enumerate(["a", "a b", "a b c"])]
    assert revisions == [1, 2, 3]
    assert Piece.objects.get(part=part_of(attempt, "reflection")).text == "a b c"


def test_a_save_over_an_older_revision_is_a_conflict_that_shows_what_stands(attempt: Attempt) -> None:
    write(attempt, "first", 0)
    write(attempt, "second", 1)
    with pytest.raises(pieces.Conflict) as conflict:
        write(attempt, "from another window", 1)
    assert (conflict.value.current.text, conflict.value.current.revision) == ("second", 2)
    assert Piece.objects.get(part=part_of(attempt, "reflection")).text == "second"


def test_a_save_whose_answer_was_lost_may_be_sent_again(attempt: Attempt) -> None:
    write(attempt, "first", 0)
    write(attempt, "second", 1)
    assert write(attempt, "second", 1).revision == 2


def test_a_text_too_long_to_read_is_refused(attempt: Attempt) -> None:
    assert refused(lambda: write(attempt, "x" * 100_001, 0)) == ("too_long",)


def test_nobody_else_changes_the_work(attempt: Attempt, stage: Stage) -> None:
    part = part_of(attempt, "reflection")
    for key in ("marcus-bell", "tomasz-nowak", "ruth-delaney"):
        other = stage.people[key]
        assert refused(partial(pieces.write, part=part, text="x", revision=0, by=other, at=NOW)) == (
            "not_yours",
        )


def test_a_part_takes_only_the_kind_of_evidence_it_asks_for(attempt: Attempt) -> None:
    tickets, dana = part_of(attempt, "tickets"), attempt.earner
    asked = [
        lambda: pieces.write(part=tickets, text="words", revision=0, by=dana, at=NOW),
        lambda: pieces.add_link(part=tickets, url="https://example.org", title="", by=dana, at=NOW),
    ]
    assert [refused(each) for each in asked] == [("way",), ("way",)]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/a", "example", "", "https://"])
def test_only_web_addresses_are_links(stage: Stage, url: str) -> None:
    dana = stage.people["dana-brown"]
    begun = attempts.start(edition=stage.editions["wait-time"], by=dana, at=LONG_AGO + DAY)
    part = part_of(begun, "tally")
    part.slot.__class__.objects.filter(pk=part.slot_id).update(kind="link")
    assert refused(lambda: pieces.add_link(part=part, url=url, title="", by=dana, at=NOW)) == ("bad_link",)


def test_a_file_is_attached_once_and_only_by_its_owner(attempt: Attempt, stage: Stage) -> None:
    part, dana = part_of(attempt, "tickets"), attempt.earner
    piece = walking.hand_in(part=part, what=walking.sample("image", 0), by=dana, at=NOW)
    assert piece.file is not None
    file = piece.file
    assert pieces.attach(part=part, file=file, by=dana, at=NOW).pk == piece.pk
    marcus = stage.people["marcus-bell"]
    his = attempts.start(edition=attempt.edition, by=marcus, at=NOW)
    theft = refused(lambda: pieces.attach(part=part_of(his, "tickets"), file=file, by=marcus, at=NOW))
    assert theft == ("not_kept",)


def test_a_removed_piece_can_be_put_back(attempt: Attempt) -> None:
    part, dana = part_of(attempt, "tickets"), attempt.earner
    piece = walking.hand_in(part=part, what=walking.sample("image", 0), by=dana, at=NOW)
    for _ in range(2):
        pieces.remove(piece=piece, by=dana, at=NOW)
    assert Piece.objects.get(pk=piece.pk).removed_at == NOW
    pieces.restore(piece=piece, by=dana, at=NOW)
    assert Piece.objects.get(pk=piece.pk).removed_at is None


def test_old_words_do_not_come_back_beside_newer_ones(attempt: Attempt) -> None:
    old = write(attempt, "old", 0)
    pieces.remove(piece=old, by=attempt.earner, at=NOW)
    new = write(attempt, "new", 0)
    assert refused(lambda: pieces.restore(piece=old, by=attempt.earner, at=NOW)) == ("newer_words",)
    pieces.remove(piece=new, by=attempt.earner, at=NOW)
    pieces.restore(piece=old, by=attempt.earner, at=NOW)
    assert Piece.objects.get(part=part_of(attempt, "reflection"), removed_at=None).text == "old"


def test_nothing_changes_once_the_work_is_submitted(attempt: Attempt) -> None:
    walking.fill(attempt, at=NOW)
    stale = Piece.objects.select_related("part__attempt").filter(part__attempt=attempt, kind="file")[0]
    assert stale.part.attempt.state == "working"
    walking.submit(attempt, at=NOW)
    dana = attempt.earner
    asked = [
        lambda: write(attempt, "more", 1),
        lambda: pieces.remove(piece=stale, by=dana, at=NOW),
        lambda: pieces.restore(piece=stale, by=dana, at=NOW),
    ]
    assert [refused(each) for each in asked] == [("frozen",)] * 3


def test_a_met_part_stays_shut_while_the_others_are_revised(stage: Stage) -> None:
    revising = work_at(
        "revising",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO + DAY,
    )
    assert {part.slot.key for part in revising.parts.all() if part.open} == {"before-after", "reflection"}
    shut = part_of(revising, "tickets").pieces.all()[0]
    assert refused(lambda: pieces.remove(piece=shut, by=revising.earner, at=NOW)) == ("met",)


def test_consent_says_who_by_what_form_and_for_what(attempt: Attempt) -> None:
    dana = attempt.earner
    piece = walking.hand_in(
        part=part_of(attempt, "tickets"), what=walking.sample("image", 0), by=dana, at=NOW
    )
    give = partial(pieces.give_consent, piece=piece, by=dana, at=NOW, given_on=NOW.date())
    lacking: tuple[tuple[str, str, list[str]], ...] = (
        ("", "Form", ["evaluation"]),
        ("The class", " ", ["evaluation"]),
        ("The class", "Form", []),
        ("The class", "Form", ["advertising"]),
    )
    for who, form, uses in lacking:
        assert refused(partial(give, who=who, form=form, uses=uses)) == ("consent",)
    nobody = give(nobody_recognizable=True)
    assert (nobody.nobody_recognizable, nobody.uses) == (True, [])
