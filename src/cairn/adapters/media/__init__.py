"""Looking at what people send, and making copies of it that are safe to show."""

from .coding import inspect_code
from .inspecting import Inspection, inspect
from .kinds import Kind, MediaProblem
from .rendering import (
    Rendition,
    emblem,
    poster,
    rendition_document,
    rendition_image,
    rendition_page,
    rendition_pdf,
    rendition_video,
)
from .running import LOOKING, RENDERING, Limits

__all__ = [
    "LOOKING",
    "RENDERING",
    "Inspection",
    "Kind",
    "Limits",
    "MediaProblem",
    "Rendition",
    "emblem",
    "inspect",
    "inspect_code",
    "poster",
    "rendition_document",
    "rendition_image",
    "rendition_page",
    "rendition_pdf",
    "rendition_video",
]
