"""What may be wrong with an archive; every message is a sentence a person can act on."""

from __future__ import annotations


class ArchiveRefused(ValueError):
    """The file is no portfolio archive, or is built in a way that is not read; `code` is for machines."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
