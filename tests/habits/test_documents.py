"""The documents say what the code does, and nothing committed leans on one machine."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.habits.tree import PACKAGE, ROOT, WORDS, offenders, parsed

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
HEADINGS = ["Context", "Decision", "Consequences", "What would change our mind"]
SETTINGS_GUIDE = ROOT / "docs" / "guides" / "settings.md"
READERS = {"text_in", "page", "text", "flag", "number", "choice", "folder", "address"}
# Written as patterns, so that this file does not name what it forbids.
LEANINGS = {
    "a package registry's host": re.compile(
        r"\b(?:pypi|pythonhosted|npmjs|deb\.debian|crates)\.(?:org|com|net|io)\b"
    ),
    "a path of one machine": re.compile(r"(?<![\w.<>])/(?:work/(?:main|shared|\.)|root/|home/\w+/|Users/)"),
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{20}"),
}
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s#]+)(#[^)]*)?\)|!\[[^\]]*\]\(([^)\s]+)\)")


def committed() -> list[Path]:
    """Every text file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    paths = (ROOT / name for name in listed if name)
    return [path for path in paths if path.suffix in WORDS and path.is_file()]


def leanings(text: str) -> list[str]:
    return [name for name, pattern in LEANINGS.items() if pattern.search(text)]


def settings_read(tree: ast.Module) -> set[str]:
    """Names of the environment variables that a module reads through `Environment`."""
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in READERS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and re.fullmatch(r"[A-Z][A-Z0-9_]+", node.args[0].value)
    }


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.+)$", text, flags=re.MULTILINE)


def dead_links(page: Path, text: str) -> list[str]:
    targets = (found[0] or found[2] for found in LINK.findall(text))
    return [name for name in targets if "://" not in name and not (page.parent / name).exists()]


def test_a_committed_file_leans_on_no_registry_and_no_machine():
    def found(path: Path) -> list[str]:
        return leanings(path.read_text(encoding="utf-8", errors="replace"))

    assert offenders(committed(), found) == {}


def test_every_setting_is_documented_and_every_documented_one_is_read():
    read = settings_read(parsed(PACKAGE / "config" / "settings.py"))
    documented = set(
        re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", SETTINGS_GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert documented == read


def test_decisions_are_numbered_without_a_gap():
    assert [path.name[:4] for path in DECISIONS] == [
        f"{number:04d}" for number in range(1, len(DECISIONS) + 1)
    ]


def test_a_decision_says_why_and_what_would_change_it():
    texts = {path.name: path.read_text(encoding="utf-8") for path in DECISIONS}
    assert {name: headings(text) for name, text in texts.items() if headings(text) != HEADINGS} == {}
    assert [name for name, text in texts.items() if len(text.splitlines()) > 60] == []


def test_no_link_in_a_document_is_dead():
    documents = [path for path in committed() if path.suffix == ".md"]
    assert offenders(documents, lambda path: dead_links(path, path.read_text(encoding="utf-8"))) == {}


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", lock, flags=re.MULTILINE))


def test_the_tests_run_what_the_runtime_lock_installs():
    runtime = pins((ROOT / "requirements.lock").read_text())
    everything = pins((ROOT / "requirements-dev.lock").read_text())
    assert {name: everything.get(name) for name in runtime} == runtime


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "tests/conformance/openbadges2.lock"]
)
def test_a_lock_pins_by_hash_and_names_no_address(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert text.count("==") <= text.count("--hash=sha256:")


def test_leanings_are_found_in_bad_samples():
    samples = [
        "https://py" + "pi.org/simple",
        "see /ro" + "ot/.cache",
        "-----BEGIN PRIVATE KEY-----\n" + "A" * 64,
        "/work/<uuid>/",
    ]
    assert [leanings(sample) for sample in samples] == [
        ["a package registry's host"],
        ["a path of one machine"],
        ["a private key"],
        [],
    ]


def test_settings_are_found_in_a_sample():
    sample = 'a = env.text("CAIRN_A", "x")\nb = env.flag("DATABASE_B")\nc = other.get("CAIRN_C")\nd = env.text(name)'
    assert settings_read(ast.parse(sample)) == {"CAIRN_A", "DATABASE_B"}


def test_a_dead_link_is_found_in_a_sample(tmp_path):
    (tmp_path / "there.md").touch()
    text = "[a](there.md#part) [b](gone.md) ![c](gone.png) [d](https://example.org)"
    assert dead_links(tmp_path / "page.md", text) == ["gone.md", "gone.png"]
