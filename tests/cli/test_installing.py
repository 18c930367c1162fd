"""The operators' commands in earnest: init, doctor, serve and worker, as processes, on a folder of their own."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from tests.processes import command

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.once]


def settings(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "CAIRN_DATA": str(folder),
        "PUBLIC_URL": "http://127.0.0.1",
    }


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cairn.cli", *arguments],
        env=settings(folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def started(folder: Path, *arguments: str) -> AbstractContextManager[subprocess.Popen[str]]:
    return command(*arguments, environment=settings(folder))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def outcomes(printed: str) -> dict[str, str]:
    """What the doctor said of each thing: thing to outcome."""
    lines = (line.partition(":")[0].split() for line in printed.splitlines())
    return {thing: outcome for outcome, thing in lines}


@pytest.fixture(scope="module")
def installed(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation") / "data"
    shutil.copytree(empty, folder)
    ended = run(folder, "init", "--organization", "Example District", "--admin", "Ann@Example.org")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("Registered ann@example.org with the password ")
    return folder


def test_init_may_be_repeated_and_registers_nobody_twice(installed):
    ended = run(installed, "init", "--organization", "Example District", "--admin", "ann@example.org")
    assert (ended.returncode, ended.stdout.splitlines()) == (
        0,
        [f"Ready. The data is in {installed}. Next: `cairn doctor`, then `cairn serve`."],
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--admin", "ann"], "cairn: “ann” is no e-mail address. Give another with --admin.\n"),
        (
            ["--organization", "!!!"],
            "cairn: The organization's name needs letters or digits. Give another with --organization.\n",
        ),
        (
            ["--organization", "A", "--kind", "club"],
            "cairn: “club” is no kind of organization. Choose one of: university, professional, state_agency, "
            "state_board, standards_board, district, regional, collaborative.\n",
        ),
    ],
)
def test_init_refuses_a_beginning_that_makes_no_sense(installed, arguments, sentence):
    ended = run(installed, "init", *arguments)
    assert (ended.returncode, ended.stderr) == (2, sentence)


def test_the_doctor_finds_a_new_installation_sound(installed):
    ended = run(installed, "doctor")
    found = outcomes(ended.stdout)
    assert ended.returncode == 0
    assert {thing for thing, outcome in found.items() if outcome == "fail"} == set()
    assert {found[thing] for thing in ("database", "migrations", "secret", "storage", "ledger", "clock")} == {
        "ok"
    }


def test_the_doctor_finds_a_secret_that_others_may_read(installed):
    secret = installed / "secret-key"
    secret.chmod(0o644)
    ended = run(installed, "doctor")
    secret.chmod(0o600)
    line = f"fail  secret: other users may read the secret key. Run `chmod 600 {secret}`."
    assert (ended.returncode, line in ended.stdout.splitlines()) == (1, True)


def test_the_doctor_finds_missing_guards_and_init_mends_them(installed):
    drop = "from django.db import connection as c; from cairn.domain.ledger import guards; guards.remove(c)"
    assert run(installed, "manage", "shell", "-c", drop).returncode == 0
    before = run(installed, "doctor")
    assert run(installed, "init").returncode == 0
    after = run(installed, "doctor")
    assert [outcomes(ended.stdout)["ledger"] for ended in (before, after)] == ["fail", "ok"]
    assert (before.returncode, after.returncode) == (1, 0)


def test_a_worker_leaves_a_sign_of_life(installed):
    assert run(installed, "worker", "--once").returncode == 0
    assert outcomes(run(installed, "doctor").stdout)["worker"] == "ok"


def test_a_worker_stops_when_it_is_told_to(installed):
    with started(installed, "worker") as process:
        assert process.stderr is not None
        assert process.stderr.readline().endswith("The worker is at work.\n")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0


def test_serving_tells_its_address_answers_and_ends_with_its_worker(installed):
    port = free_port()
    with started(installed, "serve", "--port", str(port), "--workers", "1") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"Cairn is at http://127.0.0.1:{port}\n"
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("GET", "/")
            assert connection.getresponse().status in {200, 302, 404}
        second = run(installed, "serve", "--port", str(port))
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert second.returncode == 2
    assert second.stderr.startswith(f"cairn: Cannot listen on 127.0.0.1 port {port}: ")


def test_an_operator_lists_rotates_gives_up_and_checks_keys(installed):
    (first, jwt) = (line.split()[1] for line in run(installed, "keys", "list").stdout.splitlines())
    rotated = run(installed, "keys", "rotate", "--organization", "example-district")
    assert (rotated.returncode, rotated.stderr) == (0, "")
    give_up = ("keys", "compromise", first, "--reason", "A stolen laptop", "--sign-again", "--confirm")
    assert run(installed, *give_up, "Example").stderr.startswith("cairn: To confirm, type example-district")
    assert run(installed, *give_up, "example-district").stdout.splitlines()[1:] == [
        "0 badges are signed again by the worker, and their earners are told."
    ]
    files = list((installed / "keys").glob("*.json"))
    assert run(installed, "keys", "check").returncode == 0
    for file in files:
        file.chmod(0o640)
    broken = run(installed, "keys", "check")
    for file in files:
        file.chmod(0o600)
    assert (broken.returncode, "run: chmod 600" in broken.stdout, jwt in broken.stdout) == (1, True, True)
