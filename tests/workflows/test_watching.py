"""Watching evaluators: who drifts is told and read beside, nobody is blamed for another, and calm ends it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.calibration import operations
from cairn.domain.evaluation import operations as evaluation
from cairn.domain.outbox.models import Message
from cairn.engines.measurement.drift import Monitored, strips
from cairn.workflows import authoring, watching
from tests.domain.asking import refused
from tests.judging import NOW, evaluator, reasons, sent, under
from tests.workflows.drifting import invented

HOUR = timedelta(hours=1)


def test_who_drifts_is_warned_and_doubled_until_she_is_calm_and_nothing_else_happens_by_itself(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    organization, lead = stage.organizations["cedar-hollow"], evaluator(stage, "ruth-delaney", role="lead")
    tomasz, aisha = stage.people["tomasz-nowak"], stage.people["aisha-rahman"]
    rows = invented({tomasz.pk: 2.0, aisha.pk: 0.0}, until=NOW)
    monkeypatch.setattr(watching, "compared", lambda *_, **__: rows)
    [signal] = watching.watch(organization=organization, at=NOW)
    assert (signal.evaluator, signal.way, watching.watch(organization=organization, at=NOW)) == (
        tomasz, "lenient", [],
    )  # fmt: skip
    told = Message.objects.filter(channel="mail", event__startswith="drift_")
    assert set(told.values_list("payload__kind", flat=True)) == {"drift_warned", "drift_for_leads"}
    assert watching.to_reread(signal) == []

    edition = under(stage)
    hers, other = (sent(edition, stage.people[key], at=NOW) for key in ("dana-brown", "marcus-bell"))
    walking.claim(hers, tomasz, at=NOW)
    walking.claim(other, aisha, at=NOW)
    assert (reasons(hers), reasons(other)) == (["first", "drift"], ["first"])

    assert refused(lambda: watching.coach(signal=signal, words="Look.", by=aisha, at=NOW)) == ("role",)
    later = NOW + 30 * HOUR
    calm = invented({tomasz.pk: 0.0, aisha.pk: 0.0}, until=later, before=30, after=0)
    rows += [row for row in calm if row.at > NOW]
    assert watching.watch(organization=organization, at=later) == []
    signal.refresh_from_db()
    assert (signal.outcome, signal.closed_by) == ("steady", None)
    assert refused(
        lambda: operations.close_signal(signal=signal, outcome="coached", note="Done.", by=lead, at=later)
    ) == ("closed",)


def test_who_read_beside_one_who_drifted_is_not_blamed_for_her(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    organization = stage.organizations["cedar-hollow"]
    tomasz, aisha = stage.people["tomasz-nowak"], stage.people["aisha-rahman"]
    hers = [row._replace(kind="pair:4", beside=aisha.pk) for row in invented({tomasz.pk: 2.0}, until=NOW)]
    seeds = invented({tomasz.pk: 2.0, aisha.pk: 0.0}, until=NOW, seed=6)
    beside = [row._replace(evaluator=aisha.pk, beside=tomasz.pk, residual=-row.residual) for row in hers]
    monkeypatch.setattr(watching, "compared", lambda *_, **__: sorted([*hers, *beside, *seeds]))
    signals = watching.watch(organization=organization, at=NOW)
    assert [each.evaluator for each in signals] == [tomasz]


def test_new_drafts_begin_with_the_rules_that_their_organization_set(stage: Stage) -> None:
    organization = stage.organizations["cedar-hollow"]
    lead, author = evaluator(stage, "ruth-delaney", role="lead"), stage.people["janelle-wright"]

    def set_(**rules: int | bool) -> None:
        evaluation.set_defaults(organization=organization, settings=rules, by=lead, at=NOW)

    assert refused(lambda: set_(launch=-1, near_cut=False)) == ("launch",)
    set_(launch=30, near_cut=True)
    draft = authoring.begin(organization=organization, key="new", title="New", by=author, at=NOW)
    assert draft.document["judging"] == {"launch": 30}


def test_of_those_who_read_steadily_fewer_than_one_in_twenty_is_ever_told() -> None:
    told, evaluators, worlds = 0, 8, 40
    for seed in range(worlds):
        rng = np.random.default_rng(seed)
        usual = rng.normal(0, 0.35, evaluators)
        rows = [
            Monitored(str(each), "seed:4", float(usual[each] + rng.normal(0, 0.5)))
            for _ in range(150)
            for each in range(evaluators)
        ]
        looks = [strips(rows[: evaluators * so_far]) for so_far in range(20, 151, 10)]
        told += len({strip.evaluator for look in looks for strip in look if strip.sure})
    assert 0 < told <= 0.05 * worlds * evaluators
