"""A neighbor on our own machine: a small site with pages that are there, moved, gone, shut or slow."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

ROUTES: dict[str, tuple[int, str]] = {
    "/here": (200, ""), "/gone": (404, ""), "/over": (410, ""), "/shut": (403, ""), "/broken": (503, ""),
    "/moved": (301, "/here"), "/lent": (302, "/here"), "/slash": (301, "/slash/"), "/slash/": (200, ""),
    "/moved-to-nothing": (308, "/gone"), "/circle": (302, "/circle"), "/twice": (301, "/moved"),
    "/lent-then-moved": (302, "/moved"), "/with space": (200, ""), "/large": (200, ""),
}  # fmt: skip


BODIES = {"/here": b"stones", "/large": b"x" * 3_000}


class Neighbor(ThreadingHTTPServer):
    """Remembers what it was asked: the verb, the path and the headers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Site)
        self.asked: list[tuple[str, str, dict[str, str]]] = []


class Site(BaseHTTPRequestHandler):
    """Answers as `ROUTES` says; `/no-head` knows GET alone, and `/drips` never comes to an end."""

    server: Neighbor

    def do_HEAD(self) -> None:
        self.server.asked.append(("HEAD", self.path, dict(self.headers)))
        if self.path == "/drips":
            self._drip()
        else:
            self._answer(*((405, "") if self.path == "/no-head" else ROUTES.get(self.path, (404, ""))))

    def do_GET(self) -> None:
        self.server.asked.append(("GET", self.path, dict(self.headers)))
        if self.path == "/drips":
            self._drip()
        else:
            path = self.path.partition("?")[0]
            self._answer(*((200, "") if path == "/no-head" else ROUTES.get(path, (404, ""))))
            self.wfile.write(BODIES.get(self.path, b""))

    def _answer(self, status: int, location: str) -> None:
        self.send_response(status)
        self.send_header("Set-Cookie", "seen=yes")
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def _drip(self) -> None:
        for letter in b"HTTP/1.1 200 It is a long story":
            time.sleep(0.05)
            try:
                self.wfile.write(bytes([letter]))
            except OSError:
                return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        return


@pytest.fixture(scope="module")
def site() -> Iterator[Neighbor]:
    server = Neighbor()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def at(site: Neighbor, path: str) -> str:
    return f"http://127.0.0.1:{site.server_port}{path}"
