"""Compiled signing against the Node reference and the general path: the same badges, in turn in one run.

All sign badges of 5.6 KB with the same key at the same instant. Cairn's rates include writing the document and
its JSON text; Node is handed the document to be signed, and gives an object.
"""

from __future__ import annotations

import json
import random
import sys

from peers import badge, node
from peers.rates import Rates

from cairn.engines.openbadges import compiled, documents, verifying
from cairn.engines.openbadges.instants import instant_text
from cairn.engines.openbadges.keys import KeySigner, SecretKey

GOAL = 50
ROUNDS = 5
FEW, MANY = 20, 2_000
DRAWN = 100


class Run:
    """One key, the badges to sign, and what each side made of them in the last round."""

    def __init__(self, peer: node.Node) -> None:
        self.peer = peer
        self.signer = KeySigner.for_did_key(SecretKey.generate())
        self.many = badge.credentials(MANY, issuer=self.signer.secret.public.did)
        self.few = self.many[:FEW]
        self.unsigned = [documents.build(credential) for credential in self.few]
        self.press = compiled.Press()
        self.reference, self.general, self.pressed = (
            Rates("Node reference"),
            Rates("general path"),
            Rates("compiled"),
        )
        self.by_node, self.by_general_path = self.issued().made, self.signed()
        self.by_press: list[str] = []

    def issued(self) -> node.Made:
        return self.peer.issue(self.unsigned, signer=self.signer, created=instant_text(badge.CREATED))

    def signed(self) -> list[str]:
        return [compiled.sign(each, signer=self.signer, created=badge.CREATED) for each in self.few]

    def take_turns(self) -> None:
        seconds, self.by_node = self.issued()
        self.reference.add(FEW, seconds)
        self.by_press = self.pressed.take(
            MANY,
            lambda: [self.press.sign(each, signer=self.signer, created=badge.CREATED) for each in self.many],
        )
        self.by_general_path = self.general.take(FEW, self.signed)

    def complaints(self) -> list[str]:
        """What is wrong with what was signed."""
        said = []
        if self.by_press[:FEW] != self.by_general_path:
            said.append("the compiled texts are not those of the general path")
        values = [json.loads(text)["proof"][0]["proofValue"] for text in self.by_press[:FEW]]
        if values != [made["proof"]["proofValue"] for made in self.by_node]:
            said.append("Node's signatures are others")
        drawn = [json.loads(text) for text in random.sample(self.by_press, DRAWN)]
        if self.peer.verify(drawn).made != [True] * DRAWN:
            said.append("Node does not verify what was signed")
        reports = [verifying.verify(made, now=badge.CREATED) for made in self.by_node]
        if any(check.outcome != "ok" for each in reports for check in each.checks if check.code == "proof"):
            said.append("what Node signed does not verify here")
        return said


def main() -> int:
    if told := node.missing():
        print(f"signing: {told}")
        return 0
    with node.Node() as peer:
        run = Run(peer)
        for _ in range(ROUNDS):
            run.take_turns()
        complaints = run.complaints()
    ratio = run.pressed.median / run.reference.median
    print(
        f"signing: {ratio:.0f} x Node (goal {GOAL}); {run.pressed}; {run.reference}; {run.general}; "
        + ("; ".join(complaints) or f"all proofs the same, {DRAWN} of {DRAWN} drawn verified by Node")
    )
    return 1 if complaints or ratio < GOAL else 0


if __name__ == "__main__":
    sys.exit(main())
