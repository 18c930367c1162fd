"""Comments of co-authors on a draft."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cairn.domain.catalog import commenting
from cairn.domain.catalog.document import problems
from cairn.domain.catalog.models import DraftComment
from cairn.engines.verdict import Refused, demand, no
from cairn.web.author.sections import form_of
from cairn.web.author.views.draft import draft_of
from cairn.web.shared.guards import person_of, signed_in


@signed_in
@require_POST
def say(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Remark on a section of the draft."""
    draft = draft_of(request, public_id)
    section = request.POST.get("section", "")
    sections, _grid = form_of(draft.document, problems(draft.document))
    try:
        if section not in {"rubric", *(one.key for one in sections)}:
            demand(no("elsewhere", gettext("Choose the section that you comment on.")))
        commenting.comment(
            draft=draft,
            section=section,
            text=request.POST.get("text", "").replace("\r\n", "\n"),
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, gettext("Your co-authors see your comment now."))
    return redirect(f"/authoring/{public_id}/#comments")


@signed_in
@require_POST
def settle(request: HttpRequest, public_id: UUID, comment_id: UUID) -> HttpResponse:
    """Put a comment away that was dealt with."""
    draft = draft_of(request, public_id)
    comment = get_object_or_404(
        DraftComment.objects.select_related("draft__micro_credential__organization"),
        draft=draft,
        public_id=comment_id,
    )
    commenting.settle(comment=comment, by=person_of(request), at=timezone.now())
    return redirect(f"/authoring/{public_id}/#comments")
