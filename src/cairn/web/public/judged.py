"""How an edition is judged, in sentences for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.rules import Departure, Rules, departures, rules_of


@dataclass(frozen=True, slots=True)
class Judged:
    """The rules in sentences, and what they set otherwise than the default, as sentence, default and value."""

    sentences: tuple[str, ...]
    departures: tuple[tuple[str, str, str], ...]


def judged(edition: Edition) -> Judged:
    rules = rules_of(edition)
    told = (*_readings(rules), *_after(rules), *_people(rules))
    return Judged(told, tuple(_departure(each) for each in departures(rules)))


def _readings(rules: Rules) -> Iterator[str]:
    if rules.panel:
        yield _("A panel of %(n)d reads each submission and votes; a lead settles a tie.") % {
            "n": rules.panel
        }
        return
    if rules.launch and rules.readings == 1:
        yield _("Two evaluators read each of the first %(n)d submissions, each blind to the other.") % {
            "n": rules.launch
        }
    if rules.random_percent and rules.readings == 1:
        yield _("Of the others, %(n)d in 100 are drawn by lot for a second reading.") % {
            "n": rules.random_percent
        }
    if rules.near_cut and rules.readings == 1:
        yield _("What one evaluator finds close to the line is read by a second.")
    if rules.readings == 1 and not (
        rules.launch or rules.random_percent or rules.near_cut or rules.double_from_attempt
    ):
        yield _("One evaluator reads each submission, and it is not checked by a second.")
        return
    yield _("Where two differ, a third reads just what they differ on, and the majority decides.")


def _after(rules: Rules) -> Iterator[str]:
    yield _("A new try is about what was not yet met. Somebody else reads it, and what is met stays met.")
    if rules.double_from_attempt and not rules.panel:
        yield _("From try number %(n)d on, two evaluators read.") % {"n": rules.double_from_attempt}
    yield ngettext(
        "You hear within %(n)d business day.", "You hear within %(n)d business days.", rules.total_days
    ) % {"n": rules.total_days}
    yield _("You may appeal for %(n)d days. Others read afresh, and your result can only rise.") % {
        "n": rules.appeal_days
    }


def _people(rules: Rules) -> Iterator[str]:
    yield _(
        "Nobody reads the work of somebody she coaches, supervises, works with at one school, or has a conflict with."
    )
    if rules.local_readers:
        yield _("Evaluators of your own district may read it, also where pay hangs on it.")
    else:
        yield _("Where pay hangs on it, nobody of your own district reads it.")
    if rules.match_subject or rules.match_grade:
        yield _("Only evaluators of its subjects or grades read it.")


def _departure(one: Departure) -> tuple[str, str, str]:
    return one.about, _shown(one.usual), _shown(one.value)


def _shown(value: int | bool) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
