"""Other people's verifiers, asked about badges that a benchmark has just issued, and a line to print for each."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
NODE_TOOL: Final = "digital-bazaar"
LIBRARY: Final = "openbadgeslib"


def verdicts(texts: Sequence[str], pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The line of each judge, and what is wrong: empty when it takes all `texts` for valid. `pages` is their web."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    from tests.conformance import judges

    if told := judges.missing(NODE_TOOL):
        yield f"{NODE_TOOL}: NOT ASKED", f"{NODE_TOOL} WAS NOT ASKED, {told}"
    else:
        yield _line(NODE_TOOL, len(texts), _refused_by_node(texts, pages))
    try:
        found = _refused_by_library(texts, pages)
    except ImportError:
        yield f"{LIBRARY}: NOT ASKED", f"{LIBRARY} WAS NOT ASKED: run ./dev bench, which sets it up"
    else:
        yield _line(LIBRARY, len(texts), found)


def _line(tool: str, asked: int, refused: Sequence[str]) -> tuple[str, str]:
    line = f"{tool}: {asked - len(refused):,} of {asked:,} valid"
    return line, f"{tool} refuses {len(refused)}: {refused[0]}" if refused else ""


def _refused_by_node(texts: Sequence[str], pages: Mapping[str, str]) -> list[str]:
    from tests.conformance import judges
    from tests.conformance.issued import SCHEMA, schema_text

    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number}.json").write_text(text, encoding="utf-8")
        found = judges.refused(Path(folder).iterdir(), tool=NODE_TOOL, pages={**pages, SCHEMA: schema_text()})
    return list(found.values())


def _refused_by_library(texts: Sequence[str], pages: Mapping[str, str]) -> list[str]:
    from tests.conformance import openbadgeslib_judge
    from tests.conformance.issued import Presented

    # One at a time it takes most of a benchmark's minutes.
    with get_context("fork").Pool(len(os.sched_getaffinity(0))) as pool:
        asked = [Presented(text, pages) for text in texts]
        answers = pool.map(openbadgeslib_judge.judge, asked, chunksize=20)
    return [answer.said for answer in answers if not answer.valid]
