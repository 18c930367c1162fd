"""Two accounts of one person become one, with proof; what waited under an address comes to whoever proves it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from cairn.demo.stage import Stage
from cairn.domain.evidence.operations import attempts
from cairn.domain.issuing.models import Award
from cairn.domain.people.access import PROVES, TRIES
from cairn.domain.people.models import Merging, Person, Proof
from cairn.domain.people.operations import register, take_role
from cairn.engines.verdict import Refused
from cairn.workflows import importing, past_rows
from cairn.workflows.persons import claiming, merging
from cairn.workflows.persons.proving import code_of
from tests.walk import DAY, LONG_AGO, stage, work_at

__all__ = ["stage"]

NOW = LONG_AGO + 30 * DAY


def second(stage: Stage, email: str = "dana@home.example.org") -> Person:
    """Dana's private account, with a role she has in the other too."""
    home = register(
        email=email, legal_name="D. Brown", verified=True, password="a-long-one-1", by=None, at=NOW
    )
    take_role(
        person=home, organization=stage.organizations["cedar-hollow"], role="earner", by=None, at=LONG_AGO
    )
    return home


def proved(gone: Person, by: Person) -> Proof:
    proof = merging.begin(address=str(gone.email), by=by, at=NOW)
    return merging.prove(proof=proof, code=code_of(proof), by=by, at=NOW)


def test_all_of_one_account_is_the_others_and_its_badge_still_answers(stage: Stage) -> None:
    dana, home = stage.people["dana-brown"], second(stage)
    work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=dana,
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO + DAY,
    )
    attempts.start(edition=stage.editions["wait-time"], by=dana, at=NOW)
    attempts.start(edition=stage.editions["wait-time"], by=home, at=NOW)
    proof = proved(dana, home)
    before = merging.foresee(proof=proof, by=home, at=NOW)
    assert (Person.objects.get(pk=dana.pk).is_active, Merging.objects.count()) == (True, 0)
    assert merging.merge(proof=proof, by=home, at=NOW) == before
    award = Award.objects.get()
    assert (award.earner, Client().get(f"/badges/{award.public_id}").status_code) == (home, 200)
    assert not Person.objects.get(pk=dana.pk).is_active
    assert set(EmailAddress.objects.filter(user=home, verified=True).values_list("email", flat=True)) == {
        home.email,
        dana.email,
    }
    waited = home.attempts.filter(edition=stage.editions["wait-time"])
    assert sorted(each.state for each in waited) == ["withdrawn", "working"]
    with pytest.raises(Refused):
        merging.merge(proof=Proof.objects.get(), by=home, at=NOW)


def test_nobody_becomes_the_judge_of_her_own_work(stage: Stage) -> None:
    dana, tomasz = stage.people["dana-brown"], stage.people["tomasz-nowak"]
    work_at("awarded", edition=stage.editions["exit-tickets"], earner=dana, evaluators=[tomasz], at=LONG_AGO)
    proof = proved(tomasz, dana)
    with pytest.raises(Refused, match="Nobody judges her own work"):
        merging.merge(proof=proof, by=dana, at=NOW)
    assert (Award.objects.get().earner, Person.objects.get(pk=tomasz.pk).is_active) == (dana, True)


@pytest.mark.parametrize("after", [timedelta(0), PROVES])
def test_an_account_is_not_proved_by_guessing_nor_too_late(stage: Stage, after: timedelta) -> None:
    dana, home = stage.people["dana-brown"], second(stage)
    proof = merging.begin(address=str(dana.email), by=home, at=NOW)
    for _ in range(TRIES if not after else 0):
        with pytest.raises(Refused, match="does not fit"):
            merging.prove(proof=proof, code="0000 0000", by=home, at=NOW)
    with pytest.raises(Refused, match="no more"):
        merging.prove(proof=proof, code=code_of(proof), by=home, at=NOW + after)
    with pytest.raises(Refused, match="Prove once more"):
        merging.merge(proof=proof, by=home, at=NOW + after)


def test_past_badges_come_to_whoever_proves_the_address_and_to_nobody_before(stage: Stage) -> None:
    dana, district = stage.people["dana-brown"], stage.organizations["cedar-hollow"]
    line = "e-mail,name,micro-credential,earned on\ndana@old.example.org,Dana,exit-tickets,2019-05-24"
    run = importing.check(
        organization=district,
        name="past.csv",
        content=line.encode(),
        reading=past_rows.Reading(first_for_earlier=True),
        by=None,
        at=NOW,
    )
    importing.carry_on(run=importing.begin(run=run, letters=False, by=None, at=NOW), by=None, at=NOW)
    added = EmailAddress.objects.create(user=dana, email="dana@old.example.org", verified=False)
    assert (claiming.claim(address=added.email, by=dana, at=NOW), dana.awards.count()) == ([], 0)
    EmailAddress.objects.filter(pk=added.pk).update(verified=True)
    claiming.claim(address=added.email, by=dana, at=NOW)
    assert (dana.awards.count(), claiming.claim(address=added.email, by=dana, at=NOW)) == (1, [])
