"""Every page, for everybody who may open it, is accessible, light, and stands still while it loads."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.stories.examining import HEIGHT, WIDTHS, Examiner
from tests.stories.places import AUDIENCES, addresses_for, person_of

# The same templates on every database: what differs there is not seen.
pytestmark = pytest.mark.once

MOST_BYTES = 60_000
WEIGHED = {"document", "stylesheet", "script"}
MOVED = """() => new Promise((done) => {
  const moved = [];
  const name = (node) => node ? `${node.localName ?? "text of " + node.parentNode?.localName}.${node.className ?? ""}` : "a part of a player";
  const tell = (one) => moved.push(`${one.value.toFixed(4)} (${one.sources.map((source) => name(source.node)).join(", ")})`);
  new PerformanceObserver((list) => list.getEntries().forEach(tell)).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(moved), 50)));
})"""  # noqa: E501
LATE = """async () => {
  const late = document.createElement("p");
  late.style.height = "200px";
  document.body.prepend(late);
}"""


class Scale:
    """Weighs what a page loads as it would travel, compressed; each file of the site is weighed once."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.loaded: list[Any] = []
        self.known: dict[str, int] = {}
        page.on("response", lambda answer: self.loaded.append(answer))

    def weight(self, address: str) -> int:
        self.loaded.clear()
        answer = self.page.goto(address)
        assert answer.status == 200, f"{address} answers {answer.status}"
        wanted = {answer.url: answer for answer in self.loaded if answer.request.resource_type in WEIGHED}
        return sum(self._bytes(answer) for answer in wanted.values())

    def _bytes(self, answer: Any) -> int:
        lasting = urlsplit(answer.url).path.startswith("/static/")
        if not lasting or answer.url not in self.known:
            self.known[answer.url] = len(gzip.compress(answer.body(), 6))
        return self.known[answer.url]


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_page_of_an_audience_is_accessible_light_and_still(
    audience, world, new_context, sign_in, live_server, examiner
):
    signed = {}
    for width in WIDTHS:
        signed[width] = new_context(viewport={"width": width, "height": HEIGHT}, base_url=live_server.url)
        if person := person_of(world, audience):
            sign_in(signed[width], person)
    scales = {width: Scale(context.new_page()) for width, context in signed.items()}
    found = []
    for address in addresses_for(audience, world):
        # Most pages for everybody are the same for the next one, but for the navigation that all her pages have.
        if examiner.knows(signed[WIDTHS[0]].request.get(address).text(), "whole"):
            continue
        for width in WIDTHS:
            found += [f"{address} {fault}" for fault in faults(address, width, scales[width], examiner)]
    assert "\n".join(found) == ""


def faults(address: str, width: int, scale: Scale, examiner: Examiner) -> Iterator[str]:
    """What is wrong with the page at this address; it is opened as on a device that asks for nothing special."""
    page: Page = scale.page
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    if (weight := scale.weight(address)) > MOST_BYTES:
        yield f"weighs {weight:,} bytes"
    yield from (f"moves at {width} by {shift}" for shift in page.evaluate(MOVED))
    yield from examiner.faults_at(width, page)
    if width == min(WIDTHS):
        yield from examiner.overflow(page)


def test_the_gallery_of_components_is_accessible(db, page, live_server, examiner):
    page.goto(f"{live_server.url}/gallery/")
    assert "\n".join(examiner.faults(page)) == ""


def test_what_comes_late_and_pushes_the_page_down_is_noticed(db, page, live_server):
    page.goto(f"{live_server.url}/gallery/")
    page.evaluate(LATE)
    assert page.evaluate(MOVED) != []
