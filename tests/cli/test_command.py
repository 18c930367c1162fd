from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cairn.cli import main
from cairn.cli.place import Trouble, make_folder, write_secret
from cairn.cli.serving import demand_free
from cairn.engines.openbadges import documents, proofs
from cairn.engines.openbadges.keys import KeySigner, SecretKey, dids
from cairn.engines.openbadges.trust import issuer_list, pinning
from cairn.engines.openbadges.trust.issuer_list import IssuerList
from tests.engines.openbadges.examples import AWARDED, full_credential

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-for-one-test-and-for-nothing-else"


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with `settings` and nothing of this process's configuration."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return subprocess.run(
        [sys.executable, "-m", "cairn.cli", *arguments],
        env={**kept, "PYTHONPATH": str(ROOT / "src"), **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"CAIRN_SECRET_KEY": SECRET},
            "cairn: PUBLIC_URL is not set. Set it to the site's address: https://cairn.example.org.",
        ),
        (
            {"CAIRN_DEMO": "yes"},
            "cairn: There is no secret key. Run `cairn init` to write one into the data folder, "
            "or set CAIRN_SECRET_KEY to at least 32 random characters.",
        ),
        (
            {"CAIRN_DEMO": "yes", "CAIRN_SECRET_KEY": SECRET, "CAIRN_MAIL": "pigeon"},
            "cairn: CAIRN_MAIL is “pigeon”. Set it to one of: file, console, smtp.",
        ),
        (
            {"CAIRN_DEMO": "yes", "CAIRN_SECRET_KEY": SECRET, "CAIRN_STORAGE": "ftp://files"},
            "cairn: CAIRN_STORAGE is “ftp://files”. Set it to file:///a/folder or s3://bucket/prefix, "
            "or leave it empty to keep files in the data folder.",
        ),
        (
            {"CAIRN_DEMO": "yes", "CAIRN_SECRET_KEY": SECRET, "DATABASE_URL": "mysql://root@db/cairn"},
            "cairn: DATABASE_URL is not understood. Use postgresql://user:password@host:5432/name, "
            "or leave it empty for SQLite.",
        ),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(settings, sentence, tmp_path):
    ended = run("serve", "--data", str(tmp_path), **settings)
    assert (ended.returncode, ended.stderr.strip(), ended.stdout) == (2, sentence, "")


def test_an_unreachable_database_stops_the_start_with_one_sentence(tmp_path):
    folder = tmp_path / "no-socket-here"
    address = "postgresql://cairn@" + str(folder).replace("/", "%2F") + "/cairn"
    ended = run(
        "serve", "--data", str(tmp_path), CAIRN_DEMO="yes", CAIRN_SECRET_KEY=SECRET, DATABASE_URL=address
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert ended.stderr.startswith("cairn: The database cannot be reached: ")


def test_serving_before_init_says_to_run_init(tmp_path):
    ended = run("serve", "--data", str(tmp_path), CAIRN_DEMO="yes", CAIRN_SECRET_KEY=SECRET)
    assert ended.returncode == 2
    assert ended.stderr.endswith("migrations. Run `cairn init` first.\n")


def test_verify_answers_without_django(tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("not a badge")
    code = (
        "import sys; from cairn.cli import main; code = main(['verify', sys.argv[1]]); "
        "assert 'django' not in sys.modules; sys.exit(code)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.startswith("This badge is not valid.")


def test_verify_exits_with_0_for_valid_1_for_not_valid_and_2_for_what_could_not_be_checked(tmp_path, capsys):
    did = "did:web:badges.example.edu"
    signer = KeySigner(SecretKey(b"k" * 32), f"{did}#k")
    badge = proofs.sign(
        documents.build(replace(full_credential(did), status=None)), signer=signer, created=AWARDED
    )
    page = dids.did_document(did, [dids.DatedKey("k", signer.secret.public)])
    entry = pinning.entry_from(json.dumps(page).encode(), name="Lakeside", source="its page", at=AWARDED)
    listed = IssuerList("urn:uuid:1", "Ours", signer.secret.public.did, "The state", AWARDED, (entry,))
    own = KeySigner.for_did_key(signer.secret)
    written = {
        "badge": badge,
        "forged": {**badge, "name": "Doctor of Education"},
        "page": page,
        "issuers": issuer_list.write(listed, signer=own),
    }
    for name, document in written.items():
        (tmp_path / name).write_text(json.dumps(document))

    def verified(name: str, *options: str) -> tuple[int, str]:
        code = main(["verify", str(tmp_path / name), "--offline", "--json", *options])
        return code, json.loads(capsys.readouterr().out)["overall"]

    issuers = ("--issuers", str(tmp_path / "issuers"))
    assert verified("badge", *issuers) == (0, "valid")
    assert verified("badge", *issuers, "--recipient", "somebody@example.edu") == (1, "invalid")
    assert verified("forged", *issuers) == (1, "invalid")
    assert verified("badge", "--issuer-doc", str(tmp_path / "page")) == (2, "not_confirmed")
    assert verified("badge") == (2, "unknown")
    assert main(["verify", "https://badges.example.edu/1", "--offline"]) == 2
    assert "With --offline nothing is fetched." in capsys.readouterr().err
    assert main(["verify", "http://127.0.0.1/badge"]) == 2
    assert "lies in a private network" in capsys.readouterr().err


def test_verify_says_that_a_file_cannot_be_read(tmp_path, capsys):
    missing = tmp_path / "missing.json"
    assert main(["verify", str(missing)]) == 2
    assert capsys.readouterr().err == f"cairn: {missing} cannot be read: No such file or directory.\n"


def test_verify_refuses_a_file_far_too_large_to_be_a_badge(tmp_path, capsys):
    file = tmp_path / "large.png"
    with file.open("wb") as stream:
        stream.truncate(20 * 1024 * 1024 + 1)
    assert main(["verify", str(file)]) == 2
    assert "is larger than 20 MB" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "http", "²"])
def test_a_port_out_of_range_is_refused(port, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--port", port])
    assert ended.value.code == 2
    assert "give a number from 1 to 65535" in capsys.readouterr().err


def test_a_port_in_use_is_told_with_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            Trouble, match=rf"Cannot listen on 127\.0\.0\.1 port {port}: .* --port {port + 1}\.$"
        ):
            demand_free("127.0.0.1", port)


def test_the_secret_key_is_written_once_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("CAIRN_SECRET_KEY", raising=False)
    make_folder(tmp_path)
    write_secret(tmp_path)
    first = (tmp_path / "secret-key").read_text()
    write_secret(tmp_path)
    assert (tmp_path / "secret-key").read_text() == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert len(first.strip()) >= 60


def test_a_data_folder_that_cannot_be_made_is_told_with_a_way_out(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Trouble, match=r"Set CAIRN_DATA to a folder that this user may write\.$"):
        make_folder(tmp_path / "file" / "data")


def test_the_demo_leaves_a_folder_alone_that_is_not_its_own(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("years of work")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    told = []
    for arguments in (["demo"], ["demo", "--reset"]):
        assert main([*arguments, "--data", str(tmp_path), "--port", port]) == 2
        told.append(capsys.readouterr().err)
    assert told == [
        f"cairn: {tmp_path} holds something that is not a demo. Choose an empty folder with --data.\n",
        f"cairn: {tmp_path} is not a demo's folder, so it is left as it is. Choose another with --data.\n",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
