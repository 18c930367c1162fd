"""Badges from elsewhere: brought in, looked at with the full report, verified again, removed and put back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.foreign import operations
from cairn.domain.foreign.models import ForeignBadge, Original
from cairn.domain.foreign.queries import brought_by, files_of, news_for, statement_of, withdrawn_by
from cairn.domain.people.models import Person
from cairn.domain.portfolios.access import may_show, showing_of
from cairn.domain.portfolios.models import Audience
from cairn.domain.portfolios.queries import links_of
from cairn.engines.verdict import Refused
from cairn.web.earner.elsewhere import TOO_OFTEN, BringForm, in_bounds, said_by, whose, worth
from cairn.web.earner.portfolio_forms import AudienceForm, LinkForm
from cairn.web.earner.sharing import shared
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import bringing, elsewhere
from cairn.workflows.foreign import rechecking


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The badges that she keeps here, what is new about them, and those that she may put back."""
    person = person_of(request)
    context = {
        "nav": "portfolio",
        "tab": "elsewhere",
        "badges": list(brought_by(person)),
        "news": {change.badge_id for change in news_for(person)},
        "withdrawn": list(withdrawn_by(person)),
    }
    return render(request, "earner/elsewhere.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Bring in a file, a text or what stands at an address; what is refused says why."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if request.method == "POST" and form.is_valid():
        person, at = person_of(request), timezone.now()
        if not in_bounds(person, at):
            form.add_error(None, str(TOO_OFTEN))
            return _form(request, form, 429)
        try:
            return _brought(request, _bring(form, person))
        except Refused as refused:
            form.add_error("file" if form.cleaned_data.get("file") else "text", refused.verdict.sentence)
    return _form(request, form, 422 if form.errors else 200)


def _form(request: HttpRequest, form: BringForm, status: int) -> HttpResponse:
    context = {"nav": "portfolio", "tab": "elsewhere", "form": form, "asked": elsewhere.is_asked()}
    return render(request, "earner/elsewhere_add.html", context, status=status)


def _bring(form: BringForm, person: Person) -> list[ForeignBadge]:
    file: UploadedFile[bytes] | None = form.cleaned_data.get("file")
    at = timezone.now()
    if file is None:
        return bringing.bring_text(text=form.cleaned_data["text"], by=person, at=at)
    return bringing.bring(
        data=file.read(), name=file.name or "", bundle=None, came_by=Original.CameBy.FILE, by=person, at=at
    )


def _brought(request: HttpRequest, found: list[ForeignBadge]) -> HttpResponse:
    number = len(found)
    words = ngettext("%(n)d badge is in your portfolio.", "%(n)d badges are in your portfolio.", number)
    messages.success(request, words % {"n": number})
    if number == 1:
        return redirect("earner:elsewhere_one", found[0].public_id)
    return redirect("earner:elsewhere")


@signed_in
@require_safe
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One badge: what came of verifying it, whose it is, what she says to it herself, and what became of it."""
    badge = _hers(person_of(request), public_id)
    statement = statement_of(badge)
    changes = list(badge.changes.all())
    context = {
        "nav": "portfolio",
        "tab": "elsewhere",
        "badge": badge,
        "said": said_by(badge),
        "whose": whose(badge),
        "worth": worth(badge),
        "report": {"questions": badge.report["checks"], "endorsements": badge.report["endorsements"]},
        "statement": statement,
        "files": list(files_of(statement)) if statement else [],
        "news": [change for change in changes if change.seen_at is None],
        "changes": changes,
        **_shown(badge),
    }
    return render(request, "earner/elsewhere_one.html", context)


def _shown(badge: ForeignBadge) -> dict[str, object]:
    """Who sees it, by which links, and how she changes that; what is not shown to be hers is shown to nobody."""
    kept = showing_of(badge)
    initial = {"audience": kept.audience, "named": kept.named} if kept else {"audience": Audience.PRIVATE}
    return {
        "may_show": may_show(badge.person, badge),
        "audience_form": AudienceForm(initial=initial),
        "link_form": LinkForm(),
        "links": shared(links_of(badge.person).filter(showing__foreign=badge), at=timezone.now()),
    }


@signed_in
@require_POST
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Verify a badge again now."""
    person, at = person_of(request), timezone.now()
    badge = _hers(person, public_id)
    if not in_bounds(person, at):
        messages.error(request, str(TOO_OFTEN))
        return redirect("earner:elsewhere_one", public_id)
    failures = badge.failures
    changes = rechecking.check_now(badge=badge, by=person, at=at)
    if changes:
        messages.info(request, gettext("Something has changed. It stands below."))
    elif badge.failures > failures:
        messages.info(
            request, gettext("Its issuer’s site does not answer now. What we knew stands as it is.")
        )
    else:
        messages.success(request, gettext("Checked. Nothing has changed."))
    return redirect("earner:elsewhere_one", public_id)


@signed_in
@require_POST
def see(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = person_of(request)
    operations.see_changes(badge=_hers(person, public_id), by=person, at=timezone.now())
    return redirect("earner:elsewhere_one", public_id)


@signed_in
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = person_of(request)
    operations.withdraw(badge=_hers(person, public_id), by=person, at=timezone.now())
    messages.success(request, gettext("Removed. You can put it back below."))
    return redirect(f"{reverse('earner:elsewhere')}#removed")


@signed_in
@require_POST
def put_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = person_of(request)
    badge = get_object_or_404(ForeignBadge, person=person, public_id=public_id)
    operations.restore(badge=badge, by=person, at=timezone.now())
    return redirect("earner:elsewhere_one", public_id)


@signed_in
@require_safe
def original(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The file as it came, byte for byte; always as a download, never as a page or picture of ours."""
    file = _hers(person_of(request), public_id).original
    response = HttpResponse(bytes(file.data), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    return _guarded(response)


@signed_in
@require_safe
def picture(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The picture of a badge, drawn anew when it came."""
    badge = _hers(person_of(request), public_id)
    if not badge.picture:
        raise Http404
    return _guarded(HttpResponse(bytes(badge.picture), content_type="image/png"))


def _guarded(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _hers(person: Person, public_id: UUID) -> ForeignBadge:
    rows = ForeignBadge.objects.select_related("original", "person")
    return get_object_or_404(rows, person=person, public_id=public_id, state="kept")
