"""Run by `canonical` in a process of its own: N-Quads in, canonical N-Quads out, within hard limits.

Imports nothing of Cairn, so that it starts fast and wherever Cairn lies.
Arguments: processor time in seconds, memory in bytes.
"""

from __future__ import annotations

import resource
import sys


def main(cpu_seconds: int, memory_bytes: int) -> None:
    """Canonicalize standard input; the system ends the process at either limit."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

    dataset = Dataset(parse(sys.stdin.buffer.read(), format=RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    text = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    sys.stdout.buffer.write(b"".join(sorted(line + b"\n" for line in text.split(b"\n") if line)))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
