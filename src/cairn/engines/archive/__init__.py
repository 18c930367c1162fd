"""A portfolio in one file that anybody can open without a server: docs/guides/archive.md.

`portfolio` is what an archive says of itself, `writing` and `reading` its bytes, `page` the page that people read.
Nothing here knows how a credential is signed or checked.
"""

from cairn.engines.archive.errors import ArchiveRefused
from cairn.engines.archive.portfolio import Badge, Entry, Evidence, Known, Portfolio, Result
from cairn.engines.archive.reading import Contents, Fault, Limits, read
from cairn.engines.archive.writing import File, write

__all__ = [
    "ArchiveRefused",
    "Badge",
    "Contents",
    "Entry",
    "Evidence",
    "Fault",
    "File",
    "Known",
    "Limits",
    "Portfolio",
    "Result",
    "read",
    "write",
]
