from cairn.domain.calibration.models.anchors import Anchor, KeyLevel, TrainingUse
from cairn.domain.calibration.models.conflicts import Conflict, Declaration
from cairn.domain.calibration.models.pools import Pool
from cairn.domain.calibration.models.qualifications import Concern, Gate, LessonDone, Qualification
from cairn.domain.calibration.models.sheets import Sheet, SheetRating
from cairn.domain.calibration.models.signals import DriftChart, Signal

__all__ = [
    "Anchor",
    "Concern",
    "Conflict",
    "Declaration",
    "DriftChart",
    "Gate",
    "KeyLevel",
    "LessonDone",
    "Pool",
    "Qualification",
    "Sheet",
    "SheetRating",
    "Signal",
    "TrainingUse",
]
