"""What awards are worth, and the records that organizations keep."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cairn.demo.stage import Stage
from cairn.domain.issuing import operations as issuing
from cairn.domain.issuing.models import Award
from cairn.domain.ledger.models import Entry
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import operations, queries
from cairn.domain.recognition.models import Applied, Filing, Verification
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO, work_at

NOW = LONG_AGO + 10 * DAY


@pytest.fixture
def award(stage: Stage) -> Award:
    attempt = work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO,
    )
    return Award.objects.get(attempt=attempt)


@pytest.fixture
def district(stage: Stage) -> Organization:
    return stage.organizations["cedar-hollow"]


@pytest.fixture
def office(stage: Stage) -> Person:
    return stage.people["ruth-delaney"]


def apply(award: Award, *, version: str, amount: Fraction) -> Applied:
    return operations.apply(
        award=award,
        policy="test/points",
        version=version,
        title="Points",
        recognizer="The board",
        counted=True,
        amount=amount,
        unit="points",
        because="It counts.",
        source="Rule 1",
        by=None,
        at=NOW,
    )


def share(award: Award, district: Organization) -> Filing:
    return operations.share(
        award=award, organization=district, note=" For my file. ", by=award.earner, at=NOW
    )


def file(filing: Filing, office: Person, outcome: str = "valid") -> Filing:
    return operations.file(filing=filing, outcome=outcome, sentence="So it is.", by=office, at=NOW + DAY)


def test_the_first_decision_of_a_policy_stands_whatever_the_rule_becomes(award: Award) -> None:
    first = apply(award, version="1", amount=Fraction(7, 3))
    entries = Entry.objects.count()
    second = apply(award, version="2", amount=Fraction(9))
    assert (second.pk, second.version, second.amount) == (first.pk, "1", Fraction(7, 3))
    assert Entry.objects.count() == entries


def test_a_badge_is_shared_once_and_without_evidence(award: Award, district: Organization) -> None:
    filing = share(award, district)
    assert share(award, district).pk == filing.pk
    assert (filing.note, filing.title, filing.credential) == (
        "For my file.",
        award.title,
        award.credential.text,
    )
    assert [row.pk for row in queries.inbox(district)] == [filing.pk]


def test_only_her_own_valid_badge_is_shared(award: Award, district: Organization, stage: Stage) -> None:
    marcus = stage.people["marcus-bell"]
    asked = refused(lambda: operations.share(award=award, organization=district, note="", by=marcus, at=NOW))
    assert asked == ("not_yours",)
    suspended = issuing.suspend(award=award, reason="Review.", by=stage.people["janelle-wright"], at=NOW)
    assert refused(lambda: share(suspended, district)) == ("not_issued",)


def test_a_badge_taken_back_leaves_the_inbox_and_may_be_shared_again(
    award: Award, district: Organization, office: Person
) -> None:
    filing = share(award, district)
    for _ in range(2):
        operations.unshare(filing=filing, by=award.earner, at=NOW)
    assert list(queries.inbox(district)) == []
    assert Entry.objects.filter(event="badge.unshared").count() == 1
    assert refused(lambda: file(filing, office)) == ("not_open",)
    again = share(award, district)
    assert again.pk != filing.pk
    assert file(again, office).filed_by == office
    assert [row.pk for row in queries.record_of(district)] == [again.pk]


def test_what_is_filed_is_not_taken_back_nor_filed_twice(
    award: Award, district: Organization, office: Person
) -> None:
    filing = file(share(award, district), office)
    assert refused(lambda: operations.unshare(filing=filing, by=award.earner, at=NOW)) == ("filed",)
    stale = Filing.objects.get(pk=filing.pk)
    stale.filed_at = None
    assert refused(lambda: operations.unshare(filing=stale, by=award.earner, at=NOW)) == ("filed",)
    assert refused(lambda: file(filing, office)) == ("not_open",)
    assert Verification.objects.count() == 1


def test_only_her_own_filing_is_taken_back(award: Award, district: Organization, stage: Stage) -> None:
    filing, marcus = share(award, district), stage.people["marcus-bell"]
    assert refused(lambda: operations.unshare(filing=filing, by=marcus, at=NOW)) == ("not_yours",)


@pytest.mark.parametrize("outcome", ["invalid", "unknown"])
def test_what_is_not_valid_is_not_filed(
    award: Award, district: Organization, office: Person, outcome: str
) -> None:
    filing = share(award, district)
    assert refused(lambda: file(filing, office, outcome)) == ("not_valid",)
    assert not Verification.objects.exists()


WHO_FILES = {
    "ruth-delaney": True,
    "walter-finch": True,
    "dana-brown": False,
    "janelle-wright": False,
    "sam-whitaker": False,
}


@pytest.mark.parametrize("key", WHO_FILES)
def test_only_the_organizations_own_office_files(
    award: Award, district: Organization, stage: Stage, key: str
) -> None:
    filing = share(award, district)
    if WHO_FILES[key]:
        assert file(filing, stage.people[key]).filed_at == NOW + DAY
    else:
        assert refused(lambda: file(filing, stage.people[key])) == ("role",)


def test_every_later_check_is_kept_the_latest_first(
    award: Award, district: Organization, office: Person
) -> None:
    filing = file(share(award, district), office)
    operations.verify(filing=filing, outcome="invalid", sentence="Revoked.", by=office, at=NOW + 2 * DAY)
    (row,) = queries.record_of(district)
    assert [check.outcome for check in row.verifications.all()] == ["invalid", "valid"]


def test_a_revoked_award_counts_for_nothing_any_more(award: Award, stage: Stage) -> None:
    apply(award, version="1", amount=Fraction(1))
    dana = stage.people["dana-brown"]
    assert "test/points" in {row.policy for row in queries.applied_to(dana)}
    issuing.revoke(award=award, reason="Fraud.", by=stage.people["janelle-wright"], at=NOW)
    assert list(queries.applied_to(dana)) == []
