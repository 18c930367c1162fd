"""Opening pools and setting how they calibrate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cairn.domain.calibration import access
from cairn.domain.calibration.models import Pool
from cairn.domain.calibration.queries import lacking
from cairn.domain.calibration.rules import GRACE, NAMES
from cairn.domain.calibration.scale import scale_in
from cairn.domain.catalog.document_judging import JUDGING, Number
from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.deeds import deed
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand, no


@deed()
def open_pool(*, edition: Edition, by: Person | None, at: datetime) -> Pool:
    """Open the pool of the edition's organization and scale; what its document sets on calibration holds for it.

    One that is open is given back as it is.
    """
    organization = edition.micro_credential.organization
    if by is not None:
        demand(access.may_lead(by, organization, at=at))
    document = edition.document
    own = {name: value for name, value in document.get("judging", {}).items() if name in NAMES}
    pool, new = Pool.objects.get_or_create(
        organization=organization,
        scale=scale_in(document),
        defaults={
            "names": [level["name"] for level in document["rubric"]["levels"]],
            "settings": own,
            "opened_at": at,
        },
    )
    if new:
        record(event="pool.opened", by=by, at=at, subject=pool, organization=organization)
    return pool


@deed()
def set_rules(*, pool: Pool, settings: Mapping[str, int], by: Person, at: datetime) -> Pool:
    """Set what departs from the default rules; what is not named goes by the default."""
    demand(access.may_lead(by, pool.organization, at=at))
    reasons = [reason for name, value in settings.items() if (reason := _wrong(name, value))]
    if reasons:
        raise Refused(Verdict(False, tuple(reasons)))
    row = Pool.objects.select_for_update(no_key=True, of=("self",)).get(pk=pool.pk)
    row.settings = dict(settings)
    row.save(update_fields=["settings"])
    record(event="pool.set", by=by, at=at, subject=row, organization=row.organization, **settings)
    return ask_for_gate(pool=row, by=by, at=at)


@deed()
def set_badge(*, pool: Pool, badge: MicroCredential | None, by: Person, at: datetime) -> Pool:
    """Choose the micro-credential that certified evaluators are awarded from now on, or none."""
    demand(access.may_lead(by, pool.organization, at=at))
    if badge and (badge.organization_id != pool.organization_id or badge.edition_id is None):
        raise Refused(no("badge", "Choose a micro-credential that your organization has published."))
    pool.badge = badge
    pool.save(update_fields=["badge"])
    record(
        event="pool.set",
        by=by,
        at=at,
        subject=pool,
        organization=pool.organization,
        badge=str(badge.public_id) if badge else "",
    )
    return pool


def _wrong(name: str, value: int) -> Reason | None:
    setting = JUDGING.get(name)
    if name not in NAMES or not isinstance(setting, Number):
        return Reason("unknown", f"There is no rule “{name}”.")
    if setting.least <= value <= setting.most:
        return None
    return Reason("range", f"{setting.about} Choose a number from {setting.least} to {setting.most}.")


@deed()
def ask_for_gate(*, pool: Pool, by: Person | None, at: datetime) -> Pool:
    """Once the pool has its anchors, ask for the gate from two weeks on; asked once, it stays asked for."""
    if pool.gate_since is None and lacking(pool):
        pool.gate_since = at + GRACE
        pool.save(update_fields=["gate_since"])
        record(
            event="pool.gated",
            by=by,
            at=at,
            subject=pool,
            organization=pool.organization,
            since=pool.gate_since.isoformat(),
        )
    return pool
