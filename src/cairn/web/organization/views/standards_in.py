"""Standards from elsewhere: a file, or the newer set that comes with Cairn."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cairn.domain.catalog.exchange import Broken
from cairn.domain.gating.operations import standards as operations
from cairn.domain.gating.standards.comparing import News, brought_up, news
from cairn.domain.gating.standards.exchange import Written, from_yaml
from cairn.web.organization import standards
from cairn.web.organization.views.setting import draft_in, stale_words
from cairn.web.organization.views.standards import frame, shipped
from cairn.web.shared import autosave
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import signed_in

LARGEST = 1_000_000


class FileForm(Described, forms.Form):
    """The file of a set of standards."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("YAML (.yaml), as this page writes it."),
        error_messages={"required": _("Choose a file.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("This file has more than 1 MB. Choose another."))
        return file


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a file, with the line that holds it."""

    place: str
    text: str
    line: str


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """A file takes the place of the draft; a broken one changes nothing."""
    organization, person, draft = draft_in(request, slug)
    form, faults = FileForm(), list[Fault]()
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
    if form.is_bound and form.is_valid():
        held, faults = _read(form.cleaned_data["file"])
        if held is not None:
            try:
                operations.replace_standards(
                    draft=draft,
                    title=held.title or draft.title,
                    standards=held.standards,
                    revision=autosave.revision_in(request),
                    by=person,
                    at=timezone.now(),
                )
                messages.success(request, gettext("The file is in the draft. Nothing is in force yet."))
                return redirect("organization:edit_standards", slug)
            except operations.StaleStandards as stale:
                draft = stale.current
                form.add_error("file", stale_words(draft))
    context = {**frame(organization, person), "draft": draft, "form": form, "faults": faults}
    status = 422 if form.errors or faults else 200
    return render(request, "organization/standards_file.html", context, status=status)


def _read(file: UploadedFile[bytes]) -> tuple[Written | None, list[Fault]]:
    """The set that the file holds, or its faults."""
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = gettext("Save the file as UTF-8: this line holds a character of another encoding.")
        return None, [Fault(f"line {line}", told, "")]
    try:
        return from_yaml(text), []
    except Broken as broken:
        lines = text.split("\n")
        return None, [Fault(one.place, one.text, _line(lines, one.where.position)) for one in broken.faults]


def _line(lines: list[str], position: tuple[int, ...]) -> str:
    number = position[0] if position else 0
    return lines[number - 1].strip()[:120] if 0 < number <= len(lines) else ""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def newer(request: HttpRequest, slug: str) -> HttpResponse:
    """What the newer set of Cairn's would change, one by one; a post takes over what is chosen."""
    organization, person, draft = draft_in(request, slug)
    problem, newest = "", shipped()
    told = news(draft.standards, draft.based_on.standards, newest.rows)
    if request.method == "POST":
        rows = brought_up(draft.standards, told, request.POST.getlist("take"), newest.rows)
        try:
            operations.replace_standards(
                draft=draft,
                title=draft.title,
                standards=rows,
                revision=autosave.revision_in(request),
                based_on=operations.default_today(at=timezone.now()),
                by=person,
                at=timezone.now(),
            )
            sentence = gettext("The draft is brought up to version %(version)d. Nothing is in force yet.")
            messages.success(request, sentence % {"version": newest.version})
            return redirect("organization:edit_standards", slug)
        except operations.StaleStandards as stale:
            draft, problem = stale.current, stale_words(stale.current)
            told = news(draft.standards, draft.based_on.standards, newest.rows)
    context = {
        **frame(organization, person),
        "draft": draft,
        "newest": newest,
        "news": [(one, standards.fields_told(one.fields), _advised(one)) for one in told],
        "problem": problem,
    }
    return render(request, "organization/standards_newer.html", context, status=409 if problem else 200)


def _advised(one: News) -> bool:
    """Whether to offer it as chosen: where the organization changed the same standard, it decides by itself."""
    return not one.both
