from cairn.domain.issuing.models.awards import Award, Credential
from cairn.domain.issuing.models.keys import SigningKey, StatusList

__all__ = ["Award", "Credential", "SigningKey", "StatusList"]
