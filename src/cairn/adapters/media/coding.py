"""Code that somebody sends to be read: plain text whatever its language, never run and never rendered."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .inspecting import Inspection
from .kinds import Kind, MediaProblem

MOST_BYTES = 20 * 1024 * 1024  # a notebook holds its pictures; only its cells are kept
MOST_CHARACTERS = 100_000

_PACKED = (
    "This is a packed project, such as Scratch makes; send its code as text, or show it by a link or a video."
)
_NO_TEXT = "This file is not plain text in UTF-8; save the code as text, then send that."
_TOO_LONG = f"This code is longer than {MOST_CHARACTERS:,} characters; send the part that matters."
_NO_NOTEBOOK = "This notebook cannot be read; save it anew from your notebook program, then send that."
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def inspect_code(path: Path, declared_name: str) -> Inspection:
    """Look at code; a notebook's name (.ipynb) tells that its cells are what is to be read."""
    try:
        code = _code(path, declared_name)
    except MediaProblem as problem:
        return Inspection(Kind.REFUSED, problem=str(problem))
    return Inspection(Kind.CODE, "text/plain", code=code)


def _code(path: Path, name: str) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise MediaProblem(_TOO_LONG)
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        raise MediaProblem(_PACKED)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise MediaProblem(_NO_TEXT) from None
    if _CONTROLS.search(text) or text.startswith("%PDF-"):
        raise MediaProblem(_NO_TEXT)
    code = _cells(text) if name.lower().endswith(".ipynb") else text
    if not code.strip():
        raise MediaProblem("The file is empty.")
    if len(code) > MOST_CHARACTERS:
        raise MediaProblem(_TOO_LONG)
    return code


def _cells(text: str) -> str:
    """The cells of a Jupyter notebook (nbformat 4), each under a heading; what they put out is left away."""
    try:
        cells = json.loads(text)["cells"]
        return "\n\n".join(f"# %% {_kind(cell)}\n{_source(cell)}" for cell in cells)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise MediaProblem(_NO_NOTEBOOK) from None


def _kind(cell: dict[str, Any]) -> str:
    return {"markdown": "Text", "code": "Code"}.get(cell["cell_type"], "Raw")


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
