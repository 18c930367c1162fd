"""How a micro-credential is judged, on the authoring form: every rule with its usual value, and what departs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog.document_judging import JUDGING, Switch
from cairn.domain.evaluation.rules import DEFAULT, departures, rules_in
from cairn.web.author.judging_fields import OFF, ON, USUAL
from cairn.web.author.shown import Field, Form, Section, Words

GROUPS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (
        _("How often work is read"),
        (
            "launch",
            "random_percent",
            "near_cut",
            "bare_passes",
            "double_from_attempt",
            "levels_apart",
            "panel",
            "lead_releases",
        ),
    ),
    (
        _("Who reads"),
        ("local_readers", "match_subject", "match_grade", "open_at_once", "weekly", "share_percent"),
    ),
    (
        _("Time, new tries and appeals"),
        (
            "read_days",
            "total_days",
            "first_reminder",
            "second_reminder",
            "carry_months",
            "appeal_days",
            "appeal_readers",
            "back_read_percent",
        ),
    ),
    (
        _("How evaluators qualify"),
        (
            "anchors",
            "anchor_raters",
            "anchor_spread",
            "practice_anchors",
            "gate_anchors",
            "gate_exact_percent",
            "gate_awards_percent",
            "gate_wide_gaps",
            "gate_retries",
            "probation",
            "probation_seeds",
            "seeds",
            "valid_months",
            "idle_days",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Judging(Section):
    """The rules, also in groups, and what departs from the usual: sentence, usual value and value here."""

    groups: tuple[tuple[Words, tuple[Field, ...]], ...] = ()
    departs: tuple[tuple[str, str, str], ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether something in here hinders publishing, so that it must not stay folded."""
        return bool(self.problems) or any(field.problems for field in self.fields)


def judging_of(form: Form) -> Judging:
    """What the form shows of the document's rules of judging."""
    groups = tuple((title, tuple(_field(form, name) for name in names)) for title, names in GROUPS)
    strange = tuple(
        text
        for path, said in form.said.items()
        if path.startswith("judging") and path.removeprefix("judging.") not in JUDGING
        for text in said
    )
    return Judging(
        "judging",
        _("How it is judged"),
        tuple(field for _title, fields in groups for field in fields),
        problems=strange,
        groups=groups,
        departs=tuple(_departures(form.document)),
    )


def _field(form: Form, name: str) -> Field:
    setting, usual = JUDGING[name], said(getattr(DEFAULT, name))
    label = setting.about.removesuffix(".")
    if isinstance(setting, Switch):
        options = {
            USUAL: gettext("As usual: %(value)s") % {"value": usual},
            ON: gettext("Yes"),
            OFF: gettext("No"),
        }
        return form.field(f"judging.{name}", label, "select", options)
    return form.field(
        f"judging.{name}", label, "number", hint=gettext("Usually %(value)s.") % {"value": usual}
    )


def _departures(document: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    block = document.get("judging")
    if not isinstance(block, dict):
        return
    for each in departures(rules_in({"judging": block})):
        yield each.about, said(each.usual), said(each.value)


def said(value: object) -> str:
    """A rule's value in words."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(value)
