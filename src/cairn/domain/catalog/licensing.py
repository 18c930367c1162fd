"""What a license allows others to do with a micro-credential's text; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cairn.domain.catalog.document_lifting import RESERVED, lifted
from cairn.engines.verdict import Verdict, no, yes


def may_adapt(document: Mapping[str, Any], *, own: bool) -> Verdict:
    """Whether an organization may take the text over and change it; `own` says that it wrote the text itself."""
    if own or lifted(document)["license"] != RESERVED:
        return yes()
    return no(
        "all_rights_reserved",
        "All rights are reserved. Ask whoever offers it to publish it under an open license.",
    )


def adapted(document: Mapping[str, Any], *, organization: str, url: str, digest: str) -> dict[str, Any]:
    """A draft made of a published document: the same text and license, and whose work it is adapted from.

    `organization` wrote the source, which stands at `url` with the hash `digest`.
    """
    whole = lifted(document)
    source = {
        "organization": organization,
        "title": whole["title"],
        "url": url,
        "digest": digest,
        "license": whole["license"],
    }
    return whole | {"adapted_from": source}
