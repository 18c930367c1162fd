"""A page that the network cuts in two is painted when all of it is there, and so nothing in it moves."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.once

LONGEST = 20  # seconds
PAINTED = "performance.getEntriesByType('paint').length > 0"
SHIFTS = """() => new Promise((done) => {
  let moved = 0;
  const count = (list) => { moved += list.getEntries().length; };
  new PerformanceObserver(count).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(moved), 100);
})"""


class SlowNetwork(ThreadingHTTPServer):
    """Brings one page in two pieces, the second when it is released."""

    pieces: tuple[bytes, bytes]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Wire)
        self.released = threading.Event()


class Wire(BaseHTTPRequestHandler):
    server: SlowNetwork

    def do_GET(self) -> None:
        first, rest = self.server.pieces
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(first) + len(rest)))
        self.end_headers()
        self.wfile.write(first)
        self.server.released.wait(LONGEST)
        self.wfile.write(rest)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        return


@pytest.fixture
def slow_network() -> Iterator[SlowNetwork]:
    server = SlowNetwork()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def path_of(way: Any) -> str:
    return str(urlsplit(way.request.url).path)


def cards_alone(gallery: str) -> str:
    """The gallery with nothing but its cards."""
    before, _, main = gallery.partition('<main id="main" tabindex="-1">')
    main, _, after = main.partition("</main>")
    cards = re.findall(r'<li class="card".*?</footer>\s*</li>', main, re.DOTALL)
    return f'{before}<main id="main"><ul class="grid">{"".join(cards)}</ul></main>{after}'


def test_a_page_cut_within_a_row_of_cards_is_painted_whole(page, live_server, slow_network):
    address = f"http://127.0.0.1:{slow_network.server_port}/"
    page.route(f"{address}static/**", lambda way: way.continue_(url=f"{live_server.url}{path_of(way)}"))
    page.set_viewport_size({"width": 1280, "height": 900})
    whole = cards_alone(page.request.get(f"{live_server.url}/gallery/").text())

    def arrive(html: str) -> None:
        """The first piece: up to the second card of the row, which is taller than the first."""
        cut = html.index("<p>", html.index("</footer>"))
        slow_network.pieces = html[:cut].encode(), html[cut:].encode()
        slow_network.released.clear()
        page.goto(address, wait_until="commit")
        page.get_by_role("heading", name="Feedback That Moves Learning").wait_for(state="attached")

    def shifts() -> int:
        slow_network.released.set()
        page.wait_for_load_state()
        return int(page.evaluate(SHIFTS))

    arrive(whole)
    page.wait_for_timeout(300)
    assert page.evaluate(PAINTED) is False
    assert shifts() == 0

    arrive(whole.replace('rel="expect"', 'rel="nothing"'))
    page.wait_for_function(PAINTED)
    assert shifts() > 0
