"""Resumable uploads over HTTP: what arrives, what is refused, and in what words."""

from __future__ import annotations

import base64
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cairn.adapters.storing import StoreFull, StoreUnreachable, UploadBusy
from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.models import Attempt, Piece, StoredFile, Upload
from cairn.web.api.resuming import AT_ONCE
from cairn.workflows import neighbors, uploading
from tests.walk import DAY, LONG_AGO

TUS = {"Tus-Resumable": "1.0.0", "Accept": "application/json"}


def begin(
    client: Client, attempt: Attempt, slot: str, length: int, name: str = "meeting.mp4"
) -> HttpResponse:
    told = {"filename": name, "slot": slot, "attempt": str(attempt.public_id)}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    headers = {**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata}
    return client.post("/files/uploads/", headers=headers)  # type: ignore[return-value]


def send(client: Client, address: str, offset: int, data: bytes, **more: Any) -> HttpResponse:
    headers = {**TUS, "Upload-Offset": str(offset)}
    kind = "application/offset+octet-stream"
    return client.generic("PATCH", address, data, kind, headers=headers, **more)  # type: ignore[return-value]


def ask(client: Client, address: str) -> HttpResponse:
    return client.head(address, headers=TUS)  # type: ignore[return-value]


def error_in(response: HttpResponse) -> dict[str, str]:
    error: dict[str, str] = response.json()["error"]  # type: ignore[attr-defined]
    return error


@pytest.fixture
def begun(dana: Client, attempt: Attempt) -> str:
    """The address of an upload of ten bytes that has just begun."""
    return begin(dana, attempt, "videos", 10)["Location"]


def test_a_video_sent_in_two_pieces_is_looked_at_and_attached(dana, attempt):
    data = walking.sample("video", 1).data
    address = begin(dana, attempt, "videos", len(data))["Location"]

    first = send(dana, address, 0, data[:1000])
    assert (first.status_code, first["Upload-Offset"]) == (204, "1000")
    assert Piece.objects.count() == 0
    assert ask(dana, address)["Upload-Offset"] == "1000"
    last = send(dana, address, 1000, data[1000:])

    piece = Piece.objects.select_related("file", "part__slot").get()
    assert piece.file is not None
    assert (piece.title, piece.part.slot.key, piece.file.kind) == ("meeting.mp4", "videos", "video")
    assert (last.status_code, last["X-File-Id"]) == (204, str(piece.file.public_id))
    told = ask(dana, address)
    assert (told.status_code, told["Upload-Offset"], told["Upload-Length"]) == (
        200,
        str(len(data)),
        str(len(data)),
    )


def test_two_gigabytes_are_refused_before_any_byte_in_words(dana, attempt):
    refused = begin(dana, attempt, "videos", 2 * 1024**3)

    assert refused.status_code == 413
    assert error_in(refused)["text"] == (
        "This file is 2 GB large; files may be up to 1 GB. Shorten or compress it, then try again."
    )
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("slot", "length", "status", "sentence"),
    [
        ("videos", 0, 422, "“meeting.mp4” is empty. Choose the file again."),
        ("justification", 5, 422, "“Justification statement” takes no files."),
        ("nowhere", 5, 404, "This part of your work was not found. Load the page again and try once more."),
    ],
)
def test_what_is_not_wanted_is_refused_at_once(dana, attempt, slot, length, status, sentence):
    refused = begin(dana, attempt, slot, length)
    assert (refused.status_code, error_in(refused)["text"]) == (status, sentence)


def test_a_stranger_begins_no_upload_in_my_work_and_finds_none_of_mine(stage: Stage, attempt, begun):
    stranger = Client()
    stranger.force_login(stage.people["marcus-bell"])

    assert begin(stranger, attempt, "videos", 10).status_code == 404
    assert ask(stranger, begun).status_code == 404
    assert send(stranger, begun, 0, b"x").status_code == 404
    assert stranger.delete(begun, headers=TUS).status_code == 404


def test_who_is_signed_out_is_told_so_and_not_sent_to_a_page(attempt, begun):
    assert begin(Client(), attempt, "videos", 10).status_code == 401
    assert ask(Client(), begun).status_code == 401


def test_a_form_of_another_site_begins_no_upload(stage: Stage, attempt):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(stage.people["dana-brown"])
    assert begin(careful, attempt, "videos", 10).status_code == 403


def test_a_piece_at_the_wrong_place_is_told_where_to_go_on(dana, begun):
    send(dana, begun, 0, b"1234")
    wrong = send(dana, begun, 0, b"1234")
    assert (wrong.status_code, wrong["Upload-Offset"]) == (409, "4")


def test_more_bytes_than_announced_are_refused_and_none_is_lost(dana, begun):
    too_many = send(dana, begun, 0, b"12345678901")
    assert (too_many.status_code, error_in(too_many)["text"]) == (
        413,
        "Only 10 bytes are missing from this upload.",
    )
    assert ask(dana, begun)["Upload-Offset"] == "0"


def test_another_version_and_another_content_type_are_refused(dana, begun):
    assert dana.head(begun, headers={"Tus-Resumable": "0.2.2"}).status_code == 412
    typed = dana.generic("PATCH", begun, b"1", "text/plain", headers={**TUS, "Upload-Offset": "0"})
    assert typed.status_code == 415
    assert dana.get(begun, headers=TUS).status_code == 405


def test_a_damaged_piece_is_dropped(dana, begun):
    digest = base64.b64encode(b"\0" * 32).decode()
    headers = {**TUS, "Upload-Offset": "0", "Upload-Checksum": f"sha256 {digest}"}
    damaged = dana.generic("PATCH", begun, b"123", "application/offset+octet-stream", headers=headers)
    assert damaged.status_code == 460
    assert ask(dana, begun)["Upload-Offset"] == "0"


def test_a_network_that_lets_only_posts_through_is_no_hindrance(dana, begun):
    headers = {**TUS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    sent = dana.generic("POST", begun, b"123", "application/offset+octet-stream", headers=headers)
    assert (sent.status_code, sent["Upload-Offset"]) == (204, "3")


@pytest.mark.parametrize(
    ("trouble", "status"),
    [(UploadBusy("busy"), 423), (StoreFull("full"), 507), (StoreUnreachable("away"), 503)],
)
def test_what_the_store_says_no_to_has_a_status_that_makes_the_browser_wait(
    dana, begun, monkeypatch, trouble, status
):
    def fail(*args: object, **kwargs: object) -> int:
        raise trouble

    monkeypatch.setattr(neighbors.store(), "append", fail)
    assert send(dana, begun, 0, b"123").status_code == status


def test_a_canceled_upload_is_gone(dana, begun):
    send(dana, begun, 0, b"1234")
    assert dana.delete(begun, headers=TUS).status_code == 204
    assert ask(dana, begun).status_code == 410
    assert StoredFile.objects.get().state == "tombstoned"


def test_an_upload_left_for_too_long_is_gone(dana, begun):
    Upload.objects.update(expires_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert ask(dana, begun).status_code == 410


def test_a_complete_upload_is_not_canceled_but_removed_on_its_page(dana, attempt):
    data = walking.sample("video", 1).data
    address = begin(dana, attempt, "videos", len(data))["Location"]
    send(dana, address, 0, data)
    assert dana.delete(address, headers=TUS).status_code == 409
    assert Piece.objects.count() == 1


def test_a_crash_after_the_last_byte_is_mended_by_the_next_question(dana, attempt, monkeypatch):
    data = walking.sample("video", 1).data
    address = begin(dana, attempt, "videos", len(data))["Location"]
    with monkeypatch.context() as crash, pytest.raises(KeyboardInterrupt):
        crash.setattr(uploading, "finish", lambda **_: (_ for _ in ()).throw(KeyboardInterrupt))
        send(dana, address, 0, data)
    assert Piece.objects.count() == 0

    assert ask(dana, address)["Upload-Offset"] == str(len(data))
    assert Piece.objects.count() == 1


def test_a_file_that_is_no_video_is_kept_out_and_the_part_says_why(dana, attempt):
    data = b"This is not a film. " * 20
    address = begin(dana, attempt, "videos", len(data), name="notes.txt")["Location"]
    assert send(dana, address, 0, data).status_code == 204

    assert Piece.objects.count() == 0
    page = dana.get(f"/work/{attempt.public_id}/parts/videos/").content.decode()
    assert "This is a document. “Three morning meetings on video” takes a video." in page


@pytest.mark.slow
def test_submitted_work_takes_no_more_bytes(dana, attempt, begun):
    whole = walking.fill(attempt, at=LONG_AGO + DAY)
    walking.submit(whole, at=LONG_AGO + 2 * DAY)
    refused = send(dana, begun, 0, b"123")
    assert (refused.status_code, error_in(refused)["code"]) == (403, "frozen")


def test_a_request_is_read_a_little_at_a_time(dana, attempt):
    asked: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(-1 if size is None else size)
            return super().read(size)

    data = bytes(3 * AT_ONCE)
    address = begin(dana, attempt, "videos", len(data) + 1)["Location"]
    sent = send(dana, address, 0, data, **{"wsgi.input": Watched(data)})

    assert sent["Upload-Offset"] == str(len(data))
    assert asked and max(asked) <= AT_ONCE and min(asked) >= 0


def test_what_this_server_can_do_is_told_before_anything_is_sent(dana):
    told = dana.options("/files/uploads/")
    assert (told.status_code, told["Tus-Max-Size"]) == (204, str(uploading.limit()))
