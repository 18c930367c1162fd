"""What the database itself keeps of a policy: the words of a version never change, so decisions can be made again."""

from __future__ import annotations

from cairn.domain.ledger.guards import Guard, unreplaced

TABLE = "policies_policyversion"
WORDS = "the text of a policy never changes"

COLUMNS = ("id", "public_id", "policy_id", "number", "text", "cases", "identity", "origin", "adopted_at")
_SAME = " AND ".join(f"NEW.{name} = OLD.{name}" for name in COLUMNS)

GUARDS = (
    Guard(TABLE, "update", WORDS, f"NOT ({_SAME})"),
    Guard(TABLE, "delete", WORDS),
    Guard(TABLE, "truncate", WORDS, only="postgresql"),
    unreplaced(TABLE, WORDS, ("public_id",), ("policy_id", "identity")),
)
