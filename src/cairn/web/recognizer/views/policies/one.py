"""One policy for readers: the rule, its history, what changed between two versions, and the file itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.policies import queries
from cairn.domain.policies.access import may_keep, may_put_back, may_use_key, may_withdraw
from cairn.domain.policies.models import PolicyVersion
from cairn.engines.policy import Policy
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.web.shared.rules import changes, page_of, proofs
from cairn.workflows.rulebook import policy_of, shipped


@dataclass(frozen=True, slots=True)
class Text:
    """A version as it can be read here: what the engine makes of it, its words, and the row if it was put in use."""

    policy: Policy
    text: str
    cases: str
    row: PolicyVersion | None = None

    @property
    def short(self) -> str:
        """The first digits of its identity, which name it in addresses."""
        return self.policy.identity[:12]


def texts_of(key: str) -> list[Text]:
    """Every version of a key that can be read here, the newest first; those put in use, else those that ship."""
    rows = list(queries.versions_of(key))
    found = [Text(policy, row.text, row.cases, row) for row in rows if (policy := policy_of(row.identity))]
    kept = {one.policy.identity for one in found}
    found += [
        Text(one.policy, one.text, one.cases)
        for one in shipped()
        if one.policy.key == key and one.policy.identity not in kept
    ]
    return sorted(found, key=lambda one: one.policy.version.number, reverse=True)


def text_of(request: HttpRequest, key: str, name: str = "version") -> tuple[Text, list[Text]]:
    """The version that the address names by its identity, else the one that answers; 404 where there is none."""
    texts = texts_of(key)
    wanted = request.GET.get(name, "")
    if wanted:
        named = [one for one in texts if one.policy.identity.startswith(wanted)]
    else:
        named = [one for one in texts if one.row and one.row.state == "in_use"] or texts
    if not named:
        raise Http404
    return named[0], texts


@signed_in
@require_safe
def show(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """The rule in sentences, with its history."""
    kept = organizations(request)
    organization = chosen(request, kept)
    key = f"{place}/{name}"
    one, texts = text_of(request, key)
    context = {
        "nav": "recognizing",
        "tab": "policies",
        "organization": organization,
        "place": place,
        "name": name,
        "one": one,
        "texts": texts,
        "page": page_of(one.policy),
        "proofs": proofs(one.policy, one.cases),
        "own": bool(one.row and one.row.policy.organization_id == organization.pk),
        "may_adopt": may_use_key(organization, key),
        "may_withdraw": one.row and may_withdraw(one.row),
        "may_put_back": one.row and may_put_back(one.row),
        "may_keep": may_keep(person_of(request), organization, at=timezone.now()),
    }
    return render(request, "recognizer/policies/one.html", context)


@signed_in
@require_safe
def compare(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """What two versions say differently, in plain words."""
    organization = chosen(request, organizations(request))
    key = f"{place}/{name}"
    before, texts = text_of(request, key, "before")
    after, _ = text_of(request, key, "after")
    context = {
        "nav": "recognizing",
        "tab": "policies",
        "organization": organization,
        "place": place,
        "name": name,
        "before": before,
        "after": after,
        "texts": texts,
        "sides": [("before", gettext("Before"), before), ("after", gettext("After"), after)],
        "changes": changes(before.policy, after.policy),
    }
    return render(request, "recognizer/policies/compare.html", context)


@signed_in
@require_safe
def text(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """The file itself."""
    organizations(request)
    one, _ = text_of(request, f"{place}/{name}")
    return _file(one.text, f"{place}-{name}.{one.policy.version.number}.yaml")


@signed_in
@require_safe
def cases(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """The file of its cases."""
    organizations(request)
    one, _ = text_of(request, f"{place}/{name}")
    if not one.cases:
        raise Http404
    return _file(one.cases, f"{place}-{name}.{one.policy.version.number}.cases.yaml")


def _file(words: str, name: str) -> HttpResponse:
    response = HttpResponse(words, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
