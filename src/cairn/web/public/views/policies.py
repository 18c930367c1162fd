"""Who recognizes micro-credentials for what: the map, the table behind it, its files, and each policy to read."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from cairn.engines.policy import Recognized
from cairn.engines.policy.outcome import spoken
from cairn.web.public.landscape import CLEAREST, ORDERS, SAID, STATES, Entry, entries, purposes
from cairn.web.shared.guards import public
from cairn.web.shared.pages import render
from cairn.web.shared.plots import Key, Tile, tiles
from cairn.web.shared.rules import page_of, proofs
from cairn.workflows.rulebook import rulebook, shipped, texts_in_use

LOOKS = {
    Recognized.COUNTS: ("full", "✓"),
    Recognized.UNSTATED: ("striped", "?"),
    Recognized.NOT_FOUND: ("open", "–"),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for. What it does not know is left out; a date that is none becomes today."""

    on: date
    purpose: str = ""
    state: str = ""
    sort: str = "state"
    today: date = date.max

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        today = timezone.localdate()
        try:
            on = date.fromisoformat(request.GET.get("on", ""))
        except ValueError:
            on = today
        state, sort = request.GET.get("state", ""), request.GET.get("sort", "")
        return cls(
            on,
            request.GET.get("purpose", ""),
            state if state in STATES else "",
            sort if sort in ORDERS else "state",
            today,
        )

    def query(self, **other: str) -> str:
        """The same question with something changed, as the end of an address."""
        now = replace(self, **other)  # type: ignore[arg-type]  # only words are changed here
        told = {
            "purpose": now.purpose,
            "on": "" if now.on == self.today else now.on.isoformat(),
            "state": now.state,
            "sort": "" if now.sort == "state" else now.sort,
        }
        return "?" + urlencode({name: value for name, value in told.items() if value})

    def chosen(self, every: Sequence[Entry]) -> list[Entry]:
        """The entries for the purpose, in every state."""
        return [entry for entry in every if not self.purpose or self.purpose in entry.policy.purposes]

    def rows(self, every: Sequence[Entry]) -> list[Entry]:
        """Those of the state as well, in the order asked for."""
        found = [entry for entry in self.chosen(every) if not self.state or entry.state == self.state]
        return sorted(found, key=ORDERS[self.sort])


@public
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The map and the table."""
    asked = Asked.of(request)
    every = entries(rulebook(at=timezone.now()), on=asked.on)
    chosen = asked.chosen(every)
    context = {
        "nav": "policies",
        "asked": asked,
        "purposes": purposes(every),
        "map": _map(asked, chosen),
        "rows": asked.rows(every),
        "place": STATES.get(asked.state, ""),
        "columns": _columns(asked),
        "query": asked.query(),
        "everywhere": asked.query(state=""),
    }
    return render(request, "public/policies.html", context)


def _map(asked: Asked, chosen: Sequence[Entry]) -> str:
    by_state: dict[str, list[Entry]] = {}
    for entry in chosen:
        if entry.state:
            by_state.setdefault(entry.state, []).append(entry)
    counting = sum(any(entry.recognized is Recognized.COUNTS for entry in here) for here in by_state.values())
    recognizing = sum(
        any(entry.recognized is not Recognized.NOT_FOUND for entry in here) for here in by_state.values()
    )
    finding = gettext(
        "In %(some)d states a rule says how micro-credentials count, statewide or in a district; in %(others)d more "
        "they are recognized and nobody has stated a worth. An empty place means that we hold no rule, not that there "
        "is none."
    ) % {"some": counting, "others": recognizing - counting}
    title = gettext("States on %(day)s") % {"day": spoken(asked.on)}
    keys = [Key(*LOOKS[kind], str(SAID[kind])) for kind in CLEAREST]
    keys.append(Key("none", "", gettext("No rule on record here")))
    return tiles(title, finding, [_tile(asked, state, here) for state, here in by_state.items()], keys)


def _tile(asked: Asked, state: str, here: Sequence[Entry]) -> Tile:
    best = min((entry.recognized for entry in here), key=CLEAREST.index)
    kind, sign = LOOKS[best]
    many = ngettext("%(n)d policy", "%(n)d policies", len(here)) % {"n": len(here)}
    told = f"{STATES[state]}: {SAID[best]} ({many})"
    return Tile(state, kind, sign, f"{asked.query(state=state)}#list", told, state == asked.state)


def _columns(asked: Asked) -> list[tuple[str, str, bool]]:
    """The heads of the table: words, the address that sorts by them, and whether it is sorted so."""
    heads = {
        "state": gettext("Where"),
        "policy": gettext("Policy"),
        "purpose": gettext("For"),
        "worth": gettext("What one micro-credential brings"),
        "checked": gettext("How sure"),
    }
    return [(words, f"{asked.query(sort=name)}#list", asked.sort == name) for name, words in heads.items()]


@public
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The table as a file for spreadsheets."""
    asked = Asked.of(request)
    rows = [entry.row() for entry in asked.rows(entries(rulebook(at=timezone.now()), on=asked.on))]
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="policies-{asked.on}.csv"'
    told = csv.writer(response)
    told.writerow(FIELDS)
    told.writerows([_cell(row[name]) for name in FIELDS] for row in rows)
    return response


FIELDS = (
    "policy", "version", "title", "by", "state", "local", "purposes", "micro_credentials", "brings", "in_force_from",
    "doubts", "sources", "checked", "identity",
)  # fmt: skip


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; organizations write these cells."""


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{words}" if words.startswith(FORMULA) else words


@public
@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """The table for programs."""
    asked = Asked.of(request)
    rows = asked.rows(entries(rulebook(at=timezone.now()), on=asked.on))
    told = {"on": asked.on.isoformat(), "purpose": asked.purpose, "policies": [entry.row() for entry in rows]}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


@public
@require_safe
def one(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """One policy in sentences: the version that answers today, or the one that the address numbers."""
    key = f"{place}/{name}"
    book, number = rulebook(at=timezone.now()), request.GET.get("version", "")
    versions = book.versions(key)
    newest = [entry.policy for entry in entries(book, on=timezone.localdate()) if entry.policy.key == key]
    found = [policy for policy in versions if str(policy.version.number) == number] or newest or versions[-1:]
    if not found:
        raise Http404
    policy = next((one for one in versions if one.identity == found[0].identity), found[0])
    cases = next((one.cases for one in shipped() if one.policy.identity == policy.identity), "")
    context = {
        "nav": "policies",
        "page": page_of(policy),
        "entry": Entry(policy, timezone.localdate()),
        "versions": versions if len(versions) > 1 else (),
        "proofs": proofs(policy, cases) if cases else None,
        "text_address": f"{reverse('public:policy_text', args=[place, name])}?version={policy.version.number}",
    }
    return render(request, "public/policy.html", context)


@public
@require_safe
def text(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """The file of a version as it stands."""
    wanted = request.GET.get("version", "")
    texts = [
        (policy, words)
        for policy, words in texts_in_use(at=timezone.now())
        if policy.key == f"{place}/{name}"
    ]
    found = [words for policy, words in texts if str(policy.version.number) == wanted] or [
        words for _, words in texts[-1:]
    ]
    if not found:
        raise Http404
    response = HttpResponse(found[0], content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{place}-{name}.yaml"'
    return response
