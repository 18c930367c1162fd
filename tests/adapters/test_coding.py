"""Code that is sent to be read: text whatever its name, a notebook by its cells, anything else refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.adapters.media import Kind, inspect_code
from cairn.adapters.media.coding import MOST_CHARACTERS


def looked_at(folder: Path, data: bytes, name: str = "code.py") -> tuple[str, str]:
    """The code and the problem."""
    path = folder / "sent"
    path.write_bytes(data)
    seen = inspect_code(path, name)
    assert (seen.kind is Kind.REFUSED) == bool(seen.problem)
    return seen.code, seen.problem


@pytest.mark.parametrize("name", ["a.py", "index.html", "query.sql", "no-ending", "run.sh"])
def test_text_is_kept_as_it_is_under_any_name(tmp_path: Path, name: str) -> None:
    data = "#!/bin/sh\r\n<svg/>\té\n".encode()
    assert looked_at(tmp_path, data, name) == ("#!/bin/sh\n<svg/>\té\n", "")


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b"\xff\xfe\x00x", "This file is not plain text"),
        (b"a\x00b", "This file is not plain text"),
        (b"%PDF-1.7", "This file is not plain text"),
        (b"PK\x03\x04rest", "This is a packed project"),
        (b"x" * (MOST_CHARACTERS + 1), "This code is longer than 100,000 characters"),
    ],
)
def test_what_is_no_code_to_read_is_refused(tmp_path: Path, data: bytes, begins: str) -> None:
    code, problem = looked_at(tmp_path, data)
    assert (code, problem.startswith(begins)) == ("", True)


def test_a_notebook_is_its_cells_without_what_they_put_out(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": "# Counting"},
        {"cell_type": "code", "source": ["x = 1\n", "x"], "outputs": [{"data": {"image/png": "AAAA"}}]},
        {"cell_type": "raw", "source": ""},
    ]
    data = json.dumps({"cells": cells, "nbformat": 4}).encode()
    expected = "# %% Text\n# Counting\n\n# %% Code\nx = 1\nx\n\n# %% Raw\n"
    assert looked_at(tmp_path, data, "Count.IPYNB") == (expected, "")


@pytest.mark.parametrize("text", ["no json", "[]", "{}", '{"cells": 1}', '{"cells": [{}]}', "[" * 100_000])
def test_a_broken_notebook_is_told(tmp_path: Path, text: str) -> None:
    assert looked_at(tmp_path, text.encode(), "a.ipynb")[1].startswith("This notebook cannot be read")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from(["a.py", "a.ipynb"]))
def test_any_bytes_are_either_read_or_refused(tmp_path: Path, data: bytes, name: str) -> None:
    code, problem = looked_at(tmp_path, data, name)
    assert bool(code) != bool(problem)
