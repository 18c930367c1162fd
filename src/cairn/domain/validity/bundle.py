"""The reproducible bundle: a zip with de-identified data, rules, the analysis, and how to compute it again. Pure."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cairn.domain.validity.data import (
    Data,
    both_csv,
    canonical,
    facts_json,
    read,
    read_parts,
    scores_csv,
    sha256,
    submissions_csv,
)

README: Final = """# How well "{title}" (edition {number}) is judged

This bundle recomputes every number of the validity report, without a server and without a network.

    pip install cairn-credentials=={version}
    cairn validity --recompute {name}

It prints each number that differs, if any, and ends with 0 where all are equal, with 1 where one is not. Numbers are
compared to five digits: other processors and libraries may round the sixth otherwise.

- scores.csv: one row a rating. Submissions and evaluators carry ids drawn for this report alone; no dates.
- submissions.csv: one row a submission and what became of it.
- both.csv: one row a person who attempted this and another micro-credential, without an id: the levels of both.
- facts.json: the rubric's levels and criteria, the rules of judging in force, and what was left out.
- analysis.json: the report's numbers. SHA-256 {sha256}
- bundle.json: the version of Cairn that computed them, and hashes.

Headline figures rest on first attempts that two evaluators read at launch or by lot. These figures describe the process
of judging, not any person. Do not try to find out who anybody is.
"""
PARTS: Final = ("facts.json", "scores.csv", "submissions.csv", "both.csv", "analysis.json", "bundle.json")
LARGEST: Final = 200 * 1024 * 1024
STAMP: Final = (1980, 1, 1, 0, 0, 0)
CLOSE: Final = 1e-5


class BundleError(Exception):
    """The file is no bundle; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle holds."""

    data: Data
    analysis: Mapping[str, Any]
    engine: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that does not come out again."""

    path: str
    kept: object
    recomputed: object


def write(data_text: str, analysis: Mapping[str, Any], *, engine: str, name: str) -> bytes:
    """The zip, the same bytes for the same contents. `data_text` is as `data.written` made it."""
    data = read(data_text)
    text = canonical(analysis)
    files = {
        "README.md": README.format(
            title=data.title, number=data.number, version=engine, name=name, sha256=sha256(text)
        ),
        "scores.csv": scores_csv(data),
        "submissions.csv": submissions_csv(data),
        "both.csv": both_csv(data),
        "facts.json": facts_json(data),
        "analysis.json": text,
        "bundle.json": canonical(
            {"engine": engine, "analysis_sha256": sha256(text), "data_sha256": sha256(data_text)}
        ),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path, STAMP), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def opened(content: bytes) -> Bundle:
    """What is in a bundle. Raises `BundleError` with a sentence where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST:
                raise BundleError("The bundle is larger than 200 MB unpacked, so it was not opened.")
            text = {name: archive.read(name).decode() for name in PARTS}
        data = read_parts(*(text[name] for name in PARTS[:4]))
        analysis = dict(json.loads(text["analysis.json"]).items())
        return Bundle(data, analysis, json.loads(text["bundle.json"])["engine"])
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, UnicodeDecodeError) as error:
        raise BundleError("This is no bundle of a validity report: it cannot be unpacked.") from error
    except (AttributeError, KeyError, TypeError, ValueError, csv.Error) as error:
        raise BundleError(f"The bundle is not whole: {error}. Download it again.") from error


def differences(kept: object, recomputed: object, path: str = "") -> Iterator[Difference]:
    """Every place where two analyses differ; numbers that are alike to five digits count as equal."""
    if isinstance(kept, Mapping) and isinstance(recomputed, Mapping):
        for key in sorted(kept.keys() | recomputed.keys()):
            inner = f"{path}.{key}" if path else str(key)
            yield from differences(kept.get(key), recomputed.get(key), inner)
    elif isinstance(kept, list) and isinstance(recomputed, list) and len(kept) == len(recomputed):
        for place, (one, other) in enumerate(zip(kept, recomputed, strict=True)):
            yield from differences(one, other, f"{path}[{place}]")
    elif not _equal(kept, recomputed):
        yield Difference(path, kept, recomputed)


def _equal(one: object, other: object) -> bool:
    numbers = isinstance(one, (int, float)) and isinstance(other, (int, float))
    if numbers and not isinstance(one, bool) and not isinstance(other, bool):
        return abs(float(one) - float(other)) <= CLOSE * max(1.0, abs(float(one)))  # type: ignore[arg-type]  # both are numbers here
    return one == other


def numbers_in(value: object) -> int:
    """How many numbers an analysis holds."""
    if isinstance(value, Mapping):
        return sum(numbers_in(each) for each in value.values())
    if isinstance(value, list):
        return sum(numbers_in(each) for each in value)
    return int(isinstance(value, (int, float)) and not isinstance(value, bool))
