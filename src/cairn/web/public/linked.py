"""What a public page says to programs: schema.org and CTDL as JSON-LD, in a block of data that no browser runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Edition, MicroCredential, Worth
from cairn.workflows import addresses

CTDL: Final = {
    "ceterms": "https://purl.org/ctdl/terms/",
    "credentialStat": "https://purl.org/ctdl/vocabs/credentialStat/",
    "costType": "https://purl.org/ctdl/vocabs/costType/",
    "audience": "https://purl.org/ctdl/vocabs/audience/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LICENSES: Final = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
Said = dict[str, Any]


def block(said: Said) -> SafeString:
    """JSON for a `<script type="application/ld+json">`; no text in it can end the element."""
    text = json.dumps(said, ensure_ascii=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return mark_safe(text)  # noqa: S308 (every mark that HTML knows is escaped above)


def schema_org(row: MicroCredential, edition: Edition, worths: list[Worth]) -> Said:
    """The micro-credential as schema.org's EducationalOccupationalCredential."""
    doc = documents.lifted(edition.document)
    address = _address(row)
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "EducationalOccupationalCredential",
            "@id": address,
            "url": address,
            "name": doc["title"],
            "description": doc["summary"] or doc["competency"],
            "credentialCategory": "Micro-credential",
            "competencyRequired": doc["competency"],
            "inLanguage": doc["language"],
            "version": str(edition.number),
            "datePublished": edition.published_at.date().isoformat(),
            "timeRequired": _duration(doc["hours"]["high"]),
            "keywords": [*(documents.TOPICS[key] for key in doc["topics"]), *doc["subjects"]],
            "audience": [
                {"@type": "EducationalAudience", "educationalRole": documents.AUDIENCES[key]}
                for key in doc["audience"]
            ],
            "offers": {
                "@type": "Offer",
                "price": _price(doc["fee"]["cents"]),
                "priceCurrency": doc["fee"]["currency"],
                "category": "Paid" if doc["fee"]["cents"] else "Free",
            },
            "publisher": _organization(row),
            "recognizedBy": [
                {"@type": "Organization", "name": name}
                for name in dict.fromkeys(worth.recognizer for worth in worths)
            ],
            "license": LICENSES.get(doc["license"], ""),
            "educationalAlignment": [_alignment(each) for each in doc["alignments"]],
        }
    )


def ctdl(row: MicroCredential, edition: Edition) -> Said:
    """The micro-credential in the Credential Transparency Description Language."""
    doc = documents.lifted(edition.document)
    language, address = doc["language"], _address(row)

    def told(text: str) -> dict[str, str]:
        return {"@language": language, "@value": text}

    status = "Active" if row.state != "retired" else "Deprecated"
    hours, fee = doc["hours"], doc["fee"]
    return _without_empty(
        {
            "@context": CTDL,
            "@type": "ceterms:MicroCredential",
            "@id": address,
            "ceterms:name": told(doc["title"]),
            "ceterms:description": told(doc["competency"]),
            "ceterms:subjectWebpage": {"@id": address},
            "ceterms:inLanguage": language,
            "ceterms:dateEffective": edition.published_at.date().isoformat(),
            "ceterms:keyword": [told(documents.TOPICS[key]) for key in doc["topics"]],
            "ceterms:credentialStatusType": {
                "@type": "ceterms:CredentialAlignmentObject",
                "ceterms:targetNode": {"@id": f"credentialStat:{status}"},
            },
            "ceterms:ownedBy": {
                "@type": "ceterms:CredentialOrganization",
                "@id": _issuer(row),
                "ceterms:name": told(row.organization.name),
                "ceterms:subjectWebpage": {"@id": _issuer(row)},
            },
            "ceterms:offeredBy": {"@id": _issuer(row)},
            "ceterms:estimatedDuration": {
                "@type": "ceterms:DurationProfile",
                "ceterms:minimumDuration": _duration(hours["low"]),
                "ceterms:maximumDuration": _duration(hours["high"]),
            },
            "ceterms:estimatedCost": {
                "@type": "ceterms:CostProfile",
                "ceterms:costDetails": {"@id": address},
                "ceterms:price": fee["cents"] / 100,
                "ceterms:currency": fee["currency"],
            },
            "ceterms:requires": {
                "@type": "ceterms:ConditionProfile",
                "ceterms:condition": [told(slot["title"]) for slot in doc["slots"]],
            },
        }
    )


def _address(row: MicroCredential) -> str:
    return addresses.absolute(reverse("public:micro_credential", args=[row.public_id]))


def _issuer(row: MicroCredential) -> str:
    return addresses.absolute(reverse("public:issuer", args=[row.organization.slug]))


def _organization(row: MicroCredential) -> Said:
    return {
        "@type": "Organization",
        "@id": _issuer(row),
        "name": row.organization.name,
        "url": row.organization.website or _issuer(row),
    }


def _alignment(told: Mapping[str, str]) -> Said:
    return _without_empty(
        {
            "@type": "AlignmentObject",
            "alignmentType": "teaches",
            "educationalFramework": told["framework"],
            "targetName": told["code"] or told["text"],
            "targetDescription": told["text"],
            "targetUrl": told["url"],
        }
    )


def _duration(hours: int) -> str:
    return f"PT{hours}H"


def _price(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _without_empty(said: Said) -> Said:
    return {key: value for key, value in said.items() if value not in ("", [], None)}
