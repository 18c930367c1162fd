"""`cairn serve`: the pages under granian, and a worker kept running beside them."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

from cairn.cli.place import Trouble, demand_ready, load_django, say, use_folder

BLOCKING_THREADS = 4
RESTART_AFTER_SECONDS = 5.0
READY_WITHIN_SECONDS = 120
FIRST_ANSWER_WITHIN_SECONDS = 10


def serve(options: Namespace) -> int:
    use_folder(options.data)
    load_django()
    demand_ready()
    return run(
        options.host,
        options.port,
        workers=options.workers,
        threads=options.threads,
        with_worker=not options.no_worker,
    )


def run(
    host: str,
    port: int,
    *,
    workers: int,
    with_worker: bool,
    threads: int = BLOCKING_THREADS,
    ready: str = "Cairn is at {address}",
) -> int:
    """Serve until stopped; `ready` is printed once the first page answers."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    demand_free(host, port)
    server = Granian(
        "cairn.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    address = address_of(host, port)
    stopping = threading.Event()
    teller = threading.Thread(
        target=_tell_when_ready, args=(host, port, ready.format(address=address), stopping), daemon=True
    )
    teller.start()
    with _worker_beside(stopping) if with_worker else _nothing():
        try:
            server.serve()
        finally:
            stopping.set()
    return 0


def address_of(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def demand_free(host: str, port: int) -> None:
    """Raises `Trouble` unless the port can be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise Trouble(
                f"Port {port} is not open to this user. Choose one above 1023 with --port."
            ) from error
        except OSError as error:
            raise Trouble(
                f"Cannot listen on {host} port {port}: {error.strerror}. Another program may be using it: "
                f"stop that one, or choose another port, such as --port {port + 1}."
            ) from error


def _tell_when_ready(host: str, port: int, text: str, stopping: threading.Event) -> None:
    for _ in range(READY_WITHIN_SECONDS * 5):
        if stopping.wait(0.2):
            return
        with closing(
            http.client.HTTPConnection(host, port, timeout=FIRST_ANSWER_WITHIN_SECONDS)
        ) as connection:
            try:
                connection.request("GET", "/", headers={"Host": _public_host() or f"{host}:{port}"})
                status = connection.getresponse().status
            except (OSError, http.client.HTTPException):
                continue
            if status >= 500:
                continue
            say(text)
            return
    say("The first page still does not answer. What is printed above says why.")


def _public_host() -> str:
    """The name that this installation answers to, whichever address it listens on."""
    from django.conf import settings

    return urlsplit(settings.PUBLIC_URL).netloc


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def _worker_beside(stopping: threading.Event) -> Iterator[None]:
    """A worker process, started again whenever it ends before `stopping` is set."""
    command = [sys.executable, "-m", "cairn.cli", "worker"]
    # The worker ends by itself when this process is gone without a word.
    environment = os.environ | {"CAIRN_WORKER_PARENT": str(os.getpid())}
    running: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not stopping.is_set():
            running[:] = [process := subprocess.Popen(command, env=environment)]
            if stopping.is_set():
                # Told to stop while it was being started: nobody else knows of it yet.
                process.terminate()
            process.wait()
            stopping.wait(RESTART_AFTER_SECONDS)

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        for process in running:
            process.terminate()
        keeper.join(timeout=30)
