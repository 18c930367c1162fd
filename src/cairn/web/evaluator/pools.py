"""What the lead's pages show of pools and anchors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.domain.calibration import queries
from cairn.domain.calibration.models import Anchor, Pool
from cairn.domain.calibration.rules import DEFAULT, NAMES
from cairn.domain.calibration.scale import scale_in
from cairn.domain.catalog.document_judging import JUDGING, Number
from cairn.domain.catalog.models import Edition
from cairn.domain.people.models import Organization
from cairn.web.evaluator.way import ANCHOR_STATES
from cairn.web.shared.standing import Standing


@dataclass(frozen=True, slots=True)
class Use:
    """What an anchor may be for."""

    key: str
    title: str | Promise
    about: str | Promise
    icon: str


USES = (
    Use("practice", _("Practice"), _("Evaluators learn on these and see the key at once."), "graduation-cap"),
    Use(
        "certification",
        _("Certification"),
        _("The gate draws from these. Nobody sees their key."),
        "crosshair",
    ),
    Use("seed", _("Seeds"), _("These come among an evaluator's readings and look like any other."), "sprout"),
    Use("example", _("Published examples"), _("Everyone may see these, so they test nobody."), "globe"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An anchor in a list: how many experts have sent their ratings of those asked, its levels when agreed."""

    anchor: Anchor
    standing: Standing
    asked: int
    sent: int
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UseList:
    """The anchors of one use; `wanted` is how many the gate needs, 0 where it needs none."""

    use: Use
    anchors: tuple[Shown, ...]
    agreed: int
    wanted: int


def anchor_lists(pool: Pool) -> list[UseList]:
    """The pool's anchors by what they are for, burnt ones last."""
    rows = sorted(queries.anchors_of(pool), key=lambda each: each.state == "burnt")
    wanted = {"practice": pool.rules.practice_anchors, "certification": pool.rules.anchors}
    return [
        UseList(
            use,
            tuple(_shown(each) for each in rows if each.use == use.key),
            sum(each.state == "agreed" for each in rows if each.use == use.key),
            wanted.get(use.key, 0),
        )
        for use in USES
    ]


def _shown(anchor: Anchor) -> Shown:
    sheets = list(anchor.sheets.all())
    levels = tuple(row.level.name for row in anchor.key.all())
    return Shown(
        anchor,
        ANCHOR_STATES[anchor.state],
        len(sheets),
        sum(each.sent_at is not None for each in sheets),
        levels,
    )


@dataclass(frozen=True, slots=True)
class Unopened:
    """A scale without a pool: an edition that uses it, by which it is opened, and all their titles."""

    edition: Edition
    levels: str
    titles: tuple[str, ...]


def scales_without_pool(organization: Organization, opened: Iterable[Pool]) -> list[Unopened]:
    """The scales of what the organization offers that have no pool yet."""
    known = {pool.scale for pool in opened}
    rows = Edition.objects.filter(
        current_of__organization=organization, current_of__state__in=["pilot", "published"]
    )
    groups: dict[str, list[Edition]] = {}
    for edition in rows.order_by("title"):
        groups.setdefault(scale_in(edition.document), []).append(edition)
    return [
        Unopened(
            mates[0],
            " – ".join(level["name"] for level in mates[0].document["rubric"]["levels"]),
            tuple(each.title for each in mates),
        )
        for scale, mates in groups.items()
        if scale not in known
    ]


@dataclass(frozen=True, slots=True)
class RuleField:
    """One rule of a pool as a field of its form."""

    name: str
    about: str
    value: int
    usual: int
    least: int
    most: int


def rules_of(pool: Pool) -> list[RuleField]:
    """How the pool calibrates, beside what is usual."""
    rules = pool.rules
    return [
        RuleField(
            name, setting.about, getattr(rules, name), getattr(DEFAULT, name), setting.least, setting.most
        )
        for name in NAMES
        if isinstance(setting := JUDGING[name], Number)
    ]
