"""The PyPI package `openbadgeslib` as a judge. It is among the packages of the tests, so it is asked in process."""

from __future__ import annotations

from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError

from tests.conformance.issued import Presented
from tests.conformance.judges import Answer


def judge(presented: Presented) -> Answer:
    """Its verdict on a JSON file. It reads the signature of a status list only where the list is a JWT."""
    verifier = OB3LdpVerifier()
    try:
        verifier.verify(presented.text, check_status=True, download=presented.net(), verify_status_list=False)
    except OB3VerificationError as error:
        return Answer(False, str(error))
    return Answer(True, "")
