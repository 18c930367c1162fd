"""PDF files, read and written by PDFium. The only module that knows pypdfium2, which has no types."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from .kinds import MediaProblem

MOST_PAGES = 500
_MOST_POINTS = 14_400  # the largest side of a page that the format allows
_DAMAGED = "This PDF is damaged; open it, save or print it to PDF again, and send the new copy."
_LOCKED = "This PDF is protected by a password; save it without one."
_PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD


def count(path: Path) -> int:
    """Pages of a PDF whose first page can be drawn. Raises `MediaProblem`."""
    with _opened(path) as document:
        _drawn(document[0], width=64)
        return len(document)


def stripped(source: Path, target: Path) -> int:
    """Write the pages alone, notes and form fields flattened into them; the number of pages.

    What says who made the file, scripts and attachments stay behind. Raises `MediaProblem`.
    """
    with _opened(source) as document:
        for page in document:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        bare = pdfium.PdfDocument.new()
        bare.import_pages(document)
        bare.save(target)
        bare.close()
        return len(document)


def drawn(source: Path, target: Path, *, page: int, width: int) -> tuple[int, int]:
    """Write one page (from 1) as a PNG `width` pixels wide; its width and height. Raises `MediaProblem`."""
    with _opened(source) as document:
        if not 1 <= page <= len(document):
            raise MediaProblem(f"This PDF has pages 1 to {len(document)}; there is no page {page}.")
        image = _drawn(document[page - 1], width=width).to_pil()
        image.save(target, "PNG", optimize=True)
        return image.width, image.height


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(path)
        try:
            pages = len(document)
            if not 1 <= pages <= MOST_PAGES:
                raise MediaProblem(f"This PDF has {pages} pages; send one with 1 to {MOST_PAGES}.")
            yield document
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD_NEEDED
        raise MediaProblem(_LOCKED if locked else _DAMAGED) from None


def _drawn(page: Any, *, width: int) -> Any:
    across, down = page.get_size()
    if not (0 < across <= _MOST_POINTS and 0 < down <= _MOST_POINTS) or down > 20 * across:
        raise MediaProblem("This PDF has a page of an impossible size; print it to PDF again.")
    return page.render(scale=width / across)
