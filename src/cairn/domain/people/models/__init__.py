"""People, organizations, and what ties them."""

from cairn.domain.people.models.leaving import Copy, Erasure, Merging, Proof
from cairn.domain.people.models.people import (
    Identifier,
    Membership,
    Organization,
    Person,
    PersonManager,
    Relation,
    Role,
    current,
)

__all__ = [
    "Copy",
    "Erasure",
    "Identifier",
    "Membership",
    "Merging",
    "Organization",
    "Person",
    "PersonManager",
    "Proof",
    "Relation",
    "Role",
    "current",
]
