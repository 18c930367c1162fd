"""Keys of issuers: rotation spoils nothing, compromise spoils what the key signed, and signing again mends it."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pytest_django import Settings

from cairn.demo.stage import Stage
from cairn.domain.issuing import operations, queries
from cairn.domain.issuing.models import Award, Credential, SigningKey
from cairn.domain.ledger.operations import first_break
from cairn.domain.outbox.models import Message
from cairn.engines.openbadges import status
from cairn.engines.openbadges.keys import primitives
from cairn.workflows import awarding, crediting, endorsing, keys, tasks, verifying
from tests.domain.asking import refused, together
from tests.walk import DAY, LONG_AGO, work_at

NOW = LONG_AGO + 10 * DAY
LATER = NOW + DAY
HOUR = timedelta(hours=1)
SLUG = "cedar-hollow"


def awarded(stage: Stage, *earners: str) -> list[Award]:
    met = [
        work_at(
            "met",
            edition=stage.editions["exit-tickets"],
            earner=stage.people[earner],
            evaluators=[stage.people["tomasz-nowak"]],
            at=LONG_AGO,
        )
        for earner in earners
    ]
    return [awarding.award(attempt=each, at=NOW) for each in met]


def judged(award: Award) -> str:
    text = Credential.objects.get(award=award).text
    return verifying.verify(text.encode(), at=LATER + DAY).overall


def give_up(key: SigningKey, stage: Stage, typed: str = SLUG) -> SigningKey:
    return keys.compromise(
        key=key,
        since=NOW,
        reason="A laptop was stolen.",
        typed=typed,
        by=stage.people["ruth-delaney"],
        at=LATER,
    )


@pytest.fixture(params=["http://127.0.0.1:8000", "https://badges.example"], ids=["did:key", "did:web"])
def anywhere(request: pytest.FixtureRequest, settings: Settings) -> None:
    """Issuers whose identity is their key, and issuers with an address."""
    settings.PUBLIC_URL = request.param


def test_what_an_old_key_signed_goes_on_verifying_after_a_rotation(anywhere: None, stage: Stage) -> None:
    (before,) = awarded(stage, "dana-brown")
    district = before.organization
    old = queries.signing_key(district)
    rotate = partial(keys.rotate, organization=district, instead_of=old, by=stage.people["ruth-delaney"])
    new = rotate(at=LATER)
    assert rotate(at=LATER + HOUR) == new != old
    (after,) = awarded(stage, "marcus-bell")
    assert (judged(before), judged(after)) == ("valid", "valid")
    assert [award.credential.signing_key for award in (before, after)] == [old, new]
    operations.revoke(award=before, reason="A mix-up.", by=stage.people["janelle-wright"], at=LATER)
    assert (judged(before), judged(after)) == ("revoked", "valid")


def test_what_a_compromised_key_signed_is_void_until_it_is_signed_again(
    anywhere: None, stage: Stage, mailoutbox: list[object]
) -> None:
    awards = awarded(stage, "dana-brown", "marcus-bell")
    old, copy = awards[0].credential.signing_key, json.loads(awards[0].credential.text)
    old = give_up(old, stage)
    assert give_up(old, stage).compromised_at == NOW
    assert [judged(award) for award in awards] == ["invalid", "invalid"]
    assert keys.sign_again(key=old, by=stage.people["ruth-delaney"], at=LATER) == 2
    assert keys.sign_batch(key=old, at=LATER, limit=1) == 1  # cut off after the first
    tasks.run_all(LATER)
    assert [judged(award) for award in awards] == ["valid", "valid"]
    assert verifying.verify(json.dumps(copy).encode(), at=LATER + DAY).overall == "invalid"
    now = json.loads(Credential.objects.get(award=awards[0]).text)
    for document in (copy, now):
        for told in (document, document["issuer"], document["credentialStatus"]):
            for name in ("proof", "id", "statusListCredential"):
                told.pop(name, None)
    assert now == copy
    assert (queries.signed_by(old).count(), first_break()) == (0, None)
    assert Message.objects.filter(event=f"signed_again:{old.public_id}").count() == 2


def test_endorsements_are_signed_again_with_the_badges(anywhere: None, stage: Stage) -> None:
    voss, state = stage.people["eleanor-voss"], stage.organizations["harpeth-state"]
    given = endorsing.endorse(
        organization=state, what=stage.editions["exit-tickets"], comment="We hire by it.", by=voss, at=NOW
    )
    old, before = given.signing_key, json.loads(given.text)
    assert old is not None
    old = keys.compromise(
        key=old, since=NOW, reason="A laptop was stolen.", typed=state.slug, by=voss, at=LATER
    )
    assert keys.sign_again(key=old, by=voss, at=LATER) == 1
    tasks.run_all(LATER)
    given.refresh_from_db()
    new, now = given.signing_key, json.loads(given.text)
    assert new is not None and new != old
    method = crediting.method_of(state, new)
    assert (now["proof"][0]["verificationMethod"], now["issuer"]["id"]) == (
        method,
        crediting.issuer_id(state, new),
    )
    assert (now["credentialSubject"], now["validFrom"]) == (before["credentialSubject"], before["validFrom"])
    assert (queries.endorsed_by(old).count(), first_break()) == (0, None)


def test_the_list_of_a_compromised_key_revokes_every_place(stage: Stage) -> None:
    (award,) = awarded(stage, "dana-brown")
    old = give_up(award.credential.signing_key, stage)
    listing = crediting.status_credential(award.status_list, at=LATER, by=old.fragment)
    assert listing["issuer"] == old.public.did
    bits = status.decode(listing["credentialSubject"]["encodedList"])
    assert bits == b"\xff" * (award.status_list.size // 8)


def test_the_did_document_lists_every_key_and_lets_the_sound_ones_sign(
    stage: Stage, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://badges.example"
    district = stage.organizations[SLUG]
    jwt = keys.ensure_key(organization=district, kind="P-256", by=None, at=NOW)
    first = queries.signing_key(district)
    assert first is not None
    retired = keys.rotate(organization=district, by=None, at=NOW)
    latest = keys.rotate(organization=district, by=None, at=NOW)
    give_up(first, stage)
    document = crediting.did_document(district, queries.keys_of(district))
    did = document["id"]
    listed = {method["id"]: method["type"] for method in document["verificationMethod"]}
    assert listed == {
        f"{did}#{key.fragment}": "JsonWebKey" if key == jwt else "Multikey"
        for key in (jwt, first, retired, latest)
    }
    assert set(document["assertionMethod"]) == set(listed) - {f"{did}#{first.fragment}"}


def test_a_key_is_given_up_even_where_no_other_can_be_had(stage: Stage, settings: Settings) -> None:
    (award,) = awarded(stage, "dana-brown")
    settings.KEY_PLACE = "pkcs11"
    given_up = give_up(award.credential.signing_key, stage)
    assert (given_up.retired_at, queries.signing_key(award.organization)) == (LATER, None)


def test_giving_a_key_up_asks_for_its_confirmation(stage: Stage) -> None:
    (award,) = awarded(stage, "dana-brown")
    key = award.credential.signing_key
    assert refused(partial(give_up, key, stage, "Cedar Hollow")) == ("not_typed",)
    give = partial(keys.compromise, key=key, typed=SLUG, at=LATER)
    ruth, dana = stage.people["ruth-delaney"], stage.people["dana-brown"]
    assert refused(partial(give, since=LATER + DAY, reason=" ", by=ruth)) == ("no_reason", "when")
    assert refused(partial(give, since=NOW, reason="x", by=dana)) == ("role",)
    assert refused(partial(keys.sign_again, key=key, by=ruth, at=LATER)) == ("not_compromised",)
    assert SigningKey.objects.filter(retired_at=None, pk=key.pk).exists()


def test_a_key_that_was_given_up_while_it_signed_issues_nothing(stage: Stage) -> None:
    (award,) = awarded(stage, "dana-brown")
    stale = award.credential.signing_key
    Credential.objects.all().delete()
    Award.objects.filter(pk=award.pk).update(state="made")
    give_up(stale, stage)
    issue = partial(operations.issue, award=award, text="{}", signing_key=stale, by=None, at=LATER)
    assert refused(issue) == ("compromised",)
    assert Credential.objects.count() == 0


def test_a_key_that_was_made_and_lost_is_in_nobodys_way(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    organization = stage.organizations[SLUG]
    before = {key.key_ref for key in keys.unused("folder")}

    def crash(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(operations, "add_key", crash)
        keys.ensure_key(organization=organization, kind="P-256", by=None, at=NOW)
    (lost,) = {key.key_ref for key in keys.unused("folder")} - before
    assert keys.ensure_key(organization=organization, kind="P-256", by=None, at=NOW).key_ref != lost
    taken = keys.rotate(organization=organization, kind="P-256", wanted=lost, by=None, at=LATER)
    assert (taken.key_ref, keys.Health(taken) in keys.examine()) == (lost, True)


def test_issuers_take_on_keys_that_are_handed_in(stage: Stage, settings: Settings, tmp_path: Path) -> None:
    for name in ("one", "two"):
        private = primitives.secret_key("Ed25519", primitives.generate("Ed25519"))
        (tmp_path / f"{name}.pem").write_bytes(
            private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
    settings.HANDED_KEYS = str(tmp_path)
    district, university = stage.organizations[SLUG], stage.organizations["harpeth-state"]
    take = partial(keys.rotate, place="environment", by=None, at=NOW)
    assert refused(partial(take, organization=district)) == ("which",)
    first, second = (key.key_ref for key in keys.unused("environment"))
    assert take(organization=district, wanted=first[:8]).key_ref == first
    assert take(organization=university).key_ref == second
    assert refused(partial(take, organization=university)) == ("key_store",)
    (award,) = awarded(stage, "dana-brown")
    assert (award.credential.signing_key.place, judged(award)) == ("environment", "valid")


@pytest.mark.django_db(transaction=True)
def test_awards_that_are_signed_while_the_key_is_rotated_are_all_valid(
    transactional_db: None, stage: Stage
) -> None:
    met = [
        work_at(
            "met",
            edition=stage.editions["exit-tickets"],
            earner=stage.people[earner],
            evaluators=[stage.people["tomasz-nowak"]],
            at=LONG_AGO,
        )
        for earner in ("dana-brown", "marcus-bell")
    ]
    give = [partial(awarding.award, attempt=each, at=NOW) for each in met]
    rotate = partial(keys.rotate, organization=stage.organizations[SLUG], by=None, at=NOW)
    assert [type(each) for each in together(*give, rotate, rotate)] == [Award, Award, SigningKey, SigningKey]
    assert [judged(award) for award in Award.objects.all()] == ["valid", "valid"]
    assert (SigningKey.objects.filter(organization__slug=SLUG, retired_at=None).count(), first_break()) == (
        1,
        None,
    )
