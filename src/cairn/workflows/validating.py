"""Validating: how well an edition is judged is computed from what its evaluators gave, and kept for everybody to read.

It is computed anew when readings conclude, at most once a day, and at once where the report reaches another tier.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random, SystemRandom
from typing import Any, Final

from django.db import transaction

from cairn import __version__
from cairn.domain.calibration.scale import scale_in
from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.models import Reading
from cairn.domain.outbox.operations import put
from cairn.domain.validity import bundle, counted, operations, queries
from cairn.domain.validity.data import Data, sha256, written
from cairn.domain.validity.models import Snapshot
from cairn.domain.validity.naming import without_names
from cairn.domain.validity.rounding import rounded

CHANNEL: Final = "measure"
AT_MOST: Final = timedelta(days=1)
TIERS_BEGIN: Final = (10, 30, 50)
SHARED_EVALUATORS: Final = 2
MOST_POOLED: Final = 12


def ask(*, edition: Edition, at: datetime) -> None:
    """Have the edition measured: at once where a tier begins or nothing was measured yet, else a day after the last."""
    identity = str(edition.public_id)
    count, number, made_at = queries.measured_so_far(edition, most=TIERS_BEGIN[-1] + 1)
    payload = {"edition": identity}
    if count in TIERS_BEGIN:
        put(event=f"measure:{count}:{identity}", recipient=identity, channel=CHANNEL, at=at, payload=payload)
    due = max(at, made_at + AT_MOST) if made_at else at
    event = f"measure:after:{number}:{identity}"
    put(event=event, recipient=identity, channel=CHANNEL, at=at, payload=payload, due=due)


@transaction.atomic
def measure(
    *, edition: Edition, at: datetime, dice: Random | None = None, groups: Mapping[int, str] | None = None
) -> Snapshot:
    """The report as the data are now. Where nothing has changed since the latest, that one; ids are drawn by `dice`.

    `groups` of earners (by key) that an organization brings in count for this one report and are not kept elsewhere.
    """
    data = queries.dataset(edition, pooled=pooled_with(edition), groups=groups, at=at)
    fingerprint = sha256(f"{__version__} {written(data)}")
    latest = queries.latest(edition)
    if latest and latest.fingerprint == fingerprint:
        return latest
    nameless = without_names(data, dice or SystemRandom())
    return operations.keep(
        edition=edition,
        analysis=_analysis(nameless),
        data=written(nameless),
        fingerprint=fingerprint,
        engine=__version__,
        by=None,
        at=at,
    )


def _analysis(data: Data) -> dict[str, Any]:
    """Where there is nothing but counts, the engine of statistics, which is heavy to load, is not asked."""
    if not counted.enough(data):
        return rounded(counted.counted(data))
    from cairn.domain.validity.measuring import measured

    return measured(data)


def pooled_with(edition: Edition) -> list[Edition]:
    """Other editions of the organization with the same levels whose work at least two of its evaluators also read."""
    mine = _evaluators(edition)
    if len(mine) < SHARED_EVALUATORS:
        return []
    scale = scale_in(edition.document)
    others = (
        Edition.objects.filter(
            micro_credential__organization=edition.micro_credential.organization_id,
            attempts__rounds__readings__evaluator__in=mine,
            attempts__rounds__readings__state="concluded",
        )
        .exclude(pk=edition.pk)
        .select_related("micro_credential")
        .distinct()
        .order_by("pk")
    )
    alike = [each for each in others if scale_in(each.document) == scale]
    return [each for each in alike if len(_evaluators(each) & mine) >= SHARED_EVALUATORS][:MOST_POOLED]


def _evaluators(edition: Edition) -> set[int]:
    read = Reading.objects.filter(round__attempt__edition=edition, state="concluded", evaluator__isnull=False)
    return {key for key in read.values_list("evaluator", flat=True).distinct() if key}


def packed(snapshot: Snapshot) -> bytes:
    """The latest report as a bundle that anybody can recompute."""
    return bundle.write(snapshot.data, snapshot.analysis, engine=snapshot.engine, name=name_of(snapshot))


def name_of(snapshot: Snapshot) -> str:
    """What a bundle is called: it tells which report it is of, and nobody's name."""
    edition = snapshot.edition
    return f"validity-{edition.micro_credential.key}-{edition.number}-{snapshot.number}.zip"
