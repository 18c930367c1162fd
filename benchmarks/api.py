"""Awards that a program asks for over HTTP, one with each request, a second; in turn with the barest durable server.

Each request bears a token and a name of its own, is checked, and is answered when award, status place, signed
credential of 5 KB, ledger entries and messages are committed. `cairn serve` runs with as many workers as processors
and 128 threads in each, so that awards that are asked for together are kept together. The clients, one process with a
connection for each of these threads, share the processors; each sends its next request when it has the answer to the
last. SQLite is set as Cairn sets it (write-ahead log, `synchronous = FULL`).

Taken in turn with it: granian with one function that inserts the request's body and answers; and what keeps nothing,
the same granian with a function that greets, and with an empty Django whose view greets. These tell what this machine
can do at all with its clients on it. What the processors would allow if none ever waited is reckoned from their time.

The published references answered 204 (the Digital Credentials Consortium's signing service, which stores nothing) and
13 (Open Educational Badges) requests a second on another day.
"""

from __future__ import annotations

import json
import os
import random
import socket
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import sleep
from typing import Any

from peers.databases import on_both

ROUNDS, REQUESTS = 3, 5_000
WORKERS, THREADS = os.cpu_count() or 1, 128
CONNECTIONS = WORKERS * THREADS
BARE_THREADS = 16
"""Each holds a connection to the database, and PostgreSQL bears a hundred."""
WARMING, AWARDS_A_PERSON, DRAWN = 2_000, 7, 200
SIGNING, BADGE_SERVER = 204, 13
GOAL = max(10 * SIGNING, 100 * BADGE_SERVER)
HERE = Path(__file__).resolve().parent
DAY = timedelta(days=1)


def set_up_place(folder: Path, database: str) -> None:
    os.environ |= {"CAIRN_DEMO": "yes", "CAIRN_DATA": str(folder), "CAIRN_API_A_MINUTE": str(10**9)}
    os.environ.pop("DATABASE_URL", None)
    if database:
        os.environ["DATABASE_URL"] = database
    from cairn.cli.installing import prepare

    prepare(folder)


def set_up(folder: Path, database: str) -> str:
    """An installation with a token; what the program shows."""
    set_up_place(folder, database)
    from cairn.demo import stage
    from cairn.domain.issuing import operations

    at = datetime.now(UTC) - 60 * DAY
    cast = stage.set_up(at=at, only=["exit-tickets", "wait-time"], named=True)
    return operations.make_token(
        organization=cast.organizations["cedar-hollow"], name="Bench", letters=True, by=None, at=at
    )[1]


def requests(secret: str, turn: int) -> Iterator[bytes]:
    for number in range(REQUESTS):
        person, nth = divmod(number, AWARDS_A_PERSON)
        told = {
            "achievement": ("exit-tickets", "wait-time")[number % 2],
            "recipient": {"email": f"t{turn}-{person}@example.org", "name": f"Teacher {person}"},
            "earned_on": (date(2016, 1, 1) + timedelta(days=37 * nth + person % 30)).isoformat(),
            "evidence": f"https://records.example.org/{turn}/{number}",
        }
        body = json.dumps(told)
        yield (
            f"POST /api/awards HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {secret}\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: {turn}-{number}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: list[str], port: int, **environment: str) -> Iterator[int]:
    """The server's process, once it listens."""
    process = subprocess.Popen(command, env=os.environ | environment, cwd="/")
    try:
        for _ in range(300):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def ours(folder: Path, threads: int = THREADS) -> Iterator[tuple[int, int]]:
    port = free_port()
    command = [sys.executable, "-m", "cairn.cli", "serve", "--data", str(folder), "--port", str(port)]
    with serving(
        [*command, "--workers", str(WORKERS), "--threads", str(threads), "--no-worker"], port
    ) as server:
        yield port, server


@contextmanager
def bare(folder: Path, database: str) -> Iterator[int]:
    from django.db import connection

    port, table = free_port(), "CREATE TABLE bare (id {}, body text)"
    if database:
        with connection.cursor() as cursor:
            cursor.execute(table.format("bigserial PRIMARY KEY"))
    else:
        import sqlite3

        with closing(sqlite3.connect(folder / "bare.sqlite3")) as file:
            file.execute("PRAGMA journal_mode = WAL")
            file.execute(table.format("integer PRIMARY KEY"))
    address = f"postgresql:///?{_libpq()}" if database else ""
    place = {"BARE_DATABASE": address, "BARE_FILE": str(folder / "bare.sqlite3")}
    with granian("bare_insert:application", port, BARE_THREADS, **place):
        yield port


@contextmanager
def greeting(what: str) -> Iterator[int]:
    port = free_port()
    with granian(f"hello:{what}", port, BARE_THREADS):
        yield port


@contextmanager
def granian(application: str, port: int, threads: int, **environment: str) -> Iterator[None]:
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", str(threads), "--log-level", "error"]
    with serving([*command, application], port, PYTHONPATH=str(HERE / "peers"), **environment):
        yield


def processor_seconds(parent: int) -> float:
    """What a process and its children have used, where the system tells."""
    ticks = 0
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            number, _, rest = place.read_text().partition(" (")
            told = rest.rpartition(") ")[2].split()
            if parent in (int(number), int(told[1])):
                ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _libpq() -> str:
    from django.conf import settings

    told = settings.DATABASES["default"]
    return f"host={told['HOST']}&user={told['USER']}&dbname={told['NAME']}"


@dataclass
class Told:
    """What the clients saw: answers a second, how many of each status, their own processor time and the waits."""

    rate: float
    statuses: dict[str, int]
    processor: float
    waits: list[float]


def called(port: int, asked: Iterator[bytes], folder: Path) -> Told:
    place = folder / "requests"
    place.write_bytes(b"".join(b"%d\n%b" % (len(each), each) for each in asked))
    command = [sys.executable, str(HERE / "peers" / "callers.py"), str(port), str(CONNECTIONS), str(place)]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    answered = sum(told["statuses"].values())
    return Told(answered / told["seconds"], told["statuses"], told["cpu"], told["waits"])


def complaints(awarded: int) -> list[str]:
    """What is wrong with what was made."""
    from cairn.domain.issuing.models import Award, Credential
    from cairn.domain.ledger.operations import first_break
    from cairn.workflows import verifying

    made = list(Award.objects.filter(import_row__run__token__isnull=False).values_list("pk", flat=True))
    said = [] if len(made) == awarded else [f"{len(made):,} awards instead of {awarded:,}"]
    drawn = Credential.objects.filter(award__in=random.sample(made, min(DRAWN, len(made))))
    texts = [each.text.encode() for each in drawn.select_related("form")]
    reports = verifying.verify_each(texts, at=datetime.now(UTC))
    if wrong := [each for each in reports if any(check.outcome == "failed" for check in each.checks)]:
        said.append(f"{len(wrong)} of {DRAWN} do not verify: {wrong[0].sentence}")
    return [*said, *(["the ledger is broken"] if first_break() is not None else [])]


def told(rates: list[float]) -> str:
    return f"{statistics.median(rates):,.0f} ({min(rates):,.0f} to {max(rates):,.0f})"


def measure(name: str, folder: Path, database: str) -> int:
    secret = set_up(folder, database)
    awards, limits, greeted, spent = list[Told](), list[float](), dict[str, list[float]](), 0.0
    with ours(folder) as (port, server), bare(folder, database) as limit:
        called(port, islice(requests(secret, 0), WARMING), folder)
        for turn in range(1, ROUNDS + 1):
            before = processor_seconds(server)
            awards.append(called(port, requests(secret, turn), folder))
            spent += processor_seconds(server) - before
            limits.append(called(limit, requests(secret, turn), folder).rate)
            for what in ("bare", "django"):
                with greeting(what) as greeter:
                    greeted.setdefault(what, []).append(called(greeter, requests(secret, turn), folder).rate)
    asked = ROUNDS * REQUESTS
    wrong = [f"answers {each.statuses}" for each in awards if each.statuses != {"201": REQUESTS}]
    wrong += complaints(WARMING + asked)
    rate, cost = statistics.median(each.rate for each in awards), spent / asked
    at_most = WORKERS / (cost + sum(each.processor for each in awards) / asked)
    half, most = (statistics.median(each.waits[place] for each in awards) * 1000 for place in (0, 1))
    print(
        f"api, {name}: {told([each.rate for each in awards])} awards a second over HTTP (goal {GOAL:,}: 10 x a "
        f"signing service, 100 x a badge server), {rate / statistics.median(limits):.2f} of the bare server's "
        f"{told(limits)}; {WORKERS} workers of {THREADS} threads, {CONNECTIONS} connections, answered within "
        f"{half:.0f} ms (median) and {most:.0f} ms (of 95 %); {cost * 1000:.2f} ms of the server's processor an "
        f"award, so {at_most:,.0f} a second if no processor ever waited"
        f"{' (without the database server)' if database else ''}; keeping nothing, granian greets "
        f"{told(greeted['bare'])} and Django in it {told(greeted['django'])} a second; "
        f"{'; '.join(wrong) or f'{DRAWN} drawn verify'}",
        flush=True,
    )
    return 0 if rate >= GOAL and not wrong else 1


if __name__ == "__main__":
    sys.exit(on_both(measure, sys.argv[1:]))
