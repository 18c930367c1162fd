"""JSON schemas (2020-12) of policies and of facts, for editors and for programs that write them.

Scalars may be text, numbers or booleans in JSON; the loader reads each as the text it stands for. A schema says what
may stand where; `lint` says what it means and is the judge.
"""

from __future__ import annotations

from typing import Any

from cairn.engines.policy.counting import LINE, SAID
from cairn.engines.policy.facts import GATES, STATUSES
from cairn.engines.policy.filing import FACT, PERSON
from cairn.engines.policy.overlay import OPTIONAL as OVERLAY
from cairn.engines.policy.overlay import REQUIRED as OVERLAY_REQUIRED
from cairn.engines.policy.parse import OPTIONAL, REQUIRED
from cairn.engines.policy.paying import EVERY, ONCE
from cairn.engines.policy.rules import PricedOn, Reading

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

SCALAR: Schema = {"$ref": "#/$defs/scalar"}
DAY: Schema = {"$ref": "#/$defs/day"}
YES: Schema = {"enum": ["yes", "no", True, False]}
WORDS: Schema = {"$ref": "#/$defs/words"}
TEXTS: Schema = {"type": "object", "additionalProperties": SCALAR}
PERIOD: Schema = {
    "type": "object",
    "properties": {"from": DAY, "until": DAY},
    "required": ["from"],
    "additionalProperties": False,
}


SHARED: Schema = {
    "scalar": {"type": ["string", "number", "boolean"]},
    "day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "words": {"anyOf": [SCALAR, {"type": "array", "items": SCALAR, "minItems": 1}]},
}
"""Definitions that both schemas carry."""


def fields(properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """An object that knows these fields and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def many(item: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": item}


def named(item: Schema) -> Schema:
    """An object whose names are free."""
    return {"type": "object", "additionalProperties": item}


def facts_schema() -> Schema:
    """What `--facts` takes: one person, or several under `people`."""
    kinds: dict[str, Schema] = {
        "units": named(SCALAR), "topics": WORDS, "lists": WORDS, "documents": WORDS, "status": {"enum": list(STATUSES)},
        "approvals": many(fields({"by": SCALAR, "on": DAY}, ("by", "on"))), "started": DAY, "expires": DAY,
        "details": TEXTS,
    }  # fmt: skip
    fact = fields(
        {
            "record": SCALAR,
            "earned": DAY,
            "reference": SCALAR,
            **{name: kinds.get(name, SCALAR) for name in FACT},
        },
        ("record", "earned", "reference"),
    )
    waiver: dict[str, Schema] = {
        "record": SCALAR,
        "gate": {"enum": list(GATES)},
        "by": SCALAR,
        "on": DAY,
        "reason": SCALAR,
    }
    of_person: dict[str, Schema] = {
        "license": PERIOD, "periods": named(PERIOD), "dates": named(DAY), "named": named(WORDS), "roles": WORDS,
        "opted": named(SCALAR), "spent": named(named(SCALAR)), "paid": WORDS, "records": many(fact),
        "exceptions": many(fields({**waiver, "policy": SCALAR}, tuple(waiver))),
    }  # fmt: skip
    person = {name: of_person.get(name, SCALAR) for name in PERSON}
    return {
        "$schema": DIALECT,
        "title": "What is known of a person",
        "anyOf": [
            {"$ref": "#/$defs/person"},
            fields({"people": many({"$ref": "#/$defs/person"})}, ("people",)),
        ],
        "$defs": {**SHARED, "person": fields(person)},
    }


def policy_schema() -> Schema:
    """A policy, or an overlay that extends one."""
    own: dict[str, Schema] = {
        "purposes": WORDS, "values": named(many(_value())), "priced_on": {"enum": [day.value for day in PricedOn]},
        "window": fields({"earned": {"anyOf": [SCALAR, _fixed()]}}, ("earned",)), "counts": many(_line()),
        "caps": named(_cap()), "use": TEXTS, "carry": TEXTS, "pays": many(_pay()), "teacher_costs": many(_pay()),
        "budget": named(WORDS), "assumptions": WORDS, "local_may": WORDS,
        "read": named({"enum": [way.value for way in Reading]}), "checked": DAY, "sources": TEXTS,
        "decisions": named({"$ref": "#/$defs/condition"}), "version": _version(),
        "requires": named({"$ref": "#/$defs/condition"}), "replaces": named({"$ref": "#/$defs/condition"}),
        "tighten": named(named({"$ref": "#/$defs/category"})),
    }  # fmt: skip

    def of(names: tuple[str, ...], required: tuple[str, ...]) -> Schema:
        return fields({name: own.get(name, SCALAR) for name in names}, required)

    return {
        "$schema": DIALECT,
        "title": "A recognition policy",
        "if": {"type": "object", "required": ["extends"]},
        "then": of((*OVERLAY_REQUIRED, *OVERLAY), OVERLAY_REQUIRED),
        "else": of((*REQUIRED, *OPTIONAL), REQUIRED),
        "$defs": {**SHARED, "condition": _condition(), "category": _bucket()},
    }


def _said() -> dict[str, Schema]:
    return {"on_list": WORDS, **dict.fromkeys(SAID, WORDS)}


def _fixed() -> Schema:
    return fields({"from": DAY, "until": DAY})


def _version() -> Schema:
    dates = {"from": {"anyOf": [DAY, {"const": "unknown"}]}, "until": DAY, "date_certain": YES, "opt_in": YES}
    return fields(
        {"number": SCALAR, "chosen_by": SCALAR, "seen_in_force": WORDS, **dates},
        ("number", "from", "chosen_by"),
    )


def _value() -> Schema:
    dates = {
        "from": {"anyOf": [DAY, {"const": "unknown"}]},
        "until": DAY,
        "date_certain": YES,
        "seen_in_force": WORDS,
    }
    return fields({"is": SCALAR, "source": SCALAR, **dates}, ("from", "is", "source"))


def _line() -> Schema:
    properties = dict.fromkeys(("record", *LINE), WORDS)
    return fields(
        {
            **properties,
            "record": SCALAR,
            "worth_by": named(named(SCALAR)),
            "earned": {"anyOf": [SCALAR, _fixed()]},
        },
        ("record",),
    )


def _cap() -> Schema:
    return fields({"most": SCALAR, "record": WORDS, "source": WORDS, **_said()}, ("most", "record"))


def _bucket() -> Schema:
    more = {"across": {"const": "shared"}, "for_each": SCALAR, "record": WORDS, "source": WORDS}
    return fields({"least": SCALAR, **more, **_said()}, ("least",))


def _pay() -> Schema:
    properties: dict[str, Schema] = {
        "for": SCALAR, "amount": SCALAR, "between": many(SCALAR), "once": {"enum": list(ONCE)},
        "every": {"enum": list(EVERY)}, "while": SCALAR, "adds_to": SCALAR, "at_most": SCALAR, "source": WORDS,
        "was": WORDS,
    }  # fmt: skip
    return fields({**properties, **_said()}, ("for", "amount"))


def _condition() -> Schema:
    below = many({"$ref": "#/$defs/condition"}) | {"minItems": 1}
    cite, said = {"source": WORDS}, _said() | {"record": WORDS}
    asked = {"named_in": SCALAR, "reviewed_by": SCALAR, **cite, **said}
    return {
        "anyOf": [
            fields({"all": below}, ("all",)),
            fields({"any": below}, ("any",)),
            fields({"at_least": SCALAR, "of": below}, ("at_least", "of")),
            fields({"points": SCALAR, **cite, **said}, ("points",)),
            fields(
                {"cover": named({"$ref": "#/$defs/category"}), "for_each": SCALAR, "use": TEXTS, **cite},
                ("cover",),
            ),
            fields({"experience": SCALAR, "during": SCALAR, **cite}, ("experience",)),
            fields(
                {"approved_by": SCALAR, "document": SCALAR, "before": SCALAR, "sets": SCALAR, **cite},
                ("approved_by",),
            ),
            fields({"decided_by": SCALAR, "document": SCALAR, **cite}, ("decided_by",)),
            fields({"has": SCALAR, "many": SCALAR, "least": SCALAR, "during": SCALAR, **asked}, ("has",)),
            fields({"at_least": SCALAR, "of": SCALAR, **asked}, ("at_least", "of")),
            fields(
                {"at_least": SCALAR, "different": SCALAR, "among": WORDS, **cite}, ("at_least", "different")
            ),
            fields(
                {"every": SCALAR, "named_in": SCALAR, "reviewed_by": SCALAR, **cite}, ("every", "named_in")
            ),
        ]
    }
