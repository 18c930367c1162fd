"""One shared or filed badge: its facts, its checks, and the earner's note."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.recognition.models import Filing, Verification
from cairn.domain.validity.queries import latest_of
from cairn.engines.verdict import Refused
from cairn.web.recognizer.shown import checked_of, evidence_of
from cairn.web.recognizer.views.finding import filing_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import addresses, sharing, verifying


@signed_in
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The badge with every check so far, and what a check says at this moment."""
    filing = filing_of(request, public_id)
    checks = list(filing.verifications.all())
    evidence, judged = evidence_of(latest_of([filing.award.edition_id or 0]).first())
    context = {
        "nav": "recognizing",
        "filing": filing,
        "checks": checks,
        "checked": checked_of(checks),
        "report": verifying.verify(filing.credential.encode(), at=timezone.now()),
        "badge": addresses.badge(filing.award.public_id),
        "evidence": evidence,
        "judged": judged,
        "back": _back(filing),
    }
    return render(request, "recognizer/filing.html", context)


@signed_in
@require_POST
def file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Verify a shared badge and put it on record; one that is not valid is refused with the reason."""
    filing = filing_of(request, public_id)
    try:
        sharing.file(filing=filing, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        sentence = gettext("“%(title)s” by %(name)s is verified and on record. She was told.")
        messages.success(request, sentence % {"title": filing.title, "name": filing.earner.name})
    return redirect(_back(filing))


@signed_in
@require_POST
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Check a filed badge once more."""
    filing = filing_of(request, public_id)
    if filing.filed_at is None:
        messages.error(request, gettext("File this badge first; that verifies it."))
        return redirect("recognizer:filing", public_id)
    seen = sharing.verify_again(filing=filing, by=person_of(request), at=timezone.now())
    valid = seen.outcome == Verification.Outcome.VALID
    (messages.success if valid else messages.warning)(request, seen.sentence)
    return redirect("recognizer:filing", public_id)


def _back(filing: Filing) -> str:
    return f"{reverse('recognizer:home')}?{urlencode({'organization': filing.organization.slug})}"
