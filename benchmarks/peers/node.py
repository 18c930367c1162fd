"""The reference implementation in JavaScript, kept running between rounds so that it is measured warm."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

from cairn.engines.openbadges.keys import KeySigner

ROOT: Final = Path(__file__).resolve().parents[2]
_SCRIPT: Final = Path(__file__).with_name("node.mjs")


class Made(NamedTuple):
    """What Node made of a batch, and the processor time it took, all its threads together."""

    seconds: float
    made: list[Any]


def missing() -> str | None:
    """What is missing to ask Node; None when all is there."""
    there = shutil.which("node") and (ROOT / "node_modules/@digitalbazaar/vc").is_dir()
    return None if there else "not compared with Node, which `./dev bench` sets up where Node 18 or newer is"


class Node:
    """A running Node, to be used as a context."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["node", str(_SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=30)

    def issue(self, documents: Sequence[dict[str, Any]], *, signer: KeySigner, created: str) -> Made:
        """Have unsigned documents signed."""
        key = {
            "id": signer.verification_method,
            "type": "Multikey",
            "controller": signer.verification_method.partition("#")[0],
            "publicKeyMultibase": signer.secret.public.multikey,
            "secretKeyMultibase": signer.secret.multikey,
        }
        return self._do(task="issue", credentials=documents, key=key, created=created)

    def verify(self, documents: Sequence[dict[str, Any]]) -> Made:
        """Have signed documents verified: `made` says of each whether it is."""
        return self._do(task="verify", credentials=documents)

    def _do(self, **task: Any) -> Made:
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("Node has no pipes.")
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"Node stopped with {self._process.wait(timeout=30)}.")
        return Made(**json.loads(line))
