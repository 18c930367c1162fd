"""Documents of the right shape for property tests: any words, references that lead somewhere."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from cairn.domain.catalog import document as documents

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), max_size=12)
lines = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r"), max_size=30
) | st.sampled_from(
    ["no", "007", "1.5", "2026-01-01", "- a: b", "# not a note", "a\n  b\n", "\n\n x ", "null", "~"]
)
plain_words = st.text("abc xyzÄ…“漢1-", max_size=12).map(str.strip).filter(lambda text: not text.isdigit())
"""What a cell of a spreadsheet keeps as it is."""
some_words = words.filter(bool)
counts = st.none() | st.integers(min_value=-5, max_value=10**9)
LEVELS = ("emerging", "developing", "proficient", "exemplary")
SLOT_NUMBERS = ("at_least", "at_most", "min_words", "max_words", "max_minutes", "max_age_months")


def choices(options: Any) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(options)), unique=True)


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.fixed_dictionaries({"rule": st.just("visits"), "count": counts, "minutes": counts}),
        st.fixed_dictionaries({"rule": st.just("total_minutes"), "minutes": counts}),
        st.fixed_dictionaries({"rule": st.sampled_from(["places", "days"]), "count": counts}),
    )


def _rows(text: st.SearchStrategy[str], first: st.SearchStrategy[str], *keys: str, **more: Any) -> Any:
    shape = {keys[0]: first, **dict.fromkeys(keys[1:], text), **more}
    return st.lists(st.fixed_dictionaries(shape), max_size=3)


@st.composite
def drafts(draw: st.DrawFn, text: st.SearchStrategy[str] = words) -> dict[str, Any]:
    """Whole documents of schema 2; `text` is what their authors type."""
    said = text.filter(lambda one: bool(one.strip()))
    slots = [f"slot-{place}" for place in range(draw(st.integers(0, 3)))]
    criteria = [f"criterion-{place}" for place in range(draw(st.integers(0, 3)))]
    document = documents.blank("a-key", draw(text))
    document |= {name: draw(text) for name in ("competency", "summary", "icon", "purpose")}
    document |= {
        "topics": draw(choices(documents.TOPICS)),
        "grades": draw(choices(documents.GRADES)),
        "audience": draw(choices(documents.AUDIENCES)),
        "subjects": draw(st.lists(said, max_size=3)),
        "hours": {"low": draw(counts), "high": draw(counts)},
        "fee": {"cents": draw(st.integers(min_value=0, max_value=10**9)), "currency": "USD"},
        "needs": {"student_work": draw(st.booleans()), "face_to_face": draw(st.booleans())},
        "prerequisites": draw(_rows(text, said, "micro_credential", "note", required=st.booleans())),
        "method": {
            "name": draw(text),
            "summary": draw(text),
            "components": draw(_rows(text, said, "name", "text")),
        },
        "research": draw(_rows(text, said, "claim", "citation", "url")),
        "resources": draw(_rows(text, said, "title", "url", "note", kind=st.just("book"))),
        "slots": [draw(_slot(key, text)) for key in slots],
        "completion": draw(st.lists(said, max_size=3)),
        "readings": draw(counts),
        "alignments": draw(_rows(text, said, "framework", "item", "code", "text", "url")),
        "license": draw(st.sampled_from(sorted(documents.LICENSES))),
        "examples": draw(
            _rows(
                text,
                said,
                "title",
                "text",
                level=st.sampled_from(LEVELS),
                notes=st.fixed_dictionaries({}, optional=dict.fromkeys(criteria, said)),
            )
        ),
    }
    document["rubric"] |= {
        "rule": draw(_rule(criteria)),
        "criteria": [draw(_criterion(key, slots, text)) for key in criteria],
    }
    return document


def _slot(key: str, text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    kind = st.sampled_from(sorted(documents.SLOT_KINDS))
    return st.fixed_dictionaries(
        {
            "key": st.just(key), "kind": kind, "title": text, "instructions": text,
            **dict.fromkeys(SLOT_NUMBERS, counts),
            "alternatives": st.lists(
                st.fixed_dictionaries(
                    {"kind": kind, "instructions": text.filter(lambda one: bool(one.strip()))}
                ), max_size=2,
            ),
            "conditions": st.lists(conditions(), max_size=3),
        }
    )  # fmt: skip


def _criterion(key: str, slots: list[str], text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "key": st.just(key),
            "title": text,
            "look_for": text,
            "slots": st.lists(st.sampled_from(slots), unique=True) if slots else st.just([]),
            "descriptors": st.fixed_dictionaries(dict.fromkeys(LEVELS, text)),
        }
    )


def _rule(criteria: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    required = st.lists(st.sampled_from(criteria), unique=True) if criteria else st.just([])
    counted = {"rule": st.just("count"), "count": counts, "required": required}
    return st.just({"rule": "all"}) | st.fixed_dictionaries(counted)
