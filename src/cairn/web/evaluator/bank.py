"""The comment bank: beginnings of sentences, each of which must be finished with what is in the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog.models import Criterion
from cairn.domain.evaluation.models import Phrase

STARTERS = (
    _("I saw this when"),
    _("The moment that shows it best is"),
    _("Your plan says, and your video shows,"),
    _("What your students did next was"),
    _("To meet this, show a moment in which"),
    _("Your reflection names it; the evidence would show it if"),
    _("One thing to try next time is"),
)


@dataclass(frozen=True, slots=True)
class Bank:
    """What the bank of one criterion offers: her phrases for it, those for other criteria, and the starters."""

    criterion: Criterion
    own: tuple[Phrase, ...]
    others: tuple[Phrase, ...]
    starters: tuple[object, ...] = STARTERS

    @property
    def beginnings(self) -> list[str]:
        return [*(phrase.text for phrase in (*self.own, *self.others)), *(str(one) for one in self.starters)]


def banks(criteria: Sequence[Criterion], phrases: Mapping[str, Sequence[Phrase]]) -> dict[str, Bank]:
    """The bank of each criterion by its key; `phrases` are hers, what she uses most first."""
    return {
        criterion.key: Bank(
            criterion,
            tuple(phrases.get(criterion.key, ())),
            tuple(one for key, held in phrases.items() if key != criterion.key for one in held),
        )
        for criterion in criteria
    }


def unfinished(feedback: str, beginnings: Iterable[str]) -> str:
    """The first beginning that stands alone on a line of the feedback; empty when each is finished."""
    lines = {_bare(line) for line in feedback.splitlines()}
    return next((one for one in beginnings if _bare(one) in lines), "")


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(" .,;:…-–").casefold()
