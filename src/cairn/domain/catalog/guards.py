"""What the database itself keeps of an edition: once sealed it never changes, and without clearance there is none."""

from __future__ import annotations

from cairn.domain.ledger.guards import Guard, frozen, unreplaced

WORDS = "a published edition never changes"
UNCLEARED = "an edition needs the clearance of its micro-credential and digest"
CLEARED = "a clearance is given for good"

COLUMNS = (
    "id", "public_id", "micro_credential_id", "number", "text", "digest", "schema", "title", "readings",
    "published_at", "document", "sealed",
)  # fmt: skip
# Where somebody is forgotten, an edition keeps all but her name.
_FORGETS = " AND ".join([*(f"NEW.{name} = OLD.{name}" for name in COLUMNS), "NEW.published_by_id IS NULL"])
_UNCLEARED = (
    "NOT EXISTS (SELECT 1 FROM catalog_clearance given"
    " WHERE given.micro_credential_id = NEW.micro_credential_id AND given.digest = NEW.digest)"
)


def _rows(table: str, edition: str, *unique: tuple[str, ...]) -> tuple[Guard, ...]:
    """Guards of rows that belong to an edition; `edition` is SQL for its key, over `NEW`."""
    sealed = f"EXISTS (SELECT 1 FROM catalog_edition e WHERE e.sealed AND e.id = {edition})"  # noqa: S608 - all of it is ours
    return (
        *frozen(table, WORDS),
        Guard(table, "insert", WORDS, sealed),
        unreplaced(table, WORDS, *unique),
    )


_OF_CRITERION = "(SELECT c.edition_id FROM catalog_criterion c WHERE c.id = NEW.criterion_id)"
GUARDS = (
    Guard("catalog_edition", "update", WORDS, f"OLD.sealed AND NOT ({_FORGETS})"),
    Guard("catalog_edition", "delete", WORDS),
    Guard("catalog_edition", "truncate", WORDS, only="postgresql"),
    Guard("catalog_edition", "insert", UNCLEARED, _UNCLEARED),
    unreplaced("catalog_edition", WORDS, ("public_id",), ("micro_credential_id", "number")),
    *_rows("catalog_level", "NEW.edition_id", ("edition_id", "rank"), ("edition_id", "key")),
    *_rows("catalog_slot", "NEW.edition_id", ("edition_id", "key")),
    *_rows("catalog_criterion", "NEW.edition_id", ("public_id",), ("edition_id", "key")),
    *_rows("catalog_criterion_slots", _OF_CRITERION, ("criterion_id", "slot_id")),
    *frozen("catalog_clearance", CLEARED),
    unreplaced("catalog_clearance", CLEARED, ("micro_credential_id", "digest")),
)
