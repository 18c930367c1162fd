"""Two ways of using a page: by pointer, and by keyboard alone.

A story is written once for a `Hand`. The keyboard's hand reaches things as a person without a mouse does, with
Tab, arrows, Space and Enter; `watch_pointers` tells of any pointer that touched a page all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

MOST_TABS = 250
WHERE = """() => {
  const meant = window.meant ?? [];
  if (meant.includes(document.activeElement)) return "there";
  return meant.length && meant.every((one) => one.isConnected) ? "elsewhere" : "gone";
}"""
WATCH = """
for (const kind of ["pointerdown", "mousedown", "touchstart"])
  addEventListener(kind, (event) => { if (event.isTrusted) window.tellPointer(kind); }, true);
"""


class Hand(Protocol):
    def press(self, target: Locator) -> None:
        """Follow a link, push a button, open or tick something."""

    def write(self, target: Locator, text: str) -> None:
        """Put text into a field in place of what it holds."""

    def enter_date(self, target: Locator, day: date) -> None:
        """Enter a day into a date field."""

    def choose(self, target: Locator) -> None:
        """Choose a radio button."""

    def pick(self, target: Locator, label: str) -> None:
        """Pick an option of a list by its label."""

    def attach(self, target: Locator, files: list[Path]) -> None:
        """Choose files; the system's own dialog is beyond any browser test."""


class Pointer:
    """Clicks."""

    def press(self, target: Locator) -> None:
        target.click()
        target.page.wait_for_load_state()

    def write(self, target: Locator, text: str) -> None:
        target.click()
        target.fill(text)

    def enter_date(self, target: Locator, day: date) -> None:
        target.fill(day.isoformat())

    def choose(self, target: Locator) -> None:
        target.check(force=True)

    def pick(self, target: Locator, label: str) -> None:
        target.select_option(label=label)

    def attach(self, target: Locator, files: list[Path]) -> None:
        target.set_input_files(files)


class Keyboard:
    """Tab, arrows, Space, Enter and typing."""

    def press(self, target: Locator) -> None:
        self._reach(target)
        tag = target.evaluate("element => element.type === 'checkbox' ? 'checkbox' : element.localName")
        target.page.keyboard.press("Space" if tag in {"checkbox", "summary"} else "Enter")
        target.page.wait_for_load_state()

    def write(self, target: Locator, text: str) -> None:
        self._reach(target)
        target.page.keyboard.press("Control+A")
        target.page.keyboard.insert_text(text)

    def enter_date(self, target: Locator, day: date) -> None:
        self._reach(target)
        target.page.keyboard.type(f"{day:%m%d%Y}")

    def choose(self, target: Locator) -> None:
        page = target.page
        group = page.locator(f'input[type=radio][name="{target.get_attribute("name")}"]')
        self._reach_one_of(group)
        for _ in range(group.count()):
            if _is_focused(target):
                page.keyboard.press("Space")
                expect(target).to_be_checked()
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys do not reach {target}.")

    def pick(self, target: Locator, label: str) -> None:
        self._reach(target)
        target.page.keyboard.type(label)

    def attach(self, target: Locator, files: list[Path]) -> None:
        self._reach(target)
        target.set_input_files(files)

    def _reach(self, target: Locator) -> None:
        expect(target).to_be_attached()
        self._walk(target.page, lambda: target.evaluate("one => { window.meant = [one]; }"), str(target))

    def _reach_one_of(self, group: Locator) -> None:
        self._walk(group.page, lambda: group.evaluate_all("all => { window.meant = all; }"), str(group))

    @staticmethod
    def _walk(page: Page, mean: Callable[[], object], what: str) -> None:
        """Press Tab until what is meant has the focus; `mean` tells the page which that is."""
        where = "gone"
        for _ in range(MOST_TABS):
            # To look for a button by its name takes longer than all the rest: only as often as it is another one.
            if where == "gone":
                mean()
                where = page.evaluate(WHERE)
            if where == "there":
                return
            page.keyboard.press("Tab")
            where = page.evaluate(WHERE)
        raise AssertionError(f"{MOST_TABS} presses of Tab do not reach {what}.")


# The longest story is told once on each database: with keys alone on SQLite, with a pointer on PostgreSQL.
BOTH_HANDS = [
    pytest.param(Pointer, id="by pointer", marks=[pytest.mark.everywhere, pytest.mark.postgres]),
    pytest.param(Keyboard, id="by keyboard alone"),
]


def _is_focused(target: Locator) -> bool:
    return bool(target.evaluate("element => element === document.activeElement"))


def watch_pointers(context: BrowserContext) -> list[str]:
    """A list that fills when a pointer touches any page of the context."""
    used: list[str] = []
    context.expose_function("tellPointer", lambda kind: used.append(kind))
    context.add_init_script(WATCH)
    return used
