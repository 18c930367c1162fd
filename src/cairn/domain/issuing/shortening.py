"""How the database shortens the documents it keeps."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TEXTS = ("issuing_credential", "issuing_formercredential")


def by_lz4(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """PostgreSQL shortens long texts by its own old method, which takes as long as signing them; lz4 takes a fifth."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        # A server may have been built without it.
        cursor.execute(
            "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
        )
        if cursor.fetchone() == (True,):
            for table in TEXTS:
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN text SET COMPRESSION lz4")
