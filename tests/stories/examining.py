"""Whether an open page offends a rule of accessibility, asked of axe in both themes and at every width."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The themes differ in nothing but color, so the second one is held to these.
OF_COLOR = ["color-contrast", "link-in-text-block"]
# These look at every letter and every target, which takes four fifths of the time.
DEAR = [*OF_COLOR, "target-size"]
THEMES: tuple[tuple[Literal["light", "dark"], list[str]], ...] = (("light", DEAR), ("dark", OF_COLOR))
WITHOUT_DEAR = {rule: {"enabled": False} for rule in DEAR}
WIDTHS = (1280, 390)
NARROWEST, HEIGHT = 320, 900

AXE = Axe().axe_script
FAULTS = """async ({ parts, options }) => {
  const where = parts ? { include: parts.map((n) => document.body.children[n]) } : document;
  const found = await axe.run(where, { ...options, resultTypes: ["violations"] });
  return found.violations.flatMap((fault) => fault.nodes.map((node) =>
    `${fault.id}: ${node.html.slice(0, 160)} (${node.failureSummary.split("\\n").slice(1).join(" ").slice(0, 200)})`));
}"""
PARTS = "[...document.body.children].map((part) => part.outerHTML)"
AROUND = """[document.documentElement, document.body].map((one) => one.cloneNode().outerHTML)
  .concat([...document.styleSheets].map((sheet) => sheet.href))"""
# What is another in every world, and changes no color: public ids, tokens, numbers.
CHANCE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[A-Za-z0-9]{64}\b|\d+")
BETWEEN_PARTS = re.compile(r"(?=<(?:header|main|footer)\b)")
SHOWN = "document.documentElement.scrollWidth"
# What sticks out of the page, so that a failure says where to look.
WIDE = """(width) => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((one) => one.getBoundingClientRect().right > width + 1)
  .slice(0, 3).map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}`).join(", ")"""


class Examiner:
    """Examines pages, and shows the dear rules no part of a page that they have seen just so before.

    What they find in one part does not hang on the others, and most parts are the same for many audiences.
    `memory` is a folder that the processes of a run share.
    """

    def __init__(self, memory: Path) -> None:
        self.memory = memory
        memory.mkdir(exist_ok=True)

    def knows(self, html: str, when: str) -> bool:
        """Whether every part of a page, as the server sends it, came just so in a page before; remembers it."""
        new = [self._is_new(when + part) for part in BETWEEN_PARTS.split(html)]
        return not any(new)

    def faults(self, page: Page) -> Iterator[str]:
        """What is wrong with the page that is open, at every width."""
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            yield from self.faults_at(width, page)
        yield from self.overflow(page)

    def faults_at(self, width: int, page: Page) -> Iterator[str]:
        """What is wrong in either theme with the page, which is open at this width."""
        page.evaluate(AXE)
        yield from self._asked(page, f"at {width}", {"runOnly": RULES, "rules": WITHOUT_DEAR})
        for theme, rules in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            if parts := self._unseen(page, f"{theme} {width}"):
                yield from self._asked(page, f"{theme} at {width}", {"runOnly": rules}, parts)

    def overflow(self, page: Page) -> Iterator[str]:
        """What makes the page wider than 320 px, to which it is left narrowed."""
        page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
        if (width := page.evaluate(SHOWN)) > NARROWEST:
            yield f"{width} px wide at {NARROWEST}: {page.evaluate(WIDE, NARROWEST)}"

    @staticmethod
    def _asked(page: Page, when: str, options: object, parts: list[int] | None = None) -> Iterator[str]:
        found = page.evaluate(FAULTS, {"parts": parts, "options": options})
        yield from (f"{when}: {fault}" for fault in found)

    def _unseen(self, page: Page, when: str) -> list[int]:
        """Which children of the body nobody has looked at yet in this theme at this width."""
        around = json.dumps([when, page.evaluate(AROUND)])
        return [n for n, part in enumerate(page.evaluate(PARTS)) if self._is_new(around + part)]

    def _is_new(self, text: str) -> bool:
        mark = self.memory / hashlib.sha256(CHANCE.sub("#", text).encode()).hexdigest()
        if mark.exists():
            return False
        mark.touch()
        return True
