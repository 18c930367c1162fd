"""A badge that was wrong: signed again under the same id, with its former file refused; and what others vouch for."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from cairn.domain.issuing.models import Award, Credential, FormerCredential
from cairn.domain.issuing.operations import Correction, hide_endorsement, withdraw_endorsement
from cairn.domain.portfolios.operations import show
from cairn.engines.openbadges.trust.lookups import Lookups
from cairn.engines.openbadges.verifying.checking import Means
from cairn.engines.openbadges.verifying.endorsements import checks_of
from cairn.workflows import correcting, endorsing, hosting, sharing, tasks, verifying
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO, work_at

NOW = LONG_AGO + 20 * DAY


@pytest.fixture
def award(stage) -> Award:
    return work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["aisha-rahman"]],
        at=LONG_AGO,
    ).award


@pytest.fixture
def issuer(stage):
    return stage.people["janelle-wright"]


def judged(text: str) -> str:
    return verifying.verify(text.encode(), at=NOW + DAY).overall


def corrected(award, issuer, *, version=1, **said):
    told = {"name": "Dana Brown-Ruiz", "email": "", "earned_on": award.earned_on, **said}
    return correcting.reissue(
        award=award,
        version=version,
        correction=Correction(**told),
        reason="Her name was misspelled.",
        by=issuer,
        at=NOW,
    )


def test_a_corrected_badge_keeps_its_id_and_its_former_file_is_refused(award, issuer, stage):
    sharing.share(
        award=award, organization=stage.organizations["cedar-hollow"], note="", by=award.earner, at=NOW
    )
    show(badge=award, audience="public", named=True, by=award.earner, at=NOW)
    before = award.credential.text
    corrected(award, issuer, earned_on=date(2026, 3, 1))
    now = Credential.objects.get(award=award)
    old, new = json.loads(before), json.loads(now.text)
    names = [each["identityHash"] for each in new["credentialSubject"]["identifier"][1:]]
    assert (new["id"], new["credentialSubject"]["id"]) == (old["id"], old["credentialSubject"]["id"])
    assert (names, new["validFrom"][:10], now.version) == (["Dana Brown-Ruiz"], "2026-03-01", 2)
    assert (judged(before), judged(now.text)) == ("revoked", "valid")
    assert award.filings.get().credential == now.text
    tasks.run_all(NOW)
    assert [each.subject for each in mail.outbox][-1] == "Your badge was corrected: " + award.title


def test_a_badge_is_corrected_once_however_often_it_is_sent(award, issuer):
    corrected(award, issuer)
    assert refused(lambda: corrected(award, issuer)) == ("moved_on",)
    assert FormerCredential.objects.filter(award=award).count() == 1


def test_many_badges_are_held_and_freed_together_and_revoked_only_when_confirmed(award, issuer):
    act: dict[str, Any] = {"reason": "We are checking.", "by": issuer, "at": NOW}
    assert correcting.act(awards=[award], move="suspend", typed="", **act) == 1
    held = Award.objects.get(pk=award.pk)
    assert (held.state, correcting.act(awards=[held], move="suspend", typed="", **act)) == ("suspended", 0)
    assert refused(lambda: correcting.act(awards=[held], move="revoke", typed="cedar", **act)) == (
        "not_typed",
    )
    assert correcting.act(awards=[held], move="revoke", typed="cedar-hollow", **act) == 1
    assert judged(award.credential.text) == "revoked"


def outcome(endorsement) -> str:
    """What a verifier says that asks this site for the endorser's list."""

    def fetch(address: str) -> bytes:
        return Client().get(address.removeprefix(settings.PUBLIC_URL)).content

    document = {"endorsement": [json.loads(endorsement.text)]}
    (check,) = checks_of(document, Means(NOW + DAY, Lookups(fetch)))
    return check.outcome


def test_an_endorsement_is_signed_by_its_endorser_and_ends_when_it_is_withdrawn(award, issuer, stage):
    other, voss, what = stage.organizations["harpeth-state"], stage.people["eleanor-voss"], award.edition
    say: dict[str, Any] = {"comment": "We hold our own teachers to it.", "at": NOW}

    def beside() -> list[str]:
        return [
            each["issuer"]["name"] for each in hosting.achievement(what, at=LONG_AGO).get("endorsement", [])
        ]

    given = endorsing.endorse(organization=other, what=what, by=voss, **say)
    again = endorsing.endorse(organization=other, what=what, by=voss, **say)
    assert (given == again, beside(), outcome(given)) == (True, [other.name], "ok")
    own = stage.organizations["cedar-hollow"]
    assert refused(lambda: endorsing.endorse(organization=own, what=what, by=issuer, **say)) == ("own",)
    assert refused(lambda: hide_endorsement(endorsement=given, by=voss, at=NOW)) == ("role",)
    hide_endorsement(endorsement=given, by=issuer, at=NOW)
    hidden = beside()
    withdraw_endorsement(endorsement=given, by=voss, at=NOW)
    assert (hidden, beside(), outcome(given)) == ([], [], "failed")
