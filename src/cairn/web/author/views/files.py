"""A draft as a file: taken along as YAML or as a spreadsheet, and brought back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.domain.catalog import exchange, operations
from cairn.domain.people.models import Organization, Role
from cairn.domain.people.queries import organizations_of
from cairn.engines.verdict import Refused
from cairn.web.author.views.draft import draft_of
from cairn.web.shared import autosave
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import for_roles, person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import authoring

LARGEST = 2_000_000
YAML = "application/yaml; charset=utf-8"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Told:
    """A fault of a file, with the line that holds it where the file is text."""

    place: str
    text: str
    line: str


class FileForm(Described, forms.Form):
    """A file that holds a micro-credential."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("YAML (.yaml) or a filled-in spreadsheet (.xlsx), up to 2 MB."),
        error_messages={"required": _("Choose a file.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.xlsx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("This file has more than 2 MB. Choose another."))
        return file


class NewFileForm(FileForm):
    """A file, and for whom it is brought in."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organization"), empty_label=None
    )
    field_order = ("organization", "file")


@signed_in
@require_safe
def as_yaml(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft as YAML."""
    draft = draft_of(request, public_id)
    return _attached(exchange.to_yaml(draft.document).encode(), YAML, f"{draft.micro_credential.key}.yaml")


@signed_in
@require_safe
def as_spreadsheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft as a workbook."""
    draft = draft_of(request, public_id)
    return _attached(exchange.to_spreadsheet(draft.document), WORKBOOK, f"{draft.micro_credential.key}.xlsx")


@for_roles("author")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty workbook to fill in."""
    return _attached(exchange.template_spreadsheet(), WORKBOOK, "micro-credential.xlsx")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A file takes the place of the draft's contents; a broken one changes nothing."""
    draft = draft_of(request, public_id)
    form, faults = FileForm(), list[Told]()
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
    if form.is_bound and form.is_valid():
        document, faults = _read(form.cleaned_data["file"])
        if document is not None:
            try:
                operations.save_draft(
                    draft=draft,
                    document={**document, "key": draft.micro_credential.key},
                    revision=autosave.revision_in(request),
                    by=person_of(request),
                    at=timezone.now(),
                )
                messages.success(request, gettext("The file is in. What it leaves out is listed below."))
                return redirect("author:draft", public_id)
            except operations.Stale as stale:
                draft = stale.current
                sentence = gettext(
                    "Somebody saved this draft after you opened it. Look at it, then bring the file again."
                )
                form.add_error("file", sentence)
    return _page(request, form, faults, draft=draft, row=draft.micro_credential)


@for_roles("author")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new draft begins with a file; a broken one begins nothing."""
    person, at = person_of(request), timezone.now()
    mine = organizations_of(person, Role.AUTHOR, at=at)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form, faults = NewFileForm(*posted, initial={"organization": mine.first()}), list[Told]()
    choice = form.fields["organization"]
    if isinstance(choice, forms.ModelChoiceField):
        choice.queryset = mine
    if form.is_bound and form.is_valid():
        document, faults = _read(form.cleaned_data["file"])
        if document is not None:
            try:
                draft = authoring.begin_with(
                    document=document, organization=form.cleaned_data["organization"], by=person, at=at
                )
                return redirect("author:draft", draft.public_id)
            except Refused as refusal:
                form.add_error("file", refusal.verdict.sentence)
    if mine.count() == 1:
        choice.widget = forms.HiddenInput()
    return _page(request, form, faults)


def _page(request: HttpRequest, form: forms.Form, faults: list[Told], **more: Any) -> HttpResponse:
    context = {"nav": "authoring", "form": form, "faults": faults, **more}
    return render(request, "author/bring.html", context, status=422 if form.errors or faults else 200)


def _read(file: UploadedFile[bytes]) -> tuple[dict[str, Any] | None, list[Told]]:
    """The document that the file holds, or its faults."""
    content, lines = file.read(), list[str]()
    try:
        if content.startswith(b"PK"):
            return exchange.from_spreadsheet(content), []
        text = content.decode("utf-8-sig")
        lines = text.split("\n")
        return exchange.from_yaml(text), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = gettext("Save the file as UTF-8: this line holds a character of another encoding.")
        return None, [Told(f"line {line}", told, "")]
    except exchange.Broken as broken:
        return None, [Told(fault.place, fault.text, _line(lines, fault.place)) for fault in broken.faults]


def _line(lines: list[str], place: str) -> str:
    number = int(place.removeprefix("line ")) if place.startswith("line ") else 0
    return lines[number - 1].strip()[:120] if 0 < number <= len(lines) else ""
