"""Tampered copies are refused here and by other people's code; what one of them lets pass stands in the table."""

from __future__ import annotations

import pytest

from cairn.engines.openbadges.verifying.report import Report
from tests.conformance import judges, openbadgeslib_judge
from tests.conformance.issued import ISSUER, signed
from tests.conformance.records import RECORDS, with_a_revoked_badge
from tests.conformance.tampering import DB, LIB, TABLE
from tests.engines.openbadges.changing import changed, leaves, other

pytestmark = pytest.mark.slow


def test_every_tampered_copy_is_refused(node: None) -> None:
    rows = (*TABLE, *RECORDS)
    files = [row.make() for row in rows]
    passed: dict[str, set[str]] = {row.name: set() for row in rows}
    for tool in judges.NODE_TOOLS:
        answers = judges.ask(file.asked_of(tool) for file in files)
        for row, answer in zip(rows, answers, strict=True):
            passed[row.name] |= {tool} if answer.valid else set()
    for row, file in zip(rows, files, strict=True):
        passed[row.name] |= {LIB} if openbadgeslib_judge.judge(file).valid else set()
    found = {
        row.name: (verdict(file.judged_here()), passed[row.name])
        for row, file in zip(rows, files, strict=True)
    }
    assert found == {row.name: (row.here, set(row.passes)) for row in rows}
    assert len(found) == len(rows) > 70


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
