"""What can stand in an accept-list: found by words in the catalog and the register, and named in a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.catalog.states import EDITED
from cairn.domain.people.models import Organization
from cairn.domain.policies.models import AcceptEntry
from cairn.domain.policies.operations.lists import Thing
from cairn.domain.stacks.models import Stack
from cairn.domain.stacks.queries import ANNOUNCED
from cairn.domain.trust.queries import found as register_of

MOST = 12
"""Of each kind, so that the list can be read."""

KINDS: dict[str, tuple[str, str | Promise]] = {
    "issuer": ("building-2", _("everything this issuer awards")),
    "stack": ("layers", _("this stack")),
    "micro_credential": ("award", _("this micro-credential, in every edition")),
    "edition": ("file-badge", _("this edition alone")),
    "outside": ("globe", _("an issuer elsewhere")),
}
"""How each kind is shown: its icon, and what it accepts."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something to accept; `value` names it in the form."""

    kind: str
    value: str
    title: str
    whose: str

    @property
    def icon(self) -> str:
        return KINDS[self.kind][0]

    @property
    def means(self) -> str:
        return str(KINDS[self.kind][1])


def search(words: str) -> list[Found]:
    """Issuers, stacks, micro-credentials, editions and issuers elsewhere in which every word stands."""
    return [*_search(words)] if words else []


def _search(words: str) -> Iterator[Found]:
    for issuer in Organization.objects.filter(_says(words, "name")).order_by("name")[:MOST]:
        yield Found("issuer", f"issuer:{issuer.public_id}", issuer.name, issuer.get_kind_display())
    stacks = Stack.objects.filter(
        _says(words, "title", "organization__name"), owner=None, state__in=ANNOUNCED
    )
    for stack in stacks.select_related("organization").order_by("title")[:MOST]:
        yield Found("stack", f"stack:{stack.public_id}", stack.title, stack.organization.name)
    offered = MicroCredential.objects.filter(
        _says(words, "title", "organization__name"), state__in=EDITED, reserved=False
    )
    for one in offered.select_related("organization", "edition").order_by("title")[:MOST]:
        yield Found("micro_credential", f"micro_credential:{one.public_id}", one.title, one.organization.name)
        if one.edition:
            title = f"{one.title}, edition {one.edition.number}"
            yield Found("edition", f"edition:{one.edition.public_id}", title, one.organization.name)
    for pin in register_of(words)[:MOST]:
        yield Found("outside", f"outside:{pin.identifier}", pin.name, pin.identifier)
    if words.startswith(("did:", "https://")) and " " not in words:
        yield Found("outside", f"outside:{words}", words, str(_("not in the register of known issuers")))


def _says(words: str, *fields: str) -> Q:
    """Every word stands in one of the fields."""
    found = Q()
    for word in words.split():
        found &= reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))
    return found


def thing_of(value: str) -> tuple[Thing | None, str]:
    """What a value of the form names, and what an issuer elsewhere is called; None when it names nothing."""
    kind, _colon, name = value.partition(":")
    if kind == "outside":
        pin = register_of(name).filter(identifier=name).first()
        return name, pin.name if pin else ""
    try:
        public_id = UUID(name)
    except ValueError:
        return None, ""
    match kind:
        case "issuer":
            return Organization.objects.filter(public_id=public_id).first(), ""
        case "stack":
            return Stack.objects.filter(public_id=public_id, owner=None).first(), ""
        case "micro_credential":
            return MicroCredential.objects.filter(public_id=public_id, state__in=EDITED).first(), ""
        case "edition":
            return Edition.objects.filter(public_id=public_id).first(), ""
    return None, ""


def shown(entry: AcceptEntry) -> Found:
    """An entry as the list shows it."""
    if entry.issuer:
        return Found("issuer", "", entry.issuer.name, entry.issuer.get_kind_display())
    if entry.stack:
        return Found("stack", "", entry.stack.title, entry.stack.organization.name)
    if entry.micro_credential:
        return Found(
            "micro_credential", "", entry.micro_credential.title, entry.micro_credential.organization.name
        )
    if entry.edition:
        return Found("edition", "", str(entry.edition), entry.edition.micro_credential.organization.name)
    return Found("outside", "", entry.outside_name or entry.outside_issuer, entry.outside_issuer)
