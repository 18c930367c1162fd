"""A demo served for an occasion, such as taking pictures or measuring, and gone afterwards."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

MINUTES_TO_TELL = 15


@contextmanager
def served_demo() -> Iterator[tuple[str, Path]]:
    """Address and folder of a freshly told demo; raises `RuntimeError` when it does not come up."""
    address = f"http://127.0.0.1:{(port := _free_port())}"
    command = [sys.executable, "-m", "cairn.cli", "demo", "--port", str(port), "--data"]
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen([*command, f"{folder}/demo"], stdout=subprocess.DEVNULL)
        try:
            _wait_for(f"{address}/demo/", server)
            yield address, Path(folder) / "demo"
        finally:
            server.terminate()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + MINUTES_TO_TELL * 60
    while time.monotonic() < patience:
        if server.poll() is not None:
            raise RuntimeError("The demo did not start; see above.")
        try:
            urlopen(address).close()  # noqa: S310  # our own address
            return
        except (URLError, ConnectionError):
            time.sleep(1)
    raise RuntimeError(f"The demo did not answer within {MINUTES_TO_TELL} minutes.")
