"""Story S08: a teacher of the District of Columbia moves to Maryland, and takes her whole portfolio along.

Two installations, each a real server. The first is switched off before anything of hers arrives at the second.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import requests

from cairn.engines.openbadges.keys import dids
from tests.cli.conftest import empty as empty
from tests.installations import Installation
from tests.stories.columbia import STACK, STRATEGIES

pytestmark = [pytest.mark.slow, pytest.mark.once]
COLUMBIA, MARYLAND = "https://badges.columbia.example", "https://credentials.chesapeake.example"
TITLES = {*STRATEGIES.values(), STACK}


@dataclass
class Browser:
    """Dana's browser at one installation, signed in."""

    at: Installation
    session: str
    token: str = "t" * 32

    def get(self, path: str) -> requests.Response:
        return self._ask("get", path)

    def post(self, path: str, **sent: Any) -> requests.Response:
        return self._ask("post", path, **sent)

    def read(self, path: str) -> str:
        """The words of a page."""
        return words(self.get(path).text)

    def _ask(self, method: str, path: str, **sent: Any) -> requests.Response:
        headers = {
            "Host": self.at.address.removeprefix("https://"),
            "X-Forwarded-Proto": "https",
            "Referer": f"{self.at.address}/",
            "X-CSRFToken": self.token,
            "Cookie": f"sessionid={self.session}; csrftoken={self.token}",
        }
        address = f"http://127.0.0.1:{self.at.port}{path}"
        answer = requests.request(method, address, headers=headers, timeout=60, allow_redirects=False, **sent)
        assert answer.status_code in (200, 302), (path, answer.status_code, answer.text[:300])
        return answer


def words(html: str) -> str:
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub("<[^>]*>", " ", main)).split())


def installation(empty: Path, folder: Path, address: str, told: str) -> Browser:
    """An installation in which this has happened, and Dana signed in to it."""
    shutil.copytree(empty, folder)
    made = Installation(folder, address)
    ended = made.run(told, module="tests.stories.columbia")
    assert (ended.returncode, ended.stderr) == (0, "")
    return Browser(made, ended.stdout)


@pytest.fixture(scope="module")
def carried(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """The archive that she made in the District, and its issuers' pages; that server is off for good by then."""
    folder = tmp_path_factory.mktemp("columbia")
    dana = installation(empty, folder / "data", COLUMBIA, "earn")
    with dana.at.serving():
        planned = dana.read("/portfolio/carry/")
        assert {title for title in TITLES if title in planned} == TITLES
        dana.post("/portfolio/carry/", data={"evidence": "yes"})
        ended = dana.at.run("worker", "--once")
        assert ended.returncode == 0
        [link] = set(
            re.findall(r'href="(/portfolio/carry/[0-9a-f-]{36}/)"', dana.get("/portfolio/carry/").text)
        )
        file = folder / "portfolio.zip"
        file.write_bytes(dana.get(link).content)
        did = json.loads(ZipFile(file).read(member(file, "issuers/001.json")))["id"]
        page = dids.did_web_address(did)
        served = {page: dana.at.get(page).text}
    with pytest.raises(requests.ConnectionError):
        dana.at.get(page)
    yield file, served


def member(file: Path, path: str) -> str:
    with ZipFile(file) as whole:
        return next(name for name in whole.namelist() if name.endswith(f"/data/{path}"))


def test_she_takes_everything_along_and_what_it_is_worth_is_seen_at_once(
    carried: tuple[Path, dict[str, str]], empty: Path, tmp_path: Path
) -> None:
    file, served = carried
    dana = installation(empty, tmp_path / "data", MARYLAND, "move")
    [page] = served.values()
    (tmp_path / "did.json").write_text(page)
    with dana.at.serving():
        unknown = sent(dana, file)
        assert dana.read(unknown).count("Not confirmed") == 4
        ended = dana.at.run("issuers", "pin", str(tmp_path / "did.json"), "--name", "Cedar Hollow")
        assert (ended.returncode, ended.stderr) == (0, "")
        known = sent(dana, file)
        told = dana.read(known)
        assert (told.count("Not confirmed"), told.count("This badge is valid")) == (0, 4)
        dana.post(f"{known}bring/")
        arrived = dana.read(known)
        assert "4 badges are in your portfolio, with their evidence." in arrived
        assert {title for title in TITLES if title in arrived} == TITLES
        assert "Renew a Maryland certificate" in arrived
        assert "90 of 90 PDP" in arrived
        dana.post(f"{unknown}bring/")
        assert "4 badges are in your portfolio" in dana.read(unknown)
        assert "90 of 90 PDP" in dana.read(unknown)


def sent(dana: Browser, file: Path) -> str:
    """Where the archive that she sends is looked at."""
    data = file.read_bytes()
    answer = dana.post("/portfolio/arrive/", files={"file": ("portfolio.zip", io.BytesIO(data))})
    return str(answer.headers["Location"])


def test_a_stranger_opens_it_from_a_disk_without_any_network(
    carried: tuple[Path, dict[str, str]], tmp_path: Path, browser: Any
) -> None:
    file, _ = carried
    with ZipFile(file) as whole:
        whole.extractall(tmp_path)
    [index] = tmp_path.glob("*/index.html")
    asked: list[str] = []
    context = browser.new_context(offline=True)
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(index.as_uri())
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    shown = page.evaluate("[...document.images].every((one) => one.complete && one.naturalWidth > 0)")
    context.close()
    assert set(headings) >= TITLES
    assert shown is True
    assert [url for url in asked if not url.startswith(index.parent.as_uri())] == []
    assert len(asked) > len(TITLES)


def test_to_the_command_line_what_came_along_confirms_nothing(
    carried: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    file, _ = carried
    reader = Installation(tmp_path / "nowhere", "https://reader.example")
    alone = reader.run("verify", str(file), "--offline", "--json")
    told = json.loads(alone.stdout)
    assert alone.returncode == 2
    assert told["faults"] == []
    assert [one["report"]["overall"] for one in told["credentials"]] == ["not_confirmed"] * 5
    assert {one["report"]["trust"]["ground"] for one in told["credentials"]} == {"handed"}
