"""Makes the pictures of docs/screenshots from a freshly told demo: `./dev screenshots`.

With an address as its argument it takes them from the demo that is served there instead.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from cairn.demo.serving import served_demo

FOLDER = Path(__file__).resolve().parent / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESK, PHONE, TALL = (1280, 860), (390, 800), (900, 1500)
WHEEL_FADES_MS = 1500
# A video that is still loading shows a wheel; one out of sight is not loaded at all.
PICTURES_STAND = """() => [...document.querySelectorAll("video, img")].every((one) => one.readyState >= 2
  || one.complete || one.preload === "none" || one.getBoundingClientRect().top > innerHeight || !one.offsetParent)"""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: who looks (nobody signed in when empty), how she gets there, and on what."""

    name: str
    who: str
    go: Callable[[Page], object]
    size: tuple[int, int] = DESK
    theme: str = "light"


def _follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name).first.click()


def catalog(page: Page) -> None:
    page.goto("/")


def micro_credential(page: Page) -> None:
    page.goto("/")
    _follow(page, "Morning Meeting")


def my_work(page: Page) -> None:
    page.goto("/work/")


def _morning_meeting(page: Page) -> None:
    my_work(page)
    _follow(page, "Morning Meeting")


def evidence(page: Page) -> None:
    _morning_meeting(page)
    page.locator('main a[href*="/parts/"]').first.click()


def check(page: Page) -> None:
    _morning_meeting(page)
    page.goto(f"{page.url}check/")


def result(page: Page) -> None:
    my_work(page)
    _follow(page, "See the feedback")


def queue(page: Page) -> None:
    page.goto("/reviews/")


def sheet(page: Page) -> None:
    queue(page)
    page.locator('main a[href*="/reviews/"]').first.click()
    page.locator("[data-criterion]").first.get_by_role("radio").nth(2).check(force=True)
    page.get_by_text(re.compile(r"[1-9] of \d scored")).first.wait_for()
    page.mouse.move(0, 0)


def portfolio(page: Page) -> None:
    page.goto("/portfolio/")


def badge(page: Page) -> None:
    portfolio(page)
    page.locator('main a[href^="/portfolio/"]').first.click()
    page.goto(page.url.replace("/portfolio/", "/badges/"))


def authoring(page: Page) -> None:
    page.goto("/authoring/")
    _follow(page, "Morning Meeting")


def record(page: Page) -> None:
    page.goto("/recognizing/")


def organization(page: Page) -> None:
    page.goto("/organizations/")


def _report(title: str) -> Callable[[Page], object]:
    """The validity report of the micro-credential with this title."""

    def go(page: Page) -> None:
        page.goto(f"/?q={title}")
        _follow(page, title)
        page.locator('main a[href$="/validity/"]').first.click()

    return go


def _report_inside(page: Page) -> None:
    page.goto("/organizations/")
    page.get_by_role("link", name="Judging").click()
    _follow(page, "Number Talks")
    page.get_by_role("heading", name="Are the evaluators steady?").scroll_into_view_if_needed()


def worth(page: Page) -> None:
    page.goto("/worth/")
    page.locator(".stand h2 a").first.click()


def policy_map(page: Page) -> None:
    page.goto("/policies/")


def policy(page: Page) -> None:
    page.goto("/policies/us-nc/teacher-renewal/")


def what_if(page: Page) -> None:
    page.goto("/recognizing/what-if/")
    page.locator(
        'main .plain a[href^="/recognizing/what-if/"], main li a[href^="/recognizing/what-if/"]'
    ).last.click()


SHOTS = (
    Shot("explore", "", catalog),
    Shot("explore-phone", "", catalog, PHONE),
    Shot("micro-credential", "", micro_credential),
    Shot("my-work", "Dana Brown", my_work),
    Shot("my-work-phone", "Dana Brown", my_work, PHONE),
    Shot("evidence", "Dana Brown", evidence),
    Shot("check", "Dana Brown", check),
    Shot("result", "Dana Brown", result),
    Shot("result-phone", "Dana Brown", result, PHONE, "dark"),
    Shot("queue", "Luis Ortega", queue),
    Shot("scoring", "Luis Ortega", sheet),
    Shot("scoring-dark", "Luis Ortega", sheet, theme="dark"),
    Shot("portfolio", "Dana Brown", portfolio),
    Shot("badge", "Dana Brown", badge),
    Shot("worth", "Dana Brown", worth, TALL),
    Shot("worth-phone", "Dana Brown", worth, PHONE, "dark"),
    Shot("policy-map", "", policy_map),
    Shot("policy", "", policy, TALL),
    Shot("what-if", "Sam Whitaker", what_if, TALL),
    Shot("authoring", "Priya Raman", authoring),
    Shot("record", "Ruth Delaney", record),
    Shot("organization", "Eleanor Voss", organization),
    Shot("validity-counts", "", _report("Morning Meeting"), TALL),
    Shot("validity-raw", "", _report("Checking Sources"), TALL),
    Shot("validity-provisional", "", _report("Two-Way Conversations"), TALL),
    Shot("validity-full", "", _report("Number Talks"), TALL),
    Shot("validity-full-phone", "", _report("Number Talks"), PHONE, "dark"),
    Shot("validity-inside", "Eleanor Voss", _report_inside, TALL),
)


def _browser_path() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        sys.exit("No Chromium was found. Install the package chromium, or set CHROMIUM to its path.")
    return found


def _become(page: Page, name: str) -> None:
    page.goto("/demo/")
    page.get_by_role("button", name=f"Be {name}", exact=True).click()
    page.goto("/")  # spends the greeting


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    """The picture as compact WebP."""
    width, height = shot.size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.theme == "dark" else "light",
        reduced_motion="reduce",
        timezone_id="America/Chicago",
        locale="en-US",
    )
    page = context.new_page()
    if shot.who:
        _become(page, shot.who)
    shot.go(page)
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    page.wait_for_function(PICTURES_STAND)
    page.wait_for_timeout(WHEEL_FADES_MS if page.locator("video").count() else 0)
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    picture = page.screenshot()
    context.close()
    compact = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(compact, "WEBP", quality=84, method=6)
    return compact.getvalue()


def _demo(arguments: list[str]) -> AbstractContextManager[tuple[str, Path]]:
    if arguments:
        return nullcontext((arguments[0], Path()))
    return served_demo()


def main(arguments: list[str]) -> int:
    FOLDER.mkdir(exist_ok=True)
    pattern = re.compile(arguments[1] if len(arguments) > 1 else "")
    with _demo(arguments) as (address, _folder), sync_playwright() as playing:
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playing.chromium.launch(executable_path=_browser_path(), args=root)
        for shot in SHOTS:
            if pattern.search(shot.name):
                data = take(browser, address, shot)
                (FOLDER / f"{shot.name}.webp").write_bytes(data)
                print(f"{shot.name}.webp: {len(data) / 1024:.0f} KB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
