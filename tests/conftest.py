"""What every test may lean on: a browser that stays on this machine, and skips that never go unseen."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import settings as hypothesis_settings

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Folders whose tests say the same whatever the database is.
DATABASE_FREE = {"engines", "adapters", "habits", "config", "cli", "conformance"}
BROWSER_FIXTURES = {"page", "context", "new_context", "browser"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1", ""}

# Playwright's synchronous interface runs a loop in the test's own thread; the database calls there are still plain.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# No test asserts a time, also not by Hypothesis' own default.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


# --- Skips -----------------------------------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if BROWSER_FIXTURES & fixtures:
            item.add_marker(pytest.mark.browser)
        if _is_the_same_everywhere(item, fixtures):
            item.add_marker(pytest.mark.once)
        if item.get_closest_marker("postgres") and not _on_postgres():
            # Told apart from a skip: on SQLite these tests have nothing to say.
            item.add_marker(pytest.mark.not_on_sqlite)
    items[:] = [item for item in items if not item.get_closest_marker("not_on_sqlite")]


def _is_the_same_everywhere(item: pytest.Item, fixtures: set[str]) -> bool:
    """Whether a test says the same on every database: it may not ask one, or sees only what pages make of it.

    What pages ask for is tested without a browser too; some stories in one are told on every database all the same.
    """
    if any(item.path.is_relative_to(ROOT / "tests" / folder) for folder in DATABASE_FREE):
        return True
    if BROWSER_FIXTURES & fixtures:
        return item.get_closest_marker("everywhere") is None
    return not DATABASE_FIXTURES & fixtures and item.get_closest_marker("django_db") is None


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "not_on_sqlite: left out of runs on SQLite; set by tests/conftest.py")


def _on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        verb = "failed this run: in CI nothing may be skipped" if IN_CI else "DID NOT RUN"
        terminalreporter.section(f"{len(skipped)} SKIPPED TESTS {verb}", sep="!", red=True, bold=True)
        for report in skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            terminalreporter.line(f"{report.nodeid}: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and exitstatus == 0 and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


# --- The shared standards ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def standards() -> Path:
    """The folder of contexts, schemas and test vectors that lies beside the checkout."""
    folder = ROOT.parent / "shared" / "standards"
    if not folder.is_dir():
        pytest.skip("there is no ../shared/standards beside this checkout")
    return folder


# --- The browser -----------------------------------------------------------------------------------------


def _chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium as the machine has it, kept from calling home."""
    path = _chromium()
    if path is None:
        pytest.skip("no Chromium was found: install the package chromium, or set CHROMIUM to its path")
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
    ]
    root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": [*quiet, *root, "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session")
def built_fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of subset web fonts, made once by whichever process of the run comes first."""
    from cairn.web.shared.fonts import build_fonts

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "fonts.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_fonts(shared / "cairn-fonts")
    return shared / "cairn-fonts"


@pytest.fixture(scope="session")
def web_fonts(django_db_setup: None, built_fonts: Path) -> Path:
    """The assets folder with its fonts, so that no page asks for a font in vain."""
    from django.conf import settings

    folder = Path(settings.STATICFILES_DIRS[0])
    shutil.copytree(built_fonts, folder / "cairn-fonts", dirs_exist_ok=True)
    return folder


@pytest.fixture
def new_context(new_context: Any, web_fonts: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Playwright's maker of contexts (`page` and `context` come from it too), each of them watched.

    The test fails on a console error, a script's error, or a request to another machine. A test that
    provokes a console error on purpose says which: `@pytest.mark.console_errors("403")`.
    """
    meant = request.node.get_closest_marker("console_errors")
    allowed: tuple[str, ...] = meant.args if meant else ()
    troubles: list[str] = []

    def on_console(message: Any) -> None:
        if message.type == "error" and not any(part in message.text for part in allowed):
            troubles.append(f"console: {message.text} ({message.location.get('url', '')})")

    def watched(**options: Any) -> Any:
        context = new_context(**options)
        context.on("console", on_console)
        context.on("weberror", lambda error: troubles.append(f"script: {error.error}"))
        context.on("request", lambda asked: troubles.extend(_strays(asked.url)))
        return context

    yield watched
    assert troubles == []


def _strays(url: str) -> list[str]:
    parts = urlsplit(url)
    near = parts.scheme in {"data", "blob", "about"} or (parts.hostname or "") in LOCAL_HOSTS
    return [] if near else [f"request to another machine: {url}"]
