"""Logs, other ways to show a part, days on which files were made, and what is ticked: what the operations keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from functools import partial

import pytest

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.models import Attempt, Part, Piece, RoundPiece
from cairn.domain.evidence.operations import attempts, logs, pieces
from cairn.domain.evidence.operations.logs import Observed
from cairn.domain.evidence.queries import completion_of, gaps_of_part, kept_aside, whole_attempt
from tests.domain.asking import refused
from tests.observing import offer, with_code
from tests.walk import DAY, LONG_AGO

NOW = LONG_AGO + 2 * DAY
SEEN = Observed(date(2026, 3, 2), time(9), time(9, 45, 30), "  A  library ", "What I saw.\0")


@pytest.fixture
def attempt(stage: Stage) -> Attempt:
    """Dana's attempt at anti-bias instruction, just begun."""
    edition = offer(stage, at=LONG_AGO, change=with_code)
    return attempts.start(edition=edition, by=stage.people["dana-brown"], at=LONG_AGO + DAY)


def part_of(attempt: Attempt, key: str = "visits") -> Part:
    """The part with its pieces, as pages read it."""
    return next(part for part in whole_attempt().get(pk=attempt.pk).parts.all() if part.slot.key == key)


def add(attempt: Attempt, observed: Observed = SEEN) -> Piece:
    return logs.add_entry(part=part_of(attempt), observed=observed, by=attempt.earner, at=NOW)


def save(piece: Piece, observed: Observed, revision: int) -> Piece:
    by = piece.part.attempt.earner
    return logs.save_entry(piece=piece, observed=observed, revision=revision, by=by, at=NOW)


def test_an_entry_keeps_its_times_to_the_minute_and_its_place_in_one_line(attempt: Attempt) -> None:
    piece = add(attempt)
    assert (piece.minutes, piece.place, piece.text, piece.revision) == (45, "A library", "What I saw.", 2)


def test_a_blank_entry_is_given_back_rather_than_a_second(attempt: Attempt) -> None:
    one, two = (logs.add_entry(part=part_of(attempt), by=attempt.earner, at=NOW) for _ in range(2))
    assert (one.pk, one.blank) == (two.pk, True)
    assert [gap.text for gap in gaps_of_part(part_of(attempt))] == [
        "“Visits to a new environment” needs 2 entries."
    ]


def test_half_an_entry_is_kept(attempt: Attempt) -> None:
    piece = add(attempt, Observed(begins=time(9)))
    assert (piece.blank, piece.minutes, piece.begins) == (False, 0, time(9))


@pytest.mark.parametrize("end", [time(9), time(8, 59)])
def test_an_end_that_is_not_later_than_the_start_is_refused(attempt: Attempt, end: time) -> None:
    piece = add(attempt)
    assert refused(lambda: save(piece, replace(SEEN, ends=end), 2)) == ("ends_first",)


def test_a_save_over_an_older_revision_is_a_conflict_and_a_repeat_is_none(attempt: Attempt) -> None:
    piece = add(attempt)
    newer = replace(SEEN, notes="From the phone.")
    assert [save(piece, newer, 2).revision for _ in range(2)] == [3, 3]
    with pytest.raises(pieces.Conflict):
        save(piece, replace(SEEN, notes="From the desk."), 2)
    assert Piece.objects.get(pk=piece.pk).text == "From the phone."


def test_an_entry_is_removed_and_comes_back(attempt: Attempt) -> None:
    piece, dana = add(attempt), attempt.earner
    pieces.remove(piece=piece, by=dana, at=NOW)
    assert list(part_of(attempt).pieces.all()) == []
    pieces.restore(piece=piece, by=dana, at=NOW)
    assert list(part_of(attempt).pieces.all()) == [piece]


def test_a_full_log_takes_no_more(attempt: Attempt) -> None:
    for number in range(8):
        add(attempt, replace(SEEN, place=f"Place {number}"))
    assert refused(lambda: add(attempt)) == ("full",)


def test_a_log_takes_neither_words_nor_links_and_other_parts_take_no_entries(attempt: Attempt) -> None:
    dana, log = attempt.earner, part_of(attempt)
    asked = [
        partial(pieces.write, part=log, text="x", revision=0, by=dana, at=NOW),
        partial(logs.add_entry, part=part_of(attempt, "peers"), by=dana, at=NOW),
    ]
    assert [refused(each) for each in asked] == [("way",)] * 2


def test_what_was_gathered_in_another_way_is_kept_aside_and_not_sent(attempt: Attempt) -> None:
    dana, part = attempt.earner, part_of(attempt, "peers")
    words = pieces.write(part=part, text="What my peers made of it.", revision=0, by=dana, at=NOW)
    for _ in range(2):
        logs.show_as(part=part, kind="code", by=dana, at=NOW)
    shown = part_of(attempt, "peers")
    assert (shown.shown_as, list(shown.pieces.all()), kept_aside(shown)) == ("code", [], 1)
    code = pieces.write(part=part, text="print(1)", revision=0, by=dana, at=NOW)
    assert (code.shown_as, list(part_of(attempt, "peers").pieces.all())) == ("code", [code])
    logs.show_as(part=part, kind="document", by=dana, at=NOW)
    assert list(part_of(attempt, "peers").pieces.all()) == [words]


def test_only_the_ways_that_a_part_offers_may_be_chosen(attempt: Attempt, stage: Stage) -> None:
    part = part_of(attempt, "peers")
    show = partial(logs.show_as, part=part, at=NOW)
    assert refused(lambda: show(kind="video", by=attempt.earner)) == ("kind",)
    assert refused(lambda: show(kind="code", by=stage.people["marcus-bell"])) == ("not_yours",)


def test_consent_follows_the_way_that_was_chosen(attempt: Attempt) -> None:
    logs.show_as(part=part_of(attempt, "own-space"), kind="image", by=attempt.earner, at=NOW)
    part = part_of(attempt, "own-space")
    walking.hand_in(part=part, what=walking.sample("image", 0), title="The room", by=attempt.earner, at=NOW)
    assert [gap.code for gap in gaps_of_part(part_of(attempt, "own-space"))] == ["no_consent"]


def test_a_file_is_dated_by_its_owner_and_not_in_the_future(attempt: Attempt, stage: Stage) -> None:
    dana, part = attempt.earner, part_of(attempt, "own-space")
    piece = walking.hand_in(part=part, what=walking.sample("pdf", 0), by=dana, at=NOW)
    say = partial(pieces.date_piece, piece=piece, at=NOW)
    assert say(made_on=date(2026, 2, 1), by=dana).made_on == date(2026, 2, 1)
    assert refused(lambda: say(made_on=date(2026, 3, 5), by=dana)) == ("not_yet",)
    assert refused(lambda: say(made_on=date(2026, 2, 1), by=stage.people["marcus-bell"])) == ("not_yours",)
    assert refused(
        lambda: pieces.date_piece(piece=add(attempt), made_on=date(2026, 2, 1), by=dana, at=NOW)
    ) == ("way",)


def test_a_round_freezes_entries_the_way_they_were_shown_and_what_was_ticked(attempt: Attempt) -> None:
    logs.show_as(part=part_of(attempt, "peers"), kind="code", by=attempt.earner, at=NOW)
    full = walking.fill(attempt, at=NOW)
    round_ = walking.submit(full, at=NOW)
    entries = RoundPiece.objects.filter(round=round_, kind="entry")
    assert [(piece.minutes, bool(piece.place), bool(piece.made_on)) for piece in entries] == [
        (45, True, True)
    ] * 2
    assert [piece.shown_as for piece in round_.pieces.filter(slot__key="peers")] == ["code"]
    assert round_.completed == completion_of(attempt)


def test_every_indicator_is_ticked_before_the_work_is_sent(attempt: Attempt) -> None:
    full = walking.fill(attempt, at=NOW)
    send = partial(attempts.submit, attempt=full, declared=True, by=full.earner, at=NOW)
    assert refused(lambda: send(completed=completion_of(full)[1:])) == ("incomplete",)
    assert refused(send) == ("incomplete",) * 5


def test_a_changed_entry_has_another_digest(attempt: Attempt) -> None:
    piece = add(attempt)
    before = attempts.digest_of(piece)
    digests = {
        attempts.digest_of(save(piece, observed, revision))
        for revision, observed in enumerate(
            (
                replace(SEEN, made_on=date(2026, 3, 1)),
                replace(SEEN, ends=time(10)),
                replace(SEEN, place="A lab"),
                replace(SEEN, notes="Other."),
            ),
            start=2,
        )
    }
    assert len(digests | {before}) == 5
