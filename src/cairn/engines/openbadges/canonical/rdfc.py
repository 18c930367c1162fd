"""Canonical bytes of a document: RDF Dataset Canonicalization (RDFC-1.0), safe against poisoned graphs.

The algorithm takes time that grows without bound with the number of blank nodes that look alike: a file of 2
KB can hold a server for minutes. Where the standard's own first-degree hashes (section 4.6) already tell all
blank nodes apart, nothing can go wrong and the work is done here. Otherwise it is done in a process of its
own, with limits on processor time and memory, and given up when it reaches them.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, serialize

from cairn.engines.openbadges.canonical.statements import statements
from cairn.engines.openbadges.contexts import Contexts
from cairn.engines.openbadges.errors import RefusedGraph

MAX_STATEMENTS: Final = 20_000
MAX_ALIKE: Final = 2_000
CPU_SECONDS: Final = 2
WALL_SECONDS: Final = 10
MEMORY_BYTES: Final = 512 * 1024 * 1024

_CHILD: Final = Path(__file__).with_name("child.py")
# As many at once as leave a small server able to answer: each may take a core for CPU_SECONDS.
_children = threading.BoundedSemaphore(2)


def canonical_document(document: Mapping[str, Any], *, contexts: Contexts | None = None) -> bytes:
    """The canonical N-Quads of a JSON-LD document, UTF-8.

    Raises `FormError`, `ContextError` or `JsonError` (see `statements`), and `RefusedGraph` beyond the
    limits.
    """
    return canonicalize(statements(document, contexts=contexts))


def canonicalize(dataset: Dataset) -> bytes:
    """The canonical N-Quads (RDFC-1.0, SHA-256) of a dataset, UTF-8; `RefusedGraph` beyond the limits."""
    if len(dataset) > MAX_STATEMENTS:
        raise RefusedGraph(f"The document makes more than {MAX_STATEMENTS:,} statements.")
    hashes = list(first_degree_hashes(dataset).values())
    alike = len(hashes) - len(set(hashes))
    if alike == 0:
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return in_order(dataset)
    if alike > MAX_ALIKE:
        raise RefusedGraph(f"The document holds more than {MAX_ALIKE:,} nameless parts that look alike.")
    return _in_child(dataset)


def first_degree_hashes(dataset: Dataset) -> dict[str, str]:
    """The first-degree hash of each blank node, by its label (RDFC-1.0 section 4.6)."""
    mentions: dict[str, list[Quad]] = defaultdict(list)
    for quad in dataset:
        for label in {term.value for term in _terms(quad) if isinstance(term, BlankNode)}:
            mentions[label].append(quad)
    return {label: _first_degree_hash(label, quads) for label, quads in mentions.items()}


def _first_degree_hash(label: str, quads: list[Quad]) -> str:
    this, other = BlankNode("a"), BlankNode("z")

    def seen_from_here(term: Any) -> Any:
        if isinstance(term, BlankNode):
            return this if term.value == label else other
        return term

    lines = [
        _n_quads(
            [
                Quad(
                    seen_from_here(quad.subject),
                    quad.predicate,
                    seen_from_here(quad.object),
                    seen_from_here(quad.graph_name),
                )
            ]
        )
        for quad in quads
    ]
    return sha256(b"".join(sorted(lines))).hexdigest()


def _terms(quad: Quad) -> tuple[Any, Any, Any]:
    return quad.subject, quad.object, quad.graph_name


def _n_quads(quads: Iterable[Quad]) -> bytes:
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def in_order(dataset: Dataset) -> bytes:
    """The statements as N-Quads lines in code point order, each once."""
    text = _n_quads(dataset)
    # Split at line feeds alone: other line separators may stand inside a literal.
    return b"".join(sorted(line + b"\n" for line in text.split(b"\n") if line))


def _in_child(dataset: Dataset) -> bytes:
    text = _n_quads(dataset)
    if not _children.acquire(timeout=WALL_SECONDS):
        raise RefusedGraph("Too many unusual documents are being checked at once. Try again in a minute.")
    try:
        # -I: neither the environment nor the current folder may decide what the child imports; and what reads a
        # stranger's statements has no need of the secrets that an environment may hold.
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD), str(CPU_SECONDS), str(MEMORY_BYTES)],
            input=text,
            capture_output=True,
            env={},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedGraph(_TOO_DEAR) from error
    finally:
        _children.release()
    if done.returncode != 0:
        raise RefusedGraph(_TOO_DEAR)
    return done.stdout


_TOO_DEAR: Final = (
    "The document is built of nameless parts that look alike, in a way that would take too long to check. "
    "Honest credentials are not; it was not checked further."
)
