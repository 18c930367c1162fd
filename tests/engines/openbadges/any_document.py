"""Documents drawn from the official schemas: any member, alone or in an array, with words of their own."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from hypothesis import strategies as st

from cairn.engines.openbadges import contexts
from cairn.engines.openbadges import schemas as bundled

Schema = dict[str, Any]
Made = st.SearchStrategy[Any]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
URIS = st.sampled_from(
    ["https://example.org/a", "urn:uuid:8f4a4b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b", "did:web:e.org"]
)
DATES = {
    "date-time": st.sampled_from(
        ["2026-11-20T16:30:00Z", "2026-11-20T16:30:00.120-05:00", "2026-11-20T16:30:00+00:00"]
    ),
    "date": st.sampled_from(["2026-11-20", "2024-02-29"]),
}
PATTERNS = {"^[a-zA-Z0-9_-]+": "aa.bb.cc", "^[a-z]{2,4}(-": "en-US", "(ext:)": "ext:Own"}
OWN = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=3,
)
LANGUAGES = st.lists(st.sampled_from(["en", "es", "en-US"]), min_size=1, max_size=2, unique=True)
OWN_WORDS = st.dictionaries(TEXTS.map("own:".__add__), OWN, max_size=2)
# The schemas let a language map stand for any text; in place of an address it would say nothing.
ADDRESSES = {"id", "issuer", "sourceId", "targetId", "requiredLevel", "achievedLevel"}
ADDRESSES_OF_CONTEXTS = (contexts.CREDENTIALS_V2, contexts.LEARNER_RECORD, contexts.OPEN_BADGES)


@st.composite
def documents_of(draw: st.DrawFn, file: str) -> Any:
    """A document that one of the bundled schemas accepts."""
    schema = json.loads(files(bundled).joinpath("data", file).read_bytes())
    return _Drawing(draw, schema["$defs"]).thing(schema, depth=0)


class _Drawing:
    def __init__(self, draw: st.DrawFn, definitions: dict[str, Schema]) -> None:
        self.draw, self.definitions = draw, definitions

    def thing(self, schema: Schema, *, depth: int, name: str = "") -> Any:
        if "$ref" in schema:
            return self.thing(self.definitions[schema["$ref"].rpartition("/")[2]], depth=depth, name=name)
        if name == "@context":
            return _context(schema)
        if name == "type":
            return self._type(schema)
        for choice in ("oneOf", "anyOf"):
            if choice in schema:
                branches = [one for one in schema[choice] if not (name in ADDRESSES and _is_map(one))]
                return self.thing(self.draw(st.sampled_from(branches)), depth=depth, name=name)
        if "enum" in schema:
            return self.draw(st.sampled_from(schema["enum"]))
        kind = schema.get("type")
        if kind == "array":
            count = self.draw(st.integers(schema.get("minItems", 0), 2))
            return [self.thing(schema["items"], depth=depth, name=name) for _ in range(count)]
        return self._object(schema, depth) if kind == "object" else self._plain(schema, name)

    def _object(self, schema: Schema, depth: int) -> Any:
        if _is_map(schema):
            wording = schema["additionalProperties"]
            return {language: self.thing(wording, depth=depth) for language in self.draw(LANGUAGES)}
        properties, required = schema.get("properties", {}), schema.get("required", [])
        optional = [name for name in properties if name not in required]
        most = max(0, 4 - 2 * depth) if optional else 0
        wanted = self.draw(st.lists(st.sampled_from(optional or [""]), unique=True, max_size=most))
        names = self.draw(st.permutations([*required, *wanted]))
        made = {name: self.thing(properties[name], depth=depth + 1, name=name) for name in names}
        return made if schema.get("additionalProperties") is False else {**made, **self.draw(OWN_WORDS)}

    def _plain(self, schema: Schema, name: str) -> Any:
        if "pattern" in schema:
            return next(text for start, text in PATTERNS.items() if schema["pattern"].startswith(start))
        kinds = {
            "boolean": st.booleans(),
            "number": st.integers() | st.floats(allow_nan=False, allow_infinity=False),
        }
        text = DATES.get(schema.get("format", ""), URIS if name in ADDRESSES else TEXTS)
        return self.draw(kinds.get(schema["type"], text))

    def _type(self, schema: Schema) -> Any:
        asked = [one[0] for one in _contained(schema)]
        if not asked:
            only = [one["enum"][0] for one in schema.get("oneOf", [schema]) if "enum" in one]
            return only[0] if only else "OwnKind"
        alone = len(asked) == 1 and self.draw(st.booleans())
        return asked[0] if alone else [*asked, *self.draw(st.lists(TEXTS, max_size=1))]


def _is_map(schema: Schema) -> bool:
    """Whether a schema is that of a text in several languages."""
    return "propertyNames" in schema


def _context(schema: Schema) -> list[str]:
    """The contexts a schema wants to begin with, each given as one address or as a pattern of them."""
    begin = next(one["items"] for one in schema["oneOf"] if one.get("type") == "array")
    return [next(address for address in ADDRESSES_OF_CONTEXTS if _allows(one, address)) for one in begin]


def _allows(schema: Schema, address: str) -> bool:
    return (
        re.search(schema["pattern"], address) is not None
        if "pattern" in schema
        else address in schema["enum"]
    )


def _contained(schema: Any) -> list[list[str]]:
    """The values each `contains` within a schema asks for."""
    if isinstance(schema, list):
        return [found for one in schema for found in _contained(one)]
    if not isinstance(schema, dict):
        return []
    own = [schema["contains"]["enum"]] if "contains" in schema else []
    return own + [found for key, one in schema.items() if key != "contains" for found in _contained(one)]
