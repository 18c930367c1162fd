"""What verifying found: one `Check` for each question asked, and the `Report` they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from cairn.engines.openbadges.baking import Carrier

Outcome = Literal["ok", "failed", "unknown", "skipped"]
Overall = Literal["valid", "invalid", "unknown"]

_TITLES: Final[Mapping[str, tuple[str, str]]] = {
    "file": ("The file", "OB 3.0, 5: document formats"),
    "schema": ("The form", "OB 3.0, 9.1.1: schema and subject"),
    "proof": ("The signature", "OB 3.0, 8.3; VC Data Integrity EdDSA, 3.2"),
    "refresh": ("A newer version", "OB 3.0, 9.1: refresh service"),
    "status": ("Revocation", "OB 3.0, 9.1; Bitstring Status List, 3.2"),
    "valid_from": ("Already in force", "OB 3.0, 9.1; VC 2.0, 4.9"),
    "valid_until": ("Not expired", "OB 3.0, 9.1; VC 2.0, 4.9"),
    "recipient": ("The recipient", "OB 3.0, 9.1.2: recipient"),
    "endorsement": ("An endorsement", "OB 3.0, 9.2: endorsement"),
}
"""Title and clause of each check, by its code, in the order in which they are made."""


@dataclass(frozen=True, slots=True)
class Check:
    """One question and its answer. `code` is stable; `sentence` is for people; `clause` names the standard's
    text.

    A check that is not `binding` (an endorsement by somebody else) does not decide about the credential.
    """

    code: str
    title: str
    outcome: Outcome
    sentence: str
    clause: str
    binding: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """Everything verifying found. `document` is the credential as judged, where it could be read at all."""

    overall: Overall
    sentence: str
    checks: tuple[Check, ...]
    carrier: Carrier | None = None
    document: Mapping[str, Any] | None = None

    @property
    def valid(self) -> bool:
        return self.overall == "valid"

    def check(self, code: str) -> Check | None:
        """The first check with this code."""
        return next((check for check in self.checks if check.code == code), None)


def made(code: str, outcome: Outcome, sentence: str) -> Check:
    """A check with the title and clause that belong to its code."""
    title, clause = _TITLES[code]
    return Check(code, title, outcome, sentence, clause, binding=code != "endorsement")


def concluded(
    checks: Iterable[Check], *, carrier: Carrier | None = None, document: Mapping[str, Any] | None = None
) -> Report:
    """The report that checks add up to: one failure makes it invalid, otherwise one doubt makes it
    unknown.
    """
    listed = tuple(checks)
    failed = next((check for check in listed if check.binding and check.outcome == "failed"), None)
    unknown = next((check for check in listed if check.binding and check.outcome == "unknown"), None)
    if failed is not None:
        return Report("invalid", f"This badge is not valid. {failed.sentence}", listed, carrier, document)
    if unknown is not None:
        sentence = f"It cannot be said whether this badge is valid. {unknown.sentence}"
        return Report("unknown", sentence, listed, carrier, document)
    sentence = "This badge is valid: it is signed by its issuer, unchanged since, and in force."
    return Report("valid", sentence, listed, carrier, document)
