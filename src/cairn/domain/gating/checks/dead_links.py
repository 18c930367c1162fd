"""The check of links: where a document points to other sites, and what is to be said of what was seen there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from cairn.domain.gating.checks.finding import Document, Finding

LINKS = "links"
IN_TEXT = re.compile(r"https?://[^\s<>\"'`\[\]{}|\\^]+", re.IGNORECASE)
CLOSING = ".,;:!?*_"
WHY = {
    "forbidden": "The site answers, but not to us. Open it yourself to see that it is there.",
    "trouble": "The site had trouble of its own. That may pass: look again later.",
    "silent": "The site did not answer. That may pass: look again later.",
    "nameless": "The site's name was not found. That may pass: look again later, and check the spelling.",
    "certificate": "The site's certificate is not valid, so browsers will warn. Open it yourself.",
    "circling": "The site sends visitors in circles. Open it yourself.",
    "private": "This address is not on the public web. Point to one that everybody can open.",
    "odd": "This is no address of a web page. Write it as https://… .",
    "late": "There was no time left to look at it. Check the links again.",
    "busy": "Several pages of this site did not answer, so we stopped asking. Look again later.",
}
"""What to say of a page that was not seen, by the short code for why."""


class Look(Protocol):
    """What was seen at an address."""

    @property
    def state(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def to(self) -> str: ...


def addresses_in(document: Document) -> dict[str, str]:
    """Every address that a lifted document points to, by the path of the field that holds it.

    A field with several has them at its path, its path with `#2` and so on.
    """
    return dict(_addresses(document, ""))


def _addresses(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _addresses(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _addresses(item, f"{path}.{place}")
    elif isinstance(value, str):
        found = [value.strip()] if path.endswith(".url") and value.strip() else _in_text(value)
        for number, address in enumerate(dict.fromkeys(found), start=1):
            yield path if number == 1 else f"{path}#{number}", address


def _in_text(text: str) -> list[str]:
    """Addresses in running text or Markdown, without the marks that end a sentence or close a bracket."""
    return [_closed(found.rstrip(CLOSING)) for found in IN_TEXT.findall(text)]


def _closed(address: str) -> str:
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(CLOSING)
    return address


def dead_links(document: Document, seen: Mapping[str, Look]) -> list[Finding]:
    """What to mend or to look at, by what was seen at each address; of one not looked at yet, nothing."""
    found = []
    for path, address in addresses_in(document).items():
        if (look := seen.get(address)) and (told := words_for(look)):
            found.append(Finding(path.partition("#")[0], f"{address}: {told}"))
    return found


def words_for(look: Look) -> str:
    """One sentence on what was seen; none for a page that answers."""
    if look.state == "gone":
        return "This page is gone. Find where it went, or another source."
    if look.state == "moved":
        return f"This page has moved for good. Point to {look.to} instead."
    return WHY.get(look.why, WHY["silent"]) if look.state != "ok" else ""
