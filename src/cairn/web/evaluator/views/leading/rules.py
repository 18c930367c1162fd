"""The rules of judging that an organization's new drafts begin with."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.catalog.document_judging import JUDGING, Number, Switch
from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.rules import DEFAULT
from cairn.domain.people.models import Organization
from cairn.engines.verdict import Refused
from cairn.web.evaluator.leading import framed, led
from cairn.web.shared.guards import signed_in

GROUPS = (
    ("doubles", "launch random_percent near_cut bare_passes double_from_attempt levels_apart panel lead_releases"),
    ("readers", "local_readers match_subject match_grade share_percent open_at_once weekly"),
    ("time", "read_days total_days first_reminder second_reminder"),
    ("earners", "carry_months appeal_days appeal_readers back_read_percent"),
    ("calibration", "anchors anchor_raters anchor_spread practice_anchors gate_anchors gate_exact_percent "
     "gate_awards_percent gate_wide_gaps gate_retries probation probation_seeds seeds valid_months idle_days"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: what it means, the usual value and the one that holds here, and its bounds if it is a number."""

    name: str
    setting: Number | Switch
    usual: int | bool
    value: object
    wrong: str = ""

    @property
    def is_number(self) -> bool:
        return isinstance(self.setting, Number)

    @property
    def departs(self) -> bool:
        return self.value != self.usual


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """All rules; a post sets them, or puts all back to the usual."""
    organization, person = led(request, slug)
    typed: dict[str, object] = {}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = {} if "usual" in request.POST else _typed(request)
        try:
            settings = {name: _number(name, value) for name, value in typed.items()}
            operations.set_defaults(
                organization=organization, settings=settings, by=person, at=timezone.now()
            )
            messages.success(
                request, gettext("Set. Drafts that are begun from now on start with these rules.")
            )
            return redirect("evaluator:judging_rules", slug)
        except Refused as refusal:
            wrong = {reason.code: reason.text for reason in refusal.verdict.reasons}
    groups = _groups(organization, typed, wrong)
    context = framed(organization, "judging_rules", groups=groups, wrong=wrong)
    return render(request, "evaluator/leading/rules.html", context, status=422 if wrong else 200)


def _typed(request: HttpRequest) -> dict[str, object]:
    return {
        name: request.POST.get(name, "").strip() if isinstance(setting, Number) else name in request.POST
        for name, setting in JUDGING.items()
    }


def _number(name: str, value: object) -> int | bool:
    """As a number; what is none is out of bounds, and refused with the bounds named."""
    if isinstance(value, bool):
        return value
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _groups(
    organization: Organization, typed: dict[str, object], wrong: dict[str, str]
) -> list[tuple[str, str, list[Line]]]:
    rules, _own = queries.defaults_of(organization)
    titles = {
        "doubles": gettext("When more than one reads"),
        "readers": gettext("Who reads"),
        "time": gettext("Time"),
        "earners": gettext("For earners"),
        "calibration": gettext("Becoming an evaluator"),
    }
    return [
        (
            key,
            titles[key],
            [
                Line(
                    name,
                    JUDGING[name],
                    getattr(DEFAULT, name),
                    typed.get(name, getattr(rules, name)),
                    wrong.get(name, ""),
                )
                for name in names.split()
            ],
        )
        for key, names in GROUPS
    ]
