"""What the database itself keeps of the forms of documents: a change to one would break the proofs of thousands."""

from __future__ import annotations

from cairn.domain.ledger.guards import frozen, unreplaced

WORDS = "the form of signed documents never changes"
GUARDS = (*frozen("issuing_form", WORDS), unreplaced("issuing_form", WORDS, ("digest",)))
