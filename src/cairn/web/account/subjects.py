"""The subjects of what is known about a person, in the words of its pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SUBJECTS: dict[str, Promise] = {
    "people": _("You and your account"),
    "account": _("How you sign in"),
    "oauth2_provider": _("Programs you let in"),
    "evidence": _("Your work"),
    "coaching": _("Coaching"),
    "evaluation": _("Judging"),
    "calibration": _("Learning to judge"),
    "issuing": _("Your badges"),
    "foreign": _("Badges from elsewhere"),
    "portfolios": _("Your portfolio"),
    "records": _("Licenses, goals and records"),
    "approvals": _("Approvals"),
    "recognition": _("What your badges counted for"),
    "finding": _("Searches"),
    "catalog": _("Micro-credentials you saved or wrote"),
    "gating": _("Reviews of drafts"),
    "stacks": _("Stacks and agreements"),
    "plans": _("Proposals and votes"),
    "workshops": _("Workshops"),
    "policies": _("Rules you worked on"),
}


def name_of(subject: str) -> str:
    """The subject in words."""
    return str(SUBJECTS.get(subject) or gettext("More: %(name)s") % {"name": subject})


@dataclass(slots=True)
class Subject:
    """One subject, and what of it is known: sentences with a count each."""

    name: str
    lines: list[tuple[str, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(count for _, count in self.lines)


def by_subject(lines: Iterable[tuple[str, str, int]]) -> list[Subject]:
    """Lines of subject, sentence and count, in the order in which subjects are named; lines without a count go."""
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for subject, sentence, count in lines:
        if count:
            found[subject].append((sentence, count))
    known = [name for name in SUBJECTS if name in found]
    rest = sorted(found.keys() - SUBJECTS.keys())
    return [Subject(name_of(name), sorted(found[name])) for name in [*known, *rest]]
