"""An archive gives back what was put into it, names what was damaged, and refuses what could do harm."""

from __future__ import annotations

import io
import stat
import tracemalloc
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.engines.archive import ArchiveRefused, Badge, Evidence, Fault, File, Limits, Portfolio, read, write
from cairn.engines.archive.page import page
from cairn.engines.archive.reading import USUAL
from tests.engines.archive.examples import FILES, NAME, PORTFOLIO, archive, packed_anew, relisted, with_entry

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40)
MARKUP = '</style><script src="https://evil.example/x.js"></script><img src=x onerror=alert(1)>"'


def refused(data: bytes, limits: Limits = USUAL) -> str:
    with pytest.raises(ArchiveRefused) as refusal:
        read(io.BytesIO(data), limits=limits)
    return refusal.value.code


@settings(max_examples=25)
@given(words, words, st.lists(st.binary(max_size=300), max_size=4))
def test_what_was_put_in_comes_out_again(holder, title, contents):
    evidence = tuple(Evidence(title=title, path=f"data/evidence/{n}.bin") for n, _ in enumerate(contents))
    badge = Badge(
        id=title, title=title, issuer=holder, credential="data/credentials/1.json", evidence=evidence
    )
    told = Portfolio(holder=holder, made_at="2026-11-22T20:00:00+00:00", badges=(badge,))
    files = [File.of("credentials/1.json", b"{}")]
    files += [File.of(f"evidence/{n}.bin", data) for n, data in enumerate(contents)]
    found = read(io.BytesIO(b"".join(write(told, files, name=NAME))))
    back = [found.data(one.path, most=300) for one in evidence]
    assert (found.faults, found.portfolio, back) == ((), told, contents)


def test_the_same_portfolio_gives_the_same_bytes():
    assert archive() == archive()


def test_gigabytes_are_written_in_little_memory():
    piece, count = bytes(1 << 18), 400
    tracemalloc.start()
    video = File("evidence/1/1.mp4", (piece for _ in range(count)), len(piece) * count, compressed=True)
    for _ in write(replace(PORTFOLIO, badges=()), [video], name=NAME):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024


def test_packed_anew_without_its_folder_it_is_read_as_well():
    found = read(io.BytesIO(packed_anew(folder="")))
    assert (found.faults, found.portfolio) == ((), PORTFOLIO)


def test_what_was_damaged_is_named_and_not_handed_out():
    def damage(files: dict[str, bytes]) -> None:
        files["data/credentials/1/badge.json"] = b'{"signed": "by me"}'
        files["data/more.txt"] = b"slipped in"
        del files["data/evidence/1/1.mp4"]

    found = read(io.BytesIO(packed_anew(damage)))
    assert found.faults == (
        Fault("data/credentials/1/badge.json", "changed"),
        Fault("data/evidence/1/1.mp4", "missing"),
        Fault("data/more.txt", "unlisted"),
    )
    assert sorted(path for path in found.sound if path.startswith("data/")) == [
        "data/credentials/1/badge.svg"
    ]


LINK = zipfile.ZipInfo(f"{NAME}/data/link")
LINK.external_attr = (stat.S_IFLNK | 0o777) << 16


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "zip"),
        (b"PK\x05\x06" + bytes(18), "bag"),
        (archive()[: len(archive()) // 2], "zip"),
        (with_entry(f"{NAME}/../../etc/passwd"), "name"),
        (with_entry("/etc/passwd"), "name"),
        (with_entry(f"{NAME}/data/C:\\x"), "name"),
        (with_entry(f"{NAME}/data/.hidden"), "name"),
        (with_entry(f"{NAME}/data/x\x00.json"), "name"),
        (with_entry(f"{NAME}/DATA/credentials/1/badge.json", b"x"), "twice"),
        (with_entry(LINK, b"/etc/passwd"), "link"),
        (with_entry(f"{NAME}/data/bomb", bytes(30_000_000)), "ratio"),
        (with_entry(f"{NAME}/data/b", b"x", zipfile.ZIP_BZIP2), "packed"),
        (with_entry("other/file", b"x"), "bag"),
        (packed_anew(lambda files: files.__delitem__("contents.json")), "bag"),
        (packed_anew(lambda files: files.update({"contents.json": b"[" * 100_000})), "contents"),
        (packed_anew(lambda files: files.update({"contents.json": b'{"format": "x"}'})), "contents"),
    ],
)  # fmt: skip
def test_what_could_do_harm_is_refused(data, code):
    assert refused(data) == code


def test_more_files_or_bytes_than_are_allowed_are_refused():
    assert (refused(archive(), Limits(files=3)), refused(archive(), Limits(octets=99))) == ("files", "size")


def test_files_that_lie_over_each_other_are_refused():
    """The better zip bomb: many entries of the list point at one and the same bytes."""
    made = io.BytesIO(archive())
    with zipfile.ZipFile(made, "a") as whole:
        whole.writestr(f"{NAME}/data/long", bytes(range(256)) * 400)
        last = whole.infolist()[-1]
        for number in range(9):
            again = zipfile.ZipInfo(f"{NAME}/data/long-{number}")
            for name in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(again, name, getattr(last, name))
            whole.filelist.append(again)
            vars(whole)["_didModify"] = True
    assert refused(made.getvalue()) == "overlap"


@settings(max_examples=150)
@given(st.data())
def test_of_a_broken_archive_nothing_false_is_read(data):
    """Whatever bytes are changed: it is refused, or each file that is handed out is as it was."""
    whole = bytearray(archive())
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        found = read(io.BytesIO(bytes(whole)))
    except ArchiveRefused:
        return
    for path in found.sound:
        if path.startswith("data/"):
            assert found.data(path, most=1000) == FILES[path.removeprefix("data/")]


def test_who_lists_a_change_anew_is_not_found_out_by_hashes():
    """That is what the signatures of the credentials are for."""

    def forge(files: dict[str, bytes]) -> None:
        files["data/credentials/1/badge.json"] = b'{"signed": "by me"}'
        relisted(files)

    assert read(io.BytesIO(packed_anew(forge))).faults == ()


class _Loads(HTMLParser):
    """Everything a page loads or runs: the values of the attributes that do so."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [str(value) for name, value in attrs if name in ("src", "srcset", "poster", "data")]
        self.found += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.found += [str(value) for name, value in attrs if name == "href" and tag == "link"]


def test_the_page_shows_what_was_typed_as_text_and_loads_only_what_lies_beside_it():
    badge = replace(
        PORTFOLIO.badges[0],
        title=MARKUP,
        claim=MARKUP,
        narrative=MARKUP,
        evidence=(
            *PORTFOLIO.badges[0].evidence,
            Evidence(title=MARKUP, words=MARKUP),
            Evidence(title="A link", address="javascript:alert(1)"),
            Evidence(title="A picture", path="data/evidence/1/2.jpg", media_type="image/jpeg"),
        ),
    )
    html = page(replace(PORTFOLIO, holder=MARKUP, badges=(badge,)))
    parser = _Loads()
    parser.feed(html)
    assert set(parser.found) == {
        "data/credentials/1/badge.svg",
        "data/evidence/1/1.mp4",
        "data/evidence/1/2.jpg",
    }
    assert ("script" in parser.tags, 'href="javascript' in html) == (False, False)
