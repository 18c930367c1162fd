"""Pay as the pages show it: lines by month, rates by kind, and the form of a rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.evaluation.models import Paid, PayLine, PayRate
from cairn.web.shared.forms import Described

# What she may tell apart herself. Every other kind is a reading, for a seed must look like any other.
TOLD = {
    Paid.CALIBRATION: _("Calibration"),
    Paid.RECUSAL: _("Stepped back"),
    Paid.INCOMPLETE: _("Sent back as incomplete"),
}
HEADS = ("date", "submission", "micro-credential", "work", "amount", "currency", "paid on")


@dataclass(frozen=True, slots=True)
class Month:
    """The lines of one month with what they come to, and what of that is still due, by currency."""

    first: date
    lines: tuple[PayLine, ...]

    @property
    def total(self) -> list[dict[str, int | str]]:
        return sums(self.lines)

    @property
    def due(self) -> list[dict[str, int | str]]:
        return sums(line for line in self.lines if line.paid_at is None)


@dataclass(frozen=True, slots=True)
class RateRow:
    """A rate with its words; `now` says that it holds today."""

    words: str
    amount: dict[str, int | str]
    since: date
    now: bool


def sums(lines: Iterable[PayLine]) -> list[dict[str, int | str]]:
    """Amounts by currency, as the filter `money` takes them."""
    totals: Counter[str] = Counter()
    for line in lines:
        totals[line.currency] += line.cents
    return [{"cents": cents, "currency": currency} for currency, cents in sorted(totals.items())]


def months(lines: Iterable[PayLine]) -> list[Month]:
    """The lines by the month in which they accrued, in her time zone."""
    held: dict[date, list[PayLine]] = {}
    for line in lines:
        held.setdefault(timezone.localtime(line.accrued_at).date().replace(day=1), []).append(line)
    return [Month(first, tuple(each)) for first, each in held.items()]


def work_of(line: PayLine) -> str:
    """What the work was, told no more exactly than she knows it."""
    return str(TOLD.get(Paid(line.kind), _("Reading")))


def rows(lines: Iterable[PayLine]) -> Iterator[list[str]]:
    """The lines as rows of a table for spreadsheets."""
    for line in lines:
        reading = line.reading
        yield [
            timezone.localtime(line.accrued_at).date().isoformat(),
            reading.label if reading else "",
            _plain(reading.round.attempt.edition.title) if reading else "",
            work_of(line),
            f"{line.cents // 100}.{line.cents % 100:02}",
            line.currency,
            timezone.localtime(line.paid_at).date().isoformat() if line.paid_at else "",
        ]


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def rate_rows(rates: Iterable[PayRate], today: date) -> list[RateRow]:
    """Every rate, by kind in the order of the kinds, the newest first."""
    found: list[RateRow] = []
    order, held = {kind: place for place, kind in enumerate(Paid.values)}, set()
    for rate in sorted(rates, key=lambda rate: (order[rate.kind], -rate.since.toordinal())):
        in_force = rate.since <= today and rate.kind not in held
        if in_force:
            held.add(rate.kind)
        amount: dict[str, int | str] = {"cents": rate.cents, "currency": rate.currency}
        found.append(RateRow(gettext(str(Paid(rate.kind).label)), amount, rate.since, in_force))
    return found


class RateForm(Described, forms.Form):
    """A rate from a day on; a seed has none of its own, for it is paid as a reading."""

    kind = forms.ChoiceField(
        label=_("For"), choices=[(kind, label) for kind, label in Paid.choices if kind != Paid.SEED]
    )
    cents = forms.DecimalField(
        label=_("Amount"),
        min_value=0,
        max_value=10_000,
        decimal_places=2,
        help_text=_("For each piece of work, such as 40 or 12.50."),
        error_messages={"required": _("Write the amount."), "invalid": _("Write a number, such as 12.50.")},
    )
    currency = forms.CharField(
        label=_("Currency"), min_length=3, max_length=3, help_text=_("Three letters, such as USD.")
    )
    since = forms.DateField(
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Readings sent since that day that have no pay yet get it too."),
        error_messages={"required": _("Choose the first day.")},
    )

    def __init__(self, *args: object, day: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].initial = "USD"
        self.fields["since"].initial = day

    def clean_cents(self) -> int:
        amount: Decimal = self.cleaned_data["cents"]
        return int(amount * 100)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()
