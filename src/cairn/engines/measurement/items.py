"""How single criteria behave: how often they are met, and whether they go with the others."""

from __future__ import annotations

import numpy as np

from cairn.engines.measurement.counting import effective_size
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.figures import figure
from cairn.engines.measurement.intervals import of_correlation, wilson
from cairn.engines.measurement.ratings import Table

TOO_EASY, TOO_HARD, WEAK = 0.95, 0.20, 0.20


def difficulty(table: Table, *, cut: int, level: float = 0.95) -> Estimate:
    """The met rate of a criterion: the share of readings at or above `cut`, each submission counting once.

    Crocker & Algina 1986, Introduction to Classical and Modern Test Theory, ch. 14. Table: units x raters, NaN where
    missing. Wilson's interval with the effective sample size.
    """
    scores = np.asarray(table, dtype=float)
    if scores.ndim != 2:
        raise ValueError("Scores must be a table of units x raters.")
    given = np.isfinite(scores)
    read = given.any(axis=1)
    if not read.any():
        return undefined("Met rate", "no_data", level=level)
    many = given[read].sum(axis=1)
    values = ((scores[read] >= cut) & given[read]).sum(axis=1) / many
    share = float(values.mean())
    size = effective_size(values, np.arange(len(values)), float(many.sum()))
    extreme = ("too_easy",) if share > TOO_EASY else ("too_hard",) if share < TOO_HARD else ()
    return figure(
        "Met rate",
        share,
        family="item",
        n=len(values),
        interval=wilson(share, size, level),
        bounds=(0, 1),
        level=level,
        cautions=extreme,
        method="Wilson",
    )


def discrimination(profile: Table, item: int, *, level: float = 0.95) -> Estimate:
    """The corrected correlation of a criterion with the sum of the others. Henrysson 1963, Psychometrika 28:211.

    Profile: submissions x criteria, `item` is a column; submissions that lack a criterion are left out. Fisher's z.
    """
    name = "Item-rest correlation"
    scores = np.asarray(profile, dtype=float)
    if scores.ndim != 2 or not 0 <= item < scores.shape[1]:
        raise ValueError(
            "Scores must be a table of submissions x criteria, and the criterion one of its columns."
        )
    if scores.shape[1] < 2:
        return undefined(name, "one_item", level=level)
    whole = np.isfinite(scores).all(axis=1)
    kept = scores[whole]
    n = len(kept)
    if n < 3:
        return undefined(name, "too_few" if n else "no_data", n, level=level)
    own, rest = kept[:, item], np.delete(kept, item, axis=1).sum(axis=1)
    if own.std() < 1e-12 or rest.std() < 1e-12:
        return undefined(name, "no_variance", n, level=level)
    r = float(np.clip(np.corrcoef(own, rest)[0, 1], -1, 1))
    keys = () if whole.all() else ("listwise",)
    return figure(
        name,
        r,
        family="item",
        n=n,
        interval=of_correlation(r, n, level),
        level=level,
        cautions=(*keys, "weak_item") if r < WEAK else keys,
        method="Fisher's z",
    )
