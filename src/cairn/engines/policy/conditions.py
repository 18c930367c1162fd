"""The tree of conditions under `decisions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cairn.engines.policy.counting import SAID, Sources, cited, where
from cairn.engines.policy.reading import Spot
from cairn.engines.policy.requirements import (
    AllOf,
    AnyOf,
    ApprovedBy,
    AtLeast,
    Bucket,
    Condition,
    Cover,
    Different,
    During,
    Every,
    Experience,
    Has,
    Points,
    Use,
    covers_in,
)
from cairn.engines.policy.spans import window

DEEPEST = 12
"""Levels of all and any; a file that refers to itself would otherwise never end."""

KINDS = ("record", *SAID)
FILTER = ("on_list", *KINDS)
SAME = "same as "


@dataclass(frozen=True, slots=True)
class Frame:
    """What a condition is read with: the keys of sources, the policy's unit, and how records are used."""

    sources: Sources
    unit: str
    use: Use


def conditions(spot: Spot, frame: Frame) -> dict[str, Condition]:
    """The condition of each decision by its name."""
    found = {name: _condition(place, frame, DEEPEST) for name, place in spot.entries().items()}
    if not found:
        spot.fail("Add at least one decision.")
    return found


def condition(spot: Spot, frame: Frame) -> Condition:
    """One condition with all that is below it."""
    return _condition(spot, frame, DEEPEST)


def _condition(spot: Spot, frame: Frame, deepest: int) -> Condition:
    if deepest == 0:
        spot.fail(f"Nest all and any at most {DEEPEST} deep.")
    entries = spot.entries()
    if "all" in entries:
        return AllOf(_joint(_parts(spot, "all", frame, deepest), entries["all"]))
    if "any" in entries:
        return AnyOf(_parts(spot, "any", frame, deepest))
    if "at_least" in entries and "of" in entries and entries["of"].is_list:
        parts = _parts(spot, "of", frame, deepest, also=("at_least",))
        many = entries["at_least"].whole()
        if not 1 <= many <= len(parts):
            entries["at_least"].fail(
                f"Write a number from 1 to {len(parts)}, for so many are listed.", "E315"
            )
        return AtLeast(many, _joint(parts, entries["of"]))
    for word, parse in LEAVES.items():
        if word in entries:
            return parse(spot, frame)
    return spot.fail(f"Say one of: all, any, {', '.join(LEAVES)}.")


def _parts(
    spot: Spot, word: str, frame: Frame, deepest: int, also: tuple[str, ...] = ()
) -> tuple[Condition, ...]:
    inner = spot.fields(required=(word, *also))[word].items()
    if not inner:
        spot.entries()[word].fail("List at least one condition.")
    return tuple(_condition(item, frame, deepest - 1) for item in inner)


def _joint(parts: tuple[Condition, ...], spot: Spot) -> tuple[Condition, ...]:
    """Categories asked for together compete for the same records, so they stand in one cover."""
    if sum(bool(covers_in(part)) for part in parts) > 1:
        spot.fail(
            "Put the categories in one cover: two covers here would spend the same record twice.", "E312"
        )
    return parts


def _cite(fields: Mapping[str, Spot], frame: Frame) -> str:
    return "".join(cited(fields, frame.sources)[:1])


def _points(spot: Spot, frame: Frame) -> Points:
    fields = spot.fields(required=("points",), optional=("source", *FILTER))
    return Points(fields["points"].in_unit(frame.unit), _cite(fields, frame), where(fields, KINDS))


def _cover(spot: Spot, frame: Frame) -> Cover:
    fields = spot.fields(required=("cover",), optional=("source", "for_each", "use"))
    use = use_of(fields["use"])[0] if "use" in fields else frame.use
    buckets = tuple(bucket(name, place, frame) for name, place in fields["cover"].entries().items())
    if not buckets:
        fields["cover"].fail("Add at least one category.")
    if len(buckets) > 12:
        fields["cover"].fail("Keep to 12 categories.")
    each = fields["for_each"].text() if "for_each" in fields else ""
    if not each and any(one.same_as and not one.for_each for one in buckets):
        spot.fail(f"Add “for_each”: a category that is “{SAME}...” is one for each of a list.", "E203")
    return Cover(buckets, use, _cite(fields, frame), each)


def bucket(name: str, spot: Spot, frame: Frame) -> Bucket:
    """One category with its minimum."""
    fields = spot.fields(required=("least",), optional=("across", "for_each", "source", *FILTER))
    found, same = dict(where(fields, KINDS)), ""
    for field, words in list(found.items()):
        if words[0].startswith(SAME):
            same = field
            del found[field]
    across = "across" in fields and bool(fields["across"].choice(("shared",)))
    each = fields["for_each"].text() if "for_each" in fields else ""
    least = fields["least"].in_unit(frame.unit)
    return Bucket(name, least, found, same, across, each, _cite(fields, frame))


def _experience(spot: Spot, frame: Frame) -> Experience:
    fields = spot.fields(required=("experience",), optional=("source", "during"))
    years = Fraction(fields["experience"].count("year", "years"))
    span = During(fields["during"].text()) if "during" in fields else None
    return Experience(years, span, _cite(fields, frame))


def _approved_by(spot: Spot, frame: Frame) -> ApprovedBy:
    fields = spot.fields(required=("approved_by",), optional=("source", "document", "before", "sets"))
    return ApprovedBy(
        fields["approved_by"].text(),
        _cite(fields, frame),
        document=fields["document"].text() if "document" in fields else "",
        before_work="before" in fields and bool(fields["before"].choice(("work starts",))),
        sets=fields["sets"].text() if "sets" in fields else "",
    )


def _decided_by(spot: Spot, frame: Frame) -> ApprovedBy:
    fields = spot.fields(required=("decided_by",), optional=("source", "document"))
    document = fields["document"].text() if "document" in fields else ""
    return ApprovedBy(fields["decided_by"].text(), _cite(fields, frame), document, judged=True)


def _has(spot: Spot, frame: Frame) -> Has:
    fields = spot.fields(
        required=("has",), optional=("source", "many", "least", "during", "named_in", "reviewed_by", *FILTER)
    )
    return Has(
        record=fields["has"].text(),
        many=_whole(fields["many"]) if "many" in fields else 1,
        source=_cite(fields, frame),
        where=where(fields),
        named_in=fields["named_in"].text() if "named_in" in fields else "",
        reviewed_by=fields["reviewed_by"].text() if "reviewed_by" in fields else "",
        least=fields["least"].number() if "least" in fields else None,
        window=window(fields["during"]) if "during" in fields else None,
    )


def _whole(spot: Spot) -> int:
    many = spot.whole()
    if many < 1:
        spot.fail("Write a number above zero.")
    return many


def _at_least(spot: Spot, frame: Frame) -> Has | Different:
    fields = spot.fields(
        required=("at_least",),
        optional=("of", "different", "among", "source", "named_in", "reviewed_by", *FILTER),
    )
    many = _whole(fields["at_least"])
    if "different" in fields:
        among = fields["among"].words() if "among" in fields else ()
        if among and many > len(among):
            fields["at_least"].fail(f"Write a number from 1 to {len(among)}, for so many are listed.", "E315")
        return Different(many, fields["different"].choice(SAID), _cite(fields, frame), among)
    if "of" not in fields:
        spot.fail(
            "Add “of” with a kind of record or a list of conditions, or “different” with a name.", "E203"
        )
    return Has(
        fields["of"].text(),
        many,
        _cite(fields, frame),
        where(fields),
        fields["named_in"].text() if "named_in" in fields else "",
        fields["reviewed_by"].text() if "reviewed_by" in fields else "",
    )


def _every(spot: Spot, frame: Frame) -> Every:
    fields = spot.fields(required=("every", "named_in"), optional=("source", "reviewed_by"))
    reviewed = fields["reviewed_by"].text() if "reviewed_by" in fields else ""
    return Every(fields["every"].text(), fields["named_in"].text(), _cite(fields, frame), reviewed)


def use_of(spot: Spot) -> tuple[Use, str]:
    """How records are used, and the ledger that final decisions spend from."""
    entries = spot.fields(optional=("each record", "each hour", "each unit", "split", "ledger"))
    ledger = entries["ledger"].text() if "ledger" in entries else ""
    if "each record" in entries:
        return (
            Use.SHARED if entries["each record"].choice(("once", "shared")) == "shared" else Use.WHOLE
        ), ledger
    for word in ("each hour", "each unit"):
        if word in entries:
            shared = entries[word].choice(("once", "shared")) == "shared"
            return (Use.SHARED if shared else Use.SPLIT), ledger
    return spot.fail("Say “each record: once”, “each hour: once”, or “each record: shared”.", "E203")


LEAVES: Mapping[str, Callable[[Spot, Frame], Condition]] = {
    "points": _points,
    "cover": _cover,
    "experience": _experience,
    "approved_by": _approved_by,
    "decided_by": _decided_by,
    "has": _has,
    "at_least": _at_least,
    "every": _every,
}
