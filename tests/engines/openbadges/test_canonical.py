"""Canonical bytes: W3C's suite, nothing dropped, nothing that can freeze a server."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, RdfFormat, parse

from cairn.engines.openbadges import canonical, contexts
from cairn.engines.openbadges.canonical import rdfc
from cairn.engines.openbadges.errors import BadgeError, ContextError, FormError, RefusedGraph

EDGE = NamedNode("https://example.org/edge")
BADGE: dict[str, Any] = {
    "@context": [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES],
    "id": "urn:uuid:8f4a4b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "A badge",
}


def test_every_case_of_the_w3c_suite_comes_out_as_published(standards: Path) -> None:
    suite = standards / "vectors" / "rdf-canon"
    cases = [
        case
        for case in json.loads((suite / "manifest.jsonld").read_bytes())["entries"]
        if case["type"] == "rdfc:RDFC10EvalTest" and case.get("hashAlgorithm", "SHA256") == "SHA256"
    ]
    found = {case["id"]: canonical.canonicalize(_dataset(suite / case["action"])) for case in cases}
    assert found == {case["id"]: (suite / case["result"]).read_bytes() for case in cases}
    assert len(found) == 63


@pytest.mark.slow
def test_the_poisoned_graph_of_the_w3c_suite_is_refused(standards: Path) -> None:
    suite = standards / "vectors" / "rdf-canon"
    poisoned = next(
        case
        for case in json.loads((suite / "manifest.jsonld").read_bytes())["entries"]
        if case["type"] == "rdfc:RDFC10NegativeEvalTest"
    )
    with pytest.raises(RefusedGraph, match="nameless parts that look alike"):
        canonical.canonicalize(_dataset(suite / poisoned["action"]))


def test_a_small_document_of_nameless_parts_that_all_look_alike_is_refused() -> None:
    names = [f"_:p{number}" for number in range(11)]
    nodes = [
        {"id": name, "type": ["Evidence"], "image": [other for other in names if other != name]}
        for name in names
    ]
    document = {**BADGE, "evidence": nodes}
    assert len(json.dumps(document, separators=(",", ":"))) < 2_000
    with pytest.raises(RefusedGraph, match="nameless parts that look alike"):
        canonical.canonical_document(document)


def test_more_look_alikes_than_the_limit_are_refused_before_any_work() -> None:
    quads = [
        Quad(BlankNode(f"b{number}"), EDGE, Literal("same")) for number in range(canonical.MAX_ALIKE + 2)
    ]
    with pytest.raises(RefusedGraph, match="more than 2,000"):
        canonical.canonicalize(Dataset(quads))


def test_more_statements_than_the_limit_are_refused() -> None:
    subject = NamedNode("https://example.org/s")
    quads = [Quad(subject, EDGE, Literal(str(number))) for number in range(canonical.MAX_STATEMENTS + 1)]
    with pytest.raises(RefusedGraph, match="more than 20,000 statements"):
        canonical.canonicalize(Dataset(quads))


def test_two_honest_parts_that_look_alike_are_told_apart_in_a_child_process() -> None:
    same = {"type": ["Evidence"], "narrative": "the same words"}
    lines = canonical.canonical_document({**BADGE, "evidence": [same, same]}).decode().splitlines()
    assert [line for line in lines if "the same words" in line] == [
        '_:c14n0 <https://purl.imsglobal.org/spec/vc/ob/vocab.html#narrative> "the same words" .',
        '_:c14n1 <https://purl.imsglobal.org/spec/vc/ob/vocab.html#narrative> "the same words" .',
    ]


def test_the_child_process_is_told_nothing_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child.py"
    child.write_text("import os; print(sorted(os.environ.keys() - {'LC_CTYPE'}))")
    monkeypatch.setattr(rdfc, "_CHILD", child)
    same = {"type": ["Evidence"]}
    assert canonical.canonical_document({**BADGE, "evidence": [same, same]}) == b"[]\n"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=6, unique=True),
    st.data(),
)
def test_labels_and_order_make_no_difference(texts: list[str], data: st.DataObject) -> None:
    chain = [*range(len(texts))]
    names = data.draw(st.permutations([f"x{number}" for number in chain]))
    quads = [
        *(Quad(BlankNode(f"b{number}"), EDGE, Literal(texts[number])) for number in chain),
        *(Quad(BlankNode(f"b{one}"), EDGE, BlankNode(f"b{two}")) for one, two in pairwise(chain)),
    ]
    renamed = [
        *(Quad(BlankNode(names[one]), EDGE, BlankNode(names[two])) for one, two in pairwise(chain)),
        *(Quad(BlankNode(names[number]), EDGE, Literal(texts[number])) for number in chain),
    ]
    assert canonical.canonicalize(Dataset(quads)) == canonical.canonicalize(Dataset(renamed))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"favouriteColor": "blue"}, "favouriteColor"),
        ({"type": ["VerifiableCredential", "OpenBadgeCredential", "Invented"]}, "Invented"),
        ({"evidence": [{"id": "not-complete", "type": ["Evidence"]}]}, "not-complete"),
        ({"evidence": [{"id": "https://example.org/a b", "type": ["Evidence"]}]}, "not a complete address"),
        ({"description": None}, "/description is null"),
        ({"evidence": []}, "/evidence is an empty list"),
        ({"https://schema.org/name": "x"}, "not a plain term"),
        ({"@included": [{"id": "urn:x:y"}]}, "not a plain term"),
        ({"@id": "urn:x:y"}, "not a plain term"),
        ({"": "x"}, "not a plain term"),
        ({"description": {"@value": "x", "@direction": "ltr"}}, "@direction"),
        ({"description": {"@language": "en"}}, "@language"),
        ({"evidence": [{"id": BADGE["id"], "type": ["Evidence"]}]}, "speaks about the credential itself"),
        ({"evidence": [{"@context": contexts.OPEN_BADGES, "type": ["Evidence"]}]}, "@context of its own"),
        ({"@context": [*BADGE["@context"], {"x": "urn:x"}]}, "written inline"),
        ({"@context": []}, "by address"),
        ({"@context": [contexts.CREDENTIALS_V2] * 9}, "more than 8 contexts"),
        ({"type": ["VerifiableCredential"] * 17}, "more than 16 types"),
    ],
)
def test_whatever_a_proof_would_not_cover_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(FormError) as refused:
        canonical.canonical_document({**BADGE, **change})
    assert said in str(refused.value)


def test_an_unknown_context_is_named_and_not_fetched() -> None:
    document = {**BADGE, "@context": [*BADGE["@context"], "https://evil.example/context.json"]}
    with pytest.raises(ContextError, match=r"https://evil\.example/context\.json.*never fetched"):
        canonical.canonical_document(document)


def test_each_bundled_context_is_the_one_its_hash_was_taken_from() -> None:
    assert set(contexts.bundled()) >= {
        contexts.CREDENTIALS_V2,
        contexts.OPEN_BADGES,
        contexts.OPEN_BADGES_EXTENSIONS,
    }
    assert all("@context" in context for context in contexts.bundled().values())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["name", "issuer", "evidence", "credentialSubject", "type"]), json_values)
)
def test_any_json_is_either_put_in_order_or_refused_with_a_sentence(change: dict[str, Any]) -> None:
    try:
        text = canonical.canonical_document({**BADGE, **change})
    except BadgeError as refused:
        assert str(refused)
    else:
        assert text.endswith(b"\n")


def _dataset(file: Path) -> Dataset:
    return Dataset(parse(file.read_bytes(), format=RdfFormat.N_QUADS))
