"""The closed vocabularies of a micro-credential document, each as key -> English label, in display order."""

from __future__ import annotations

from typing import Final

SCHEMA: Final = 1

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
}

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

WRITTEN_KINDS: Final = frozenset({"reflection", "plan", "document"})
"""Evidence that can be held to a number of words."""

TIMED_KINDS: Final = frozenset({"video", "audio"})
"""Evidence that can be held to a length in minutes."""
