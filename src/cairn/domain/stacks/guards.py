"""What the database itself keeps of a stack's edition: once published it never changes."""

from __future__ import annotations

from cairn.domain.ledger.guards import Guard, frozen, unreplaced

WORDS = "a published edition of a stack never changes"

COLUMNS = (
    "id", "public_id", "stack_id", "number", "text", "digest", "title", "published_at", "document",
)  # fmt: skip
# Where somebody is forgotten, an edition keeps all but her name.
_FORGETS = " AND ".join([*(f"NEW.{name} = OLD.{name}" for name in COLUMNS), "NEW.published_by_id IS NULL"])

GUARDS = (
    Guard("stacks_stackedition", "update", WORDS, f"NOT ({_FORGETS})"),
    Guard("stacks_stackedition", "delete", WORDS),
    Guard("stacks_stackedition", "truncate", WORDS, only="postgresql"),
    unreplaced("stacks_stackedition", WORDS, ("public_id",), ("stack_id", "number")),
    *frozen("stacks_stackpart", WORDS),
    unreplaced("stacks_stackpart", WORDS, ("edition_id", "kind", "address")),
    *frozen("stacks_creditoffer", WORDS),
    unreplaced("stacks_creditoffer", WORDS, ("edition_id", "position")),
)
