"""Kinds of records that rules know beside badges earned here: their names, units and pictures."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BADGE = "micro-credential"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record; without a `unit` there is one of it, and no amount is asked."""

    key: str
    label: str | Promise
    icon: str
    unit: str = ""
    counts: str | Promise = ""
    asks: tuple[str, ...] = ()
    lasts: bool = False


KINDS: tuple[Kind, ...] = (
    Kind("learning", _("Hours of learning"), "clock", "hour", _("How many hours?")),
    Kind("ceu", _("Continuing education units"), "book-open-text", "ceu", _("How many CEU?")),
    Kind("college credit", _("College credit"), "university", "semester hour", _("How many semester hours?")),
    Kind(
        "audited credit", _("Audited college course"), "ear", "semester hour", _("How many semester hours?")
    ),
    Kind("training", _("A training"), "presentation", "hours", _("How many hours?")),
    Kind("collaboration", _("Work with colleagues"), "users", "hour", _("How many hours?")),
    Kind("experience", _("Years of teaching"), "school", "year", _("How many years?"), lasts=True),
    Kind(
        "work experience", _("Work outside of school"), "briefcase", "year", _("How many years?"), lasts=True
    ),
    Kind("field experience", _("Field experience"), "footprints", lasts=True),
    Kind("evaluation", _("Yearly evaluation"), "clipboard-check", asks=("level",)),
    Kind("test", _("A licensure test"), "file-check", asks=("name", "result")),
    Kind("occupational test", _("An occupational test"), "wrench", asks=("name", "result")),
    Kind("certificate", _("A certificate you hold"), "file-badge", asks=("kind",)),
    Kind("industry certification", _("An industry certification"), "hard-hat", asks=("status",)),
    Kind("national board", _("National Board certification"), "medal", asks=("kind",)),
    Kind("renewal credit", _("Renewal credits"), "coins", "credit", _("How many credits?"), asks=("level",)),
    Kind("carried over", _("Carried over from before"), "redo-2", "hour", _("How many?")),
    Kind(
        BADGE,
        _("A badge from elsewhere"),
        "award",
        "hour",
        _("How many hours does it tell?"),
        asks=("issuer",),
    ),
    Kind("other", _("Something else"), "circle-ellipsis", "hour", _("How many hours?")),
)

BY_KEY = {kind.key: kind for kind in KINDS}

ASKED = {
    "level": _("Level"),
    "name": _("Which one?"),
    "result": _("Result"),
    "kind": _("Which kind?"),
    "status": _("Status"),
    "issuer": _("Who awarded it?"),
    "subject": _("Subject"),
    "topic": _("Topic"),
    "area": _("Area"),
    "role": _("In which role?"),
    "degree": _("Degree"),
    "provider": _("Who offered it?"),
}


def kind_of(key: str) -> Kind:
    """One of the kinds; a rule's own word for another."""
    return BY_KEY.get(key) or Kind(key, key[:1].upper() + key[1:], "circle-ellipsis")
