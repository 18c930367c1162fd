"""The closed vocabularies of a micro-credential document, each as key -> English label, in display order."""

from __future__ import annotations

from typing import Final

SCHEMA: Final = 2
"""The version that drafts are written in; editions of version 1 stay as they are."""

FIELDS: Final = (
    "schema", "key", "title", "competency", "summary", "language", "topics", "subjects", "grades", "audience",
    "icon", "tier", "hours", "fee", "purpose", "stakes", "needs", "prerequisites", "method", "research",
    "resources", "slots", "completion", "rubric", "readings", "judging", "alignments", "license", "adapted_from",
    "examples", "translations",
)  # fmt: skip
"""A document's fields, in the order of `blank` and of files."""

FIRST_FIELDS: Final = (
    "schema", "key", "title", "competency", "summary", "language", "topics", "subjects", "grades", "audience",
    "icon", "tier", "hours", "fee", "purpose", "stakes", "needs", "method", "research", "resources", "slots",
    "rubric", "readings", "example",
)  # fmt: skip
"""The fields of schema version 1."""

TOPICS: Final[dict[str, str]] = {
    "assessment": "Assessment",
    "inclusion": "Inclusion and belonging",
    "mathematics": "Mathematics",
    "discussion": "Discussion and talk",
    "literacy": "Literacy",
    "leadership": "Leadership",
    "wellbeing": "Well-being",
    "technology": "Technology",
}

GRADES: Final[dict[str, str]] = {
    "PK": "Pre-K",
    "K-2": "Grades K-2",
    "3-5": "Grades 3-5",
    "6-8": "Grades 6-8",
    "9-12": "Grades 9-12",
    "adult": "Adult learners",
}

AUDIENCES: Final[dict[str, str]] = {
    "teacher": "Teachers",
    "leader": "School and district leaders",
    "coach": "Coaches and mentors",
    "services": "School services staff",
    "candidate": "Teacher candidates",
}

SLOT_KINDS: Final[dict[str, str]] = {
    "video": "Video",
    "student_work": "Student work",
    "plan": "Plan",
    "reflection": "Written reflection",
    "link": "Link",
    "image": "Image",
    "audio": "Audio recording",
    "document": "Document",
    "observation_log": "Observation log",
    "code": "Code",
}

FIRST_SLOT_KINDS: Final = tuple(kind for kind in SLOT_KINDS if kind not in {"observation_log", "code"})
"""What schema version 1 knows."""

STAKES: Final[dict[str, str]] = {
    "feedback": "Feedback only",
    "renewal": "License renewal",
    "pay": "Pay",
    "license": "License or endorsement",
}

RESOURCE_KINDS: Final[dict[str, str]] = {
    "article": "Article",
    "video": "Video",
    "template": "Template",
    "community": "Community",
    "book": "Book",
    "workshop": "Workshop",
}

LICENSES: Final[dict[str, str]] = {
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "CC-BY-SA-4.0": "Creative Commons Attribution-ShareAlike 4.0",
    "CC-BY-NC-4.0": "Creative Commons Attribution-NonCommercial 4.0",
    "CC-BY-NC-SA-4.0": "Creative Commons Attribution-NonCommercial-ShareAlike 4.0",
    "CC0-1.0": "No rights reserved (CC0 1.0)",
    "all-rights-reserved": "All rights reserved",
}

ADAPTATIONS: Final[dict[str, tuple[str, ...]]] = {
    "CC-BY-4.0": tuple(name for name in LICENSES if name != "CC0-1.0"),
    "CC-BY-SA-4.0": ("CC-BY-SA-4.0",),
    "CC-BY-NC-4.0": ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "all-rights-reserved"),
    "CC-BY-NC-SA-4.0": ("CC-BY-NC-SA-4.0",),
    "CC0-1.0": tuple(LICENSES),
    "all-rights-reserved": tuple(LICENSES),
}
"""License of a source to those its adaptation may carry; what reserves all rights needs a permission of its own."""

CONDITIONS: Final[dict[str, str]] = {
    "visits": "At least so many entries of at least so many minutes each",
    "places": "In at least so many different places",
    "total_minutes": "At least so many minutes in all",
    "days": "On at least so many different days",
}

RULES: Final[dict[str, str]] = {
    "all": "Every criterion must be met",
    "count": "So many criteria must be met",
}

WRITTEN_KINDS: Final = frozenset({"reflection", "plan", "document", "observation_log"})
"""Evidence that can be held to a number of words; of an observation log, the notes of each entry."""

TIMED_KINDS: Final = frozenset({"video", "audio"})
"""Evidence that can be held to a length in minutes."""
