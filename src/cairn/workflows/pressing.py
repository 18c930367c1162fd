"""Signing many credentials: what differs from one earner to the next goes into a form that was made once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cairn.engines.openbadges import documents, parts, proofs
from cairn.workflows.crediting import IssuerSigner


@dataclass(frozen=True)
class Press:
    """Signs credentials of one issuer with one key."""

    signer: IssuerSigner
    created: datetime

    def texts(self, credentials: Iterable[parts.Credential]) -> list[str]:
        """The signed documents, as they are kept."""
        return [
            written(proofs.sign(documents.build(each), signer=self.signer, created=self.created))
            for each in credentials
        ]


def written(document: dict[str, object]) -> str:
    """A signed document as text, with a line for each member."""
    return json.dumps(document, ensure_ascii=False, indent=1)
