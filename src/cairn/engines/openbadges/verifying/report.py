"""What verifying found: one `Check` for each question asked, and the `Report` they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from cairn.engines.openbadges.baking import Carrier
from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.keys.methods import Method
from cairn.engines.openbadges.trust import Trust

Outcome = Literal["ok", "failed", "unknown", "skipped"]
Standing = Literal["valid", "expired", "revoked", "suspended", "not_yet_valid", "unknown", "invalid"]
Overall = Literal[
    "valid", "not_confirmed", "expired", "revoked", "suspended", "not_yet_valid", "unknown", "invalid"
]
Kind = Literal["badge", "record", "endorsement"]

_TITLES: Final[Mapping[str, tuple[str, str]]] = {
    "file": ("The file", "OB 3.0, 5: document formats"),
    "schema": ("The form", "OB 3.0, 9.1.1: schema and subject"),
    "proof": ("The signature", "OB 3.0, 8.2 and 8.3; VC Data Integrity, 4"),
    "issuer": ("The issuer", "OB 3.0, 8.5: the issuer's key"),
    "refresh": ("A newer version", "OB 3.0, 9.1: refresh service"),
    "status": ("Revocation", "OB 3.0, 9.1; Bitstring Status List, 3.2"),
    "valid_from": ("Already in force", "OB 3.0, 9.1; VC 2.0, 4.9"),
    "valid_until": ("Not expired", "OB 3.0, 9.1; VC 2.0, 4.9"),
    "recipient": ("The recipient", "OB 3.0, 9.1.2: recipient"),
    "parts": ("The badges inside", "CLR 2.0, B: ClrSubject.verifiableCredential"),
    "associations": ("How they hang together", "CLR 2.0, B: Association"),
    "endorsement": ("An endorsement", "OB 3.0, 9.2: endorsement"),
}
"""Title and clause of each check, by its code, in the order in which they are made."""

_ASIDE: Final = ("issuer", "endorsement")
"""Checks that say something beside the standing: whose the key is, and what others say."""

# Tampering comes first: of what was changed, no date and no list says anything. An end for good comes before one
# that passes, and what is known before what is not.
_WEIGHT: Final[tuple[Standing, ...]] = (
    "invalid",
    "revoked",
    "suspended",
    "expired",
    "not_yet_valid",
    "unknown",
    "valid",
)
_NOUNS: Final[Mapping[Kind, str]] = {"badge": "badge", "record": "record", "endorsement": "endorsement"}
_LEADS: Final[Mapping[Standing, str]] = {
    "invalid": "This {noun} is not valid.",
    "revoked": "This {noun} is revoked.",
    "suspended": "This {noun} is on hold.",
    "expired": "This {noun} has expired.",
    "not_yet_valid": "This {noun} is not in force yet.",
    "unknown": "It cannot be said whether this {noun} is valid.",
    "valid": "This {noun} is valid: it is signed by its issuer, unchanged since, and in force.",
}
_GENUINE: Final = "It is genuine: its issuer signed it, and nothing in it was changed."
_WHOSE: Final = "nothing here shows that the key which signed it is its issuer's."


@dataclass(frozen=True, slots=True)
class Check:
    """One question and its answer. `code` is stable; `sentence` is for people; `clause` names the standard's
    text.

    `standing` is what the answer makes of the credential; a check that is not `binding` (an endorsement by somebody
    else) does not decide about it. `by` is the method a signature was found to be made with.
    """

    code: str
    title: str
    outcome: Outcome
    sentence: str
    clause: str
    binding: bool = True
    standing: Standing = "valid"
    by: Method | None = None

    def to_json(self) -> dict[str, str]:
        """As `report_schema` describes it."""
        names = ("code", "title", "outcome", "sentence", "clause")
        return {name: str(getattr(self, name)) for name in names}


@dataclass(frozen=True, slots=True)
class Report:
    """Everything verifying found. `document` is the credential as judged, where it could be read at all.

    `standing` says what became of the credential, whoever its issuer is; `trust` whose the key is, and is None
    where no signature was found to hold. `overall` weighs both: what nobody vouches for is never "valid".
    `parts` are the reports on the credentials inside a record, each judged by itself.
    """

    standing: Standing
    checks: tuple[Check, ...]
    carrier: Carrier | None = None
    document: Mapping[str, Any] | None = None
    kind: Kind = "badge"
    trust: Trust | None = None
    parts: tuple[Report, ...] = ()
    when_valid: str = ""
    """Says of a valid one what the usual sentence does not: how it is known where nothing is signed."""

    @property
    def overall(self) -> Overall:
        if self.standing == "valid" and not self.confirmed:
            return "not_confirmed"
        return self.standing

    @property
    def valid(self) -> bool:
        """Whether it is genuine, in force, and its issuer's by a confirmed key."""
        return self.overall == "valid"

    @property
    def confirmed(self) -> bool:
        """Whether the key that signed is known to be the issuer's."""
        return self.trust is not None and self.trust.confirmed

    @property
    def genuine(self) -> bool:
        """Whether it is its issuer's, confirmed and unchanged, and no more than what became of it since is not known.

        So it is with a badge whose issuer's server is gone and whose key is pinned.
        """
        return self.standing == "unknown" and self.confirmed and self._deciding == self.check("status")

    @property
    def whose(self) -> str:
        """Whether the key is its issuer's, in a sentence, also where no signature was found to hold."""
        if self.trust is not None:
            return self.trust.sentence
        if self.integrity.outcome == "unknown":
            return "Not confirmed: whose key signed it could not be looked up."
        return "Not asked: what was changed is nobody's."

    @property
    def sentence(self) -> str:
        """The conclusion, and the reason that decided."""
        lead = _LEADS[self.standing].format(noun=_NOUNS[self.kind])
        if self.overall == "not_confirmed":
            noun = _NOUNS[self.kind]
            return f"This {noun} is not confirmed: it is signed, unchanged and in force, but {_WHOSE}"
        if (decided := self._deciding) is not None:
            return f"{_GENUINE if self.genuine else lead} {decided.sentence}"
        return self.when_valid or lead

    @property
    def integrity(self) -> Check:
        """Whether it is unchanged since it was signed: the first of file, form and signature that is in doubt."""
        found = [check for check in self.checks if check.code in ("file", "schema", "proof")]
        return next((check for check in found if check.outcome != "ok"), found[-1])

    @property
    def _deciding(self) -> Check | None:
        if self.standing == "valid":
            return None
        return next(
            (check for check in self.checks if check.binding and check.standing == self.standing), None
        )

    def check(self, code: str) -> Check | None:
        """The first check with this code."""
        return next((check for check in self.checks if check.code == code), None)

    @property
    def questions(self) -> tuple[Check, ...]:
        """The checks of the credential itself, without what others say for it."""
        return tuple(check for check in self.checks if check.code != "endorsement")

    @property
    def endorsements(self) -> tuple[Check, ...]:
        """What others say for it, each checked by itself."""
        return tuple(check for check in self.checks if check.code == "endorsement")

    def to_json(self) -> dict[str, Any]:
        """The report for programs, as `report_schema.SCHEMA` describes it."""
        document = self.document or {}
        return {
            "overall": self.overall,
            "sentence": self.sentence,
            "standing": self.standing,
            "kind": self.kind,
            "carrier": self.carrier,
            "credential": _text(document.get("id")),
            "name": _text(document.get("name")),
            "issuer": issuer_id(document),
            "integrity": {"outcome": self.integrity.outcome, "sentence": self.integrity.sentence},
            "trust": _trust_json(self.trust),
            "checks": [check.to_json() for check in self.questions],
            "endorsements": [check.to_json() for check in self.endorsements],
            "parts": [part.to_json() for part in self.parts],
        }


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _trust_json(trust: Trust | None) -> dict[str, Any] | None:
    if trust is None:
        return None
    return {
        "confirmed": trust.confirmed,
        "ground": trust.ground,
        "sentence": trust.sentence,
        "key": trust.key,
        "name": trust.name or None,
        "pinned_on": trust.pinned_on.isoformat() if trust.pinned_on else None,
        "source": trust.source or None,
    }


def made(
    code: str,
    outcome: Outcome,
    sentence: str,
    *,
    standing: Standing | None = None,
    by: Method | None = None,
) -> Check:
    """A check with the title and clause that belong to its code.

    Without a `standing`, a failure makes a credential invalid and a doubt makes it unknown.
    """
    title, clause = _TITLES[code]
    usual: Mapping[Outcome, Standing] = {"failed": "invalid", "unknown": "unknown"}
    return Check(
        code,
        title,
        outcome,
        sentence,
        clause,
        binding=code not in _ASIDE,
        standing=standing or usual.get(outcome, "valid"),
        by=by,
    )


def concluded(
    checks: Iterable[Check],
    *,
    carrier: Carrier | None = None,
    document: Mapping[str, Any] | None = None,
    kind: Kind = "badge",
    trust: Trust | None = None,
    parts: tuple[Report, ...] = (),
    when_valid: str = "",
) -> Report:
    """The report that checks add up to: the gravest of their standings, as long as it is known who signed.

    Dates and lists of what may be signed by anybody say nothing, so a signature in doubt leaves all unknown but what
    is plainly invalid.
    """
    listed = tuple(checks)
    found = {check.standing for check in listed if check.binding}
    if any(check.code in ("file", "proof") and check.outcome == "unknown" for check in listed):
        found &= {"invalid", "unknown"}
    standing: Standing = next((each for each in _WEIGHT if each in found), "valid")
    return Report(standing, listed, carrier, document, kind, trust, parts, when_valid)
