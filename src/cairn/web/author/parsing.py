"""Between a micro-credential document and the fields of the authoring form, both ways.

A field's name is its path in the document (`rubric.criteria.0.title`). What cannot be read as the number it
should be stays text, so that the author sees it again beside the sentence that says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.document_judging import JUDGING, Number, Switch
from cairn.web.author.judging_fields import OFF, ON, judging_fields
from cairn.web.author.rows import JSON, ROWS, SLOT_NUMBERS, kind_of, rows_at

MOST_ROWS = 60
TEXTS = ("title", "competency", "summary", "language", "icon", "purpose", "stakes", "license")
CHOICES = ("topics", "grades", "audience")
LINES = ("subjects", "completion")
CONDITION_NUMBERS = {
    "visits": ("count", "minutes"), "places": ("count",), "total_minutes": ("minutes",), "days": ("count",),
}  # fmt: skip


def fields_of(document: JSON) -> list[tuple[str, str]]:
    """The names and values that a browser would post for this document."""
    document = lifted(document)
    found = [(name, str(document[name])) for name in TEXTS]
    found += [(name, value) for name in CHOICES for value in document[name]]
    found += [("main_topic", topic) for topic in document["topics"][:1]]
    found += [(name, "\n".join(document[name])) for name in LINES]
    found += [("tier", _shown(document["tier"])), ("readings", _shown(document["readings"]))]
    found += [(f"hours.{end}", _shown(document["hours"][end])) for end in ("low", "high")]
    found += [("fee.cents", dollars(document["fee"]["cents"])), ("fee.currency", document["fee"]["currency"])]
    found += [(f"needs.{need}", "yes") for need, on in document["needs"].items() if on]
    found += [(f"method.{part}", document["method"][part]) for part in ("name", "summary")]
    found += _rubric_fields(document["rubric"])
    found += judging_fields(document)
    for path in ROWS:
        if "*" not in path:
            found += _row_fields(document, path)
    return found


def _rubric_fields(rubric: JSON) -> Iterator[tuple[str, str]]:
    yield ("rubric.pass_level", rubric["pass_level"])
    yield ("rubric.rule.rule", rubric["rule"]["rule"])
    yield ("rubric.rule.count", _shown(rubric["rule"].get("count")))
    yield from (("rubric.rule.required", key) for key in rubric["rule"].get("required", []))


def _row_fields(document: JSON, path: str) -> Iterator[tuple[str, str]]:
    kind = kind_of(path)
    for place, row in enumerate(rows_at(document, path)):
        yield from ((f"{path}.{place}.{key}", row[key]) for key in ROWS[kind])
        yield from _more_of(document, kind, f"{path}.{place}", row)


def _more_of(document: JSON, kind: str, prefix: str, row: JSON) -> Iterator[tuple[str, str]]:
    """What a row holds beside its texts."""
    if kind == "slots":
        yield from ((f"{prefix}.{key}", _shown(row[key])) for key in SLOT_NUMBERS)
        yield from _row_fields(document, f"{prefix}.alternatives")
        yield from _row_fields(document, f"{prefix}.conditions")
    elif kind == "slots.*.conditions":
        yield from ((f"{prefix}.{key}", _shown(row.get(key))) for key in ("count", "minutes"))
    elif kind == "rubric.criteria":
        yield from ((f"{prefix}.slots", key) for key in row["slots"])
        yield from ((f"{prefix}.descriptors.{key}", text) for key, text in row["descriptors"].items())
    elif kind == "prerequisites" and row["required"]:
        yield (f"{prefix}.required", "yes")
    elif kind == "examples":
        yield from ((f"{prefix}.notes.{key}", text) for key, text in row["notes"].items())


def parse(posted: QueryDict, base: JSON) -> JSON:
    """The document that a posted form says; what the form does not show comes from `base`, the draft as it stands."""
    document: JSON = lifted(base)
    document |= {name: _text(posted, name) for name in TEXTS}
    document |= {name: [str(value) for value in posted.getlist(name)] for name in CHOICES}
    document["topics"] = _main_first(document["topics"], _text(posted, "main_topic"))
    document |= {name: _lines(posted, name) for name in LINES}
    document |= {name: number(_text(posted, name)) for name in ("tier", "readings")}
    document["hours"] = {end: number(_text(posted, f"hours.{end}")) for end in ("low", "high")}
    document["fee"] = {
        "cents": cents(_text(posted, "fee.cents")),
        "currency": _text(posted, "fee.currency"),
    }
    document["needs"] = {need: f"needs.{need}" in posted for need in ("student_work", "face_to_face")}
    document["method"] = {part: _text(posted, f"method.{part}") for part in ("name", "summary")}
    document["method"]["components"] = _plain_rows(posted, "method.components")
    document |= {name: _plain_rows(posted, name) for name in ("research", "resources", "alignments")}
    document["prerequisites"] = [
        {**_texts(posted, prefix), "required": f"{prefix}.required" in posted}
        for prefix in _rows(posted, "prerequisites")
    ]
    document["slots"] = [_slot(posted, prefix) for prefix in _rows(posted, "slots")]
    document["rubric"] = _rubric(posted, {slot["key"] for slot in document["slots"]})
    criteria = [criterion["key"] for criterion in document["rubric"]["criteria"]]
    document["examples"] = [
        {**_texts(posted, prefix), "notes": _notes(posted, prefix, criteria)}
        for prefix in _rows(posted, "examples")
    ]
    return document | _judging(posted, base)


def _judging(posted: QueryDict, base: JSON) -> JSON:
    """The block of rules of judging, if there is one: what is left empty is left to the default."""
    if not any(f"judging.{name}" in posted for name in JUDGING):
        return {}
    before = base.get("judging", {})
    strange = (
        {name: value for name, value in before.items() if name not in JUDGING}
        if isinstance(before, dict)
        else {}
    )
    given = {name: _rule_of_judging(_text(posted, f"judging.{name}"), each) for name, each in JUDGING.items()}
    own = strange | {name: value for name, value in given.items() if value is not None}
    return {"judging": own} if own or "judging" in base else {}


def _rule_of_judging(text: str, setting: Number | Switch) -> bool | int | str | None:
    if isinstance(setting, Number):
        return number(text)
    return {ON: True, OFF: False}.get(text)


def _slot(posted: QueryDict, prefix: str) -> JSON:
    return {
        **_texts(posted, prefix),
        **{key: number(_text(posted, f"{prefix}.{key}")) for key in SLOT_NUMBERS},
        "alternatives": _plain_rows(posted, f"{prefix}.alternatives"),
        "conditions": [_condition(posted, inner) for inner in _rows(posted, f"{prefix}.conditions")],
    }


def _condition(posted: QueryDict, prefix: str) -> JSON:
    rule = _text(posted, f"{prefix}.rule")
    wanted = CONDITION_NUMBERS.get(rule, ())
    return {"rule": rule, **{key: number(_text(posted, f"{prefix}.{key}")) for key in wanted}}


def _rubric(posted: QueryDict, slots: set[str]) -> JSON:
    levels = _plain_rows(posted, "rubric.levels")
    criteria = [
        _criterion(posted, prefix, [level["key"] for level in levels], slots)
        for prefix in _rows(posted, "rubric.criteria")
    ]
    return {
        "levels": levels,
        "pass_level": _text(posted, "rubric.pass_level"),
        "rule": _rule(posted, {criterion["key"] for criterion in criteria}),
        "criteria": criteria,
    }


def _rule(posted: QueryDict, criteria: set[str]) -> JSON:
    rule = _text(posted, "rubric.rule.rule")
    if rule != "count":
        return {"rule": rule}
    required = [str(key) for key in posted.getlist("rubric.rule.required") if key in criteria]
    return {"rule": rule, "count": number(_text(posted, "rubric.rule.count")), "required": required}


def _criterion(posted: QueryDict, prefix: str, levels: Sequence[str], slots: set[str]) -> JSON:
    return {
        **_texts(posted, prefix),
        "slots": [str(key) for key in posted.getlist(f"{prefix}.slots") if key in slots],
        "descriptors": {key: _text(posted, f"{prefix}.descriptors.{key}") for key in levels},
    }


def _notes(posted: QueryDict, prefix: str, criteria: Sequence[str]) -> JSON:
    notes = {key: _text(posted, f"{prefix}.notes.{key}") for key in criteria}
    return {key: text for key, text in notes.items() if text}


def _main_first(topics: list[str], main: str) -> list[str]:
    """The topics with the main one in front; it is chosen by being the main one."""
    return [main, *(topic for topic in topics if topic != main)] if main else topics


def _plain_rows(posted: QueryDict, path: str) -> list[JSON]:
    return [_texts(posted, prefix) for prefix in _rows(posted, path)]


def _rows(posted: QueryDict, path: str) -> list[str]:
    """The prefixes of the posted rows, in their order."""
    first = ROWS[kind_of(path)][0]
    return [f"{path}.{place}" for place in range(MOST_ROWS) if f"{path}.{place}.{first}" in posted]


def _texts(posted: QueryDict, prefix: str) -> JSON:
    keys = ROWS[kind_of(prefix.rpartition(".")[0])]
    return {key: _text(posted, f"{prefix}.{key}") for key in keys}


def _text(posted: QueryDict, name: str) -> str:
    return str(posted.get(name, "")).replace("\r\n", "\n").strip()


def _lines(posted: QueryDict, name: str) -> list[str]:
    return [line.strip() for line in _text(posted, name).split("\n") if line.strip()]


def number(text: str) -> int | str | None:
    """A whole number; nothing for an empty field; the text itself where it is no number."""
    if not text:
        return None
    plain = text.removeprefix("-")
    return int(text) if plain.isascii() and plain.isdigit() and len(plain) < 12 else text


def cents(text: str) -> int | str | None:
    """An amount such as `40` or `12.50` in cents; the text itself where it is none."""
    try:
        amount = Decimal(text.lstrip("$").replace(",", "")) * 100
    except InvalidOperation:
        return text or 0
    whole = amount.is_finite() and abs(amount) < 10**12 and amount == amount.to_integral_value()
    return int(amount) if whole else text


def dollars(value: object) -> str:
    """Cents as a person writes them: 4000 is `40`, 1250 is `12.50`."""
    if not isinstance(value, int):
        return _shown(value)
    sign, (whole, rest) = "-" if value < 0 else "", divmod(abs(value), 100)
    return f"{sign}{whole}.{rest:02}" if rest else f"{sign}{whole}"


def _shown(value: object) -> str:
    return "" if value is None else str(value)
