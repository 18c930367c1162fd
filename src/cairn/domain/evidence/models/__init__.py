from cairn.domain.evidence.models.attempts import Attempt, Grant, Part, Round, RoundPiece, SelfRating
from cairn.domain.evidence.models.files import StoredFile, Upload
from cairn.domain.evidence.models.pieces import Consent, Piece

__all__ = [
    "Attempt",
    "Consent",
    "Grant",
    "Part",
    "Piece",
    "Round",
    "RoundPiece",
    "SelfRating",
    "StoredFile",
    "Upload",
]
