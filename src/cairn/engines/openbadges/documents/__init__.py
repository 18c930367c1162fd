"""What credentials say: typed, in the words of an issuer, and as the documents to sign.

`parts` are the words an issuer speaks in, `building` makes Open Badges 3.0 of them; `endorsing` and `clr` make
endorsements and learner records (CLR 2.0). `model` has every object of the standards, and `parties` tells of any
document who speaks in it and about whom.
"""

from cairn.engines.openbadges.documents.building import (
    SCHEMA_ADDRESS,
    Document,
    achievement,
    build,
    check_recipient,
    identities,
    identity_hash,
    normal_email,
    profile,
    schema_entry,
    status_credential,
    status_entry,
    written,
)

__all__ = [
    "SCHEMA_ADDRESS",
    "Document",
    "achievement",
    "build",
    "check_recipient",
    "identities",
    "identity_hash",
    "normal_email",
    "profile",
    "schema_entry",
    "status_credential",
    "status_entry",
    "written",
]
