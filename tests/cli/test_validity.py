"""`cairn validity --recompute`: every number of a bundle again, without Django's settings."""

from __future__ import annotations

import io
import json
import zipfile

from cairn.cli import main
from cairn.domain.validity import bundle
from cairn.domain.validity.data import written
from tests.domain.validity.invented import analysis, data


def test_a_bundle_comes_out_again_and_a_changed_one_does_not(tmp_path, capsys):
    file = tmp_path / "b.zip"
    file.write_bytes(bundle.write(written(data(10)), analysis(10), engine="0.1.0", name="b.zip"))
    assert main(["validity", "--recompute", str(file)]) == 0
    assert capsys.readouterr().out.endswith("numbers of this report come out again.\n")
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(parts["analysis.json"])
    told["scoring"]["whole"]["exact"]["value"] = 0.99
    parts["analysis.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert main(["validity", "--recompute", str(file)]) == 1
    said = capsys.readouterr().out
    assert "scoring.whole.exact.value: the report says 0.99, computed again it is" in said


def test_what_is_no_bundle_and_no_edition_is_said(tmp_path, capsys):
    file = tmp_path / "b.zip"
    file.write_bytes(b"no zip")
    assert main(["validity", "--recompute", str(file)]) == 2
    assert "This is no bundle of a validity report" in capsys.readouterr().err
    for part, text, sentence in (
        ("analysis.json", "[1]", "The bundle is not whole"),
        ("analysis.json", "[" * 100_000, "it cannot be unpacked"),
        ("scores.csv", None, "its files do not belong together"),
    ):
        whole = bundle.write(written(data(10)), analysis(10), engine="0.1.0", name="b.zip")
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            parts = {name: archive.read(name).decode() for name in archive.namelist()}
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in (
                parts | {part: text or parts[part] + parts[part].partition("\n")[2]}
            ).items():
                archive.writestr(name, content)
        assert main(["validity", "--recompute", str(file)]) == 2
        assert sentence in capsys.readouterr().err
    assert main(["validity"]) == 2
    assert "Name an edition" in capsys.readouterr().err
