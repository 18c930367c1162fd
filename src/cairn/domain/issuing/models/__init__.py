from cairn.domain.issuing.models.awards import Award, Credential, Drawing
from cairn.domain.issuing.models.imports import Import, ImportRow
from cairn.domain.issuing.models.keys import IssuerProfile, SigningKey, StatusList

__all__ = [
    "Award",
    "Credential",
    "Drawing",
    "Import",
    "ImportRow",
    "IssuerProfile",
    "SigningKey",
    "StatusList",
]
