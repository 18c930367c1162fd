"""The checkout as the habits look at it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "cairn"
WORDS = {
    ".py",
    ".md",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".sh",
    ".lock",
    ".yaml",
    ".yml",
    ".json",
    ".txt",
    ".svg",
    "",
}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules(*folders: str) -> Iterator[Path]:
    """Our Python files below the named folders of the package (all of it when none is named)."""
    for folder in folders or ("",):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def offenders(paths: Iterable[Path], find: Callable[[Path], Found]) -> dict[str, Found]:
    """What is found in each file where anything is found, by its name in the checkout."""
    return {relative(path): found for path in paths if (found := find(path))}
