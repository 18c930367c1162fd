"""Tampered copies are refused here and by other people's code; what one of them lets pass stands in the table."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cairn.engines.openbadges.report import Report
from tests.conformance import judges, openbadgeslib_judge
from tests.conformance.issued import ISSUER, signed
from tests.conformance.judges import Answer
from tests.conformance.records import RECORDS, with_a_revoked_badge
from tests.conformance.tampering import DB, LIB, TABLE, Tampering
from tests.engines.openbadges.changing import changed, leaves, other

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("judges")]

ROWS = (*TABLE, *RECORDS)
Verdicts = Mapping[tuple[str, str], Answer]


@pytest.fixture(scope="session")
def verdicts(node: None) -> Verdicts:
    """What each tool says of each row, asked in one process."""
    rows = [(row.name, row.make()) for row in ROWS]
    keys = [(tool, name) for tool in judges.NODE_TOOLS for name, _ in rows]
    answers = judges.ask(file.asked_of(tool) for tool in judges.NODE_TOOLS for _, file in rows)
    told = {(LIB, name): openbadgeslib_judge.judge(file) for name, file in rows}
    return {**dict(zip(keys, answers, strict=True)), **told}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_tampered_copy_is_refused(row: Tampering, verdicts: Verdicts) -> None:
    said = {tool: answer for (tool, name), answer in verdicts.items() if name == row.name}
    assert (verdict(row.make().judged_here()), {tool for tool in said if said[tool].valid}) == (
        row.here,
        set(row.passes),
    )
    assert len(said) == 3


def verdict(report: Report) -> str:
    """What became of it, whoever its issuer is; where it is valid, the check beside it that is not."""
    failed = [check.code for check in report.checks if check.outcome == "failed"]
    return failed[0] if report.standing == "valid" and failed else report.standing


def test_a_badge_revoked_since_is_told_of_in_a_record_that_holds() -> None:
    report = with_a_revoked_badge().judged_here()
    assert (report.standing, [part.standing for part in report.parts]) == ("valid", ["revoked"])


def test_digital_bazaar_sees_every_changed_leaf(node: None) -> None:
    document = signed()
    paths = list(leaves(document))
    answers = judges.ask(ISSUER.presents(changed(document, path, other)).asked_of(DB) for path in paths)
    assert [path for path, answer in zip(paths, answers, strict=True) if answer.valid] == []
    assert len(paths) > 100
