"""Captions of a video: typed by its earner, played wherever it is, and shut with it."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.models import Piece, StoredFile
from cairn.domain.evidence.operations import attempts, pieces
from cairn.workflows import neighbors, tasks
from tests.walk import LONG_AGO

TRACK = re.compile(r'<track kind="captions" src="([^"]+)"')


def test_captions_play_with_the_video_for_whoever_may_see_it_and_go_with_its_consent(
    client: Client, stage: Stage
) -> None:
    dana, reader = stage.people["dana-brown"], stage.people["luis-ortega"]
    now = timezone.now()
    attempt = attempts.start(edition=stage.editions["morning-meeting"], by=dana, at=LONG_AGO)
    walking.fill(attempt, at=now)
    video = Piece.objects.filter(part__attempt=attempt, file__kind="video").order_by("pk")[0]
    part = f"/work/{attempt.public_id}/parts/{video.part.slot.key}/"
    address = f"{part}pieces/{video.public_id}/captions/"
    client.force_login(dana)
    page = client.get(part).content.decode()
    assert ("Does anybody speak in it?" in page, TRACK.search(page)) == (True, None)

    wrong = client.post(address, {"text": "Good morning"}, follow=True).content.decode()
    assert "“Good morning” has no time. Begin each line with one, such as 0:05." in wrong
    client.post(address, {"text": "0:01 Good morning"})
    [first] = StoredFile.objects.filter(use="captions")
    srt = SimpleUploadedFile("said.srt", b"1\n00:00:02,000 --> 00:00:03,000\nWho begins?\n")
    client.post(address, {"text": "", "file": srt})
    tasks.run_all(timezone.now())
    gone = not neighbors.store().exists(first.store_key)
    assert (gone, StoredFile.objects.filter(use="captions", original=video.file).count()) == (True, 1)

    walking.submit(attempt, at=now)
    reading = walking.claim(attempt, reader, at=now)
    late = client.post(address, {"text": "0:01 Later"}, follow=True).content.decode()
    assert "it cannot be changed now" in late
    client.force_login(reader)
    [track] = TRACK.findall(client.get(f"/reviews/{reading.public_id}/").content.decode())
    answer = client.get(track)
    assert b"".join(answer.streaming_content) == (  # type: ignore[attr-defined]
        b"WEBVTT\n\n00:00:02.000 --> 00:00:03.000\nWho begins?\n"
    )
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "text/vtt; charset=utf-8",
        "private, no-store",
    )
    pieces.withdraw_consent(consent=video.consents.get(), by=dana, at=now)
    assert client.get(track).status_code == 403
