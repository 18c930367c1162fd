"""A letter that is sent twice is one letter."""

from __future__ import annotations

import email
from email import policy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from cairn.adapters.mailing import message, message_id
from cairn.adapters.mailing.filing import EmailBackend, file_name

ID = "<award-7@cairn.example>"


def letter(text: str = "You did it.", identity: str = ID) -> EmailMultiAlternatives:
    return message(
        to=["ana@school.example"],
        subject="Your badge:\n Morning Meeting – schön",
        text=text,
        html=f"<p>{text}</p>",
        message_id=identity,
        sender="Cairn <no-reply@cairn.example>",
    )


def filed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_a_letter_is_filed_as_mail_programs_read_it(tmp_path: Path) -> None:
    assert EmailBackend(folder=tmp_path / "mail").send_messages([letter()]) == 1
    (path,) = filed(tmp_path / "mail")
    read = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (read["Message-ID"], read["To"], read["Auto-Submitted"]) == (
        ID,
        "ana@school.example",
        "auto-generated",
    )
    assert read["Subject"] == "Your badge: Morning Meeting – schön"
    assert [part.get_content_type() for part in read.walk()][1:] == ["text/plain", "text/html"]
    plain = read.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().strip() == "You did it."
    assert oct(path.stat().st_mode & 0o777) == "0o600"


def test_a_letter_sent_twice_is_one_file(tmp_path: Path) -> None:
    backend = EmailBackend(folder=tmp_path)
    assert [backend.send_messages([letter()]) for _ in range(2)] == [1, 1]
    assert [path.name for path in filed(tmp_path)] == [file_name(ID)]


def test_two_letters_are_two_files(tmp_path: Path) -> None:
    EmailBackend(folder=tmp_path).send_messages([letter(), letter(identity="<award-8@cairn.example>")])
    assert len(filed(tmp_path)) == 2


def test_a_letter_to_nobody_is_not_filed(tmp_path: Path) -> None:
    assert EmailBackend(folder=tmp_path).send_messages([EmailMessage("Hello", "there")]) == 0
    with pytest.raises(ValueError, match="somebody to go to"):
        message(to=[], subject="", text="", html="", message_id=ID, sender="a@b.example")


def test_one_address_or_several_may_be_given() -> None:
    def to(*given: str, one: str = "") -> list[str]:
        letter = message(to=one or given, subject="s", text="t", html="", message_id=ID, sender="a@b.example")
        return list(letter.to)

    assert to(one="ana@school.example") == ["ana@school.example"]
    assert to("a@b.example", "c@d.example") == ["a@b.example", "c@d.example"]


def test_a_letter_without_html_is_plain() -> None:
    plain = message(to=["a@b.example"], subject="s", text="t", html="", message_id=ID, sender="a@b.example")
    assert plain.message().get_content_type() == "text/plain"


def test_the_folder_comes_from_the_settings(tmp_path: Path, settings: Settings) -> None:
    settings.CAIRN_MAIL_FOLDER = tmp_path
    letter_of_settings = letter()
    letter_of_settings.connection = get_connection("cairn.adapters.mailing.filing.EmailBackend")
    assert letter_of_settings.send() == 1
    assert [path.name for path in filed(tmp_path)] == [file_name(ID)]
    settings.CAIRN_MAIL_FOLDER = None
    with pytest.raises(ImproperlyConfigured, match="Set CAIRN_MAIL_FOLDER"):
        EmailBackend()


def test_a_folder_that_cannot_be_written_is_told_unless_silence_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        EmailBackend(folder=tmp_path / "file" / "mail").send_messages([letter()])
    assert EmailBackend(folder=tmp_path / "file" / "mail", fail_silently=True).send_messages([letter()]) == 0


@given(first=st.text(), second=st.text())
def test_file_names_are_plain_and_tell_letters_apart(first: str, second: str) -> None:
    names = [file_name(identity) for identity in (first, second)]
    assert (names[0] == names[1]) == (first == second)
    assert all(name.isascii() and "/" not in name and not name.startswith(".") for name in names)


def test_a_message_id_is_made_of_a_row_and_a_host() -> None:
    assert message_id(key="award-7", host="cairn.example") == ID


@pytest.mark.parametrize("identity", ["", "award-7", "<a b@c>", "<a@b>\nBcc: x@y.example", "<a@>"])
def test_a_broken_message_id_is_refused(identity: str) -> None:
    with pytest.raises(ValueError, match="A Message-ID has the form"):
        letter(identity=identity)
