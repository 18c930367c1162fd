from cairn.domain.foreign.models.badges import Change, ForeignBadge, Original
from cairn.domain.foreign.models.statements import Statement, StatementFile

__all__ = ["Change", "ForeignBadge", "Original", "Statement", "StatementFile"]
