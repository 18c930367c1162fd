"""A benchmark on SQLite and on a PostgreSQL of its own, each in a process of its own: Django knows one database."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def on_both(measure: Callable[[str, Path, str], int], arguments: list[str], *, fsync: str = "on") -> int:
    """Measure on each database; `measure` gets its name, a folder and its address, and gives 0 where all is well.

    Called at the end of a program, which is started again for each database with `arguments`.
    """
    if arguments:
        name, folder, address = arguments
        return measure(name, Path(folder), address)
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        place = Path(folder)
        place.chmod(0o755)
        good = _child("SQLite", place / "sqlite", "")
        with postgres(place / "pg", fsync=fsync) as address:
            if address:
                good &= _child("PostgreSQL", place / "postgres", address)
            else:
                print(f"{_topic()}, PostgreSQL: NOT MEASURED: there is none on this machine", flush=True)
                good = False
    return 0 if good else 1


def _topic() -> str:
    return Path(sys.argv[0]).stem


def _child(name: str, folder: Path, address: str) -> bool:
    """Pass on the lines about the benchmark's topic; there is one whatever happens."""
    command = [sys.executable, sys.argv[0], name, str(folder), address]
    said = False
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            if line.startswith(_topic()):
                said = True
                print(line, end="", flush=True)
    if not said:
        told = f"NOT MEASURED: its process ended with {process.returncode}; see above"
        print(f"{_topic()}, {name}: {told}", flush=True)
    return process.returncode == 0


@contextmanager
def postgres(folder: Path, *, fsync: str = "off") -> Iterator[str]:
    """A PostgreSQL of our own in `folder`; its address, or empty where none is installed."""
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not tools:
        yield ""
        return
    lent = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder.mkdir(mode=0o755)
    if lent:
        subprocess.run(["chown", "postgres", str(folder)], check=True)

    def run(tool: str, *arguments: str) -> None:
        command = [*lent, str(tools[-1] / tool), "-D", str(folder / "db"), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/")

    run("initdb", "-U", "cairn", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = (
        f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync={fsync} -c shared_buffers=256MB"
    )
    run("pg_ctl", "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        socket = str(folder).replace("/", "%2F")
        subprocess.run(
            [*lent, str(tools[-1] / "createdb"), "-h", str(folder), "-U", "cairn", "cairn"],
            check=True,
            cwd="/",
        )
        yield f"postgresql://cairn@{socket}/cairn"
    finally:
        run("pg_ctl", "-m", "immediate", "-w", "stop")
