"""Whoever moves with the Tab key always sees where she is: nothing is out of sight, unmarked or covered by a bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.stories.world import World

MOST_STEPS = 160
# Where the focus is: what it is called, whether it lies on the screen, can be seen there, and bears a mark.
FOCUS = """async () => {
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const box = here.getBoundingClientRect();
  const across = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const tall = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const points = [.1, .5, .9].map((part) => tall[0] + (tall[1] - tall[0]) * part);
  const host = here.closest("label, .card, .level, .upload, .part") ?? here;
  const belongs = (top) => !!top && (here.contains(top) || top.contains(here) || host.contains(top));
  const marked = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  return {
    name: `${here.tagName.toLowerCase()} ${here.id || here.name || here.textContent.trim().slice(0, 40)}`,
    on_screen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    uncovered: points.some((down) => belongs(document.elementFromPoint(across, down))),
    // A player's controls are the browser's own, and so are their marks.
    marked: here.matches("audio, video") || [here, host, here.nextElementSibling].some((one) => one && marked(one)),
  };
}"""


def walked(page: Page) -> list[dict[str, Any]]:
    """Every stop of the Tab key, from the top of the page until it leaves it or comes round."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    return stops


Where = Callable[[World], str]
PAGES: dict[str, tuple[str, Where]] = {
    "the catalog": ("", lambda world: reverse("public:catalog")),
    "the part editor": (
        "dana-brown",
        lambda world: reverse("earner:part", args=[world.begun.public_id, "reflection"]),
    ),
    "the scoring sheet": (
        "aisha-rahman",
        lambda world: reverse("evaluator:sheet", args=[world.held.public_id]),
    ),
    "authoring": (
        "priya-raman",
        lambda world: reverse("author:draft", args=[world.returned.micro_credential.draft.public_id]),
    ),
}


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_the_focus_is_always_seen(name, width, world, new_context, sign_in, live_server):
    who, where = PAGES[name]
    context = new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce", base_url=live_server.url
    )
    if who:
        sign_in(context, world.person(who))
    page = context.new_page()
    page.goto(where(world))
    stops = walked(page)
    unseen = [stop for stop in stops if not (stop["on_screen"] and stop["uncovered"] and stop["marked"])]
    assert len(stops) > 10
    assert [stop["name"] for stop in unseen] == []
