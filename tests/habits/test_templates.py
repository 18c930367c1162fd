"""Templates keep the strict content policy, and none lies about unused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.habits.tree import PACKAGE, modules, offenders, relative, templates

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\ssrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on\b", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a script or style of another host": re.compile(
        r"<(?:script|link|img)\b[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE
    ),
}
# Templates that a library looks for by name, so that none of our code names them.
FOUND_BY_LIBRARIES = re.compile(r"^(?:account|allauth|socialaccount)/|^(?:400|403|403_csrf|404|500)\.html$")


def breaches(text: str) -> list[str]:
    """What in a template's text the content policy would refuse."""
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(re.sub(r"{#.*?#}", "", text))]


def name_of(template: Path) -> str:
    parts = template.parts
    return "/".join(parts[parts.index("templates") + 1 :])


def is_named(template: str, sources: str) -> bool:
    """Whether some source asks for the template, by its name or as a component."""
    if template.startswith("cotton/"):
        inner = template.removeprefix("cotton/").removesuffix(".html").removesuffix("/index")
        tag = inner.replace("/", ".").replace("_", "-")
        return re.search(rf"<c-{re.escape(tag)}[\s/>]", sources) is not None
    return f'"{template}"' in sources or f"'{template}'" in sources or f'"{template}#' in sources


# Letters are no pages: mail programs read no style sheets.
PAGES = [path for path in templates() if PACKAGE / "web" in path.parents]


def test_a_template_keeps_the_content_policy():
    assert offenders(PAGES, lambda path: breaches(path.read_text(encoding="utf-8"))) == {}


def test_every_template_is_used():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in [*modules(), *templates()])
    unused = [
        relative(path)
        for path in templates()
        if not FOUND_BY_LIBRARIES.search(name_of(path))
        and not is_named(name_of(path), sources)
        and not is_named(name_of(path).rpartition("/")[2], sources)
    ]
    assert unused == []


def test_pages_ask_for_no_other_host():
    files = [path for kind in ("css", "js") for path in PACKAGE.rglob(f"static/**/*.{kind}")]
    asked = re.compile(r"(?:@import|url\(|import |fetch\()\s*[\"']?(?:https?:)?//")
    assert [relative(path) for path in files if asked.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("sample", "found"),
    [
        ('<p style="color: red">', ["an inline style"]),
        ("<style>p {}</style>", ["a style element"]),
        ("<script>go()</script>", ["an inline script"]),
        ('<button onclick="go()">', ["an event attribute"]),
        ('<a href="javascript:go()">', ["a javascript: address"]),
        ('<script src="https://cdn.example.org/a.js"></script>', ["a script or style of another host"]),
        ('<script src="/static/a.js" defer></script>', []),
        ('<script type="application/json">{}</script>', []),
        ('<c-button tone="quiet" data-version="1">', []),
    ],
)
def test_a_breach_of_the_policy_is_found_in_a_sample(sample, found):
    assert breaches(sample) == found


def test_a_component_counts_as_used_by_its_tag_alone():
    source = '<c-badge.stone size="2" /> {% include "public/row.html" %}'
    asked = ["cotton/badge/stone.html", "cotton/badge.html", "public/row.html", "public/tab.html"]
    assert [is_named(name, source) for name in asked] == [True, False, True, False]
