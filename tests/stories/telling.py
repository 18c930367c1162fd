"""A story told in real browsers: each person on a device of her own, by one kind of hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import BrowserContext, Page

from cairn.domain.people.models import Person
from cairn.workflows import tasks
from tests.stories.hands import Hand, Keyboard, watch_pointers


class Story:
    """The walk; each step is what one person does, on her own device."""

    def __init__(
        self, hand: Hand, new_context: Callable[..., BrowserContext], enter: Any, address: str
    ) -> None:
        self.hand, self.new_context, self.enter, self.address = hand, new_context, enter, address
        self.pointed: list[list[str]] = []
        self.pages: dict[str, Page] = {}

    def as_person(self, person: Person, path: str) -> Page:
        """The page of a person's own browser, at `path`."""
        key = str(person.pk)
        if key not in self.pages:
            context = self.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
            self.enter(context, person)
            self.pages[key] = self._watched(context)
        page = self.pages[key]
        page.goto(f"{self.address}{path}")
        return page

    def as_visitor(self) -> Page:
        page = self._watched(
            self.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        )
        page.goto(self.address)
        return page

    def _watched(self, context: BrowserContext) -> Page:
        if isinstance(self.hand, Keyboard):
            self.pointed.append(watch_pointers(context))
        return context.new_page()

    def press(self, page: Page, role: Any, name: str | re.Pattern[str]) -> None:
        self.hand.press(page.get_by_role(role, name=name).first)


def work() -> None:
    """What the worker does within a second."""
    tasks.run_all(datetime.now(UTC))
