"""Markdown from people is safe whatever it holds."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.web.shared.text import safe_markdown

HARM = st.sampled_from(
    [
        "<script>",
        "</div>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "![x](http://e.org/x.png)",
        "<a href='",
        "\n",
        "# ",
        "* ",
        "`",
    ]
)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {
            (name, (value or "").split(":")[0] if name == "href" else "") for name, value in attrs
        }


def test_markdown_becomes_html_with_headings_below_the_page_s_own():
    assert safe_markdown("# Plan\n\n*Two* **steps**") == (
        '<div class="prose"><h3>Plan</h3>\n<p><em>Two</em> <strong>steps</strong></p>\n</div>'
    )


def test_links_tell_other_sites_nothing():
    assert 'rel="noopener noreferrer nofollow"' in safe_markdown("[site](https://example.org)")


@pytest.mark.parametrize("nothing", ["", None])
def test_nothing_stays_nothing(nothing):
    assert safe_markdown(nothing) == ""


def test_raw_html_shows_as_text():
    assert "&lt;b&gt;" in safe_markdown("<b>bold</b>")


@given(st.lists(st.one_of(HARM, st.text(max_size=20)), max_size=12).map("".join))
def test_no_text_smuggles_in_a_script_a_picture_or_a_style(source):
    reader = Reader()
    reader.feed(safe_markdown(source))
    assert reader.tags.isdisjoint({"script", "img", "style", "iframe", "svg", "form", "input", "object"})
    assert {name for name, _ in reader.attributes} <= {"class", "href", "title", "rel"}
    assert ("href", "javascript") not in reader.attributes
