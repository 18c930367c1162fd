"""The Open Badges 2.0 form of a badge is valid to the validator that others wrote, and a changed one is not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cairn.engines.openbadges import ob2
from cairn.engines.openbadges.keys import KeySigner
from tests.conformance import judges
from tests.conformance.judges import Question
from tests.engines.openbadges.examples import full_credential
from tests.engines.openbadges.test_jose import secret_of
from tests.engines.openbadges.test_ob2 import KEY, PLACES, REVOKED, SIGNED, everything_served

pytestmark = pytest.mark.slow

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="5"/></svg>'


def test_the_validator_of_2_0_takes_what_is_written_and_refuses_what_was_changed(openbadges2: None) -> None:
    credential = full_credential("did:web:badges.example.edu")
    signer = KeySigner(secret_of("RSA"), KEY)
    served = everything_served(credential, signer)
    pages = {address: json.dumps(page) for address, page in served.items()}
    for image in (credential.achievement.image, credential.issuer.image):
        pages[image.id if image else ""] = PICTURE
    token = ob2.sign(credential, SIGNED, signer=signer)
    header, _, signature = token.split(".")
    other = ob2.sign(replace(credential, narrative="Other."), SIGNED, signer=signer).split(".")[1]
    gone = ob2.revocation_list(address=REVOKED, issuer=PLACES.issuer, revoked={SIGNED.assertion: "Copied."})
    asked = [
        Question(judges.OPENBADGES2, PLACES.assertion, pages=pages),
        Question(judges.OPENBADGES2, pages[PLACES.assertion], pages=pages),
        Question(judges.OPENBADGES2, token, pages=pages),
        Question(judges.OPENBADGES2, f"{header}.{other}.{signature}", pages=pages),
        Question(judges.OPENBADGES2, token, pages={**pages, REVOKED: json.dumps(gone)}),
        Question(
            judges.OPENBADGES2,
            PLACES.assertion,
            pages=pages | {PLACES.assertion: json.dumps(ob2.revoked(PLACES))},
        ),
    ]
    answers = judges.ask(asked)
    assert [answer.valid for answer in answers] == [True, True, True, False, False, False], answers
    assert "Signature verification failed" in answers[3].said
    assert "has been revoked" in answers[4].said
