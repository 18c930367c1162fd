"""Verifying against the Node reference: badges of one issuer, whose structure is known, and badges never seen.

Both sides check the signature of the same badges of 7 KB and look no status up. Cairn also reads the text, holds
it against the JSON Schema and writes the report of all checks. A badge never seen says its members, all of which
occur in other badges, in an order and a number that no badge before it had.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from typing import Any

from peers import badge, node
from peers.rates import Rates

from cairn.engines.openbadges import press, verifying
from cairn.engines.openbadges.keys import KeySigner, SecretKey
from cairn.engines.openbadges.verifying.report import Report

GOAL_KNOWN, GOAL_NEW = 10, 2
ROUNDS = 5
FEW, MANY = 20, 200

Documents = Sequence[dict[str, Any]]


def signed(count: int, *, varied: bool = False) -> Documents:
    """Badges of as many earners, from one issuer; with more or less evidence and results where varied."""
    signer, pressing = KeySigner.for_did_key(SecretKey.generate()), press.Press()
    made = map(badge.without_status, badge.credentials(count, issuer=signer.secret.public.did))
    if varied:
        made = map(badge.varied, made)
    return [json.loads(pressing.sign(each, signer=signer, created=badge.CREATED)) for each in made]


def never_seen(count: int) -> Documents:
    """Badges whose structures no badge before them had."""
    return [_turned(document) for document in signed(count, varied=True)]


def _turned(value: Any) -> Any:
    """The same with the members of each object in another order, which changes nothing of what is signed."""
    if isinstance(value, dict):
        return {name: _turned(value[name]) for name in random.sample(list(value), len(value))}
    return [_turned(part) for part in value] if isinstance(value, list) else value


def tampered(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "awardedDate": "2031-01-01T00:00:00Z"}


def held(texts: Sequence[bytes]) -> list[bool]:
    """Whether the proof of each holds and no check failed; whose key it is, is another question."""
    return [_holds(verifying.verify(text, now=badge.CREATED)) for text in texts]


def _holds(report: Report) -> bool:
    outcomes = {check.code: check.outcome for check in report.checks}
    return outcomes["proof"] == "ok" and "failed" not in outcomes.values()


def take_turn(peer: node.Node, documents: Documents, theirs: Rates, ours: Rates) -> bool:
    """One round on the same badges, of which Node is handed the first few; whether both hold all for valid."""
    texts = [json.dumps(document).encode() for document in documents]
    seconds, verified = peer.verify(documents[:FEW])
    theirs.add(FEW, seconds)
    found = ours.take(len(texts), lambda: held(texts))
    return all(verified) and all(found)


def main() -> int:
    if told := node.missing():
        print(f"verifying: {told}")
        return 0
    known = signed(MANY)
    theirs, ours = Rates("Node reference"), Rates("known structure")
    theirs_new, ours_new = Rates("Node reference"), Rates("never seen")
    with node.Node() as peer:
        peer.verify(known[:FEW])
        right = any(held([json.dumps(each).encode() for each in known[:2]]))
        for _ in range(ROUNDS):
            right = take_turn(peer, known, theirs, ours) and right
            right = take_turn(peer, never_seen(FEW), theirs_new, ours_new) and right
        spoiled = [tampered(document) for document in known[:FEW]]
        texts = [json.dumps(document).encode() for document in spoiled]
        right = right and not any(peer.verify(spoiled).made) and not any(held(texts))
    ratio, ratio_new = ours.median / theirs.median, ours_new.median / theirs_new.median
    print(
        f"verifying: {ratio:.1f} x Node where the structure is known (goal {GOAL_KNOWN}), {ratio_new:.1f} x on badges "
        f"never seen (goal {GOAL_NEW}); {ours}; {theirs}; {ours_new}; {theirs_new}; "
        + ("both sides agree on all" if right else "THE TWO SIDES DO NOT AGREE")
    )
    return 0 if right and ratio >= GOAL_KNOWN and ratio_new >= GOAL_NEW else 1


if __name__ == "__main__":
    sys.exit(main())
