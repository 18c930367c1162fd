"""Readers must not learn from a document who wrote it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cairn.adapters.media import MediaProblem, rendition_document

CORE = "<cp:coreProperties xmlns:dc='d' xmlns:cp='c'><dc:creator>Dana Brown</dc:creator></cp:coreProperties>"
COMMENT = (
    '<w:comment w:id="1" w:author="Dana Brown" w:initials="DB" w:date="2026-03-02">Look here</w:comment>'
)


def _word(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<w:document>My plan</w:document>")
        made.writestr("word/comments.xml", COMMENT)
        made.writestr("docProps/core.xml", CORE)
        made.writestr("docProps/thumbnail.jpeg", b"Dana Brown")
    return path


def _open_document(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr(
            "content.xml", "<office:annotation><dc:creator>Dana Brown</dc:creator>Why?</office:annotation>"
        )
        made.writestr("meta.xml", "<dc:creator>Dana Brown</dc:creator>")
    return path


@pytest.mark.parametrize(("make", "kept"), [(_word, b"My plan"), (_open_document, b"Why?")])
def test_a_document_for_readers_keeps_its_words_and_names_nobody(tmp_path: Path, make, kept) -> None:
    made = rendition_document(make(tmp_path / "plan.doc"), tmp_path / "copy")
    with zipfile.ZipFile(tmp_path / "copy") as copy:
        content = b"".join(copy.read(name) for name in copy.namelist())
    assert made.media_type.startswith("application/vnd.o")
    assert b"Dana" not in content
    assert kept in content


def test_plain_text_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("My plan")
    assert rendition_document(tmp_path / "plan.txt", tmp_path / "copy").media_type == "text/plain"
    assert (tmp_path / "copy").read_text() == "My plan"


def test_an_archive_that_is_no_document_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as made:
        made.writestr("a.txt", "a")
    with pytest.raises(MediaProblem, match="Archives are not accepted"):
        rendition_document(tmp_path / "many.zip", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
