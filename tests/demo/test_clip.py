"""The drawn evidence of the demo: a video that plays, captions that fit it, a picture and a PDF."""

from __future__ import annotations

from pathlib import Path

import av
import pypdfium2
import pytest
from PIL import Image

from cairn.demo.clip import make_captions, make_clip, make_image, make_pdf


@pytest.mark.slow
def test_a_clip_has_the_length_and_size_asked_for_and_is_small(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    kind = make_clip(path, seconds=20, seed=1)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.width, stream.codec_context.height) == (640, 360)
        assert stream.duration is not None and stream.time_base is not None
        assert float(stream.duration * stream.time_base) == pytest.approx(20, abs=0.1)
        assert sum(1 for _ in container.decode(stream)) == 240
        assert (kind, stream.codec_context.name) in {("video/mp4", "h264"), ("video/webm", "libvpx-vp9")}
    assert path.stat().st_size < 1_000_000


def test_a_clip_moves(tmp_path: Path) -> None:
    make_clip(tmp_path / "clip.mp4", seconds=2, seed=1)
    with av.open(str(tmp_path / "clip.mp4")) as container:
        frames = [bytes(frame.planes[0]) for frame in container.decode(video=0)]
    assert len(set(frames)) > 20


def test_the_same_seed_draws_the_same_clip_and_another_seed_another(tmp_path: Path) -> None:
    clips = []
    for number, seed in enumerate((3, 3, 4)):
        make_clip(tmp_path / f"{number}.mp4", seconds=2, seed=seed)
        clips.append((tmp_path / f"{number}.mp4").read_bytes())
    assert clips[0] == clips[1]
    assert clips[0] != clips[2]


def test_captions_are_web_vtt_within_the_clip(tmp_path: Path) -> None:
    make_captions(tmp_path / "clip.vtt", seconds=20, seed=1)
    assert (tmp_path / "clip.vtt").read_text("utf-8") == (
        "WEBVTT\n\n"
        "00:00:03.200 --> 00:00:07.200\n<v Student>I lost at cards with Grandpa.\n\n"
        "00:00:08.400 --> 00:00:12.400\n<v Student>What did you do?\n\n"
        "00:00:14.000 --> 00:00:18.000\n<v Student>We played again.\n"
    )


@pytest.mark.parametrize(("name", "form"), [("work.png", "PNG"), ("work.jpg", "JPEG")])
def test_student_work_is_a_picture_that_varies_with_the_seed(tmp_path: Path, name: str, form: str) -> None:
    pictures = []
    for seed in (1, 1, 2):
        make_image(tmp_path / name, seed)
        with Image.open(tmp_path / name) as picture:
            assert (picture.format, picture.size) == (form, (900, 1160))
            pictures.append(picture.tobytes())
    assert pictures[0] == pictures[1]
    assert pictures[0] != pictures[2]


def test_a_plan_becomes_a_pdf_with_its_title_and_every_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    make_pdf(path, "**Meeting 1**\n\n*Skill:* waiting #1 [as it is]\n\n- Greeting.\n- Sharing.")
    with pypdfium2.PdfDocument(path) as document:
        assert document.get_metadata_value("Title") == "Meeting 1"
        text = document[0].get_textpage().get_text_range()
    assert " ".join(text.split()) == "Meeting 1 Skill: waiting #1 [as it is] - Greeting. - Sharing. 1"


def test_a_long_plan_runs_over_several_pages(tmp_path: Path) -> None:
    make_pdf(tmp_path / "plan.pdf", "Plans\n\n" + "One more step of the lesson.\n\n" * 120)
    with pypdfium2.PdfDocument(tmp_path / "plan.pdf") as document:
        assert len(document) >= 3
