from cairn.domain.issuing.models.awards import Award, Credential, Drawing, FormerCredential
from cairn.domain.issuing.models.endorsements import Endorsement
from cairn.domain.issuing.models.imports import Import, ImportRow
from cairn.domain.issuing.models.keys import IssuerProfile, SigningKey, StatusList

__all__ = [
    "Award",
    "Credential",
    "Drawing",
    "Endorsement",
    "FormerCredential",
    "Import",
    "ImportRow",
    "IssuerProfile",
    "SigningKey",
    "StatusList",
]
