"""What-if: what another text of a rule would change for an organization's own people, before anybody votes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.domain.people.models import Organization
from cairn.domain.policies import queries
from cairn.domain.policies.models import Trial
from cairn.domain.records.queries import how_many
from cairn.engines.policy import Policy
from cairn.engines.verdict import Refused
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.web.shared.plots.pairs import pairs
from cairn.web.shared.rules.saying import dollars
from cairn.workflows import adopting, trying
from cairn.workflows.past_files import written
from cairn.workflows.rulebook import texts_in_use


@dataclass(frozen=True, slots=True)
class Choice:
    """A text that can be tried: a draft that can be read, or a version."""

    value: str
    name: str
    words: str
    policy: Policy


class AskForm(Described, forms.Form):
    """What to compare, for which decision, as of which day."""

    before = forms.ChoiceField(label=_("As it is"))
    after = forms.ChoiceField(label=_("As it would be"))
    decision = forms.ChoiceField(label=_("Decision"))
    on = forms.DateField(label=_("As of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, texts: list[Choice], key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [one for one in texts if one.policy.key == key]
        pairs = [(one.value, one.name) for one in own]
        decisions = dict.fromkeys(name for one in own for name in one.policy.decisions)
        named = [(name, name.replace("_", " ").capitalize()) for name in decisions]
        for field, choices in (("before", pairs), ("after", pairs), ("decision", named)):
            self.fields[field].choices = choices  # type: ignore[attr-defined]


def _choices(organization: Organization) -> list[Choice]:
    """Drafts of the organization that can be read, and every version that answers here, by key and number."""
    at = timezone.now()
    found = []
    for draft in queries.drafts_of(organization):
        if policy := adopting.check(draft.text, at=at).policy:
            name = gettext("Draft: %(title)s") % {"title": draft.title}
            found.append(Choice(f"draft:{draft.public_id}", name, draft.text, policy))
    for policy, words in texts_in_use(at=at):
        name = gettext("Version %(n)d: %(title)s") % {"n": policy.version.number, "title": policy.title}
        found.append(Choice(f"version:{policy.identity}", name, words, policy))
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Choose a rule, then what to compare; and the what-ifs asked before."""
    kept = organizations(request)
    organization = chosen(request, kept)
    texts = _choices(organization)
    key = request.POST.get("key") or request.GET.get("key", "")
    own = [one for one in texts if one.policy.key == key]
    form = _form(request, organization, texts, key) if own else None
    if (
        request.method == "POST"
        and form
        and form.is_valid()
        and (trial := _asked(request, form, organization, own))
    ):
        return redirect("recognizer:trial", trial.public_id)
    today = adopting.today_of(organization, timezone.now())
    context = {
        "nav": "recognizing",
        "tab": "what_if",
        "organizations": list(kept),
        "organization": organization,
        "keys": list(_keys(texts)),
        "key": key,
        "form": form,
        "people": how_many(organization, on=today),
        "trials": queries.trials_of(organization)[:50],
    }
    status = 422 if form and form.errors else 200
    return render(request, "recognizer/what_if.html", context, status=status)


def _keys(texts: list[Choice]) -> Iterator[tuple[str, str]]:
    """Rules of which there are two texts to compare, those with a draft of one's own first."""
    by_key: dict[str, list[Choice]] = {}
    for one in texts:
        by_key.setdefault(one.policy.key, []).append(one)
    for key, rows in sorted(by_key.items(), key=lambda each: (not _drafted(each[1]), each[0])):
        if len(rows) > 1:
            yield key, f"{rows[0].policy.title} ({key})"


def _drafted(texts: list[Choice]) -> bool:
    return any(one.value.startswith("draft:") for one in texts)


def _form(request: HttpRequest, organization: Organization, texts: list[Choice], key: str) -> AskForm:
    if request.method == "POST":
        return AskForm(request.POST, texts=texts, key=key)
    own = [one for one in texts if one.policy.key == key]
    versions = [one for one in own if one.value.startswith("version:")]
    initial = {
        "on": adopting.today_of(organization, timezone.now()),
        "before": (versions or own)[-1 if own[0].value.startswith("draft:") else 0].value,
        "after": own[0].value if own[0].value.startswith("draft:") else own[-1].value,
    }
    return AskForm(initial=initial, texts=texts, key=key)


def _asked(
    request: HttpRequest, form: AskForm, organization: Organization, own: list[Choice]
) -> Trial | None:
    told = form.cleaned_data
    texts = {one.value: trying.Text(one.words, one.name) for one in own}
    on: date = told["on"]
    try:
        return trying.ask(
            organization=organization,
            before=texts[told["before"]],
            after=texts[told["after"]],
            decision=told["decision"],
            on=on,
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error("decision" if "decision" in refused.verdict.codes else None, refused.verdict.sentence)
        return None


def _trial(request: HttpRequest, public_id: UUID) -> Trial:
    rows = Trial.objects.filter(organization__in=organizations(request)).select_related(
        "organization", "asked_by"
    )
    return get_object_or_404(rows, public_id=public_id)


@signed_in
@require_safe
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What came of it; while it runs, how far it is."""
    trial = _trial(request, public_id)
    found = trial.found or {}
    context = {
        "nav": "recognizing",
        "tab": "what_if",
        "organization": trial.organization,
        "trial": trial,
        "found": found,
        "chart": _chart(trial) if found.get("shortfalls") else None,
        "cost": _cost(found),
    }
    return render(request, "recognizer/trial.html", context, part="standing")


def _chart(trial: Trial) -> SafeString:
    found = trial.found or {}
    rows = [(str(label), int(before), int(after)) for label, before, after in found["shortfalls"]]
    before, after = sum(row[1] for row in rows), sum(row[2] for row in rows)
    told = gettext("%(before)s people lack something now, %(after)s would with the change.")
    title = gettext("How many lack how many %(unit)s") % {"unit": found["unit"]}
    names = gettext("as it is"), gettext("as it would be")
    return pairs(title, told % {"before": f"{before:,}", "after": f"{after:,}"}, rows, names)


def _cost(found: dict[str, Any]) -> str:
    """The change of pay in a period, in words; empty where neither text pays for the decision."""
    cost = Fraction(found.get("cost", "0"))
    if not cost:
        return ""
    sentence = gettext("%(sum)s more a period") if cost > 0 else gettext("%(sum)s less a period")
    return sentence % {"sum": dollars(abs(cost))}


@signed_in
@require_safe
def table(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sums as CSV; what the page leaves out is not in it either."""
    trial = _trial(request, public_id)
    found = trial.found or {}
    heads = ("group", "people", "met before", "met after", "gained", "lost")
    names = ("people", "met_before", "met_after", "gained", "lost")
    rows: list[tuple[object, ...]] = [heads]
    if found.get("people"):
        rows.append(("everybody", *(found[name] for name in names)))
        rows += [(group["name"] or "no group", *(group[name] for name in names)) for group in found["groups"]]
        if hidden := found["hidden_groups"]:
            told = ngettext("%(n)d group left out", "%(n)d groups left out", hidden) % {"n": hidden}
            rows.append((told, "", "", "", "", ""))
        rows += [(), (f"lacking {found['unit']}", "before", "after"), *map(tuple, found["shortfalls"])]
        rows += [(), ("change of pay in a period", found["cost"]), (found["note"],)]
    response = HttpResponse(written(rows), content_type="text/csv; charset=utf-8")
    name = f"what-if-{slugify(trial.policy)}-{trial.on.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
