"""Transcripts for licensing offices: kept as they were signed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cairn.domain.issuing.models import SigningKey
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import access
from cairn.domain.recognition.models import Transcript
from cairn.engines.verdict import Refused, Verdict, demand, no, yes

Sign = Callable[[Transcript], tuple[str, SigningKey]]
"""Signs a transcript that has its words: the signed record, and the key."""
NINE_DIGITS = re.compile(r"(?<!\d)(?:\d{3}[-. ]\d{2}[-. ]\d{4}|\d{9})(?!\d)")


@dataclass(frozen=True, slots=True)
class Heading:
    """Whom a transcript is for, and by which names and numbers its reader knows the person."""

    addressed_to: str
    legal_name: str
    educator_id: str = ""
    license_number: str = ""
    policy_key: str = ""


def no_social_security_number(words: str) -> Verdict:
    """Whether words are free of what looks like a social security number."""
    if NINE_DIGITS.search(words):
        return no(
            "ssn",
            "This looks like a social security number. Never give one here: "
            "use the state's educator ID, or leave the field empty.",
        )
    return yes()


@transaction.atomic
def make_transcript(
    *,
    person: Person,
    organization: Organization,
    heading: Heading,
    lines: Sequence[dict[str, Any]],
    sign: Sign,
    by: Person,
    at: datetime,
) -> Transcript:
    """Keep a signed transcript. What looks like a social security number is refused wherever it stands."""
    demand(access.may_make_transcript(by, person, organization, at=at))
    for words in (heading.addressed_to, heading.legal_name, heading.educator_id, heading.license_number):
        demand(no_social_security_number(words))
    if not heading.legal_name.strip() or not heading.addressed_to.strip():
        raise Refused(no("incomplete", "Give the legal name, and the office that the transcript is for."))
    if not lines:
        raise Refused(no("nothing", "There is no valid badge to put on a transcript yet."))
    made = Transcript(
        person=person,
        organization=organization,
        addressed_to=heading.addressed_to.strip(),
        legal_name=heading.legal_name.strip(),
        educator_id=heading.educator_id.strip(),
        license_number=heading.license_number.strip(),
        policy_key=heading.policy_key,
        lines=list(lines),
        made_by=by,
        made_at=at,
    )
    made.text, made.signing_key = sign(made)
    made.sha256 = hashlib.sha256(made.text.encode()).hexdigest()
    made.save()
    record(event="transcript.made", by=by, at=at, subject=made, organization=organization, sha256=made.sha256)
    return made
