"""The record of professional learning as a table that an office of human resources can bring into its own system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone

from cairn.domain.people.models import Identifier, Organization
from cairn.domain.records.access import Sight, sights
from cairn.web.recognizer.shown import Row, hours_of
from cairn.workflows import addresses
from cairn.workflows.payrolls import EDUCATOR_ID, plain

HEADS = (
    "record",
    "person",
    "e-mail",
    "educator id",
    "micro-credential",
    "issuer",
    "earned on",
    "hours at least",
    "hours at most",
    "filed on",
    "filed by",
    "result of last check",
    "checked on",
    "credential",
)


def lines(rows: Iterable[Row], organization: Organization, *, on: date) -> Iterator[list[str]]:
    """A line for each filed badge, in the order of `HEADS`; `record` is its number, which never changes.

    The e-mail address stands there of those who are on the staff list or said that they belong here, the educator's ID
    of the latter alone.
    """
    listed = list(rows)
    seen = sights({row.filing.earner_id for row in listed}, organization, on=on)
    open_ones = [person for person, sight in seen.items() if sight >= Sight.CLAIMED]
    numbers = dict(
        Identifier.objects.filter(person__in=open_ones, kind=EDUCATOR_ID).values_list("person_id", "value")
    )
    for row in listed:
        listed_here = seen.get(row.filing.earner_id, Sight.NOTHING) >= Sight.ROSTERED
        mail = (row.filing.earner.email or "") if listed_here else ""
        yield [plain(cell) for cell in _cells(row, mail, numbers.get(row.filing.earner_id, ""))]


def _cells(row: Row, mail: str, number: str) -> list[str]:
    filing, hours = row.filing, hours_of(row.filing)
    last = next(iter(filing.verifications.all()), None)
    return [
        str(filing.public_id),
        filing.earner.name,
        mail,
        number,
        filing.title,
        filing.issuer,
        filing.earned_on.isoformat(),
        str(hours.least) if hours else "",
        str(hours.most) if hours else "",
        timezone.localtime(filing.filed_at).date().isoformat() if filing.filed_at else "",
        filing.filed_by.name if filing.filed_by else "",
        last.outcome if last else "",
        timezone.localtime(last.at).date().isoformat() if last else "",
        addresses.absolute(addresses.badge(filing.award.public_id)),
    ]
