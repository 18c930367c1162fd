"""The pages that are reached from a letter are accessible too: a new password, and a confirmed address."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from cairn.demo.stage import Stage

pytestmark = [pytest.mark.once, pytest.mark.slow]
PASSWORD = "a lantern over the creek"


@pytest.fixture
def visitor(new_context: Any, live_server: Any) -> Page:
    page: Page = new_context(reduced_motion="reduce", base_url=live_server.url).new_page()
    return page


def link_in_the_letter() -> str:
    """The path of the one address in the letter sent last."""
    found = re.search(r"https?://[^/\s]+(/account/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_a_new_password_is_chosen_on_accessible_pages(empty_stage: Stage, visitor: Page, examiner):
    visitor.goto(reverse("account_reset_password"))
    visitor.get_by_label("Email").fill(str(empty_stage.people["dana-brown"].email))
    visitor.locator("main").get_by_role("button").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    visitor.goto(link_in_the_letter())
    assert "\n".join(examiner.faults(visitor)) == ""
    for field in visitor.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    visitor.locator("main").get_by_role("button").first.click()
    visitor.wait_for_url("**/done/")
    assert "\n".join(examiner.faults(visitor)) == ""


def test_an_address_is_confirmed_on_an_accessible_page(transactional_db: None, visitor: Page, examiner):
    visitor.goto(reverse("account_signup"))
    visitor.locator("main input[type=email]").fill("new.teacher@example.org")
    for field in visitor.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    visitor.locator("main").get_by_role("button").first.click()
    visitor.wait_for_url("**/confirm-email/")
    visitor.goto(link_in_the_letter())
    assert "\n".join(examiner.faults(visitor)) == ""
