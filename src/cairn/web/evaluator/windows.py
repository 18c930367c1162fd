"""The window a request comes from: the one that edits, or another that looks on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.http import urlencode
from django.utils.translation import gettext

from cairn.domain.evaluation.models import EditLease, Reading
from cairn.domain.evaluation.operations.leases import WINDOW
from cairn.domain.evaluation.queries.leases import editing, lease_of


@dataclass(frozen=True, slots=True)
class Window:
    """Its own token, whether another window edits, since when, and until when this one may."""

    token: UUID
    elsewhere: bool
    since: datetime | None
    until: datetime
    revision: int

    @property
    def query(self) -> str:
        return urlencode({"window": str(self.token)})


def token_in(request: HttpRequest) -> UUID | None:
    """The token that a page of ours put into the address; None from a browser that has none, or for nonsense."""
    try:
        return UUID(request.GET.get("window") or request.POST.get("window", ""))
    except ValueError:
        return None


def window_of(request: HttpRequest, reading: Reading, now: datetime) -> Window:
    """What this request's window may do. Looking takes nothing: the lease begins with the first beat or save."""
    lease, token = lease_of(reading), token_in(request)
    if lease is None or not editing(lease, at=now):
        return Window(token or uuid4(), False, None, now + WINDOW, lease.revision if lease else 0)
    until = lease.until or now
    return Window(token or uuid4(), lease.window != token, lease.since, until, lease.revision)


def until_words(lease: EditLease) -> str:
    """Until when the window edits, as the page shows it."""
    until = timezone.localtime(lease.until) if lease.until else timezone.localtime()
    return gettext("Yours to edit until %(time)s") % {"time": written(until, "g:i A")}


def sheet_address(reading: Reading, token: UUID | None) -> str:
    """The sheet, in the same window as before."""
    address = reverse("evaluator:sheet", args=[reading.public_id])
    return f"{address}?{urlencode({'window': str(token)})}" if token else address
