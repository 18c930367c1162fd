"""Compiled signing against the Node reference and the general path: the same badges, in turn in one run.

All sign badges of 5.6 KB with the same key at the same instant. Cairn's rates include writing the document and
its JSON text; Node is handed the document to be signed, and gives an object.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass
from hashlib import sha256

import base58
from peers import badge, node
from peers.rates import Rates

from cairn.engines.openbadges import documents, press, verifying
from cairn.engines.openbadges.canonical import canonical_document
from cairn.engines.openbadges.datatypes.instants import instant_text
from cairn.engines.openbadges.documents.parts import Credential
from cairn.engines.openbadges.keys import KeySigner, SecretKey, primitives

GOAL = 50
ROUNDS = 5
FEW, MANY = 20, 2_000
DRAWN = 100


@dataclass(frozen=True)
class HeldKey:
    """A signer with its key at hand, as the product's key stores have it."""

    verification_method: str
    key: primitives.NativeSecret

    def sign(self, data: bytes) -> bytes:
        return primitives.sign(self.key, data)


class Run:
    """One key, the badges to sign, and what each side made of them in the last round."""

    def __init__(self, peer: node.Node) -> None:
        self.peer = peer
        self.named = KeySigner.for_did_key(SecretKey.generate())
        secret = self.named.secret
        self.signer = HeldKey(self.named.verification_method, primitives.secret_key(secret.kind, secret.seed))
        self.many = badge.credentials(MANY, issuer=secret.public.did)
        self.unsigned = [documents.build(credential) for credential in self.many[:FEW]]
        self.press = press.Press()
        self.compiled = Rates("compiled")
        self.reference = Rates("Node reference")
        self.general = Rates("general path")
        self.texts = [self.pressed(credential) for credential in self.many[:FEW]]
        self.options = {"@context": self.unsigned[0]["@context"], **json.loads(self.texts[0])["proof"][0]}
        del self.options["proofValue"]
        self.by_node = self.issued().made
        self.by_general_path: list[str] = []

    def issued(self) -> node.Made:
        return self.peer.issue(self.unsigned, signer=self.named, created=instant_text(badge.CREATED))

    def pressed(self, credential: Credential) -> str:
        return self.press.sign(credential, signer=self.signer, created=badge.CREATED)

    def generally(self, credential: Credential) -> str:
        """The proof's value with both documents put in order anew; `proofs.sign` remembers structures, too."""
        ordered = [canonical_document(self.options), canonical_document(documents.build(credential))]
        signature = self.signer.sign(b"".join(sha256(text).digest() for text in ordered))
        return "z" + str(base58.b58encode(signature), "ascii")

    def take_turns(self) -> None:
        seconds, self.by_node = self.issued()
        self.reference.add(FEW, seconds)
        self.texts = self.compiled.take(MANY, lambda: list(map(self.pressed, self.many)))
        few = self.many[:FEW]
        self.by_general_path = self.general.take(FEW, lambda: list(map(self.generally, few)))

    def complaints(self) -> list[str]:
        """What is wrong with what was signed."""
        said = []
        values = [json.loads(text)["proof"][0]["proofValue"] for text in self.texts[:FEW]]
        if values != self.by_general_path:
            said.append("the general path's proofs are others")
        if values != [made["proof"]["proofValue"] for made in self.by_node]:
            said.append("Node's proofs are others")
        drawn = [json.loads(text) for text in random.sample(self.texts, DRAWN)]
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
    ratio = run.compiled.median / run.reference.median
    print(
        f"signing: {ratio:.0f} x Node (goal {GOAL}); {run.compiled}; {run.reference}; {run.general}; "
        + ("; ".join(complaints) or f"all proofs the same, {DRAWN} of {DRAWN} drawn verified by Node")
    )
    return 1 if complaints or ratio < GOAL else 0


if __name__ == "__main__":
    sys.exit(main())
