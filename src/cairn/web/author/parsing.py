"""Between a micro-credential document and the fields of the authoring form, both ways.

A field's name is its path in the document (`rubric.criteria.0.title`). What cannot be read as the number it
should be stays text, so that the author sees it again beside the sentence that says what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict

from cairn.domain.catalog.document import lifted

JSON = dict[str, Any]
MOST_ROWS = 60
LIST_ACTIONS = ("up", "down", "remove", "add")

TEXTS = ("title", "competency", "summary", "language", "icon", "purpose", "stakes", "license")
CHOICES = ("topics", "grades", "audience")
ROWS: Mapping[str, tuple[str, ...]] = {
    "method.components": ("name", "text"),
    "research": ("claim", "citation", "url"),
    "resources": ("title", "kind", "url", "note"),
    "slots": ("key", "kind", "title", "instructions"),
    "rubric.levels": ("key", "name"),
    "rubric.criteria": ("key", "title", "look_for"),
}
PLAIN = ("method.components", "research", "resources")
SLOT_NUMBERS = ("at_least", "at_most", "min_words", "max_words", "max_minutes", "max_age_months")


def fields_of(document: JSON) -> list[tuple[str, str]]:
    """The names and values that a browser would post for this document."""
    document = lifted(document)
    found = [(name, str(document[name])) for name in TEXTS]
    found += [(name, value) for name in CHOICES for value in document[name]]
    found += [("main_topic", topic) for topic in document["topics"][:1]]
    found.append(("subjects", "\n".join(document["subjects"])))
    found += [("tier", _shown(document["tier"])), ("readings", _shown(document["readings"]))]
    found += [(f"hours.{end}", _shown(document["hours"][end])) for end in ("low", "high")]
    found += [("fee.cents", dollars(document["fee"]["cents"])), ("fee.currency", document["fee"]["currency"])]
    found += [(f"needs.{need}", "yes") for need, on in document["needs"].items() if on]
    found += [(f"method.{part}", document["method"][part]) for part in ("name", "summary")]
    found.append(("rubric.pass_level", document["rubric"]["pass_level"]))
    for path, keys in ROWS.items():
        for place, row in enumerate(rows_at(document, path)):
            found += [(f"{path}.{place}.{key}", row[key]) for key in keys]
            found += _more_of(path, place, row)
    return found


def _more_of(path: str, place: int, row: JSON) -> Iterator[tuple[str, str]]:
    if path == "slots":
        yield from ((f"slots.{place}.{key}", _shown(row[key])) for key in SLOT_NUMBERS)
    if path == "rubric.criteria":
        yield from ((f"{path}.{place}.slots", key) for key in row["slots"])
        yield from ((f"{path}.{place}.descriptors.{key}", text) for key, text in row["descriptors"].items())


def parse(posted: QueryDict, base: JSON) -> JSON:
    """The document that a posted form says; what the form does not show comes from `base`, the draft as it stands."""
    base = lifted(base)
    levels = [_texts(posted, prefix, ROWS["rubric.levels"]) for prefix in _rows(posted, "rubric.levels")]
    kept = {slot["key"]: slot for slot in base["slots"]}
    slots = [_slot(posted, prefix, kept) for prefix in _rows(posted, "slots")]
    document: JSON = dict(base)
    document |= {name: _text(posted, name) for name in TEXTS}
    document |= {name: [str(value) for value in posted.getlist(name)] for name in CHOICES}
    document["topics"] = _main_first(document["topics"], _text(posted, "main_topic"))
    document["subjects"] = [line.strip() for line in _text(posted, "subjects").split("\n") if line.strip()]
    document |= {name: number(_text(posted, name)) for name in ("tier", "readings")}
    document["hours"] = {end: number(_text(posted, f"hours.{end}")) for end in ("low", "high")}
    document["fee"] = {
        "cents": cents(_text(posted, "fee.cents")),
        "currency": _text(posted, "fee.currency"),
    }
    document["needs"] = {need: f"needs.{need}" in posted for need in ("student_work", "face_to_face")}
    document["method"] = {part: _text(posted, f"method.{part}") for part in ("name", "summary")}
    document["method"]["components"] = _plain_rows(posted, "method.components")
    document |= {name: _plain_rows(posted, name) for name in ("research", "resources")}
    document["slots"] = slots
    document["rubric"] = {
        "levels": levels,
        "pass_level": _text(posted, "rubric.pass_level"),
        "rule": base["rubric"]["rule"],
        "criteria": [
            _criterion(posted, prefix, [level["key"] for level in levels], {slot["key"] for slot in slots})
            for prefix in _rows(posted, "rubric.criteria")
        ],
    }
    return document


def _slot(posted: QueryDict, prefix: str, kept: Mapping[str, JSON]) -> JSON:
    texts = _texts(posted, prefix, ROWS["slots"])
    before = kept.get(texts["key"], {})
    return {
        **texts,
        **{key: number(_text(posted, f"{prefix}.{key}")) for key in SLOT_NUMBERS},
        **{key: before.get(key, []) for key in ("alternatives", "conditions")},
    }


def _criterion(posted: QueryDict, prefix: str, levels: Sequence[str], slots: set[str]) -> JSON:
    return {
        **_texts(posted, prefix, ROWS["rubric.criteria"]),
        "slots": [str(key) for key in posted.getlist(f"{prefix}.slots") if key in slots],
        "descriptors": {key: _text(posted, f"{prefix}.descriptors.{key}") for key in levels},
    }


def _main_first(topics: list[str], main: str) -> list[str]:
    """The topics with the main one in front; it is chosen by being the main one."""
    return [main, *(topic for topic in topics if topic != main)] if main else topics


def _plain_rows(posted: QueryDict, path: str) -> list[JSON]:
    return [_texts(posted, prefix, ROWS[path]) for prefix in _rows(posted, path)]


def settled(document: JSON) -> JSON:
    """The document without rows that say nothing, such as the form's empty last ones; do this after `act`."""
    for path in PLAIN:
        rows = rows_at(document, path)
        rows[:] = [row for row in rows if any(text for key, text in row.items() if key != "kind")]
    return document


def _rows(posted: QueryDict, path: str) -> list[str]:
    """The prefixes of the posted rows, in their order."""
    first = ROWS[path][0]
    return [f"{path}.{place}" for place in range(MOST_ROWS) if f"{path}.{place}.{first}" in posted]


def _texts(posted: QueryDict, prefix: str, keys: Sequence[str]) -> JSON:
    return {key: _text(posted, f"{prefix}.{key}") for key in keys}


def _text(posted: QueryDict, name: str) -> str:
    return str(posted.get(name, "")).replace("\r\n", "\n").strip()


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


def rows_at(document: JSON, path: str) -> list[JSON]:
    """The list of rows at one of the paths of `ROWS`; the document's own list."""
    value: Any = document
    for key in path.split("."):
        value = value[key]
    rows: list[JSON] = value
    return rows


def act(document: JSON, action: str) -> str:
    """Do what a button of the form asks (`up:slots.1`, `add:slots`); the path that is worth looking at then.

    What names no row is left alone.
    """
    verb, _, target = action.partition(":")
    path, _, last = target.rpartition(".")
    if verb == "add" and target in NEW:
        rows = rows_at(document, target)
        rows.append(NEW[target](document))
        return f"{target}.{len(rows) - 1}"
    if verb not in LIST_ACTIONS or path not in ROWS or not (last.isascii() and last.isdigit()):
        return target
    rows, place = rows_at(document, path), int(last)
    to = {"up": place - 1, "down": place + 1}.get(verb, place)
    if not (place < len(rows) and 0 <= to < len(rows)):
        return target
    row = rows.pop(place)
    if verb != "remove":
        rows.insert(to, row)
        return f"{path}.{to}"
    _forget(document, path, str(row.get("key", "")))
    return path


def _forget(document: JSON, path: str, key: str) -> None:
    """Take a removed slot or level out of the criteria that named it."""
    for criterion in document["rubric"]["criteria"]:
        if path == "slots":
            criterion["slots"] = [one for one in criterion["slots"] if one != key]
        if path == "rubric.levels":
            criterion["descriptors"].pop(key, None)


def _fresh(rows: Sequence[JSON], stem: str) -> str:
    taken = {row["key"] for row in rows}
    return next(f"{stem}-{n}" for n in range(len(rows) + 1, len(rows) + 1000) if f"{stem}-{n}" not in taken)


def _new_slot(document: JSON) -> JSON:
    texts = {
        "key": _fresh(document["slots"], "evidence"),
        "kind": "reflection",
        "title": "",
        "instructions": "",
    }
    numbers: JSON = dict.fromkeys(SLOT_NUMBERS)
    return {**texts, **numbers, "at_least": 1, "at_most": 1, "alternatives": [], "conditions": []}


def _new_criterion(document: JSON) -> JSON:
    rubric = document["rubric"]
    descriptors = {level["key"]: "" for level in rubric["levels"]}
    key = _fresh(rubric["criteria"], "criterion")
    return {"key": key, "title": "", "look_for": "", "slots": [], "descriptors": descriptors}


def _new_level(document: JSON) -> JSON:
    key = _fresh(document["rubric"]["levels"], "level")
    for criterion in document["rubric"]["criteria"]:
        criterion["descriptors"][key] = ""
    return {"key": key, "name": ""}


NEW: Mapping[str, Callable[[JSON], JSON]] = {
    "slots": _new_slot,
    "rubric.criteria": _new_criterion,
    "rubric.levels": _new_level,
}
