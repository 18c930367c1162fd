"""Documents as YAML: out and in without loss, every fault with its line, and nothing taken from harmful files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.demo.material import contents
from cairn.domain.catalog.document import blank, lifted, problems
from cairn.domain.catalog.exchange import Broken, from_yaml, to_yaml
from cairn.domain.catalog.exchange.nodes import LARGEST
from cairn.domain.catalog.exchange.shape import SHAPE, described
from tests.domain.catalog.drafting import drafts, lines

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "authoring-files.md"


def faults(text: str, *, complete: bool = False) -> list[tuple[str, str]]:
    with pytest.raises(Broken) as broken:
        from_yaml(text, complete=complete)
    return [(fault.place, fault.text) for fault in broken.value.faults]


def places(text: str, *, complete: bool = False) -> list[str]:
    return [place for place, _ in faults(text, complete=complete)]


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(drafts(lines))
def test_what_is_written_is_read_back_without_loss(document: dict[str, Any]) -> None:
    assert from_yaml(to_yaml(document)) == document


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(drafts(lines))
def test_other_programs_read_the_same_from_it(document: dict[str, Any]) -> None:
    assert yaml.safe_load(to_yaml(document)) == document


@pytest.mark.parametrize("key", sorted(contents()))
def test_files_of_the_first_schema_are_read_as_the_newest(key: str) -> None:
    source = contents()[key]
    assert from_yaml(yaml.safe_dump(source), complete=True) == lifted(source)


def test_a_file_stands_in_block_style_in_the_order_of_the_template() -> None:
    text = to_yaml(dict(reversed(blank("wait-time", "Wait Time").items())) | {"purpose": "One.\n\nTwo."})
    names = re.findall(r"^([a-z_]+):", text, flags=re.MULTILINE)
    assert names == list(blank("k", "T"))
    assert "purpose: |-\n  One.\n\n  Two.\n" in text


def test_what_a_file_leaves_out_is_empty() -> None:
    document = from_yaml("schema: 2\nkey: wait-time\nslots:\n  - {key: film, kind: video, title: A film}\n")
    assert document["slots"][0] | {"key": "film"} == document["slots"][0]
    assert (document["slots"][0]["alternatives"], document["slots"][0]["max_minutes"]) == ([], None)
    assert (document["adapted_from"], document["translations"], document["fee"]) == (
        None, {}, {"cents": None, "currency": ""},
    )  # fmt: skip
    assert list(document) == [name for name in SHAPE.fields if name != "judging"]


BROKEN = """\
schema: 2
titel: Wait Time
hours:
  low: a few
  high: 9
topics: [discussion, gardening]
slots:
  - key: film
    kind: video
    at_mots: 3
  - a plan
research: none yet
needs:
  student_work: maybe
  face_to_face: yes
"""


def test_every_fault_is_told_at_once_and_with_its_line() -> None:
    told = faults(BROKEN)
    assert [place for place, _ in told] == [
        "line 2", "line 4", "line 6", "line 10", "line 11", "line 12", "line 14",
    ]  # fmt: skip
    assert told[0][1] == "Remove “titel”, or name it as the template does: did you mean “title”?"
    assert told[3][1] == "Remove “at_mots”, or name it as the template does: did you mean “at_most”?"
    assert told[5][1] == "Give “research” as a list, each entry after a hyphen."


def test_a_file_that_is_merely_unfinished_is_a_draft_and_not_a_complete_document() -> None:
    text = to_yaml(blank("wait-time", "Wait Time"))
    assert from_yaml(text) == blank("wait-time", "Wait Time")
    told = faults(text, complete=True)
    assert len(told) == len(problems(blank("wait-time", "Wait Time")))
    line = text.splitlines().index("competency: ''") + 1
    assert (f"line {line}", "Add a competency.") in told


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("title: a: b\n", "line 1", "it is not YAML"),
        ("schema: 2\n\ttitle: x\n", "line 2", "it is not YAML"),
        ("schema: 2\ntitle: 'open\n", "line", "it is not YAML"),
        ("schema: 2\ntitle: a\x00b\n", "line 2", "text files cannot hold"),
        ("", "line 1", "it is empty"),
        ("# only a note\n", "line 1", "it is empty"),
        ("schema: 2\n---\nschema: 2\n", "line 2", "one document in a file"),
        ("schema: 2\nhours:\n  low: 1\n  low: 2\n", "line 4", "line 3 says it already"),
        ("schema: 2\nhours: &h {low: 1, high: 2}\n", "line 2", "references are not read"),
        ("schema: 2\nhours: *h\n", "line 2", "references are not read"),
        ("schema: 2\ntitle: !!python/object/apply:os.system [id]\n", "line 2", "tags are not read"),
        ("schema: 2\n? [a, b]\n: 3\n", "line 2", "Name each field with text"),
        ("a" * (LARGEST + 1), "line 1", "Shorten the file"),
        ("[" * 100_000, "line 1", "Nest less deeply"),
        ("- schema: 2\n", "line 1", "named fields"),
        ("schema: 3\n", "line 1", "Set the schema version to 2"),
        ("schema: 2\ntitle: true\n", "line 2", "in quotes if you mean it"),
        ("schema: 2\ntitle: {}\n", "line 2", "as text"),
        ("schema: 2\nrubric:\n  rule: {rule: all, count: 2}\n", "line 3", "Remove “count”"),
    ],
)
def test_a_file_that_cannot_be_taken_says_where_and_what_to_do(text: str, place: str, part: str) -> None:
    [(told_place, told)] = [one for one in faults(text) if part in one[1]]
    assert told_place.startswith(place)
    assert told.endswith((".", "?"))


def test_a_bomb_of_references_is_never_unfolded() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    assert len(faults("\n".join(rows))) > 40


@given(st.text(max_size=60) | st.text(alphabet="schema: 2\n-[]{}'\"&*!|>#?tile\t", max_size=80))
def test_any_text_is_a_document_or_broken_with_lines(text: str) -> None:
    try:
        assert from_yaml(text)["schema"] in {None, 2}
    except Broken as broken:
        assert broken.faults
        assert all(re.fullmatch(r"line [1-9][0-9]*", fault.place) for fault in broken.faults)


def test_words_that_look_like_numbers_stay_words() -> None:
    document = from_yaml(
        "schema: 2\ntitle: 2024\nlanguage: en\nalignments:\n  - {framework: X, code: 3.10}\n"
    )
    assert (document["title"], document["alignments"][0]["code"]) == ("2024", "3.10")


def test_the_guide_explains_every_field() -> None:
    table = [f"| `{path}` | {holds} | {about} |" for path, holds, about in described()]
    text = GUIDE.read_text()
    assert [row for row in table if row not in text] == []
