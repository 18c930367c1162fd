"""Attesting: the issuer says under its key how well an edition is judged, as an endorsement of the achievement.

It is about the process, never about a person. It is signed when it is asked for, from the report that holds, with that
report's own time: so it is the same bytes until the report changes, nobody keeps it, and there is nothing to revoke.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from cairn.domain.catalog.models import Edition
from cairn.domain.issuing.queries import signing_key
from cairn.domain.validity.models import Snapshot
from cairn.domain.validity.queries import latest
from cairn.domain.validity.states import TOLD
from cairn.engines.openbadges import proofs
from cairn.engines.openbadges.documents import endorsing as engine
from cairn.workflows import addresses, crediting

HOLDS: Final = timedelta(days=365)


def attested(edition: Edition, *, at: datetime) -> dict[str, Any] | None:
    """The signed endorsement; None below 30 first attempts, a year after the report, or while there is no key."""
    snapshot = latest(edition)
    organization = edition.micro_credential.organization
    key = signing_key(organization)
    if snapshot is None or key is None or snapshot.tier not in TOLD or snapshot.made_at + HOLDS <= at:
        return None
    document = engine.build(
        engine.Endorsement(
            id=addresses.absolute(addresses.validity_endorsement(edition.public_id)),
            issuer=crediting.profile(organization, crediting.issuer_id(organization, key)),
            endorsed=addresses.absolute(addresses.achievement(edition.public_id)),
            name=f"How well {edition.title} is judged",
            comment=_said(edition, snapshot),
            valid_from=snapshot.made_at,
            valid_until=snapshot.made_at + HOLDS,
        )
    )
    signed: dict[str, Any] = proofs.sign(
        document, signer=crediting.signer_for(organization, key), created=snapshot.made_at
    )
    return signed


def _said(edition: Edition, snapshot: Snapshot) -> str:
    """The figures in words: everybody's verifier covers them, and no vocabulary of ours has to be known."""
    analysis = snapshot.analysis
    whole, counts = analysis["scoring"]["whole"], analysis["counts"]
    lines = [
        "This describes how evidence for this achievement is judged. It says nothing about any person who earned it.",
        f"Evidence: {snapshot.tier}. Verdict: {snapshot.verdict.replace('_', ' ')}.",
        f"First attempts: {snapshot.first_attempts}; read blind by two evaluators: {counts['double_read']}.",
        f"Krippendorff's alpha (ordinal, all criteria): {_figure(whole['alpha'])}.",
        f"Two evaluators come to the same award: {_figure(analysis['decision']['consistency'])}.",
        f"Edition {edition.number}, SHA-256 {edition.digest}.",
        f"Report {snapshot.number}, SHA-256 {snapshot.sha256}.",
        f"As it is today: {addresses.absolute(addresses.validity(edition.public_id))}",
    ]
    return "\n\n".join(lines)


def _figure(told: Mapping[str, Any]) -> str:
    if told["value"] is None:
        return "not known"
    if told["low"] is None:
        return f"{told['value']:.2f}"
    return f"{told['value']:.2f} (95% interval {told['low']:.2f} to {told['high']:.2f}, n = {told['n']})"
