from cairn.domain.records.models.entered import OtherRecord, RecordDocument
from cairn.domain.records.models.held import Goal, License
from cairn.domain.records.models.relations import Relation

__all__ = ["Goal", "License", "OtherRecord", "RecordDocument", "Relation"]
