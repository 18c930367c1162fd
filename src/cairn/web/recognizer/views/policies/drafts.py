"""Drafts of policies: begun, written with what is wrong shown by line, put away and brought back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.people.models import Organization
from cairn.domain.policies import operations
from cairn.domain.policies.models import PolicyDraft
from cairn.engines.policy import Finding
from cairn.engines.verdict import Refused
from cairn.web.recognizer.views.finding import back_to, chosen, organizations
from cairn.web.recognizer.views.policies.one import text_of
from cairn.web.shared import autosave
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.web.shared.rules import page_of, proofs
from cairn.workflows import adopting, drafting


class BringForm(Described, forms.Form):
    """A file, a bundle, or pasted words."""

    file = forms.FileField(
        label=_("A file or a bundle"),
        required=False,
        allow_empty_file=True,
        help_text=_("A policy (.yaml), or a ZIP with policies and their cases, as a neighbor hands it on."),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.zip"}),
    )
    text = forms.CharField(
        label=_("Or paste a policy"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code"}),
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not str(data.get("text", "")).strip():
            raise forms.ValidationError(_("Choose a file, or paste the policy."))
        return data


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a text, with what was found there."""

    number: int
    words: str
    findings: tuple[Finding, ...]


def draft_of(request: HttpRequest, public_id: UUID) -> PolicyDraft:
    """A draft of an organization for which the person recognizes; 404 for any other."""
    kept = organizations(request)
    drafts = PolicyDraft.objects.filter(organization__in=kept).select_related("organization", "saved_by")
    return get_object_or_404(drafts, public_id=public_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Bring a policy from a file, a bundle or the clipboard; or begin a new one."""
    kept = organizations(request)
    organization = chosen(request, kept)
    form = BringForm()
    if request.method == "POST":
        if "new" in request.POST:
            draft = drafting.begin_new(organization=organization, by=person_of(request), at=timezone.now())
            return redirect("recognizer:policy_draft", draft.public_id)
        form = BringForm(request.POST, request.FILES)
        if form.is_valid() and (drafts := _brought(request, form, organization)):
            return _after_bringing(request, organization, drafts)
    context = {
        "nav": "recognizing",
        "tab": "policies",
        "organizations": list(kept),
        "organization": organization,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "recognizer/policies/begin.html", context, status=status)


def _brought(request: HttpRequest, form: BringForm, organization: Organization) -> list[PolicyDraft]:
    file, by, at = form.cleaned_data["file"], person_of(request), timezone.now()
    try:
        if file is None:
            text = form.cleaned_data["text"]
            return [
                drafting.begin_pasted(organization=organization, text=text, cases="", by=by, at=at),
            ]
        return drafting.bring(
            organization=organization, name=file.name or "", content=file.read(), by=by, at=at
        )
    except drafting.Unreadable as problem:
        form.add_error("file", str(problem))
    except Refused as refused:
        form.add_error("file" if file else "text", refused.verdict.sentence)
    return []


def _after_bringing(
    request: HttpRequest, organization: Organization, drafts: list[PolicyDraft]
) -> HttpResponse:
    if len(drafts) == 1:
        return redirect("recognizer:policy_draft", drafts[0].public_id)
    sentence = ngettext("%(n)d draft is kept.", "%(n)d drafts are kept.", len(drafts)) % {"n": len(drafts)}
    messages.success(request, sentence)
    return redirect(back_to("recognizer:policies", organization))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The text with its faults by line, and its cases decided; a post saves whatever it is."""
    draft = draft_of(request, public_id)
    if request.method == "POST":
        return _save(request, draft)
    return render(request, "recognizer/policies/draft.html", _shown(draft), part="checked")


def _save(request: HttpRequest, draft: PolicyDraft) -> HttpResponse:
    # A browser sends line ends of its own; the text keeps plain ones, as files have them.
    text, cases = (request.POST.get(name, "").replace("\r\n", "\n") for name in ("text", "cases"))
    at, quiet = timezone.now(), autosave.is_autosave(request)
    try:
        kept = operations.save_draft(
            draft=draft,
            title=adopting.title_in(text),
            text=text,
            cases=cases,
            revision=autosave.revision_in(request),
            by=person_of(request),
            at=at,
        )
    except Refused as refused:
        return autosave.refused(refused.verdict.sentence) if quiet else _again(request, draft, text, cases)
    if quiet:
        fields = {"text": draft.text, "cases": draft.cases}
        return autosave.saved(draft.revision, at) if kept else autosave.conflict(draft.revision, fields)
    return (
        redirect("recognizer:policy_draft", draft.public_id) if kept else _again(request, draft, text, cases)
    )


def _again(request: HttpRequest, draft: PolicyDraft, text: str, cases: str) -> HttpResponse:
    """The page with the words as they were sent, since they could not be kept."""
    messages.error(
        request,
        gettext("Not saved: it was changed in another place, or is too long. Your words stand below."),
    )
    draft.text, draft.cases = text, cases
    return render(request, "recognizer/policies/draft.html", _shown(draft), status=409)


def _shown(draft: PolicyDraft) -> dict[str, object]:
    at = timezone.now()
    checked = adopting.check(draft.text, at=at)
    policy = checked.policy
    return {
        "nav": "recognizing",
        "tab": "policies",
        "organization": draft.organization,
        "draft": draft,
        "checked": checked,
        "rows": _rows(draft.text, checked.findings),
        "warnings": len(checked.findings) - checked.errors,
        "page": page_of(policy) if policy else None,
        "proofs": proofs(policy, draft.cases) if policy else None,
        "may_enact": adopting.may_enact(draft, at=at),
    }


def _rows(text: str, findings: tuple[Finding, ...]) -> list[Row]:
    lines = text.splitlines() or [""]
    return [
        Row(number, words, tuple(one for one in findings if min(one.line, len(lines)) == number))
        for number, words in enumerate(lines, start=1)
    ]


@signed_in
@require_POST
def start_from(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """A draft from a version: the next one of one's own, a copy of a neighbor's, or one's own laid over it."""
    organization = chosen(request, organizations(request))
    one, _texts = text_of(request, f"{place}/{name}")
    by, at = person_of(request), timezone.now()
    if "over" in request.POST:
        draft = drafting.lay_over(organization=organization, policy=one.policy, by=by, at=at)
    else:
        own = bool(one.row and one.row.policy.organization_id == organization.pk)
        draft = drafting.begin_from(
            organization=organization,
            policy=one.policy,
            text=one.text,
            cases=one.cases,
            own=own,
            by=by,
            at=at,
        )
    return redirect("recognizer:policy_draft", draft.public_id)


@signed_in
@require_safe
def read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft as its readers would see it."""
    draft = draft_of(request, public_id)
    return render(request, "recognizer/policies/read.html", _shown(draft))


@signed_in
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a draft away; the page that follows offers to undo it."""
    draft = draft_of(request, public_id)
    operations.remove_draft(draft=draft, by=person_of(request), at=timezone.now())
    return redirect(back_to("recognizer:policies", draft.organization, removed=str(draft.public_id)))


@signed_in
@require_POST
def restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring a draft back."""
    draft = draft_of(request, public_id)
    operations.restore_draft(draft=draft, by=person_of(request), at=timezone.now())
    return redirect("recognizer:policy_draft", draft.public_id)
