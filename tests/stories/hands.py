"""Two ways of using a page: by pointer, and by keyboard alone.

A story is written once for a `Hand`. The keyboard's hand reaches things as a person without a mouse does, with
Tab, arrows, Space and Enter; `watch_pointers` tells of any pointer that touched a page all the same.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

MOST_TABS = 250
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
        self._walk(target.page, lambda: _is_focused(target), str(target))

    def _reach_one_of(self, group: Locator) -> None:
        inside = "elements => elements.includes(document.activeElement)"
        self._walk(group.page, lambda: bool(group.evaluate_all(inside)), str(group))

    @staticmethod
    def _walk(page: Page, arrived: object, what: str) -> None:
        assert callable(arrived)
        for _ in range(MOST_TABS):
            if arrived():
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} presses of Tab do not reach {what}.")


# What keys do to a page is the same on every database.
BOTH_HANDS = [
    pytest.param(Pointer, id="by pointer"),
    pytest.param(Keyboard, id="by keyboard alone", marks=pytest.mark.once),
]


def _is_focused(target: Locator) -> bool:
    return bool(target.evaluate("element => element === document.activeElement"))


def watch_pointers(context: BrowserContext) -> list[str]:
    """A list that fills when a pointer touches any page of the context."""
    used: list[str] = []
    context.expose_function("tellPointer", lambda kind: used.append(kind))
    context.add_init_script(WATCH)
    return used
