"""Verifying against the Node reference: badges of one issuer, whose structure is known, and badges never seen.

Both sides check the signature of the same badges of 7 KB and look no status up. Cairn also reads the text, holds
it against the JSON Schema and writes the report of all checks.
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

GOAL_KNOWN, GOAL_NEW = 10, 2
ROUNDS = 5
FEW, MANY = 20, 200

Documents = Sequence[dict[str, Any]]


def signed(count: int) -> Documents:
    """Badges of as many earners, from one issuer."""
    signer, pressing = KeySigner.for_did_key(SecretKey.generate()), press.Press()
    made = map(badge.without_status, badge.credentials(count, issuer=signer.secret.public.did))
    return [json.loads(pressing.sign(each, signer=signer, created=badge.CREATED)) for each in made]


def never_seen(value: Any) -> Any:
    """The same badge with all members in another order: it means the same, and has a structure of its own."""
    if isinstance(value, dict):
        return {name: never_seen(value[name]) for name in random.sample(list(value), len(value))}
    return [never_seen(part) for part in value] if isinstance(value, list) else value


def tampered(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "awardedDate": "2031-01-01T00:00:00Z"}


def valid(texts: Sequence[bytes]) -> list[bool]:
    return [verifying.verify(text, now=badge.CREATED).valid for text in texts]


def take_turn(peer: node.Node, documents: Documents, theirs: Rates, ours: Rates) -> bool:
    """One round on the same badges, of which Node is handed the first few; whether both hold all for valid."""
    texts = [json.dumps(document).encode() for document in documents]
    seconds, held = peer.verify(documents[:FEW])
    theirs.add(FEW, seconds)
    found = ours.take(len(texts), lambda: valid(texts))
    return all(held) and all(found)


def main() -> int:
    if told := node.missing():
        print(f"verifying: {told}")
        return 0
    known = signed(MANY)
    theirs, ours = Rates("Node reference"), Rates("known structure")
    theirs_new, ours_new = Rates("Node reference"), Rates("never seen")
    with node.Node() as peer:
        peer.verify(known[:FEW])
        right = any(valid([json.dumps(each).encode() for each in known[:2]]))
        for _ in range(ROUNDS):
            right = take_turn(peer, known, theirs, ours) and right
            right = (
                take_turn(peer, [never_seen(each) for each in known[:FEW]], theirs_new, ours_new) and right
            )
        spoiled = [tampered(document) for document in known[:FEW]]
        texts = [json.dumps(document).encode() for document in spoiled]
        right = right and not any(peer.verify(spoiled).made) and not any(valid(texts))
    ratio, ratio_new = ours.median / theirs.median, ours_new.median / theirs_new.median
    print(
        f"verifying: {ratio:.1f} x Node where the structure is known (goal {GOAL_KNOWN}), {ratio_new:.1f} x on badges "
        f"never seen (goal {GOAL_NEW}); {ours}; {theirs}; {ours_new}; {theirs_new}; "
        + ("both sides agree on all" if right else "THE TWO SIDES DO NOT AGREE")
    )
    return 0 if right and ratio >= GOAL_KNOWN and ratio_new >= GOAL_NEW else 1


if __name__ == "__main__":
    sys.exit(main())
