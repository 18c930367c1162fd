"""Static files under the hash of their content, the modules that a script imports as well."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is untyped
    """Without this switch a browser could pair a new script with an old module of it."""

    support_js_module_import_aggregation = True
