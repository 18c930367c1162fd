"""The record of professional learning as rows: what was filed, and what its last check said, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.domain.recognition.models import Filing, Verification
from cairn.domain.validity.models import Snapshot
from cairn.domain.validity.queries import tiers_of
from cairn.web.shared.validity import Look, tier_look

SORTS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "filed": (_("Filed last"), ("-filed_at", "-pk")),
    "earned": (_("Earned last"), ("-earned_on", "-pk")),
    "person": (_("Person"), ("earner__display_name", "earner__legal_name", "pk")),
    "title": (_("Micro-credential"), ("title", "pk")),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check said, in words, with the look of its tag."""

    kind: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A filed badge with its last check, and the evidence on how well its edition is judged."""

    filing: Filing
    checked: Checked | None
    evidence: Look | None = None
    report: Snapshot | None = None


SEEN = {
    Verification.Outcome.VALID: ("ok", "circle-check", _("Valid on %(day)s")),
    Verification.Outcome.NOT_CONFIRMED: (
        "warn",
        "circle-question-mark",
        _("Issuer not confirmed on %(day)s"),
    ),
    Verification.Outcome.UNKNOWN: ("warn", "circle-question-mark", _("Could not be checked on %(day)s")),
    Verification.Outcome.SUSPENDED: ("warn", "circle-pause", _("On hold; seen on %(day)s")),
    Verification.Outcome.REVOKED: ("bad", "ban", _("Revoked since; seen on %(day)s")),
    Verification.Outcome.EXPIRED: ("bad", "circle-x", _("Expired; seen on %(day)s")),
    Verification.Outcome.NOT_YET_VALID: ("warn", "circle-x", _("Not in force yet on %(day)s")),
    Verification.Outcome.INVALID: ("bad", "circle-x", _("Not valid on %(day)s")),
}
"""How each outcome of a check is shown: tone, icon and words."""


def rows_of(filings: Iterable[Filing]) -> list[Row]:
    """The rows, with one query for all their evidence; a stack has none of its own."""
    filed = list(filings)
    known = tiers_of(filing.award.edition_id for filing in filed if filing.award.edition_id)
    return [
        Row(
            filing,
            checked_of(list(filing.verifications.all())),
            *evidence_of(known.get(filing.award.edition_id or 0)),
        )
        for filing in filed
    ]


def evidence_of(report: Snapshot | None) -> tuple[Look | None, Snapshot | None]:
    """How the tier of a report is shown, and the report; nothing where there is none, as for stacks."""
    return (tier_look(report.tier), report) if report else (None, None)


def checked_of(checks: Sequence[Verification]) -> Checked | None:
    """What the latest check says, in the light of those before; `checks` has the latest first."""
    if not checks:
        return None
    last = checks[0]
    on = date_format(timezone.localtime(last.at), "M j, Y")
    kind, icon, words = SEEN[Verification.Outcome(last.outcome)]
    return Checked(kind, icon, words % {"day": on})


def found(record: QuerySet[Filing], *, words: str, sort: str) -> QuerySet[Filing]:
    """The record narrowed to rows that hold every word, in one of the orders of `SORTS`."""
    for word in words.split():
        record = record.filter(
            Q(title__icontains=word)
            | Q(issuer__icontains=word)
            | Q(earner__display_name__icontains=word)
            | Q(earner__legal_name__icontains=word)
        )
    return record.order_by(*SORTS.get(sort, SORTS["filed"])[1])


@dataclass(frozen=True, slots=True)
class Hours:
    """A sum of hours, from the fewest to the most that the editions tell."""

    least: Decimal
    most: Decimal

    def __str__(self) -> str:
        low, high = f"{self.least.normalize():f}", f"{self.most.normalize():f}"
        return low if low == high else f"{low}–{high}"


def hours_of(filing: Filing) -> Hours | None:
    """The hours of one badge; None where its edition tells none, as that of a stack."""
    least, _dash, most = filing.hours.partition("–")
    try:
        return Hours(Decimal(least), Decimal(most or least))
    except InvalidOperation:
        return None


def hours_in(filings: Iterable[Filing]) -> Hours | None:
    """The sum; None where no badge tells any."""
    told = [hours for filing in filings if (hours := hours_of(filing))]
    if not told:
        return None
    return Hours(sum((one.least for one in told), Decimal()), sum((one.most for one in told), Decimal()))
