"""Finding awards of an organization: what was asked in an address, the plot by month, the list for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.issuing import issued
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization
from cairn.web.shared import charts
from cairn.web.shared.forms import Described
from cairn.workflows import addresses

A_PAGE = 50
COUNTED = 10_000
STATES = (
    ("", _("All")),
    ("issued", _("Valid")),
    ("unclaimed", _("Earner has not signed in yet")),
    ("suspended", _("On hold")),
    ("revoked", _("Revoked")),
)
SORTS = (("", _("Newest first")), ("oldest", _("Oldest first")))
HEADS = ("title", "earner", "e-mail", "earned on", "issued on", "state", "address")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for."""

    q: str = ""
    state: str = ""
    of: str = ""
    sort: str = ""
    batch: str = ""

    @property
    def address(self) -> str:
        """As the end of an address, without what was not asked."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in asdict(self).items() if value]

    def found(self, organization: Organization) -> QuerySet[Award]:
        return issued.found(
            organization, words=self.q, state=self.state, of=self.of, sort=self.sort, batch=self.batch
        )


def asked(told: QueryDict) -> Asked:
    """What an address asks; what it cannot mean is left out."""
    state, sort, batch = told.get("state", ""), told.get("sort", ""), told.get("batch", "")
    return Asked(
        q=told.get("q", "").strip()[:200],
        state=state if state in dict(STATES) else "",
        of=told.get("of", "")[:80],
        sort=sort if sort in dict(SORTS) else "",
        batch=batch if is_id(batch) else "",
    )


def is_id(text: str) -> bool:
    """Whether a text can be a public id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class Counted(Paginator):  # type: ignore[type-arg]  # not subscriptable when the code runs
    """Pages of so many awards that nobody would count them: beyond `COUNTED` there are "more"."""

    @cached_property
    def count(self) -> int:
        rows: QuerySet[Award] = self.object_list  # type: ignore[assignment]  # only query sets are given
        return rows.order_by()[: COUNTED + 1].count()

    @property
    def is_more(self) -> bool:
        return self.count > COUNTED


def page_of(found: QuerySet[Award], number: str | None) -> Page[Award]:
    return Counted(found, A_PAGE).get_page(number)


def months_up_to(at: datetime, zone: ZoneInfo) -> list[datetime]:
    """Where each of the last twelve months begins, for people in this zone."""
    now = at.astimezone(zone)
    return [
        datetime(
            (now.year * 12 + now.month - 1 - back) // 12, (now.month - 1 - back) % 12 + 1, 1, tzinfo=zone
        )
        for back in range(MONTHS - 1, -1, -1)
    ]


def plot(organization: Organization, at: datetime) -> SafeString:
    """Awards by month."""
    months = issued.by_month(organization, months_up_to(at, ZoneInfo(organization.time_zone)))
    rows = [(f"{each.begins:%b}", float(each.count)) for each in months]
    this = months[-1].count
    finding = ngettext("%(n)d badge so far this month.", "%(n)d badges so far this month.", this) % {
        "n": this
    }
    return charts.bars(gettext("Badges awarded, by month"), finding, rows, unit=gettext("Badges"))


def lines(found: QuerySet[Award]) -> Iterator[tuple[str, ...]]:
    """A line for each award, as `HEADS` names its columns."""
    for award in found.iterator(chunk_size=1000):
        yield (
            award.title,
            award.earner_name,
            award.addressed or award.earner.email or "",
            award.earned_on.isoformat(),
            award.made_at.date().isoformat(),
            award.state,
            addresses.absolute(addresses.badge(award.public_id)),
        )


MOVES = (
    ("suspend", _("Put on hold: can be ended at any time")),
    ("reinstate", _("End the hold: valid again")),
    ("revoke", _("Revoke for good: fraud, or the wrong person")),
)


class ManyForm(Described, forms.Form):
    """What to do with many awards at once, and why."""

    move = forms.ChoiceField(label=_("What to do"), choices=MOVES, initial="suspend")
    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        required=False,
        help_text=_("Needed unless you end a hold. Pages and letters show these words, so name nobody."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    typed = forms.CharField(
        label=_("To revoke, type the short name of your organization"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, organization: Organization, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].help_text = organization.slug


class RevokeForm(Described, forms.Form):
    """Why an award is revoked for good, and the short name of its issuer to confirm."""

    reason = forms.CharField(
        label=_("Why is it revoked?"),
        max_length=500,
        help_text=_("The badge's public page shows these words. Name nobody."),
        error_messages={"required": _("Say why. The public page shows these words.")},
        widget=forms.Textarea(attrs={"rows": 2, "id": "id_revoke_reason"}),
    )
    typed = forms.CharField(
        label=_("To confirm, type the short name of your organization"),
        max_length=80,
        error_messages={"required": _("Type the short name to confirm.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, organization: Organization, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].help_text = organization.slug


class CorrectForm(Described, forms.Form):
    """What a badge is to say from now on, and what was wrong."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_(
            "As the badge is to have it. It stands on the page and in the file only where she shows it."
        ),
        error_messages={"required": _("Write the name as it is to be.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("The file holds it only as a salted hash. Leave it empty for that of her account."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    earned_on = forms.DateField(
        label=_("Earned on"),
        error_messages={"required": _("Give the day on which it was earned.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("What was wrong?"),
        max_length=500,
        help_text=_("Her letter says it in these words. The public does not see them."),
        error_messages={"required": _("Say what you correct.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
