"""The PyPI package `openbadgeslib` as a judge. It is among the packages of the tests, so it is asked in process."""

from __future__ import annotations

from typing import Any

from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, OB3Verifier
from openbadgeslib.verify import issuer_did_from_token

from tests.conformance.issued import Presented
from tests.conformance.judges import Answer
from tests.engines.openbadges.examples import Net


def judge(presented: Presented) -> Answer:
    """Its verdict on a JSON file or a JWT. It reads the signature of a status list only where the list is a JWT."""
    fetch = presented.net()
    try:
        _verifier(presented.text, fetch).verify(
            presented.text, check_status=True, download=fetch, verify_status_list=False
        )
    except OB3VerificationError as error:
        return Answer(False, str(error))
    return Answer(True, "")


def _verifier(text: str, fetch: Net) -> Any:
    if text.startswith("{"):
        return OB3LdpVerifier()
    return OB3Verifier.for_issuer_did(issuer_did_from_token(text), download=fetch)
