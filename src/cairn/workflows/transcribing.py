"""Transcribing: what a licensing office asks for, as a signed record and as a paper. Never a social security number."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import typst
from django.db import transaction

from cairn.domain.approvals.access import day_in
from cairn.domain.issuing.models import Award, SigningKey
from cairn.domain.people.models import Identifier, Organization, Person
from cairn.domain.portfolios.access import is_public
from cairn.domain.recognition import operations
from cairn.domain.recognition.models import Transcript
from cairn.domain.recognition.operations import Heading
from cairn.domain.records.access import Sight, may_see, sight
from cairn.domain.records.models import License
from cairn.engines.openbadges import proofs
from cairn.engines.openbadges.documents import clr, parts
from cairn.engines.policy import Fact, Line, number
from cairn.engines.policy.outcome import spoken
from cairn.engines.verdict import demand
from cairn.workflows import addresses, crediting
from cairn.workflows.deciding import book, stands, usual_of
from cairn.workflows.keys import ensure_key
from cairn.workflows.payrolls import EDUCATOR_ID
from cairn.workflows.records import BADGE, Known, known_of

Told = dict[str, Any]


def suggested(person: Person, organization: Organization, *, at: datetime) -> Heading:
    """What is known already for the heading: her legal name, the state's ID, and a license, as far as she lets it see.

    A staff list alone, or a badge that was filed, tells no more than the name she goes by.
    """
    on = day_in(organization, at)
    if sight(person, organization, on=on) < Sight.CLAIMED:
        return Heading(addressed_to="", legal_name=person.name)
    held = known_of(person, on=on, seen_by=organization).licenses
    own = Identifier.objects.filter(person=person, kind=EDUCATOR_ID).values_list("value", flat=True).first()
    license_: License | None = held[0] if held else None
    return Heading(
        addressed_to="",
        legal_name=person.legal_name or person.name,
        educator_id=own or "",
        policy_key=license_.policy_key if license_ else "",
    )


@transaction.atomic
def make(
    *, person: Person, organization: Organization, heading: Heading, by: Person, at: datetime
) -> Transcript:
    """Sign a transcript of every valid badge that the organization may see of her."""
    demand(may_see(by, person, organization, at=at))
    key = ensure_key(organization=organization, by=by, at=at)
    on = day_in(organization, at)
    known = known_of(person, on=on, seen_by=organization)
    awards = _awards(known)
    lines = lines_of(known, awards, heading.policy_key, on=on)

    def sign(made: Transcript) -> tuple[str, SigningKey]:
        document = clr.build(_record(made, awards, crediting.issuer_id(organization, key)))
        signed = proofs.sign(document, signer=crediting.signer_for(organization, key), created=at)
        return json.dumps(signed, ensure_ascii=False, indent=1), key

    return operations.make_transcript(
        person=person, organization=organization, heading=heading, lines=lines, sign=sign, by=by, at=at
    )


def _awards(known: Known) -> list[Award]:
    references = [fact.reference for fact in known.facts if fact.kind == BADGE and fact.status == "valid"]
    rows = Award.objects.filter(public_id__in=references, earner=known.person, state="issued")
    return list(
        rows.select_related("credential__form", "organization", "edition", "attempt").order_by(
            "earned_on", "pk"
        )
    )


@dataclass(frozen=True, slots=True)
class Worth:
    """What one badge brings, by which rule, and who says so."""

    amount: str
    rule: str
    source: str


def lines_of(known: Known, awards: Iterable[Award], policy_key: str, *, on: date) -> list[Told]:
    """One for each badge: what it is, when, who approved it, and what it converts to with the source."""
    facts = {fact.reference: fact for fact in known.facts}
    worths = _worths(known, policy_key, on)
    return [_line(award, facts[str(award.public_id)], worths.get(str(award.public_id))) for award in awards]


def _worths(known: Known, policy_key: str, on: date) -> Mapping[str, Worth]:
    if not policy_key:
        return {}
    rules = book(on)
    standing = stands(known, rules, policy_key, usual_of(rules, policy_key), on=on)
    policy, decision = standing.policy, standing.decision
    if policy is None or decision is None:
        return {}
    rule = f"{policy.title}, version {policy.version.number} ({policy.by_name})"
    return {
        line.fact.reference: Worth(_amount(line, policy.unit), rule, "; ".join(line.sources))
        for line in decision.lines
    }


def _amount(line: Line, unit: str) -> str:
    worth = line.points or line.worth
    if worth:
        return f"{number(worth)} {unit}"
    return line.because if line.counted else f"Not counted: {line.because}"


def _line(award: Award, fact: Fact, worth: Worth | None) -> Told:
    zone = ZoneInfo(award.organization.time_zone)
    sent = award.attempt.submitted_at if award.attempt else None
    return {
        "title": award.title,
        "edition": f"{award.edition.number} ({award.edition.digest[:12]})" if award.edition else "",
        "issuer": award.organization.name,
        "submitted_on": (sent.astimezone(zone).date() if sent else award.earned_on).isoformat(),
        "awarded_on": award.made_at.astimezone(zone).date().isoformat(),
        "approved": [f"{one.by}, {spoken(one.on)}" for one in fact.approvals],
        "conversion": worth.amount if worth else "",
        "rule": worth.rule if worth else "",
        "source": worth.source if worth else "",
        "address": addresses.absolute(addresses.badge(award.public_id)) if is_public(award) else "",
        "number": str(award.public_id),
    }


def _record(made: Transcript, awards: list[Award], issuer: str) -> clr.Record:
    numbers = {"stateEducatorId": made.educator_id, "licenseNumber": made.license_number}
    return clr.Record(
        id=made.public_id.urn,
        issuer=crediting.profile(made.organization, issuer),
        name=f"Transcript of micro-credentials for {made.addressed_to}",
        description="\n".join(_spoken(line) for line in made.lines),
        recipient=parts.RecipientIdentity(
            email=crediting.address_of(made.person), salt=secrets.token_hex(16), shown_name=made.legal_name
        ),
        credentials=tuple(json.loads(award.credential.text) for award in awards),
        valid_from=made.made_at,
        # Each badge calls her by another name, so that two betray nothing together; the record calls her by none.
        numbers=tuple((kind, value) for kind, value in numbers.items() if value),
    )


def _spoken(line: Told) -> str:
    return f"{line['title']}: " + "; ".join(f"{name}: {words}" for name, words in facts_in(line)) + "."


def facts_in(line: Told) -> list[tuple[str, str]]:
    """What a line says beside its title, as pairs of a name and words; what is not known is left out."""
    said = [
        ("Edition", line["edition"]),
        ("Issuer", line["issuer"]),
        ("Submitted", spoken(date.fromisoformat(line["submitted_on"]))),
        ("Awarded", spoken(date.fromisoformat(line["awarded_on"]))),
        ("Approved by", "; ".join(line["approved"])),
        ("Conversion", line["conversion"]),
        ("By the rule", line["rule"]),
        ("Source of the rule", line["source"]),
        ("Check it at", line["address"]),
        ("Number", line["number"]),
    ]
    return [(name, words) for name, words in said if words]


def paper(made: Transcript) -> bytes:
    """The transcript as PDF. Words go in as data, never as markup."""
    heading = [
        ("Legal name", made.legal_name),
        ("State educator ID", made.educator_id),
        ("License number", made.license_number),
        ("Badges", str(len(made.lines))),
    ]
    said = {
        "legal_name": made.legal_name,
        "issuer": made.organization.name,
        "addressed_to": made.addressed_to,
        "made": spoken(day_in(made.organization, made.made_at)),
        "number": str(made.public_id),
        "checksum": made.sha256,
        "heading": [pair for pair in heading if pair[1]],
        "lines": [{"title": line["title"], "facts": facts_in(line)} for line in made.lines],
    }
    template = files("cairn.workflows").joinpath("templates/transcript.typ").read_bytes()
    return bytes(typst.compile(template, sys_inputs={"said": json.dumps(said)}, pdf_standards="ua-1"))
