"""The 1EdTech JSON Schemas bundled with Cairn, and what a document breaks of them.

The published files carry crossed `$id`s, so each is known by its file and its `$id` is set aside; every
reference in them is local, and a reference that is not would fail rather than be fetched.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jsonschema.exceptions import best_match
from jsonschema.protocols import Validator
from referencing import Registry

from cairn.engines.openbadges.compiled.verdicts import Verdicts
from cairn.engines.openbadges.errors import DocumentError
from cairn.engines.openbadges.schemas import looking

ACHIEVEMENT: Final = "achievementcredential.json"
ENDORSEMENT: Final = "endorsementcredential.json"
LEARNER_RECORD: Final = "clrcredential.json"


_verdicts: Final = Verdicts()


@cache
def _validator(file: str) -> Validator:
    manifest = {
        entry["file"]: entry for entry in json.loads(files(__name__).joinpath("manifest.json").read_bytes())
    }
    content = files(__name__).joinpath("data", file).read_bytes()
    if hashlib.sha256(content).hexdigest() != manifest[file]["sha256"]:
        raise DocumentError(f"The bundled schema {file} is not the one it should be. Install Cairn again.")
    schema = json.loads(content)
    schema.pop("$id", None)
    schema.pop("$schema", None)  # or a reference to the root would be judged by another class
    return looking.LookingValidator(schema, registry=Registry())


def complaint(file: str, document: Any) -> str | None:
    """The most telling thing `document` breaks of a bundled schema, as a sentence; None when it breaks
    nothing.
    """
    case = _verdicts.case(file, document) if isinstance(document, dict) else None
    if case is not None and case.passed:
        return None
    with looking.watched() as looked_at:
        error = best_match(_validator(file).iter_errors(document))
    if error is None:
        if case is not None:
            _verdicts.remember(case, looked_at)
        return None
    place = "/".join(str(step) for step in error.absolute_path) or "the credential"
    return f"At {place[:200]}: {error.message[:300]}."
