"""A framework in a real browser: the tree opens where the keyboard is, and closes again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.domain.frameworks.conftest import board
from tests.packages import DOCUMENT, tree

pytestmark = pytest.mark.once
HOME = f"/frameworks/{DOCUMENT}/"


@pytest.fixture
def browsing(transactional_db, new_context, live_server):
    board("ours").bring(tree((1, None), (2, None), (3, 1), (4, 3), (5, 2)))
    page = new_context(reduced_motion="reduce", base_url=live_server.url).new_page()
    page.goto(HOME)
    return page


def test_branches_open_and_close_by_keyboard_and_stay_open_beside_one_another(browsing):
    twist = browsing.get_by_role("link", name="1 statement below SF.1")
    for branch in ("1", "2"):
        browsing.get_by_role("link", name=f"1 statement below SF.{branch}").focus()
        browsing.keyboard.press("Enter")
        expect(browsing.locator(f"#n-{branch} .branch")).to_be_visible()
    expect(browsing.get_by_role("link", name="SF.5 Statement 5")).to_be_visible()
    expect(browsing.get_by_role("link", name="SF.3 Statement 3")).to_be_visible()
    expect(twist).to_have_attribute("aria-expanded", "true")
    expect(browsing.locator("#t-2")).to_be_focused()
    twist.press("Enter")
    expect(browsing.get_by_role("link", name="SF.3 Statement 3")).to_have_count(0)
    expect(twist).to_be_focused()


def test_what_is_typed_is_searched_at_once_and_has_an_address(browsing):
    browsing.get_by_label("Search by code or words").press_sequentially("sf.4")
    expect(browsing.get_by_role("heading", name="1 statement for “sf.4”")).to_be_visible()
    expect(browsing).to_have_url(f"{browsing.url.partition('?')[0]}?q=sf.4")
    browsing.get_by_role("link", name="SF.4 Statement 4").click()
    expect(browsing.get_by_role("heading", level=1)).to_have_text("SF.4 Statement 4")
