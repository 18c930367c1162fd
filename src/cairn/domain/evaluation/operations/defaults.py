"""The rules of judging that an organization's new drafts begin with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cairn.domain.catalog.document_judging import JUDGING, Number
from cairn.domain.deeds import deed
from cairn.domain.evaluation import access
from cairn.domain.evaluation.models import JudgingDefaults
from cairn.domain.evaluation.rules import DEFAULT
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand


@deed()
def set_defaults(
    *, organization: Organization, settings: Mapping[str, int | bool], by: Person, at: datetime
) -> JudgingDefaults:
    """Set what departs from the usual rules; what is as usual is not kept. What is published already stays as it is.

    Raises `Refused` with every setting that is out of its bounds.
    """
    demand(access.may_lead_judging(by, organization, at=at))
    wrong = [reason for name, value in settings.items() if (reason := _wrong(name, value))]
    if wrong:
        raise Refused(Verdict(False, tuple(wrong)))
    own = {name: value for name, value in settings.items() if value != getattr(DEFAULT, name)}
    row, _ = JudgingDefaults.objects.update_or_create(
        organization=organization, defaults={"settings": own, "set_by": by, "set_at": at}
    )
    told = {f"rule_{name}": value for name, value in own.items()}
    record(
        event="judging.defaults_set", by=by, at=at, subject=organization, organization=organization, **told
    )
    return row


def _wrong(name: str, value: int | bool) -> Reason | None:
    setting = JUDGING.get(name)
    if setting is None:
        return Reason("unknown", f"There is no rule “{name}”.")
    if isinstance(setting, Number) and not setting.least <= value <= setting.most:
        return Reason(name, f"{setting.about} Choose a number from {setting.least} to {setting.most}.")
    return None
