from cairn.domain.issuing.models.awards import Award, Credential, Drawing, Form, FormerCredential
from cairn.domain.issuing.models.endorsements import ENDORSED, Endorsement, What, issuer_of
from cairn.domain.issuing.models.imports import Import, ImportRow
from cairn.domain.issuing.models.keys import IssuerProfile, SigningKey, StatusList
from cairn.domain.issuing.models.tokens import AccessToken, TokenRequest

__all__ = [
    "ENDORSED",
    "AccessToken",
    "Award",
    "Credential",
    "Drawing",
    "Endorsement",
    "Form",
    "FormerCredential",
    "Import",
    "ImportRow",
    "IssuerProfile",
    "SigningKey",
    "StatusList",
    "TokenRequest",
    "What",
    "issuer_of",
]
