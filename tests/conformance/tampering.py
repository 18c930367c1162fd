"""The table of tamperings: what was changed, what Cairn says, and which other tool lets it pass, with the reason.

A tool that lets a tampering pass is named in its row, so that a change in either direction shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from cairn.engines.openbadges import status
from tests.conformance.issued import (
    DID_PAGE,
    INDEX,
    ISSUER,
    STRANGER,
    WEB_ISSUER,
    Document,
    Presented,
    endorsement,
    signed,
)
from tests.engines.openbadges.examples import LIST

DB, DCC, LIB = "digital-bazaar", "dcc", "openbadgeslib"
TOOLS: Final = (DB, DCC, LIB)

# Why a tool lets something pass.
SAME_DATASET: Final = "the dataset, which is what is signed, stays the same, and the form is not looked at"
LAST_WINS: Final = "of two members of one name its JSON reader takes the last, which is the issued one"
NOT_READ: Final = "it does not look at endorsements"
NO_BEGINNING: Final = "it does not look at the day from which a credential holds"
ANY_LIST: Final = "it asks no list who issued it"
ANY_ADDRESS: Final = "it compares no list's id with the address it came from"
LIST_PROOF: Final = "it reads the issuer and the signature of a list only where the list is a JWT"
ANY_KEY: Final = "it takes any key of a DID document, whatever it is for and whomever the document is about"


@dataclass(frozen=True)
class Tampering:
    """One row. `here` is Cairn's verdict, or the check that fails where the credential itself still holds.

    `passes` names each tool that sees nothing, and why.
    """

    name: str
    make: Callable[[], Presented]
    here: str = "invalid"
    passes: Mapping[str, str] = field(default_factory=dict)


def changed(*path: str | int, to: Any) -> Callable[[], Presented]:
    """The issued credential with another value in one place; `...` takes the member out."""

    def make() -> Presented:
        document = signed()
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        if to is ...:
            del place[path[-1]]
        else:
            place[path[-1]] = to
        return ISSUER.presents(document)

    return make


def with_list(listing: Callable[[], Document]) -> Callable[[], Presented]:
    """The issued credential, while another list is served."""
    return lambda: ISSUER.presents(signed(), listing())


def reissued(**changes: Any) -> Callable[[], Presented]:
    """A credential its issuer signed with these dates."""
    return lambda: ISSUER.presents(ISSUER.signs(ISSUER.unsigned(**changes)))


def in_text(old: str, new: str) -> Callable[[], Presented]:
    """The issued file with its text changed in one place, which a JSON reader may not see."""

    def make() -> Presented:
        presented = ISSUER.presents(signed())
        assert presented.text.count(old) == 1
        return Presented(presented.text.replace(old, new), presented.pages)

    return make


def by_web(change: Callable[[Document], object]) -> Callable[[], Presented]:
    """A did:web issuer's credential, while another DID document is served."""

    def make() -> Presented:
        page = WEB_ISSUER.did_document()
        change(page)
        presented = WEB_ISSUER.presents(WEB_ISSUER.signs(WEB_ISSUER.unsigned()))
        return Presented(presented.text, {**presented.pages, DID_PAGE: json.dumps(page)})

    return make


def forged() -> Presented:
    """Signed by a stranger with her own key, in the issuer's name."""
    return ISSUER.presents(STRANGER.signs(ISSUER.unsigned()))


def borrowed_proof() -> Presented:
    other = ISSUER.signs(ISSUER.unsigned(description="Another badge."))
    return ISSUER.presents({**signed(), "proof": other["proof"]})


def emptied_list() -> Document:
    return _relisted(encodedList=status.encode([3, 77]))


def repurposed_list() -> Document:
    return _relisted(statusPurpose="suspension")


def _relisted(**changes: Any) -> Document:
    listing = ISSUER.listing(3, INDEX)
    return {**listing, "credentialSubject": {**listing["credentialSubject"], **changes}}


def stranger_s_list_in_the_issuer_s_name() -> Document:
    listing = ISSUER.listing(3, 77)
    return STRANGER.signs({key: value for key, value in listing.items() if key != "proof"})


def suspended() -> Presented:
    document = ISSUER.unsigned()
    document["credentialStatus"]["statusPurpose"] = "suspension"
    return ISSUER.presents(ISSUER.signs(document), ISSUER.listing(3, INDEX, purpose="suspension"))


def endorsement_altered_before_signing() -> Presented:
    """The issuer itself put in an endorsement that its endorser never gave."""
    document = ISSUER.unsigned()
    altered = {**endorsement(document), "name": "Endorsed warmly"}
    document["credentialSubject"]["achievement"]["endorsement"] = [altered]
    return ISSUER.presents(ISSUER.signs(document))


def without_pages() -> Presented:
    return Presented(ISSUER.presents(signed()).text, {})


ACHIEVEMENT: Final = ("credentialSubject", "achievement")
PROOF: Final = ("proof", 0)
EVIL: Final = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
LATE: Final = datetime(2099, 1, 1, tzinfo=UTC)
PAST: Final = datetime(2026, 11, 21, tzinfo=UTC)

FIELDS: Final = (
    Tampering("its name", changed("name", to="Doctor of Education")),
    Tampering("its description", changed("description", to="Awarded with honors.")),
    Tampering("its id", changed("id", to="urn:uuid:00000000-0000-4000-8000-000000000000")),
    Tampering("its type", changed("type", to=["VerifiableCredential"])),
    Tampering("the achievement's name", changed(*ACHIEVEMENT, "name", to="Doctor of Education")),
    Tampering("the criteria", changed(*ACHIEVEMENT, "criteria", "narrative", to="One video.")),
    Tampering("a tag", changed(*ACHIEVEMENT, "tag", 0, to="wealth")),
    Tampering("an alignment", changed(*ACHIEVEMENT, "alignment", 0, "targetCode", to="T6")),
    Tampering("the creator", changed(*ACHIEVEMENT, "creator", "name", to="Harbor University")),
    Tampering("the image", changed(*ACHIEVEMENT, "image", "id", to="https://evil.example/sun.png")),
    Tampering(
        "the level reached",
        changed(
            "credentialSubject",
            "result",
            0,
            "achievedLevel",
            to="https://badges.example.edu/editions/5b0f5c7e-2a1e-4d53-9d0c-0c4a7e0d4f11#structure-emerging",
        ),
    ),
    Tampering(
        "the level asked for", changed(*ACHIEVEMENT, "resultDescription", 0, "name", to="Anything at all")
    ),
    Tampering("the evidence", changed("evidence", 0, "id", to="https://evil.example/video")),
    Tampering("evidence left out", changed("evidence", to=...)),
    Tampering(
        "whose it is",
        changed("credentialSubject", "identifier", 0, "identityHash", to="sha256$" + "0" * 64),
    ),
    Tampering("the salt", changed("credentialSubject", "identifier", 0, "salt", to="fedcba9876543210")),
    Tampering("a recipient's DID added", changed("credentialSubject", "id", to=EVIL)),
)

ISSUERS_AND_DATES: Final = (
    Tampering("the issuer", changed("issuer", "id", to=STRANGER.did)),
    Tampering("the issuer's name", changed("issuer", "name", to="Harbor University")),
    Tampering("signed by a stranger in the issuer's name", forged),
    Tampering("valid from an earlier day", changed("validFrom", to="2020-01-01T00:00:00Z")),
    Tampering("valid for longer", changed("validUntil", to="2099-01-01T00:00:00Z")),
    Tampering("valid without end", changed("validUntil", to=...)),
    Tampering("expired", reissued(valid_until=PAST), here="expired"),
    Tampering(
        "not yet valid",
        reissued(valid_from=LATE, valid_until=None),
        here="not_yet_valid",
        passes={DCC: NO_BEGINNING},
    ),
    Tampering("another key in the issuer's DID document", by_web(lambda page: _swap_key(page))),
    Tampering(
        "the key no longer allowed for issuing",
        by_web(lambda page: page["assertionMethod"].pop()),
        passes={LIB: ANY_KEY},
    ),
    Tampering(
        "a DID document about somebody else",
        by_web(lambda page: page.update(id="did:web:evil.example")),
        passes={LIB: ANY_KEY},
    ),
)

PROOFS: Final = (
    Tampering("no proof", changed("proof", to=...)),
    Tampering("an empty set of proofs", changed("proof", to=[])),
    Tampering("another credential's proof", borrowed_proof),
    Tampering("a proof value cut short", changed(*PROOF, "proofValue", to="z" + "1" * 64)),
    Tampering("the day of the proof", changed(*PROOF, "created", to="2020-01-01T00:00:00Z")),
    Tampering("the purpose of the proof", changed(*PROOF, "proofPurpose", to="authentication")),
    Tampering(
        "the key of the proof", changed(*PROOF, "verificationMethod", to=STRANGER.signer.verification_method)
    ),
    Tampering("the kind of proof", changed(*PROOF, "cryptosuite", to="eddsa-jcs-2022")),
    Tampering(
        "a kind of proof nobody knows", changed(*PROOF, "cryptosuite", to="mirror-2030"), here="unknown"
    ),
    Tampering("a domain added to the proof", changed(*PROOF, "domain", to="evil.example")),
    Tampering("an end added to the proof", changed(*PROOF, "expires", to="2099-01-01T00:00:00Z")),
)

STATUSES: Final = (
    Tampering("no status", changed("credentialStatus", to=...)),
    Tampering("another place in the list", changed("credentialStatus", "statusListIndex", to="94568")),
    Tampering(
        "another list", changed("credentialStatus", "statusListCredential", to="https://evil.example/list")
    ),
    Tampering("another purpose", changed("credentialStatus", "statusPurpose", to="suspension")),
    Tampering("revoked", with_list(lambda: ISSUER.listing(3, INDEX)), here="revoked"),
    Tampering("revoked, and nothing else is", with_list(lambda: ISSUER.listing(INDEX)), here="revoked"),
    Tampering("suspended", suspended, here="suspended"),
    Tampering("no list to be had", without_pages, here="unknown"),
    Tampering(
        "another issuer's list",
        with_list(lambda: STRANGER.listing(3, 77)),
        "unknown",
        {DCC: ANY_LIST, LIB: LIST_PROOF},
    ),
    Tampering(
        "a stranger's list in the issuer's name",
        with_list(stranger_s_list_in_the_issuer_s_name),
        here="unknown",
        passes={LIB: LIST_PROOF},
    ),
    Tampering("a list emptied", with_list(emptied_list), here="unknown", passes={LIB: LIST_PROOF}),
    Tampering("a list for another purpose", with_list(repurposed_list), here="unknown"),
    Tampering(
        "an expired list",
        with_list(lambda: ISSUER.listing(3, 77, validUntil="2026-11-21T00:00:00Z")),
        here="unknown",
    ),
    Tampering(
        "a list of tomorrow",
        with_list(lambda: ISSUER.listing(3, 77, validFrom="2099-01-01T00:00:00Z")),
        here="unknown",
    ),
    Tampering(
        "a list that belongs elsewhere",
        with_list(lambda: ISSUER.listing(3, 77, id=LIST + "0")),
        "unknown",
        dict.fromkeys(TOOLS, ANY_ADDRESS),
    ),
)

TERMS: Final = (
    Tampering("a term nobody defined", changed("salaryStep", to="4")),
    Tampering("a defined term slipped in", changed(*ACHIEVEMENT, "specialization", to="Everything")),
    Tampering("a term by its full address", changed("https://schema.org/description", to="slipped in")),
    Tampering(
        "an earlier context",
        changed("@context", 1, to="https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"),
    ),
    Tampering(
        "a context that takes words away", changed("@context", 1, to={"@vocab": "https://evil.example/"})
    ),
    Tampering("a context turned off below", changed(*ACHIEVEMENT, "@context", to=None)),
    Tampering(
        "an empty array", changed("refreshService", to=[]), passes=dict.fromkeys((DB, LIB), SAME_DATASET)
    ),
    Tampering("a null", changed("termsOfUse", to=None)),
    Tampering(
        "a second description before the issued one",
        in_text('"description": "Awarded', '"description": "Doctor of Education", "description": "Awarded'),
        passes=dict.fromkeys(TOOLS, LAST_WINS),
    ),
    Tampering(
        "an endorsement's comment",
        changed(*ACHIEVEMENT, "endorsement", 0, "credentialSubject", "endorsementComment", to="Superb."),
    ),
    Tampering("an endorsement left out", changed(*ACHIEVEMENT, "endorsement", to=...)),
    Tampering(
        "an endorsement its endorser never gave",
        endorsement_altered_before_signing,
        "endorsement",
        dict.fromkeys(TOOLS, NOT_READ),
    ),
)

TABLE: Final = (*FIELDS, *ISSUERS_AND_DATES, *PROOFS, *STATUSES, *TERMS)


def _swap_key(page: Document) -> None:
    page["verificationMethod"][1]["publicKeyMultibase"] = STRANGER.signer.secret.public.multikey
