"""Whole installations of Cairn as their operators run them: a folder, a public address, a server that may be off.

Each believes that it stands behind a proxy under its own HTTPS name; the tests are that proxy, on loopback.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import requests

from tests.processes import command

ROOT: Final = Path(__file__).resolve().parents[1]
KEPT: Final = {"PATH", "HOME", "LANG", "TMPDIR"}
PATIENCE: Final = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Installation:
    """One installation; `address` is the HTTPS name under which it is known."""

    folder: Path
    address: str
    port: int = field(default_factory=free_port)

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in KEPT}
        return {
            **kept,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "CAIRN_DATA": str(self.folder),
            "CAIRN_SECRET_KEY": f"{self.address} keeps this to itself, and nobody else ever sees it",
            "PUBLIC_URL": self.address,
            "CAIRN_BEHIND_PROXY": "yes",
            # Their names are known to nobody, so nobody is asked for them.
            "CAIRN_LOOK_UP_BADGES": "no",
        }

    def run(self, *arguments: str, module: str = "cairn.cli") -> subprocess.CompletedProcess[str]:
        """Run a command of Cairn (or another module) in it, to its end."""
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.environment(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Its server answers as long as this lasts."""
        arguments = ("serve", "--port", str(self.port), "--workers", "1", "--no-worker")
        with command(*arguments, environment=self.environment()) as server:
            assert server.stdout is not None
            assert server.stdout.readline().startswith("Cairn is at ")
            yield
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=60)

    def get(self, address: str) -> requests.Response:
        """What it serves under one of its public addresses; `ConnectionError` when it is switched off."""
        answer = requests.get(self._here(address), headers=self._as_proxy(), timeout=30)
        answer.raise_for_status()
        return answer

    def verify(self, badge: bytes) -> str:
        """The verify page after a visitor has handed this file in."""
        page = f"{self.address}/verify/"
        with requests.Session() as visitor:
            form = visitor.get(self._here(page), headers=self._as_proxy(), timeout=30)
            token = str(form.cookies["csrftoken"])
            answer = visitor.post(
                self._here(page),
                headers={
                    **self._as_proxy(),
                    "Referer": page,
                    "X-CSRFToken": token,
                    "Cookie": f"csrftoken={token}",
                },
                files={"file": ("badge.json", badge)},
                timeout=30,
            )
        assert answer.status_code == 200
        return answer.text

    def _here(self, address: str) -> str:
        return f"http://127.0.0.1:{self.port}{address.removeprefix(self.address)}"

    def _as_proxy(self) -> dict[str, str]:
        return {"Host": str(urlsplit(self.address).netloc), "X-Forwarded-Proto": "https"}
