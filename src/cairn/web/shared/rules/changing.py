"""What two versions of a policy say differently, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from cairn.engines.policy import Policy
from cairn.web.shared.rules.page import Page, page_of
from cairn.web.shared.rules.saying import Said


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `before` is empty where something was added, `after` where it was removed."""

    section: str
    where: str
    before: str
    after: str

    kind: str = "changed"
    judged: bool = False
    words: tuple[tuple[str, str], ...] = ()


Key = tuple[str, str, int]


def changes(before: Policy, after: Policy) -> list[Change]:
    """The differences in the order of the page; none where both say the same."""
    one, two = dict(_keyed(page_of(before))), dict(_keyed(page_of(after)))
    found = [
        _change(key, one.get(key, ""), two.get(key, ""))
        for key in dict.fromkeys([*two, *one])
        if one.get(key) != two.get(key)
    ]
    return [*found, *_taken_for_granted(before, after)]


def _taken_for_granted(before: Policy, after: Policy) -> Iterator[Change]:
    """Assumptions have no name of their own: each is there or not."""
    section = gettext("Taken for granted")
    for text in after.assumptions:
        if text not in before.assumptions:
            yield Change(section, "", "", text, "added")
    for text in before.assumptions:
        if text not in after.assumptions:
            yield Change(section, "", text, "", "removed")


def _change(key: Key, before: str, after: str) -> Change:
    kind = "changed" if before and after else "added" if after else "removed"
    return Change(key[0], key[1], before, after, kind)


def _keyed(page: Page) -> Iterator[tuple[Key, str]]:
    """Every sentence under its section and what it is about; the same once more is told apart by its number."""
    seen: dict[tuple[str, str], int] = {}
    for section, about, text in _statements(page):
        seen[section, about] = seen.get((section, about), 0) + 1
        yield (section, about, seen[section, about]), text


def _statements(page: Page) -> Iterator[tuple[str, str, str]]:
    policy = page.policy
    about = gettext("About")
    yield about, gettext("title"), policy.title
    yield about, gettext("made by"), policy.by_name
    yield about, gettext("in force"), page.in_force.text
    yield about, gettext("which version answers"), page.chosen_by
    for decision in page.decisions:
        yield from _asked(decision.title, decision.asks, "")
    for row in page.counts:
        yield gettext("What counts"), row.record, row.text
    for section, told in (
        (gettext("How it is counted"), page.rules),
        (gettext("Money"), page.money),
        (gettext("What it costs the educator"), page.costs),
    ):
        for said in told:
            yield section, said.about, said.text


def _asked(section: str, said: Said, path: str) -> Iterator[tuple[str, str, str]]:
    if not said.parts:
        yield section, path, said.text
        return
    yield section, "", said.text
    if said.note:
        yield section, gettext("how records are used"), said.note
    for part in said.parts:
        head = part.text.partition(":")[0] if ":" in part.text and not part.parts else ""
        yield from _asked(section, part, head or path)
