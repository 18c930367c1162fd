"""Evidence is sent to whom it may be sent, in the ranges that players ask for, and never as a page of ours."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation.access import may_claim
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Attempt, Piece, StoredFile
from cairn.domain.evidence.operations import pieces
from cairn.domain.people.models import Person
from cairn.workflows import neighbors
from tests.walk import DAY, LONG_AGO


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def address(file: StoredFile) -> str:
    return reverse("api:file", args=[file.public_id])


def rendition(piece: Piece) -> StoredFile:
    return piece.file.renditions.get(use="rendition")  # type: ignore[union-attr]


@pytest.fixture
def copy(video: Piece) -> StoredFile:
    """The copy of Dana's video that readers are shown."""
    return rendition(video)


@pytest.fixture
def whole(copy: StoredFile) -> bytes:
    return b"".join(neighbors.store().open(copy.store_key))


def test_its_owner_gets_the_whole_file(dana, copy, whole):
    response = dana.get(address(copy))
    assert (response.status_code, body(response)) == (200, whole)
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == str(len(whole))


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-50", -50, None), ("bytes=10-10", 10, 11)],
)
def test_a_player_gets_the_range_it_asks_for(dana, copy, whole, asked, start, end):
    response = dana.get(address(copy), headers={"Range": asked, "Accept-Encoding": "gzip"})
    wanted = whole[start:end]
    assert (response.status_code, body(response)) == (206, wanted)
    first = start if start >= 0 else len(whole) + start
    assert response["Content-Range"] == f"bytes {first}-{first + len(wanted) - 1}/{len(whole)}"
    assert "Content-Encoding" not in response


def test_a_range_beyond_the_end_is_not_satisfied(dana, copy, whole):
    response = dana.get(address(copy), headers={"Range": f"bytes={len(whole)}-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(whole)}")


def test_a_range_of_another_version_gets_the_whole(dana, copy, whole):
    headers = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert body(dana.get(address(copy), headers=headers)) == whole
    etag = dana.head(address(copy))["ETag"]
    assert etag == f'"{copy.sha256}"'
    assert body(dana.get(address(copy), headers={**headers, "If-Range": etag})) == whole[:10]


def test_a_head_tells_the_measures_and_sends_nothing(dana, copy):
    response = dana.head(address(copy))
    assert (response["Content-Length"], response["Accept-Ranges"]) == (str(copy.size), "bytes")
    assert response.content == b""


def test_no_file_acts_as_a_page_or_stays_in_a_cache(dana, copy):
    response = dana.get(address(copy))
    told = {name: response[name] for name in ("X-Content-Type-Options", "Cache-Control")}
    assert told == {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    assert response["Content-Security-Policy"] == "sandbox"


def test_only_copies_are_shown_in_place_and_originals_are_downloads(dana, video, copy):
    assert dana.get(address(copy))["Content-Disposition"].startswith("inline")
    assert dana.get(address(video.file))["Content-Disposition"].startswith("attachment")


def test_visitors_and_strangers_get_nothing(stage: Stage, copy):
    stranger = Client()
    stranger.force_login(stage.people["nora-quill"])
    assert stranger.get(address(copy)).status_code == 403
    assert Client().get(address(copy)).status_code == 302


@pytest.mark.slow
def test_an_evaluator_gets_the_copy_while_she_reads_and_never_the_original(stage: Stage, attempt: Attempt):
    whole = walking.fill(attempt, at=LONG_AGO + DAY)
    round_ = walking.submit(whole, at=LONG_AGO + 2 * DAY)
    piece = Piece.objects.filter(part__attempt=attempt, part__slot__kind="video").first()
    assert piece is not None and piece.file is not None
    reader = next(person for key, person in stage.people.items() if _may_read(person, attempt))
    client = Client()
    client.force_login(reader)
    assert client.get(address(rendition(piece))).status_code == 403
    walking.claim(attempt, reader, at=timezone.now())

    assert client.get(address(rendition(piece))).status_code == 200
    assert client.get(address(piece.file)).status_code == 403
    assert round_.number == 1


def _may_read(person: Person, attempt: Attempt) -> bool:
    reading = Reading.objects.get(round__attempt=attempt)
    return bool(may_claim(person, reading, at=timezone.now()))


def test_withdrawn_consent_stops_playback_at_once(dana, attempt, video, copy):
    assert dana.get(address(copy), headers={"Range": "bytes=0-9"}).status_code == 206
    consent = video.consents.get()
    pieces.withdraw_consent(consent=consent, by=attempt.earner, at=LONG_AGO + 2 * DAY)
    assert dana.get(address(copy), headers={"Range": "bytes=10-19"}).status_code == 403


def test_what_is_not_there_is_not_found(dana, copy):
    assert dana.get("/files/00000000-0000-4000-8000-000000000000/").status_code == 404
    neighbors.store().delete(copy.store_key)
    assert dana.get(address(copy)).status_code == 404
