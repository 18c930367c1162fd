"""A district brings its 986 past awards: 14 with faults are named before anything happens, the rest awarded once."""

from __future__ import annotations

import csv
import io
import json
from argparse import Namespace
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from cairn.cli import awards
from cairn.cli.place import Trouble
from cairn.demo import gating
from cairn.demo.stage import Stage, set_up
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.issuing.imported import running_import, tally
from cairn.domain.issuing.models import Award, Credential, Import
from cairn.domain.ledger.models import Entry
from cairn.domain.ledger.operations import first_break
from cairn.domain.outbox import operations as outbox
from cairn.domain.outbox.models import Message
from cairn.domain.people.models import Organization, Person
from cairn.domain.portfolios.access import showing_of
from cairn.engines.openbadges import press
from cairn.workflows import crediting, importing, publishing, recording, tasks, verifying
from cairn.workflows.past_rows import Reading
from tests.domain.asking import refused
from tests.processes import KILLED, die, in_processes
from tests.walk import DAY, LONG_AGO, stage

__all__ = ["stage"]

NOW = LONG_AGO + 10 * DAY
HEADS = ["e-mail", "name", "micro-credential", "earned on", "expires on", "note"]
TEACHERS = 136
FAULTS = {
    10: ("e-mail", "nobody", "Write a whole e-mail address, such as maria@example.org."),
    51: ("e-mail", "", "Write the person's e-mail address."),
    101: (
        "micro-credential",
        "Exit Tickets That Change Tomorow",
        "Did you mean “Exit Tickets That Change Tomorrow”?",
    ),
    152: ("micro-credential", "", "Write the title or key of what was earned."),
    203: ("earned on", "2019-02-30", "There is no such day."),
    260: ("earned on", "03/04/2019", "This may be day 4 of month 3, or day 3 of month 4."),
    301: ("earned on", "2031-01-01", "This day is still to come."),
    352: ("earned on", "", "Write the day it was earned"),
    404: ("earned on", "3/4/19", "Write the year with four digits."),
    500: ("name", "", "Write the name of the person, who is not known here yet."),
    600: ("note", "x" * 501, "Write at most 500 letters."),
    700: ("expires on", "2001-01-01", "This is not after the day it was earned."),
    800: ("e-mail", "", "This says the same as row 799."),
    987: ("earned on", "soon", "This is no date that can be read."),
}


def rows() -> list[list[str]]:
    """The district's list without its headings; row numbers begin at 2."""
    made = []
    for at in range(986):
        year, teacher = divmod(at, TEACHERS)
        key = ("exit-tickets", "wait-time")[year % 2]
        day = date(2016 + year, 5, 1 + teacher % 28).isoformat()
        made.append(
            [f"t{teacher}@juab.example.org", f"Teacher {teacher}", key, day, "", f"Ledger;\npage {at}"]
        )
    for number, (head, value, _) in FAULTS.items():
        if number == 800:
            made[number - 2] = list(made[number - 3])
        else:
            made[number - 2][HEADS.index(head)] = value
        if number == 500:
            made[number - 2][0] = "fresh@juab.example.org"
    return made


def written(lines: list[list[str]]) -> bytes:
    """As spreadsheet programs of some countries write CSV: with a byte order mark and semicolons."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([HEADS, *lines])
    return out.getvalue().encode("utf-8-sig")


def checked(stage: Stage, content: bytes, **reading: object) -> Import:
    return importing.check(
        organization=stage.organizations["cedar-hollow"],
        name="986.csv",
        content=content,
        reading=Reading(**({"first_for_earlier": True} | reading)),  # type: ignore[arg-type]
        by=stage.people["ruth-delaney"],
        at=NOW,
    )


def finished(run: Import, *, letters: bool = True) -> Import:
    run = importing.begin(run=run, letters=letters, by=run.checked_by, at=NOW)
    importing.carry_on(run=run, by=run.checked_by, at=NOW)
    run.refresh_from_db()
    return run


def counts(run: Import) -> tuple[int, int, int]:
    found = tally(run)
    return (found.awarded, found.already, found.faulty)


def _cut_off(run: Import) -> None:
    """Half of the batches, then a power cut in the midst of the next one."""
    keep, kept = outbox.put_each, list[int]()

    def deadly(**given: object) -> None:
        keep(**given)  # type: ignore[arg-type]
        kept.append(1)
        if len(kept) == 3:
            die()

    vars(recording)["put_each"] = deadly
    importing.carry_on(run=run, by=None, at=NOW)


@pytest.mark.slow
def test_986_rows_of_which_14_have_faults_are_awarded_once_through_a_kill(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = set_up(at=LONG_AGO, only=["exit-tickets", "wait-time"], named=True)
    monkeypatch.setattr(recording, "AT_ONCE", 150)
    monkeypatch.setattr(recording, "WORTH_A_PROCESS", 300)
    content = written(rows())
    run = checked(stage, content)
    named = {row.number: row.faults for row in run.rows.filter(standing="faulty")}
    assert {number: len(faults) for number, faults in named.items()} == dict.fromkeys(FAULTS, 1)
    assert [number for number, told in FAULTS.items() if told[2] not in named[number][0][2]] == []
    assert [number for number, told in FAULTS.items() if told[0] != named[number][0][0]] == []
    assert (Award.objects.count(), counts(run)) == (0, (0, 0, 14))

    run = importing.begin(run=run, letters=True, by=run.checked_by, at=NOW)
    assert in_processes(partial(_cut_off, run)) == [KILLED]
    assert (Award.objects.count(), Credential.objects.count()) == (300, 300)
    again = running_import(run.organization, run.digest)
    assert again is not None
    tasks.run_all(NOW + timedelta(hours=1))
    again.refresh_from_db()
    assert (again.state, counts(again)) == ("done", (972, 0, 14))
    assert sum(MicroCredential.objects.values_list("earned", flat=True)) == Credential.objects.count() == 972
    assert Person.objects.filter(email__endswith="@juab.example.org").count() == TEACHERS
    assert Message.objects.filter(payload__kind="past_recorded").count() == TEACHERS
    assert Message.objects.filter(channel="recognize").count() == 972
    assert Entry.objects.filter(event="award.recorded").count() == 972
    assert first_break() is None
    assert counts(finished(checked(stage, content))) == (0, 972, 14)

    mended = importing.to_mend(again)
    for number, (_, value, _) in FAULTS.items():
        if number == 101:
            mended = mended.replace(value, "exit-tickets")
        elif number == 203:
            mended = mended.replace(value, "2019-02-28")
    assert counts(finished(checked(stage, mended.encode()))) == (2, 1, 11)


def one(stage: Stage, **cells: str) -> Import:
    """An import of one row, by its headings."""
    told = {
        "e-mail": "pia@example.org",
        "name": "Pia Lindqvist",
        "micro-credential": "exit-tickets",
        "earned on": "2019-05-24",
    } | {head.replace("_", " "): value for head, value in cells.items()}
    lines = [list(told), list(told.values())]
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return checked(stage, out.getvalue().encode())


def test_a_past_badge_says_whose_word_it_is_and_stays_private_until_it_is_claimed(
    stage: Stage, mailoutbox: list[Any]
) -> None:
    run = finished(one(stage, note="Ledger, page 12", expires_on="2040-01-01"))
    award = Award.objects.select_related("credential", "earner").get(import_row__run=run)
    said = json.loads(award.credential.text)
    assert (showing_of(award), award.earned_on.isoformat()) == (None, "2019-05-24")
    assert (said["validFrom"], said["validUntil"]) == ("2019-05-24T05:00:00Z", "2040-01-01T06:00:00Z")
    assert "result" not in said["credentialSubject"]
    assert said["credentialSubject"]["achievement"]["criteria"]["narrative"].startswith(
        "Recorded by the issuer as equal to what this public rubric asks for:"
    )
    assert said["evidence"][0]["narrative"].endswith(
        "The work was not evaluated through the system that signed this credential."
    )
    assert [
        word for word in ("pia@", "Pia", "Ledger", "Judged by evaluators") if word in award.credential.text
    ] == []
    report = verifying.verify(award.credential.text.encode(), at=NOW)
    assert [check.code for check in report.checks if check.outcome == "failed"] == []
    tasks.run_all(NOW)
    letter = next(mail for mail in mailoutbox if mail.to == ["pia@example.org"])
    assert letter.subject == "Your badge is here: Exit Tickets That Change Tomorrow"
    assert "/account/password/reset/" in letter.body


def test_a_batch_is_signed_word_for_word_as_one_award_would_be(stage: Stage) -> None:
    lines = [[f"p{at}@example.org", "“Zoë” \\ مها", "exit-tickets", "2019-05-24", "", ""] for at in range(4)]
    run = finished(checked(stage, written(lines)))
    awards = Award.objects.filter(import_row__run=run).select_related("credential__signing_key")
    assert [each.credential.text for each in awards] == [_signed_alone(each) for each in awards]
    assert len({json.loads(each.credential.text)["credentialSubject"]["id"] for each in awards}) == len(lines)


def _signed_alone(award: Award) -> str:
    """What the path of a single award makes of it, given the same random words."""
    subject, key = json.loads(award.credential.text)["credentialSubject"], award.credential.signing_key
    said = crediting.credential_for(award, key, salt=subject["identifier"][0]["salt"])
    signer = crediting.signer_for(award.organization, key)
    return press.sign(replace(said, subject_id=subject.get("id")), signer=signer, created=NOW)


def test_what_was_earned_before_the_first_edition_needs_somebodys_word(stage: Stage) -> None:
    early = [["e@example.org", "E", "exit-tickets", "2019-05-24", "", ""]]
    (row,) = checked(stage, written(early), first_for_earlier=False).rows.all()
    assert row.faults[0][2].startswith("The first edition is of 2026-03-02. Write 1 into the column edition")
    (row,) = one(stage, edition="1").rows.all()
    assert (row.standing, row.edition and row.edition.number) == ("ready", 1)


def test_only_an_issuer_brings_and_begins(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    district, stranger, run = stage.organizations["cedar-hollow"], stage.people["dana-brown"], one(stage)
    given = {"organization": district, "name": "a.csv", "content": b"", "reading": Reading()}
    assert refused(lambda: importing.check(**given, by=stranger, at=NOW)) == ("role",)  # type: ignore[arg-type]
    assert refused(lambda: importing.begin(run=run, letters=True, by=stranger, at=NOW)) == ("role",)
    cells = {"email": "pia@example.org", "name": "Pia", "micro_credential": "wait-time", "date": "2019-05-24"}
    told = cells | dict.fromkeys(("edition", "expires", "note"), "")
    monkeypatch.setattr(awards, "begin", lambda options: None)
    with pytest.raises(Trouble, match="issuer"):
        awards.issue(Namespace(organization=district.slug, by=stranger.email, no_letters=True, **told))


def test_one_by_hand_takes_the_same_way_and_is_awarded_once(stage: Stage) -> None:
    cells = {
        "email": "pia@example.org",
        "name": "Pia",
        "micro_credential": "wait-time",
        "earned_on": "2019-05-24",
    }
    district = Organization.objects.get(slug="cedar-hollow")
    standing = [
        importing.one_by_hand(organization=district, cells=cells, letters=False, by=None, at=NOW).standing
        for _ in range(2)
    ]
    assert (standing, Award.objects.filter(earner__email="pia@example.org").count()) == (
        ["ready", "known"],
        1,
    )
    assert Message.objects.filter(payload__kind="past_recorded").count() == 0


def test_lists_that_name_different_editions_award_an_achievement_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, draft = stage.people["janelle-wright"], stage.editions["wait-time"].micro_credential.draft
    told = draft.document | {"purpose": "You hear more students."}
    draft = catalog.save_draft(draft=draft, document=told, revision=draft.revision, by=author, at=NOW)
    gating.clear(draft, author=author, reviewer=stage.people["hannah-kim"], at=NOW)
    publishing.publish(draft=draft, by=author, at=NOW)
    first, second = (one(stage, **{"micro-credential": "wait-time", "edition": each}) for each in "12")
    importing.begin(run=second, letters=False, by=second.checked_by, at=NOW)
    prepared = recording.Recorder._prepared

    def overtaken(self: recording.Recorder, *told: Any, **named: Any) -> Any:
        batch = prepared(self, *told, **named)
        if self.run == second and not Award.objects.exists():
            finished(first)
        return batch

    monkeypatch.setattr(recording.Recorder, "_prepared", overtaken)
    importing.carry_on(run=second, by=second.checked_by, at=NOW)
    assert [award.what.number for award in Award.objects.all()] == [1]
    assert counts(second) == (0, 1, 0)
