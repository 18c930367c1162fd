"""One kind of credential made ready: what all its earners share is written and hashed, what is theirs is open."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple

from cairn.engines.openbadges import documents, proofs
from cairn.engines.openbadges.canonical import canonical_document
from cairn.engines.openbadges.compiled.shape import Shape
from cairn.engines.openbadges.compiled.structure import NotCompilable, Path, filled, paths, take_apart
from cairn.engines.openbadges.datatypes.multibase import base58btc
from cairn.engines.openbadges.documents.parts import Credential
from cairn.engines.openbadges.forms import Form, Written
from cairn.engines.openbadges.press import personal

_HASH_BYTES: Final = 32
_METHOD: Final = "did:example:issuer#key"
_CREATED: Final = datetime(2026, 1, 1, tzinfo=UTC)


Frame = tuple[str, str, str]
"""The JSON text of a proof before the instant, between that and the value, and after it."""


class Seal(NamedTuple):
    """What one key adds to every document it signs at one instant, `created`."""

    options_hash: bytes
    frame: Frame
    created: str


class Plate:
    """Signs credentials like the one it was made from. Safe to share between threads."""

    def __init__(
        self,
        credential: Credential,
        *,
        another: Credential | None = None,
        varying: Container[Path] | None = None,
    ) -> None:
        """Open the earner's texts, or of them those that stand at `varying`; the rest stays as it is.

        `another` differs from the credential in all of these. Raises `NotCompilable` where only the general path can
        sign such a credential.
        """
        self.of = credential
        self._varying = varying
        self._document = documents.build(credential)
        self.contexts = json.dumps(self._document["@context"])
        own = _said(self._own(credential))
        where = paths(self._document)
        said = [
            place for place, text in zip(self._places(credential), self._own(credential), strict=True) if text
        ]
        if own is None or not set(said) <= set(where):
            raise NotCompilable
        self._texts = take_apart(self._document)[1]
        self._open = [where.index(place) for place in said]
        if [self._texts[number] for number in self._open] != own:
            raise NotCompilable
        settled = {number: text for number, text in enumerate(self._texts) if number not in set(self._open)}
        self._shape = Shape.of(self._document).with_fixed(settled)
        self._parts, self._order = self._text()
        self._forms: dict[Frame, Form] = {}
        self._levels = _levels(self._document)
        self._check(credential)
        self._check(another or _another(credential))

    def _places(self, credential: Credential) -> list[Path]:
        every = personal.places(credential)
        return [place for place in every if self._varying is None or place in self._varying]

    def _own(self, credential: Credential) -> list[str | None]:
        """The earner's texts that are open."""
        every = zip(personal.places(credential), personal.texts(credential), strict=True)
        return [text for place, text in every if self._varying is None or place in self._varying]

    def fits(self, credential: Credential) -> bool:
        """Whether the checks of `documents.build` pass that hang on the earner's own texts."""
        recipient, status = credential.recipient, credential.status
        return personal.is_sound(recipient.email, recipient.salt, status.index if status else 0) and all(
            result.achieved_level is None or (result.criterion, result.achieved_level) in self._levels
            for result in credential.results
        )

    def write(
        self, personal_texts: Sequence[str | None], seal: Seal, sign: Callable[[bytes], bytes]
    ) -> Written | None:
        """The signed credential with the texts that are open, in order; None where only the general path can tell."""
        own = _said(personal_texts)
        if own is None or len(own) != len(self._open):
            return None
        texts = self._texts.copy()
        for number, text in zip(self._open, own, strict=True):
            texts[number] = text
        digest = self._shape.digest(texts)
        if digest is None:
            return None
        value = proof_value(sign(seal.options_hash + digest))
        if value is None:
            return None
        texts = [*(encode_basestring(own[number]) for number in self._order), seal.created, value]
        return self._form(seal.frame).written(texts)

    def _form(self, frame: Frame) -> Form:
        if frame not in self._forms:
            before, between, after = frame
            self._forms[frame] = Form([*self._parts[:-1], f"{self._parts[-1]}{before}", between, after])
        return self._forms[frame]

    def seal(self, verification_method: str, created: datetime) -> Seal:
        """The seal of a key, read off what the general path does.

        Raises `NotCompilable` when that signs other bytes than two hashes.
        """
        recorder = _Recorder(verification_method)
        signed = proofs.sign(self._document, signer=recorder, created=created)
        if recorder.signed[_HASH_BYTES:] != self._shape.digest(self._texts):
            raise NotCompilable
        proof = signed["proof"][0]
        at, value = secrets.token_hex(16), secrets.token_hex(16)
        text = json.dumps(
            {"proof": [{**proof, "created": at, "proofValue": value}]}, ensure_ascii=False, indent=1
        )
        before, rest = text.split(f'"{at}"')
        between, after = rest.split(value)
        frame = f",{before[1:]}", between, after
        return Seal(recorder.signed[:_HASH_BYTES], frame, encode_basestring(proof["created"]))

    def _text(self) -> tuple[list[str], list[int]]:
        """The JSON text up to its closing brace, cut at each of the earner's texts, and which text goes where."""
        mark = secrets.token_hex(16)
        texts = self._texts.copy()
        for place, number in enumerate(self._open):
            texts[number] = f"{mark}:{place}:{mark}"
        text = json.dumps(filled(self._document, texts), ensure_ascii=False, indent=1)
        parts = re.split(f'"{mark}:([0-9]+):{mark}"', text.removesuffix("\n}"))
        return parts[::2], [int(number) for number in parts[1::2]]

    def _check(self, credential: Credential) -> None:
        """Compare with the general path, or raise `NotCompilable`."""
        document, recorder = documents.build(credential), _Recorder(_METHOD)
        signed = proofs.sign(document, signer=recorder, created=_CREATED)
        options = {"@context": document["@context"], **signed["proof"][0]}
        del options["proofValue"]
        compiled = _Recorder(_METHOD)
        sealed = self.write(self._own(credential), self.seal(_METHOD, _CREATED), compiled.sign)
        hashed = _options_hash(json.dumps(options)) + sha256(canonical_document(document)).digest()
        text = json.dumps(signed, ensure_ascii=False, indent=1)
        if sealed is None or sealed.text != text or compiled.signed != hashed:
            raise NotCompilable


@lru_cache(maxsize=64)
def _options_hash(options: str) -> bytes:
    """The SHA-256 of a proof's options, the same for all of some contexts, by the general path."""
    return sha256(canonical_document(json.loads(options))).digest()


class _Recorder:
    """A signer that signs nothing and remembers what it was given."""

    def __init__(self, verification_method: str) -> None:
        self.verification_method = verification_method
        self.signed = b""

    def sign(self, data: bytes) -> bytes:
        self.signed = data
        return bytes(64)


def proof_value(signature: bytes) -> str | None:
    """An Ed25519 signature as multibase text, which the general path leaves to a library; None for anything else."""
    return base58btc(signature) if len(signature) == 64 else None


def _said(texts: Sequence[str | None]) -> list[str] | None:
    """The texts that are there; None when one is of a kind that may be written otherwise."""
    said = [text for text in texts if text]
    return said if all(type(text) is str for text in said) else None


def _levels(document: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    described = document["credentialSubject"]["achievement"].get("resultDescription", ())
    return frozenset(
        (one["id"], level["id"]) for one in described for level in one.get("rubricCriterionLevel", ())
    )


def _another(credential: Credential) -> Credential:
    """A credential that differs in every text of its earner, but for the levels reached."""
    day = timedelta(days=1)

    def other(text: str | None) -> str | None:
        return text and f"{text}-another"

    image, status = credential.image, credential.status
    return replace(
        credential,
        id=f"{credential.id}-another",
        description=other(credential.description),
        recipient=replace(
            credential.recipient,
            email=f"another-{credential.recipient.email}",
            salt=f"{credential.recipient.salt}-another",
            shown_name=other(credential.recipient.shown_name),
        ),
        valid_from=credential.valid_from + day,
        awarded=credential.awarded and credential.awarded + 2 * day,
        valid_until=credential.valid_until and credential.valid_until + 3 * day,
        image=image and replace(image, id=f"{image.id}-another", caption=other(image.caption)),
        subject_id=other(credential.subject_id),
        narrative=other(credential.narrative),
        evidence=tuple(
            replace(
                one,
                id=other(one.id),
                name=other(one.name),
                description=other(one.description),
                narrative=other(one.narrative),
            )
            for one in credential.evidence
        ),
        status=status
        and replace(status, index=status.index + 1, list_address=f"{status.list_address}-another"),
    )
