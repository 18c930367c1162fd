"""What may go wrong in this engine; every message is a sentence a person can act on."""

from __future__ import annotations


class BadgeError(ValueError):
    """Base of this engine's errors; `code` is for machines, the message for people."""

    code = "bad_badge"


class JsonError(BadgeError):
    """The bytes are not the plain, bounded JSON that a credential is made of."""

    code = "bad_json"


class DocumentError(BadgeError):
    """What was asked to be written does not make a conforming credential."""

    code = "bad_document"


class ContextError(BadgeError):
    """A JSON-LD context is not one of those bundled with this software."""

    code = "unknown_context"


class FormError(BadgeError):
    """A part of the document would be left out of what is signed."""

    code = "unsigned_part"


class RefusedGraph(BadgeError):
    """Putting the document into canonical form would cost more than the limits allow."""

    code = "refused_graph"


class KeyFormatError(BadgeError):
    """A key, or the identifier of one, cannot be read."""

    code = "bad_key"


class UnresolvedKey(BadgeError):
    """A key could not be looked up; nothing is known of whether it is right."""

    code = "unresolved_key"


class ProofError(BadgeError):
    """A proof does not hold."""

    code = "bad_proof"


class UnsupportedProof(BadgeError):
    """A proof is of a kind this software does not check."""

    code = "unsupported_proof"


class StatusError(BadgeError):
    """A status list cannot be read or made."""

    code = "bad_status_list"


class BakingError(BadgeError):
    """An image cannot carry, or does not carry, a credential."""

    code = "bad_image"


class UnsupportedFile(BadgeError):
    """The file may well carry a badge, but in a way this software does not read."""

    code = "unsupported_file"
