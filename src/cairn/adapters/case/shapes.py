"""The fields of a CASE package by version, as the standard's information model lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Version = Literal["1.0", "1.1"]


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of one class: name to kind, which of them the standard requires, and which only 1.0 or 1.1 has."""

    fields: Mapping[str, str]
    required: frozenset[str]
    only_1_0: frozenset[str] = frozenset()
    only_1_1: frozenset[str] = frozenset()

    def knows(self, name: str, version: Version) -> bool:
        return name in self.fields and name not in (self.only_1_1 if version == "1.0" else self.only_1_0)


_COMMON: Final = {"identifier": "uuid", "uri": "uri", "lastChangeDateTime": "moment", "extensions": "any"}

DOCUMENT: Final = Shape(
    fields={
        **_COMMON,
        **dict.fromkeys(
            (
                "creator", "title", "publisher", "description", "language", "version", "adoptionStatus",
                "notes", "frameworkType", "caseVersion",
            ),
            "text",
        ),
        **dict.fromkeys(("officialSourceURL",), "uri"),
        **dict.fromkeys(("licenseURI", "CFPackageURI"), "link"),
        **dict.fromkeys(("statusStartDate", "statusEndDate"), "day"),
        "subject": "texts",
        "subjectURI": "any",
    },
    required=frozenset({"identifier", "uri", "creator", "title", "lastChangeDateTime"}),
    only_1_0=frozenset({"CFPackageURI"}),
    only_1_1=frozenset({"frameworkType", "caseVersion", "extensions"}),
)  # fmt: skip

ITEM: Final = Shape(
    fields={
        **_COMMON,
        **dict.fromkeys(
            (
                "fullStatement", "alternativeLabel", "CFItemType", "humanCodingScheme", "listEnumeration",
                "abbreviatedStatement", "notes", "language",
            ),
            "text",
        ),
        **dict.fromkeys(("conceptKeywords", "subject", "educationLevel"), "texts"),
        **dict.fromkeys(("conceptKeywordsURI", "CFItemTypeURI", "licenseURI", "CFDocumentURI"), "link"),
        **dict.fromkeys(("statusStartDate", "statusEndDate"), "day"),
        "subjectURI": "any",
    },
    required=frozenset({"identifier", "uri", "fullStatement", "lastChangeDateTime"}),
    only_1_0=frozenset({"CFDocumentURI"}),
    only_1_1=frozenset({"subject", "subjectURI", "extensions"}),
)  # fmt: skip

ASSOCIATION: Final = Shape(
    fields={
        **_COMMON,
        "associationType": "text",
        "sequenceNumber": "whole",
        "originNodeURI": "link",
        "destinationNodeURI": "link",
        "CFAssociationGroupingURI": "link",
        "CFDocumentURI": "link",
        "notes": "text",
    },
    required=frozenset(
        {"identifier", "uri", "associationType", "originNodeURI", "destinationNodeURI", "lastChangeDateTime"}
    ),
    only_1_0=frozenset({"CFDocumentURI"}),
    only_1_1=frozenset({"notes", "extensions"}),
)

PACKAGE_KEYS: Final = frozenset(
    {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions", "CFRubrics", "extensions"}
)
ADOPTION_STATUSES: Final = frozenset({"Private Draft", "Draft", "Adopted", "Deprecated"})
ASSOCIATION_TYPES: Final = frozenset(
    {
        "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy", "exemplar",
        "hasSkillLevel", "isTranslationOf",
    }
)  # fmt: skip
