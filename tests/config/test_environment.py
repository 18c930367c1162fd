from __future__ import annotations

from pathlib import Path

import pytest

from cairn.engines.environment import Environment, SettingError, database, shared

FOLDER = Path("/data")


@pytest.mark.parametrize("word", ["1", "yes", "True", " on "])
def test_a_flag_may_be_said_in_several_words_for_yes(word):
    assert Environment({"CAIRN_DEMO": word}).flag("CAIRN_DEMO") is True


@pytest.mark.parametrize("word", ["0", "no", "FALSE", "off"])
def test_a_flag_may_be_said_in_several_words_for_no(word):
    assert Environment({"CAIRN_DEMO": word}).flag("CAIRN_DEMO", default=True) is False


def test_an_empty_setting_counts_as_not_set():
    env = Environment({"CAIRN_DEMO": " ", "CAIRN_SMTP_PORT": ""})
    assert (env.flag("CAIRN_DEMO"), env.number("CAIRN_SMTP_PORT", 25)) == (False, 25)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (
            lambda: Environment({"CAIRN_DEMO": "maybe"}).flag("CAIRN_DEMO"),
            "CAIRN_DEMO is “maybe”. Set it to yes or no.",
        ),
        (
            lambda: Environment({"CAIRN_UPLOAD_LIMIT_MB": "0"}).number("CAIRN_UPLOAD_LIMIT_MB", 5, least=1),
            "CAIRN_UPLOAD_LIMIT_MB is “0”. Set it to a whole number of at least 1.",
        ),
        (
            lambda: Environment({"CAIRN_UPLOAD_LIMIT_MB": "²"}).number("CAIRN_UPLOAD_LIMIT_MB", 5),
            "CAIRN_UPLOAD_LIMIT_MB is “²”. Set it to a whole number of at least 0.",
        ),
        (
            lambda: Environment({"CAIRN_MAIL": "pigeon"}).choice("CAIRN_MAIL", "file", ("file", "smtp")),
            "CAIRN_MAIL is “pigeon”. Set it to one of: file, smtp.",
        ),
        (
            lambda: Environment({}).address("PUBLIC_URL", ""),
            "PUBLIC_URL is not set. Set it to the site's address: https://cairn.example.org.",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_the_way_to_mend_it(ask, sentence):
    with pytest.raises(SettingError) as told:
        ask()
    assert str(told.value) == sentence


@pytest.mark.parametrize(
    "wrong",
    ["cairn.example.org", "ftp://cairn.example.org", "https://", "https://a.org/?q=1", "https://a.org:99999"],
)
def test_an_address_must_be_a_whole_web_address(wrong):
    with pytest.raises(SettingError, match=r"^PUBLIC_URL is “.*”\. Set it to the site's address, such as"):
        Environment({"PUBLIC_URL": wrong}).address("PUBLIC_URL", "")


def test_an_address_loses_its_closing_slash():
    env = Environment({"PUBLIC_URL": "https://cairn.example.org/"})
    assert env.address("PUBLIC_URL", "") == "https://cairn.example.org"


def test_without_an_address_the_database_is_sqlite_in_the_data_folder():
    settings = database("", folder=FOLDER)
    assert (settings["ENGINE"], settings["NAME"]) == (
        "django.db.backends.sqlite3",
        FOLDER / "cairn.sqlite3",
    )


def test_every_sqlite_transaction_takes_its_lock_at_once():
    options = database("", folder=FOLDER)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_a_secret_may_stand_in_a_file_that_the_setting_names(tmp_path):
    (tmp_path / "pin").write_text("2468\n")
    environment = Environment({"PIN_FILE": str(tmp_path / "pin"), "GONE": str(tmp_path / "gone")})
    assert (environment.text_in("PIN_FILE"), environment.text_in("UNSET")) == ("2468", "")
    with pytest.raises(SettingError, match="Mount the file"):
        environment.text_in("GONE")


def test_a_postgresql_address_is_taken_apart_and_decoded():
    settings = database("postgresql://ms%40x:p%2Fw@db.example.org:5433/cairn%20one", folder=FOLDER)
    found = {name: settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert found == {
        "NAME": "cairn one",
        "USER": "ms@x",
        "PASSWORD": "p/w",
        "HOST": "db.example.org",
        "PORT": "5433",
    }


def test_threads_share_connections_to_postgresql_and_each_has_its_own_to_a_file():
    entry = database("postgresql://cairn@db/cairn", folder=FOLDER)
    pooled = shared(entry, connections=5)
    assert (pooled["CONN_MAX_AGE"], pooled["OPTIONS"]["pool"]["max_size"]) == (0, 5)
    assert ("pool" in entry["OPTIONS"], pooled["OPTIONS"]["connect_timeout"]) == (False, 10)
    assert shared(database("", folder=FOLDER), connections=5) == database("", folder=FOLDER)


def test_a_host_may_be_the_folder_of_a_socket():
    assert database("postgresql://cairn@%2Frun%2FpG:5432/cairn", folder=FOLDER)["HOST"] == "/run/pG"


@pytest.mark.parametrize(
    "wrong", ["mysql://u@h/d", "postgresql://h", "cairn", "postgresql://h:port/cairn", "postgresql://h:0/c"]
)
def test_an_address_of_another_kind_of_database_is_refused(wrong):
    with pytest.raises(SettingError, match=r"^DATABASE_URL is not understood\."):
        database(wrong, folder=FOLDER)
