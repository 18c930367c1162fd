"""Endorsed badges, endorsements and learner records are valid to verifiers that others wrote; changed ones are not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cairn.engines.openbadges import contexts, documents, proofs, schemas
from cairn.engines.openbadges.datatypes.instants import instant_text
from cairn.engines.openbadges.documents import clr, endorsing
from cairn.engines.openbadges.documents.parts import IssuerProfile, RecipientIdentity
from tests.conformance import judges, openbadgeslib_judge
from tests.conformance.issued import ENDORSER, ISSUER, SCHEMAS, Presented
from tests.conformance.judges import Answer, Question
from tests.engines.openbadges.examples import AWARDED, NOW, full_credential

pytestmark = pytest.mark.slow

Document = dict[str, Any]


def _endorsement(endorsed: str) -> Document:
    said = endorsing.Endorsement(
        id="urn:uuid:11114b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
        issuer=IssuerProfile(id=ENDORSER.did, name="The state"),
        endorsed=endorsed,
        name="Accepted for license renewal",
        valid_from=AWARDED,
        comment="Sound.",
    )
    return ENDORSER.signs(endorsing.build(said))


def _record(endorsed: Document) -> Document:
    said = clr.Record(
        id="urn:uuid:33334b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
        issuer=full_credential(ISSUER.did).issuer,
        name="A record",
        recipient=RecipientIdentity(email="a@example.edu", salt="x" * 16),
        credentials=(endorsed, _part()),
        associations=(
            clr.Association(
                source="https://badges.example.edu/part", kind="isPartOf", target=_stack(endorsed)
            ),
        ),
        valid_from=AWARDED,
    )
    return ISSUER.signs(clr.build(said))


def _part() -> Document:
    full = full_credential(ISSUER.did)
    part = replace(
        full,
        id="urn:uuid:22224b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
        achievement=replace(full.achievement, id="https://badges.example.edu/part", rubric=()),
        results=(),
        recipient=replace(full.recipient, salt="fedcba9876543210"),
    )
    return proofs.sign(documents.build(part), signer=ISSUER.signer, created=AWARDED)


def _stack(endorsed: Document) -> str:
    found: str = endorsed["credentialSubject"]["achievement"]["id"]
    return found


CHANGES: list[Callable[[Document], Any]] = [
    lambda record: record["association"][0].update(associationType="isPeerOf"),
    lambda record: record["verifiableCredential"].pop(),
    lambda record: record["verifiableCredential"][1]["credentialSubject"].update(narrative="Other."),
    lambda record: record["verifiableCredential"][0]["endorsement"][0]["credentialSubject"].update(
        endorsementComment="!"
    ),
]


def _pages() -> dict[str, str]:
    """What the tools need beside the badge: contexts and schemas that they do not bring along."""
    held = {address: json.dumps(context) for address, context in contexts.bundled().items()}
    for address, file in (
        (documents.SCHEMA_ADDRESS, schemas.ACHIEVEMENT),
        (endorsing.SCHEMA_ADDRESS, schemas.ENDORSEMENT),
        (clr.SCHEMA_ADDRESS, schemas.LEARNER_RECORD),
    ):
        held[address] = (SCHEMAS / file).read_text(encoding="utf-8")
    return held | ISSUER.pages()


def test_endorsements_and_records_are_valid_elsewhere_and_changed_ones_are_not(node: None) -> None:
    full = full_credential(ISSUER.did)
    endorsement = _endorsement(full.achievement.id)
    endorsed = ISSUER.signs(documents.build(replace(full, endorsements=(endorsement,))))
    record = _record(endorsed)
    changed = [copy.deepcopy(record) for _ in CHANGES]
    for change, one in zip(CHANGES, changed, strict=True):
        change(one["credentialSubject"])
    files = [endorsement, endorsed, record, *changed]
    asked = [
        Question(tool, json.dumps(file), instant_text(NOW)) for tool in judges.NODE_TOOLS for file in files
    ]
    answers = judges.ask(asked, shared=_pages())
    assert [answer.valid for answer in answers] == 2 * ([True] * 3 + [False] * len(CHANGES)), answers
    assert openbadgeslib_judge.judge(Presented(json.dumps(endorsed), ISSUER.pages())) == Answer(True, "")
