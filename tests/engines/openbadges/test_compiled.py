"""Compiled canonicalization and signing: byte for byte, and error for error, what the general path gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from hashlib import sha256
from random import Random
from typing import Any

import base58
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.engines.openbadges import canonical, compiled, contexts, documents, press, proofs, schemas
from cairn.engines.openbadges.compiled.structure import NotCompilable, filled, fixed_names, paths, take_apart
from cairn.engines.openbadges.documents.parts import Credential, Evidence, Image, Result
from cairn.engines.openbadges.errors import BadgeError, JsonError
from cairn.engines.openbadges.keys import KeySigner, SecretKey
from tests.engines.openbadges.examples import AWARDED, full_credential

SIGNER = KeySigner.for_did_key(SecretKey(bytes(range(32))))
FULL = full_credential(SIGNER.secret.public.did)
SAME = {"type": ["Evidence"], "narrative": "the same words"}

hostile = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp"]), max_size=8),
    st.sampled_from(
        [
            *(
                "",
                "%",
                "%s %b %%",
                'a"b\\c\n\r\t\x00\x08\x0c\x7f',
                "\ud800",
                "\ufeff",
                "\u202eevil\u2066",
                "🧑🏽‍🏫 e\u0301",
            ),
            *(
                "x" * 70_000,
                "https://a b",
                "https://exa mple/<x>",
                "https://example.org/ü",
                "https://[",
                "a:b#c#d",
            ),
            *(
                "_:b0",
                "_:c14n0",
                "@id",
                "@none",
                "relative",
                "//host",
                "xsd:string",
                "Evidence:x",
                "urn:x:y",
                "95",
            ),
            *(
                "HTTPS://example.org",
                "mailto:a@b",
                "assertionMethod",
                '" . <urn:a> <urn:b> "',
                "2026-13-45",
                "1E400",
            ),
            *(FULL.id, FULL.issuer.id, FULL.achievement.id, "the same words"),
        ]
    ),
)


STRUCTURES = ("full", "nameless parts", "plain", "proof options", "signed, with graphs of its own")


@cache
def shaped() -> dict[str, tuple[dict[str, Any], compiled.Shape]]:
    """Documents of several structures, each with its shape."""
    plain = replace(
        FULL,
        evidence=(),
        results=(),
        status=None,
        image=None,
        recipient=replace(FULL.recipient, shown_name=None),
    )
    signed = proofs.sign(documents.build(plain), signer=SIGNER, created=AWARDED)
    subject = {
        "id": "urn:x:record",
        "type": ["AchievementSubject"],
        "achievement": {"id": "urn:x:a", "type": ["Achievement"]},
    }
    told = {
        "full": documents.build(FULL),
        "plain": documents.build(plain),
        "proof options": {"@context": signed["@context"], **signed["proof"][0]},
        "signed, with graphs of its own": signed,
        "nameless parts": {
            **documents.build(plain),
            "credentialSubject": subject,
            "evidence": [SAME, {**SAME, "name": "another"}],
            "issuer": "did:example:an-address-alone",
        },
    }
    return {name: (document, compiled.Shape.of(document)) for name, document in told.items()}


def outcome(act: Callable[[], Any]) -> Any:
    """What comes out, or the error that does."""
    try:
        return act()
    except ValueError as error:
        return type(error), str(error)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STRUCTURES), st.data())
def test_hostile_texts_are_put_in_order_as_the_general_path_does(name: str, data: st.DataObject) -> None:
    example, shape = shaped()[name]
    texts = take_apart(example)[1]
    for number in data.draw(st.lists(st.sampled_from(range(len(texts))), min_size=1, max_size=4)):
        texts[number] = data.draw(st.one_of(hostile, st.sampled_from(texts)))
    document = filled(example, texts)
    found = shape.canonical(texts)
    assert found is None or found == outcome(lambda: canonical.canonical_document(document))


@pytest.mark.parametrize("name", STRUCTURES)
def test_ordinary_texts_need_no_general_path(name: str) -> None:
    example, shape = shaped()[name]
    texts = [text if ":" in text else f"{text} “ü”\n%s" for text in take_apart(example)[1]]
    assert shape.canonical(texts) == canonical.canonical_document(filled(example, texts))


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_document_the_memory_gives_what_the_general_path_gives(
    data: st.DataObject,
) -> None:
    document = documents.build(FULL)
    place = data.draw(st.sampled_from([path for path in _containers(document) if path]))
    *above, last = place
    holder: Any = document
    for step in above:
        holder = holder[step]
    odd = st.sampled_from(
        [None, True, 1, 1.5, [], {}, [1], "x", {"@value": "x"}, {"id": "urn:x:y"}, ["a", "a"], [[SAME]]]
    )
    holder[last] = data.draw(odd)
    memory = compiled.Shapes()
    expected = outcome(lambda: canonical.canonical_document(document))
    assert [outcome(lambda: memory.canonical(document)) for _ in range(3)] == [expected] * 3


def _containers(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, part in steps for found in _containers(part, (*path, step)))]


@cache
def schooled() -> compiled.Shapes:
    """A memory that has learned the members of every structure here, and forgets no document for another."""
    memory = compiled.Shapes()
    for document, _ in shaped().values():
        for _ in range(2):
            memory.canonical(document)
    return memory


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STRUCTURES), st.data())
def test_members_in_another_choice_are_put_in_order_as_the_general_path_does(
    name: str, data: st.DataObject
) -> None:
    document = _chosen(
        json.loads(json.dumps(shaped()[name][0])), data.draw(st.randoms(use_true_random=False))
    )
    expected = outcome(lambda: canonical.canonical_document(document))
    assert outcome(lambda: schooled().canonical(document)) == expected


def _chosen(value: Any, random: Random) -> Any:
    """Members left out, put in another order and moved to where they do not belong; sets grown and shrunk."""
    if isinstance(value, list):
        kept = [_chosen(part, random) for part in value]
        return (
            random.choices(kept, k=random.randint(0 if random.random() < 0.02 else 1, 3))
            if kept and random.random() < 0.2
            else kept
        )
    if not isinstance(value, dict):
        return value
    names = [name for name in value if name == "@context" or random.random() < 0.9]
    random.shuffle(names)
    made = {name: _chosen(value[name], random) for name in names}
    if random.random() < 0.05:
        made[random.choice(("name", "type", "id", "evidence", "url", "result"))] = random.choice(
            (
                "Profile",
                ["Achievement"],
                {"type": ["Profile"], "name": "x"},
                {"narrative": "x"},
                "urn:x:y",
                True,
                4,
            )
        )
    return made


def test_a_structure_never_met_needs_no_general_path_where_its_members_are_known() -> None:
    document = documents.build(FULL)
    turned = dict(reversed(document.items()))
    shape = schooled()._vocabulary.shape(turned)
    assert shape.canonical(take_apart(turned)[1]) == canonical.canonical_document(document)
    odd: list[dict[str, Any]] = [
        {"salaryStep": "4"},
        {"credentialSubject": [[SAME]]},
        {"evidence": []},
        {"description": None},
    ]
    for unknown in odd:
        with pytest.raises(NotCompilable):
            schooled()._vocabulary.shape({**document, **unknown})


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_fast_validator_of_the_schemas_judges_as_the_telling_one(random: Random) -> None:
    document = _chosen(json.loads(json.dumps(shaped()["signed, with graphs of its own"][0])), random)
    judges = (schemas._fast(schemas.ACHIEVEMENT), schemas._telling(schemas.ACHIEVEMENT))
    fast, telling = (judge.is_valid(document) for judge in judges)
    assert (fast, schemas.complaint(schemas.ACHIEVEMENT, document) is None) == (telling, telling)


def test_every_character_is_written_as_in_the_general_path() -> None:
    characters = "".join(map(chr, [*range(0x3100), *range(0xFDD0, 0x10000), 0x1F9D1, 0x10FFFF])).encode(
        errors="ignore"
    )
    example, shape = shaped()["full"]
    texts = take_apart(example)[1]
    texts[paths(example).index(("credentialSubject", "narrative"))] = characters.decode()
    assert shape.canonical(texts) == canonical.canonical_document(filled(example, texts))


def test_what_a_context_looks_up_is_part_of_the_structure() -> None:
    assert fixed_names() >= {"@context", "type", "proofPurpose", "jsonSchema", "jwk"}
    terms = {term for context in contexts.bundled().values() for term in _terms(context)}
    assert terms.isdisjoint({"http", "https", "urn", "did", "mailto", "data"})


def _terms(value: Any) -> set[str]:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set(value if isinstance(value, dict) else ()).union(*map(_terms, below))


def test_numbers_stay_apart_from_what_equals_them() -> None:
    keys = [take_apart({"name": value})[0] for value in (1, 1.0, True, "1")]
    assert len(set(keys)) == 4
    with pytest.raises(NotCompilable):
        take_apart({"name": None})


def test_a_structure_is_compiled_when_it_is_met_again_and_forgotten_when_many_others_came() -> None:
    memory = compiled.Shapes(capacity=1)
    one, other = (
        {"@context": [contexts.CREDENTIALS_V2], "id": "urn:x:y", name: "x"}
        for name in ("name", "description")
    )
    known = []
    for document in (one, one, other, other, one, one):
        memory.canonical(document)
        known.append([shape is not None for shape in memory._known.values()])
    assert known == [[], *[[True]] * 5]
    assert list(memory._known) == [take_apart(one)[0]]
    assert memory.canonical({"@context": [contexts.CREDENTIALS_V2], "id": "urn:x:y"}) == b""


def _parts(count: int, **others: str) -> dict[str, Any]:
    evidence = [{"id": f"urn:x:{number}", "type": ["Evidence"] * 16} for number in range(count)]
    names = [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES]
    return {"@context": names, "type": ["VerifiableCredential"], "evidence": evidence, **others}


def test_members_that_are_known_may_be_too_many_together() -> None:
    memory = compiled.Shapes()
    for _ in range(2):
        memory.canonical(_parts(1))
    with pytest.raises(JsonError, match="20,000 values"):
        memory.canonical(_parts(990))


def test_what_strangers_send_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled.shapes, "MOST_TOKENS", len(take_apart(_parts(2))[0]))
    memory, kept = compiled.Shapes(), []
    for document in (_parts(1), _parts(2), _parts(1, **{"x" * 70_000: "y"})):
        for _ in range(2):
            outcome(partial(memory.canonical, document))
        kept.append([key == take_apart(document)[0] for key in memory._known])
    assert kept == [[True], [True], [False]]


# Signing

_PRESS = press.Press()
_BARE = replace(
    FULL,
    evidence=(),
    results=(),
    status=None,
    image=None,
    awarded=None,
    valid_until=None,
    description=None,
    recipient=replace(FULL.recipient, shown_name=None),
)
_STACK = replace(
    _BARE,
    evidence=tuple(
        Evidence(id=f"https://example.org/badges/{number}", name="Part", genre="Badge") for number in range(3)
    ),
)
KINDS = {"full": FULL, "bare": _BARE, "stack": _STACK}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_hostile_texts_are_signed_as_the_general_path_signs_them(kind: str, data: st.DataObject) -> None:
    changed = data.draw(_changed(KINDS[kind]))
    for _ in range(2):
        _PRESS.sign(KINDS[kind], signer=SIGNER, created=AWARDED)
    pressed, plain = _signed_both_ways(_PRESS, changed)
    assert pressed == plain
    if isinstance(pressed, str):
        _assert_signed_in_full(json.loads(pressed))


def _signed_both_ways(pressing: press.Press, credential: Credential) -> list[Any]:
    ways = (pressing.sign, press.sign)
    return [outcome(partial(way, credential, signer=SIGNER, created=AWARDED)) for way in ways]


def _changed(credential: Credential) -> st.SearchStrategy[Credential]:
    text = hostile
    changes: dict[str, Any] = {
        "id": text,
        "valid_from": st.integers(-9, 9).map(lambda days: AWARDED + timedelta(days=days)),
        "recipient": st.builds(
            replace,
            st.just(credential.recipient),
            email=st.one_of(text, text.map(lambda each: f"a@{each}")),
            salt=st.one_of(text, text.map(lambda each: f"{each:16}")),
            shown_name=st.none() if credential.recipient.shown_name is None else text,
        ),
        "evidence": st.tuples(
            *(
                st.builds(
                    replace,
                    st.just(one),
                    id=st.sampled_from([one.id, "https://example.org/7", "_:x", "a b"]),
                    name=text,
                )
                for one in credential.evidence
            )
        ),
        "narrative": text,
    }
    if credential.image is not None:
        changes["image"] = st.builds(Image, id=text, caption=text)
    if credential.status is not None:
        changes["status"] = st.builds(
            replace, st.just(credential.status), index=st.integers(-1, 9), list_address=text
        )
    if credential.results:
        levels = [level.id for level in credential.achievement.rubric[0].levels]
        one = credential.results[0]
        changes["results"] = st.one_of(
            st.just(()),
            st.builds(
                Result, criterion=st.just(one.criterion), achieved_level=st.sampled_from([*levels, "x"])
            ).map(lambda one: (one,)),
        )
    names = st.lists(st.sampled_from(sorted(changes)), min_size=1, max_size=3, unique=True)
    return names.flatmap(
        lambda names: st.builds(replace, st.just(credential), **{name: changes[name] for name in names})
    )


def _assert_signed_in_full(document: dict[str, Any]) -> None:
    [proof] = document.pop("proof")
    signature = base58.b58decode(proof.pop("proofValue")[1:])
    hashes = [
        canonical.canonical_document(each) for each in ({"@context": document["@context"], **proof}, document)
    ]
    assert SIGNER.secret.public.holds(signature, b"".join(sha256(each).digest() for each in hashes))


_OWN = press.Own(
    id="https://example.org/awards/1",
    image="https://example.org/awards/1.png",
    email="dana@example.org",
    salt="x" * 16,
    subject_id="urn:uuid:1e9b4d6c-0f0e-4b5a-9d59-6a1f4a3c2b10",
    valid_from=AWARDED,
    valid_until=None,
    list_address="https://example.org/status/1",
    place=7,
)
_SERIES = {name: press.Series(kind, signer=SIGNER, created=AWARDED) for name, kind in KINDS.items()}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_a_series_says_of_hostile_earners_what_the_general_path_says(kind: str, data: st.DataObject) -> None:
    series, days = _SERIES[kind], st.integers(1, 9).map(timedelta)
    for _ in range(2):
        series.sign(_OWN)
    changes: dict[str, Any] = {
        **dict.fromkeys(["id", "image", "email", "salt", "subject_id", "list_address"], hostile),
        "valid_from": days.map(lambda some: AWARDED - some),
        "valid_until": days.map(lambda some: AWARDED + some),
        "place": st.integers(-1, 9),
    }
    names = data.draw(st.sets(st.sampled_from(sorted(changes)), min_size=1, max_size=3))
    drawn: dict[str, Any] = {name: data.draw(changes[name]) for name in sorted(names)}
    own = _OWN._replace(**drawn)
    assert outcome(partial(series.sign, own)) == outcome(partial(_generally, series, own))


def _generally(series: press.Series, own: press.Own) -> str:
    return press.sign(series.credential(own), signer=SIGNER, created=AWARDED)


def test_ordinary_credentials_are_pressed() -> None:
    pressing, signer = press.Press(), _Counting()
    for number in range(4):
        changed = replace(FULL, id=f"urn:x:{number}", valid_from=AWARDED + timedelta(days=number))
        assert pressing.sign(changed, signer=signer, created=AWARDED) == press.sign(
            changed, signer=SIGNER, created=AWARDED
        )
    assert [plate is not None for plate in pressing._plates.values()] == [True]
    assert signer.asked == 4


def test_ordinary_earners_of_a_series_are_pressed() -> None:
    series = press.Series(FULL, signer=SIGNER, created=AWARDED)
    for day in range(4):
        own = _OWN._replace(id=f"urn:x:{day}", valid_from=AWARDED - timedelta(days=day), place=day)
        assert series.sign(own) == _generally(series, own)
    assert [made is not None for made in series._plates.values()] == [True]


def test_whatever_the_press_does_not_foresee_goes_the_general_way() -> None:
    pressing = press.Press()
    endorsed = replace(FULL, endorsements=({"type": ["EndorsementCredential"]},))
    naive = replace(FULL, valid_from=AWARDED.replace(tzinfo=None))
    for odd in (endorsed, naive):
        pressed, plain = _signed_both_ways(pressing, odd)
        assert pressed == plain
    assert not pressing._plates


def test_a_signer_that_gives_no_signature_is_noticed_by_the_press() -> None:
    class Broken(_Counting):
        def sign(self, data: bytes) -> bytes:
            return b"short"

    for _ in range(3):
        with pytest.raises(BadgeError, match="signature"):
            _PRESS.sign(FULL, signer=Broken(), created=AWARDED)


class _Counting:
    """A signer that counts how often it is asked."""

    verification_method = SIGNER.verification_method

    def __init__(self) -> None:
        self.asked = 0

    def sign(self, data: bytes) -> bytes:
        self.asked += 1
        return SIGNER.sign(data)
