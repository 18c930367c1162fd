"""How long `cairn verify` takes to answer from a cold start, against the limit at which people feel a wait."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

LIMIT_SECONDS = 1.0
RUNS = 7


def seconds_to_answer(file: Path) -> float:
    began = perf_counter()
    subprocess.run([sys.executable, "-m", "cairn.cli", "verify", str(file)], capture_output=True, check=False)
    return perf_counter() - began


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "badge.json"
        file.write_text("{}")
        median = statistics.median(seconds_to_answer(file) for _ in range(RUNS))
    ratio = median / LIMIT_SECONDS
    print(f"start: cairn verify answers in {median:.2f} s, {ratio:.2f} of the limit of {LIMIT_SECONDS:.0f} s")
    return 0 if ratio <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
