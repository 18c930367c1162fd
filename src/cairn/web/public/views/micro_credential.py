"""Everything about one micro-credential, to decide by; and the bookmark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import MicroCredential, Worth
from cairn.domain.catalog.operations import bookmark
from cairn.domain.catalog.queries import editions_of, offered, saved_by
from cairn.domain.evidence.models import Attempt
from cairn.domain.examples.queries import shown_for
from cairn.domain.finding.queries import similar
from cairn.domain.gating.queries import checked
from cairn.domain.people.models import Person
from cairn.domain.plans.access import may_open
from cairn.domain.records.queries import held_by
from cairn.domain.validity.models import Snapshot
from cairn.domain.validity.queries import tiers_of
from cairn.domain.workshops.queries import suggesting
from cairn.engines.verdict import demand
from cairn.web.public import buying, linked
from cairn.web.public.judged import judged
from cairn.web.public.shown import RESOURCE_ICONS, card, evidence_of, grades_in_words
from cairn.web.shared.anatomy import examples_of, rule_of
from cairn.web.shared.guards import ask_to_sign_in, person_of, public, signed_in
from cairn.web.shared.pages import render as page
from cairn.web.shared.validity import tier_look
from cairn.workflows.buying import as_earned
from cairn.workflows.deciding import book
from cairn.workflows.starting import prerequisites

# A rule that was looked at longer ago than this is shown with a doubt.
FRESH = timedelta(days=365)


def published(public_id: UUID) -> MicroCredential:
    """A micro-credential that was ever published; drafts do not exist for the public."""
    rows = MicroCredential.objects.select_related("organization", "edition").exclude(edition=None)
    return get_object_or_404(rows, public_id=public_id)


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = published(public_id)
    edition = row.edition
    if edition is None:
        raise Http404
    person = person_of(request) if request.user.is_authenticated else None
    if row.reserved and person is None:
        return ask_to_sign_in(request)
    demand(may_open(person, row, at=timezone.now()))
    edition.micro_credential = row
    doc = documents.lifted(edition.document)
    worths = list(row.worths.order_by("recognizer"))
    alike = _alike(row)
    tiers = tiers_of([edition.pk, *(each.edition_id for each in alike if each.edition_id)])
    context = {
        "nav": "explore",
        "row": row,
        "edition": edition,
        "doc": doc,
        "art": reverse("public:edition_art", args=[edition.public_id]),
        "topics": [(key, documents.TOPICS[key]) for key in doc["topics"]],
        "grades": grades_in_words(doc["grades"]),
        "audience": [documents.AUDIENCES[key] for key in doc["audience"]],
        "stakes": documents.STAKES[doc["stakes"]],
        "evidence": evidence_of(doc),
        "rule": rule_of(doc["rubric"]),
        "examples": examples_of(doc),
        "worked": shown_for(row),
        "license": documents.LICENSES[doc["license"]],
        "before": prerequisites(edition, of=person),
        "resources": [
            (RESOURCE_ICONS[each["kind"]], documents.RESOURCE_KINDS[each["kind"]], each)
            for each in doc["resources"]
        ],
        **_buys(request, row, person, tiers),
        "worths": [(worth, _is_stale(worth, timezone.localdate())) for worth in worths],
        "editions": list(editions_of(row)),
        "checked": checked(edition),
        "judged": judged(edition),
        "evidence_tier": tier_look(_tier(tiers, edition.pk)),
        "linked": [
            linked.block(linked.schema_org(row, edition, worths)),
            linked.block(linked.ctdl(row, edition)),
        ]
        if not row.reserved
        else [],
        "alike": [card(each, tier=_tier(tiers, each.edition_id)) for each in alike],
        "attempt": attempt_at(row, person),
        "suggested_at": list(suggesting(row, to=person)[:3]) if person else [],
        "saved": bool(person and saved_by(person, [row.pk])),
    }
    return page(request, "public/micro_credential.html", context, part="buys")


def _buys(
    request: HttpRequest, row: MicroCredential, person: Person | None, tiers: Mapping[int, Snapshot]
) -> dict[str, object]:
    """What the badge would buy: for her, and where the reader asks about."""
    today, chosen = timezone.localdate(), request.GET.get("in", "")[:120]
    rules, held = book(today), held_by(person) if person else []
    keys = {one.policy_key for one in held} | ({chosen} if chosen else set())
    fact = as_earned(row, keys, rules, on=today, tiers=tiers) if keys else None
    return {
        "mine": buying.mine(person, held, fact, rules, on=today) if person and held and fact else [],
        "there": buying.there(chosen, fact, rules, on=today) if fact else None,
        "chosen": chosen,
        "places": buying.choices(rules),
    }


def attempt_at(row: MicroCredential, person: Person | None) -> Attempt | None:
    """What the person has begun of it and not set aside."""
    begun = Attempt.objects.filter(earner=person, micro_credential=row).exclude(state="withdrawn")
    return begun.select_related("award", "edition").first() if person else None


def _tier(tiers: Mapping[int, Snapshot], edition: int | None) -> str:
    found = tiers.get(edition) if edition else None
    return found.tier if found else ""


def _alike(row: MicroCredential) -> list[MicroCredential]:
    """What is most like it among what is offered."""
    keys = similar(row.pk)
    rows = offered().prefetch_related(None).in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def _is_stale(worth: Worth, today: date) -> bool:
    return today - worth.checked_on > FRESH


@signed_in
@require_POST
def save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set or take away her bookmark; htmx gets the new button, a browser goes back to where it was."""
    row = published(public_id)
    demand(may_open(person_of(request), row, at=timezone.now()))
    on = request.POST.get("on") == "yes"
    bookmark(micro_credential=row, by=person_of(request), at=timezone.now(), on=on)
    if request.headers.get("HX-Request") == "true":
        return render(request, "public/save.html", {"id": public_id, "title": row.title, "saved": on})
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else reverse("public:micro_credential", args=[public_id]))
