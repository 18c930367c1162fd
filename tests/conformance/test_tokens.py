"""Badges as JWT before openbadgeslib: what is issued is accepted, and a tampered token refused there and here."""

from __future__ import annotations

import pytest

from tests.conformance import judges, openbadgeslib_judge, tokens
from tests.conformance.issued import WEB_ISSUER
from tests.conformance.judges import Answer
from tests.conformance.tampering import LIB, Tampering
from tests.conformance.test_tampered import verdict

pytestmark = pytest.mark.slow

VALID = Answer(True, "")


@pytest.mark.parametrize("kind", tokens.signers())
def test_a_token_is_accepted_with_its_status_list(kind: str) -> None:
    presented = tokens.presented(tokens.token(kind))
    assert (verdict(presented.judged_here()), openbadgeslib_judge.judge(presented)) == ("valid", VALID)


@pytest.mark.parametrize("row", tokens.TOKENS, ids=lambda row: row.name)
def test_a_tampered_token_is_refused(row: Tampering) -> None:
    presented = row.make()
    there = {LIB} if openbadgeslib_judge.judge(presented).valid else set()
    assert (verdict(presented.judged_here()), there) == (row.here, set(row.passes))


def test_keys_for_tokens_in_its_document_do_not_keep_anybody_from_reading_its_files(node: None) -> None:
    presented = tokens.presented(WEB_ISSUER.presents(WEB_ISSUER.signs(tokens.badge())).text)
    assert judges.ask(presented.asked_of(tool) for tool in judges.NODE_TOOLS) == [VALID] * 2
