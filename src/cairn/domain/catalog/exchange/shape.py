"""The shape of a document: which fields stand where, what they hold, and what they are for.

Files are read, filled up, written and explained by it. Whether a document may be published is another question,
which `document.problems` answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cairn.domain.catalog import document_words as words
from cairn.domain.catalog.document_judging import JUDGING, Number
from cairn.domain.catalog.exchange.kinds import Fields, Flag, Listing, Named, Shape, Text, Whole


def _one_of(about: str, options: Mapping[str, str]) -> Text:
    return Text(f"{about}: {', '.join(options)}.")


_CONDITION = Fields(
    "One condition.",
    {
        "rule": _one_of("What is asked for", words.CONDITIONS),
        "count": Whole("How many visits, places or days."),
        "minutes": Whole("How many minutes: of each visit, or in all."),
    },
    by="rule",
    cases={
        "visits": ("rule", "count", "minutes"),
        "places": ("rule", "count"),
        "total_minutes": ("rule", "minutes"),
        "days": ("rule", "count"),
    },
)
_SLOT = Fields(
    "One piece of evidence.",
    {
        "key": Text("Its short name, by which criteria refer to it."),
        "kind": _one_of("What it is", words.SLOT_KINDS),
        "title": Text("What the earner sees."),
        "instructions": Text("What to send and how, in Markdown."),
        "at_least": Whole("How many items at least; 0 makes it optional. Of a log, how many entries."),
        "at_most": Whole("How many items at most."),
        "min_words": Whole("Least number of words, for written kinds; of a log, in the notes of each entry."),
        "max_words": Whole("Greatest number of words, for written kinds."),
        "max_minutes": Whole("Greatest length in minutes, for video and audio."),
        "max_age_months": Whole("How many months old it may be."),
        "alternatives": Listing(
            "Other kinds of evidence that would show the same.",
            Fields(
                "Another way.",
                {
                    "kind": Text("Its kind, another than the one above."),
                    "instructions": Text("What to send instead, in Markdown."),
                },
            ),
        ),
        "conditions": Listing("What an observation log is held to.", _CONDITION),
    },
)
_RUBRIC = Fields(
    "How evidence is judged.",
    {
        "levels": Listing(
            "Three to five levels, the lowest first.",
            Fields("A level.", {"key": Text("Its short name."), "name": Text("What people read.")}),
        ),
        "pass_level": Text("The key of the lowest level at which a criterion is met; not the lowest of all."),
        "rule": Fields(
            "How many criteria must be met.",
            {
                "rule": _one_of("All of them, or a number of them", words.RULES),
                "count": Whole("How many, where the rule is count."),
                "required": Listing(
                    "Criteria that must be met in any case, where the rule is count.",
                    Text("A criterion's key."),
                ),
            },
            by="rule",
            cases={"all": ("rule",), "count": ("rule", "count", "required")},
        ),
        "criteria": Listing(
            "What is judged, one thing at a time.",
            Fields(
                "A criterion.",
                {
                    "key": Text("Its short name."),
                    "title": Text("What people read."),
                    "look_for": Text("What an evaluator looks for."),
                    "slots": Listing("Which evidence shows it.", Text("The key of a slot.")),
                    "descriptors": Named(
                        "What each level looks like, by level key.", Text("The description.")
                    ),
                },
            ),
        ),
    },
)
_ADAPTED = Fields(
    "Whose published work this is adapted from; null if it is your own.",
    {
        "organization": Text("Who wrote it."),
        "title": Text("Its title."),
        "url": Text("Where it is published."),
        "digest": Text("The hash of the edition, 64 hexadecimal digits, or empty."),
        "license": _one_of("Its license, which limits yours", words.LICENSES),
    },
    nullable=True,
)

_JUDGING = Fields(
    "How it is judged, where that departs from the default; leave it out to keep the default.",
    {
        name: Whole(setting.about) if isinstance(setting, Number) else Flag(setting.about)
        for name, setting in JUDGING.items()
    },
    left_out=frozenset(JUDGING),
)

SHAPE = Fields(
    "A micro-credential.",
    {
        "schema": Whole("The version of this shape: 2."),
        "key": Text("Its short name, unique in your organization: lower-case letters, digits, hyphens."),
        "title": Text("Its title."),
        "competency": Text("One sentence on one skill, beginning with “You”."),
        "summary": Text("One or two sentences for the catalog."),
        "language": Text("The language it is written in, as a tag such as en or pt-BR."),
        "topics": Listing("Topics, the main one first.", _one_of("A topic", words.TOPICS)),
        "subjects": Listing("School subjects, in your own words.", Text("A subject.")),
        "grades": Listing("Grade bands.", _one_of("A grade band", words.GRADES)),
        "audience": Listing("Whom it is for.", _one_of("An audience", words.AUDIENCES)),
        "icon": Text("The Lucide icon on the badge, such as award."),
        "tier": Whole("Studs on the badge's rim: 1, 2 or 3."),
        "hours": Fields(
            "How long it takes.", {"low": Whole("Hours at least."), "high": Whole("Hours at most.")}
        ),
        "fee": Fields(
            "What it costs.",
            {
                "cents": Whole("In hundredths, 0 for nothing."),
                "currency": Text("Three letters, such as USD."),
            },
        ),
        "purpose": Text("What the badge may be relied on for."),
        "stakes": _one_of("How much hangs on it", words.STAKES),
        "needs": Fields(
            "What an earner cannot do without.",
            {
                "student_work": Flag("Whether work of students is needed."),
                "face_to_face": Flag("Whether meeting students face to face is needed."),
            },
        ),
        "prerequisites": Listing(
            "What comes before.",
            Fields(
                "A micro-credential that comes before.",
                {
                    "micro_credential": Text("Its address as organization/key."),
                    "required": Flag("Whether it is required, or only recommended."),
                    "note": Text("A note for the earner, or empty."),
                },
            ),
        ),
        "method": Fields(
            "The key method.",
            {
                "name": Text("What it is called."),
                "summary": Text("What it is."),
                "components": Listing(
                    "Its parts.",
                    Fields("A part.", {"name": Text("Its name."), "text": Text("What it asks for.")}),
                ),
            },
        ),
        "research": Listing(
            "The research behind it.",
            Fields(
                "A piece of research.",
                {
                    "claim": Text("What it shows."),
                    "citation": Text("Author, year, title, and where it appeared."),
                    "url": Text("Where it can be read, or empty."),
                },
            ),
        ),
        "resources": Listing(
            "What to learn with.",
            Fields(
                "A resource.",
                {
                    "title": Text("Its title."),
                    "kind": _one_of("What it is", words.RESOURCE_KINDS),
                    "url": Text("Where it is, or empty."),
                    "note": Text("What it is good for, or empty."),
                },
            ),
        ),
        "slots": Listing("The evidence asked for.", _SLOT),
        "completion": Listing(
            "Completion indicators: what must be done, apart from how well.", Text("One thing to be done.")
        ),
        "rubric": _RUBRIC,
        "readings": Whole("How many evaluators read each submission, 1 to 5."),
        "judging": _JUDGING,
        "alignments": Listing(
            "Standards that it aligns to.",
            Fields(
                "An item of a framework.",
                {
                    "framework": Text("The framework's name."),
                    "item": Text("The item's identifier (a UUID) where the framework is in CASE, or empty."),
                    "code": Text("The item's code as people quote it, or empty."),
                    "text": Text("What the item says, or empty."),
                    "url": Text("Where it is published, or empty."),
                },
            ),
        ),
        "license": _one_of("Under which others may use it", words.LICENSES),
        "adapted_from": _ADAPTED,
        "examples": Listing(
            "Worked examples, shown in public and marked as invented.",
            Fields(
                "A worked example.",
                {
                    "level": Text("The key of the level it is at."),
                    "title": Text("What it is."),
                    "text": Text("The work, in Markdown."),
                    "notes": Named("Why it is at this level, by criterion key.", Text("The reason.")),
                },
            ),
        ),
        "translations": Named(
            "Translations by language tag.",
            Fields(
                "A translation.",
                {
                    "title": Text("The title."),
                    "competency": Text("The competency."),
                    "summary": Text("The summary."),
                },
            ),
        ),
    },
    left_out=frozenset({"judging"}),
)

_NEW = (
    "prerequisites", "completion", "judging", "alignments", "license", "adapted_from", "examples", "translations",
)  # fmt: skip


def _first() -> Fields:
    slot = Fields(
        _SLOT.about, {k: v for k, v in _SLOT.fields.items() if k not in {"alternatives", "conditions"}}
    )
    rubric = Fields(_RUBRIC.about, {k: v for k, v in _RUBRIC.fields.items() if k != "rule"})
    fields = {k: v for k, v in SHAPE.fields.items() if k not in _NEW}
    return Fields(
        SHAPE.about,
        {
            **fields,
            "slots": Listing("The evidence asked for.", slot),
            "rubric": rubric,
            "example": Text("A worked example."),
        },
    )


FIRST_SHAPE = _first()
"""The shape of schema version 1, in which files may still be written."""


def described(shape: Shape = SHAPE, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Every field, as (path, what it holds, what it is for); `[]` stands for an entry, `*` for a chosen name."""
    if path:
        yield path, shape.holds, shape.about
    if isinstance(shape, Fields):
        for name, field in shape.fields.items():
            yield from described(field, f"{path}.{name}" if path else name)
    elif isinstance(shape, Listing | Named):
        mark = "[]" if isinstance(shape, Listing) else ".*"
        inner = list(described(shape.item, f"{path}{mark}"))
        yield from inner if isinstance(shape.item, Text) else inner[1:]
