"""What people send is known by its content, and shown as a copy that says nothing else."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cairn.adapters.media import (
    LOOKING,
    Inspection,
    Kind,
    Limits,
    MediaProblem,
    inspect,
    poster,
    rendition_image,
    rendition_page,
    rendition_pdf,
    rendition_video,
)
from cairn.adapters.media.kinds import guess

from .recordings import WORD_ENTRIES, archive, film, metadata_of_pdf, pdf, photograph, song


def close(seconds: float | None, wanted: float) -> bool:
    return seconds is not None and abs(seconds - wanted) < 0.2


@pytest.mark.parametrize(
    ("container", "codec", "media_type"),
    [
        ("mp4", "libx264", "video/mp4"),
        ("mov", "libx265", "video/quicktime"),
        ("webm", "libvpx-vp9", "video/webm"),
        ("matroska", "mpeg4", "video/x-matroska"),
        ("avi", "mpeg4", "video/x-msvideo"),
    ],
)
def test_a_video_is_known_whatever_its_name(
    tmp_path: Path, container: str, codec: str, media_type: str
) -> None:
    found = inspect(film(tmp_path / "x", container=container, codec=codec), "holiday.exe")
    assert (found.kind, found.media_type, found.width, found.height) == (Kind.VIDEO, media_type, 320, 180)
    assert close(found.seconds, 3)


def test_a_video_filmed_upright_is_measured_as_it_is_seen(tmp_path: Path) -> None:
    found = inspect(film(tmp_path / "x", rotation=90), "clip.mp4")
    assert (found.width, found.height) == (180, 320)


@pytest.mark.parametrize(
    ("container", "codec", "media_type"),
    [("mp3", "libmp3lame", "audio/mpeg"), ("mp4", "aac", "audio/mp4"), ("webm", "libopus", "audio/webm")],
)
def test_a_recording_without_picture_is_audio(
    tmp_path: Path, container: str, codec: str, media_type: str
) -> None:
    found = inspect(song(tmp_path / "x", container=container, codec=codec), "voice")
    assert (found.kind, found.media_type, found.width) == (Kind.AUDIO, media_type, None)
    assert close(found.seconds, 2)


@pytest.mark.parametrize(
    ("ending", "media_type"), [("jpg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp")]
)
def test_a_picture_is_known_by_its_content(tmp_path: Path, ending: str, media_type: str) -> None:
    path = photograph(tmp_path / f"x.{ending}", turned=True)
    assert inspect(path, "plan.pdf") == Inspection(Kind.IMAGE, media_type, None, 40, 60)


def test_a_pdf_is_known_with_its_pages(tmp_path: Path) -> None:
    assert inspect(pdf(tmp_path / "x"), "clip.mp4") == Inspection(Kind.PDF, "application/pdf", pages=2)


def test_documents_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    word = archive(tmp_path / "a", WORD_ENTRIES)
    odt = archive(
        tmp_path / "b", {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
    )
    text, markdown = tmp_path / "c", tmp_path / "d"
    text.write_text("Guten Morgen, Ärger!")
    markdown.write_text("# Plan\n\n<3 of us")
    types = [
        inspect(path, f"plan{end}")
        for path, end in ((word, ""), (odt, ""), (text, ".TXT"), (markdown, ".md"))
    ]
    assert [found.kind for found in types] == [Kind.DOCUMENT] * 4
    assert [found.media_type.rpartition(".")[2] for found in types] == [
        "document", "text", "text/plain", "text/markdown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "clip.mp4", "The file is empty."),
        (b"MZ\x90\0", "plan.pdf", "is a program"),
        (b"\x7fELF\2\1\1", "clip.mp4", "is a program"),
        (b"#!/bin/sh\n", "notes.txt", "is a program"),
        (b"<!DOCTYPE html><script>", "notes.txt", "web page or drawing"),
        (b"\xef\xbb\xbf \n<svg xmlns='http://www.w3.org/2000/svg'>", "picture.png", "web page or drawing"),
        (b"<?xml version='1.0'?><svg/>", "picture.md", "web page or drawing"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "plan.doc", "old Office file"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", "photo.jpg", "save it as JPEG"),
        (b"just words", "clip.mp4", "is not accepted; send a video"),
        (b"a,b\n1,2\n", "table.csv", "is not accepted; send a video"),
        (b"nul \0 byte", "notes.txt", "is not accepted; send a video"),
        (b"caf\xe9", "notes.txt", "not in UTF-8"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "plan.docx", "is not accepted; send a video"),
        (b"%PDF-1.7\nnonsense", "plan.pdf", "This PDF is damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture.png", "This picture is damaged"),
        (b"PK\x03\x04nonsense", "plan.docx", "This document is damaged"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(4_000), "clip.mp4", "This recording is damaged"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "clip.mp4", "is not accepted; send a video"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, name: str, sentence: str
) -> None:
    (tmp_path / "x").write_bytes(content)
    found = inspect(tmp_path / "x", name)
    assert found == Inspection(Kind.REFUSED, problem=found.problem)
    assert sentence in found.problem


@given(
    start=st.sampled_from(
        [b"", b"%PDF-", b"PK\3\4", b"\0\0\0\x18ftyp", b"\xff\xd8\xff", b"RIFF", b"<", b"\x1aE\xdf\xa3"]
    ),
    rest=st.binary(max_size=64),
    name=st.text(max_size=12),
)
def test_whatever_a_file_begins_with_it_is_guessed_or_refused(start: bytes, rest: bytes, name: str) -> None:
    try:
        told = guess(start + rest, name).media_type
    except MediaProblem as problem:
        told = str(problem)
    assert told


def test_a_video_that_was_not_copied_wholly_is_refused(tmp_path: Path) -> None:
    path = film(tmp_path / "x", seconds=10)
    content = path.read_bytes()
    played = content.index(b"mdat")
    path.write_bytes(content[: played + (len(content) - played) * 6 // 10])
    assert "breaks off" in inspect(path, "clip.mp4").problem


def test_a_video_full_of_noise_is_refused(tmp_path: Path) -> None:
    path = film(tmp_path / "x")
    content = bytearray(path.read_bytes())
    start = content.index(b"mdat") + 4
    content[start:] = b"\xff" * (len(content) - start)
    path.write_bytes(content)
    assert "damaged" in inspect(path, "clip.mp4").problem


@pytest.mark.slow
def test_an_archive_that_is_no_document_or_holds_a_trap_is_refused(tmp_path: Path) -> None:
    def problem(**more: bytes) -> str:
        entries = {**WORD_ENTRIES, **{name.replace("__", "/"): data for name, data in more.items()}}
        return inspect(archive(tmp_path / "x", entries), "plan.docx").problem

    assert inspect(archive(tmp_path / "x", {"a.mp4": b"1"}), "all.zip").problem.startswith(
        "Archives are not accepted"
    )
    assert "macros" in problem(**{"word__vbaProject.bin": b"x"})
    assert "unpacks to far more" in problem(bomb=bytes(60 << 20))
    many = {f"n{number}": b"" for number in range(5_001)}
    assert "unpacks to far more" in problem(**many)


@pytest.mark.slow
def test_an_archive_that_understates_its_sizes_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "x", {**WORD_ENTRIES, "bomb": bytes(60 << 20)})
    size = (60 << 20).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (10).to_bytes(4, "little")))
    assert inspect(path, "plan.docx").kind is Kind.REFUSED


@pytest.mark.slow
def test_a_picture_that_unpacks_to_a_wall_is_refused(tmp_path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "x.png")
    assert "make it smaller, at most 100 million" in inspect(tmp_path / "x.png", "p.png").problem


def test_a_locked_pdf_asks_for_one_without_password(tmp_path: Path) -> None:
    locked = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>
%%%%EOF""" % (b"00" * 32, b"00" * 32)
    (tmp_path / "x").write_bytes(locked)
    assert inspect(tmp_path / "x", "p.pdf").problem == (
        "This PDF is protected by a password; save it without one."
    )


@pytest.mark.slow
def test_a_pdf_with_too_many_pages_says_how_many_it_may_have(tmp_path: Path) -> None:
    assert inspect(pdf(tmp_path / "x", pages=501), "p.pdf").problem == (
        "This PDF has 501 pages; send one with 1 to 500."
    )


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(cpu_seconds=20, wall_seconds=0, memory=2 << 30, written=0), "takes too long"),
        (Limits(cpu_seconds=0, wall_seconds=40, memory=2 << 30, written=0), "takes too long"),
        (
            Limits(cpu_seconds=20, wall_seconds=40, memory=48 << 20, written=0),
            "Export it anew|export it smaller",
        ),
    ],
)
def test_a_file_that_exhausts_its_limits_is_given_up(tmp_path: Path, limits: Limits, sentence: str) -> None:
    with pytest.raises(MediaProblem, match=sentence):
        rendition_video(film(tmp_path / "x"), tmp_path / "y", limits=limits)


def test_a_rendition_that_would_fill_the_disk_is_given_up_and_leaves_nothing(tmp_path: Path) -> None:
    limits = Limits(cpu_seconds=20, wall_seconds=40, memory=2 << 30, written=1_000)
    with pytest.raises(MediaProblem, match="smaller"):
        rendition_video(film(tmp_path / "x"), tmp_path / "y", limits=limits)
    assert not (tmp_path / "y").exists()


@pytest.mark.slow
def test_a_large_upright_film_becomes_a_small_one_without_its_metadata(tmp_path: Path) -> None:
    source = film(tmp_path / "x", size=(1280, 960), rotation=-90, container="mov", codec="libx265", seconds=2)
    written = rendition_video(source, tmp_path / "y")
    assert (written.media_type, written.width, written.height) == ("video/mp4", 720, 960)
    assert close(written.seconds, 2)
    content = (tmp_path / "y").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert (b"Rivera" in source.read_bytes(), b"Rivera" in content) == (True, False)
    with av.open(tmp_path / "y") as container:
        codecs = [stream.codec_context.name for stream in container.streams]
        assert (codecs, set(container.metadata) & {"title", "location"}) == (["h264", "aac"], set())


def test_a_silent_film_and_a_song_have_renditions(tmp_path: Path) -> None:
    silent = rendition_video(film(tmp_path / "x", sound=False), tmp_path / "y")
    heard = rendition_video(song(tmp_path / "z"), tmp_path / "w")
    assert (silent.media_type, heard.media_type) == ("video/mp4", "audio/mp4")
    assert close(silent.seconds, 3)
    assert close(heard.seconds, 2)


@pytest.mark.parametrize(
    ("rotation", "size", "top_left", "bottom_left"),
    [
        (0, (320, 180), "red", "red"),
        (90, (180, 320), "blue", "red"),
        (180, (320, 180), "blue", "blue"),
        (-90, (180, 320), "red", "blue"),
    ],
)
def test_a_poster_shows_a_moment_upright(
    tmp_path: Path, rotation: int, size: tuple[int, int], top_left: str, bottom_left: str
) -> None:
    written = poster(film(tmp_path / "x", rotation=rotation), tmp_path / "y", at=1.0)
    assert (written.media_type, written.width, written.height) == ("image/jpeg", *size)
    with Image.open(tmp_path / "y") as image:
        corners = [image.getpixel((5, 5)), image.getpixel((5, size[1] - 5))]
    assert [color(pixel) for pixel in corners] == [top_left, bottom_left]


def color(pixel: object) -> str:
    assert isinstance(pixel, tuple)
    return "red" if pixel[0] > pixel[2] else "blue"


def test_a_poster_of_a_short_film_or_of_no_film(tmp_path: Path) -> None:
    assert poster(film(tmp_path / "x", seconds=0.5), tmp_path / "y", at=60.0).width == 320
    with pytest.raises(MediaProblem, match="no picture to show"):
        poster(song(tmp_path / "z"), tmp_path / "w")
    with pytest.raises(MediaProblem, match="neither video nor sound"):
        poster(photograph(tmp_path / "p.png"), tmp_path / "w")


def test_a_picture_loses_its_metadata_and_stands_upright(tmp_path: Path) -> None:
    source = photograph(tmp_path / "x.jpg", turned=True)
    written = rendition_image(source, tmp_path / "y")
    assert (written.media_type, written.width, written.height) == ("image/jpeg", 40, 60)
    assert (b"Rivera" in source.read_bytes(), b"Rivera" in (tmp_path / "y").read_bytes()) == (True, False)


def test_a_transparent_picture_stays_so(tmp_path: Path) -> None:
    written = rendition_image(photograph(tmp_path / "x.png", mode="RGBA"), tmp_path / "y")
    assert (written.media_type, written.width, written.height) == ("image/png", 60, 40)
    assert b"Rivera" not in (tmp_path / "y").read_bytes()


def test_a_pdf_loses_its_author_and_keeps_its_pages(tmp_path: Path) -> None:
    source = pdf(tmp_path / "x", pages=3)
    assert metadata_of_pdf(source)["Author"] == "Ms. Rivera"
    written = rendition_pdf(source, tmp_path / "y")
    assert (written.media_type, written.pages) == ("application/pdf", 3)
    assert metadata_of_pdf(tmp_path / "y").keys() & {"Author", "Title"} == set()
    assert inspect(tmp_path / "y", "p.pdf").pages == 3


def test_a_pdf_loses_its_script_and_who_commented_it(tmp_path: Path) -> None:
    told = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Annots[4 0 R]>>endobj
4 0 obj<</Type/Annot/Subtype/Text/Rect[9 9 30 30]/T(Ms. Rivera)/Contents(Nice)>>endobj
trailer<</Root 1 0 R/Size 5>>
%%EOF"""
    (tmp_path / "x").write_bytes(told)
    assert rendition_pdf(tmp_path / "x", tmp_path / "y").pages == 1
    kept = (tmp_path / "y").read_bytes()
    assert [word in kept for word in (b"Rivera", b"JavaScript", b"app.alert")] == [False] * 3


def test_a_page_of_a_pdf_can_be_drawn(tmp_path: Path) -> None:
    written = rendition_page(pdf(tmp_path / "x"), tmp_path / "y", page=2, width=100)
    assert (written.media_type, written.width, written.height) == ("image/png", 100, 150)
    with pytest.raises(MediaProblem, match="pages 1 to 2; there is no page 3"):
        rendition_page(tmp_path / "x", tmp_path / "y", page=3)


def test_a_worker_that_crashes_is_told_as_a_problem(tmp_path: Path) -> None:
    with pytest.raises(MediaProblem, match="could not be opened"):
        rendition_image(photograph(tmp_path / "x.png"), tmp_path / "absent" / "y")
    assert LOOKING.written == 0
