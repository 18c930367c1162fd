"""The rows of agreement and reliability."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from cairn.engines.measurement import (
    agreement,
    gwet,
    icc,
    internal,
    items,
    kappa,
    krippendorff,
    within_group,
)
from cairn.engines.measurement.estimates import Estimate
from cairn.engines.measurement.ratings import Ratings, Table, Whole
from cairn.engines.measurement.registry.kinds import CUT, DRAWS, LEVEL, SEED, Option, Scores, Statistic

Options = Mapping[str, Any]
Answer = dict[str, Estimate]
ALL = "all criteria"

_WEIGHT = ("identity", "linear", "quadratic", "ordinal")


def _weight(default: str) -> Option:
    return Option("weight", str, "what near misses count", default, _WEIGHT)


_METRIC = Option("metric", str, "how levels differ", "ordinal", ("nominal", "ordinal", "interval", "ratio"))
_FORM = Option("form", str, "which intraclass correlation (McGraw & Wong)", "A,1", icc.FORMS)
_NULL = Option("null", str, "what random answers look like", "uniform", ("uniform", "slight skew"))


def _each(ratings: Ratings, run: Callable[[Table, Whole], Estimate]) -> Answer:
    """One estimate for each criterion, and one for all of them together if there are several."""
    alone = np.arange(len(ratings.units), dtype=np.intp)
    found = {item: run(ratings.table(item), alone) for item in ratings.items}
    if len(ratings.items) != 1:
        found[ALL] = run(*ratings.pooled())
    return found


def _of_scores(statistic: Callable[..., Estimate]) -> Callable[[Scores, Options], Answer]:
    """A statistic of a table, its scale and the units of its rows, asked for each criterion."""

    def run(data: Scores, options: Options) -> Answer:
        scale = data.ratings.scale
        return _each(data.ratings, lambda table, unit: statistic(table, scale, units=unit, **options))

    return run


def _award(data: Scores, options: Options) -> Estimate:
    return agreement.award_agreement(data.ratings, **options)


def _krippendorff(data: Scores, options: Options) -> Answer:
    scale, (drawn, rest) = data.ratings.scale, _drawn(options)
    return _each(
        data.ratings,
        lambda table, unit: krippendorff.alpha(
            table, scale, units=unit, rng=np.random.default_rng(drawn), **rest
        ),
    )


def _icc(data: Scores, options: Options) -> Answer:
    seed, rest = _drawn(options)
    return {
        item: icc.icc(data.ratings.table(item), rng=np.random.default_rng(seed), **rest)
        for item in data.ratings.items
    }


def _six(data: Scores, options: Options) -> dict[str, Answer]:
    found = {form: _icc(data, {**options, "form": form}) for form in icc.FORMS}
    return {
        item: {f"ICC({form})": answer[item] for form, answer in found.items()} for item in data.ratings.items
    }


def _rwg(data: Scores, options: Options) -> Answer:
    scale = data.ratings.scale
    return {item: within_group.rwg(data.ratings.table(item), scale, **options) for item in data.ratings.items}


def _rwg_j(data: Scores, options: Options) -> Answer:
    tables = [data.ratings.table(item) for item in data.ratings.items]
    return {
        "rWG(J)": within_group.rwg_j(tables, data.ratings.scale, **options),
        "r*WG(J)": within_group.rwg_star(tables, data.ratings.scale, **options),
    }


def _deviation(data: Scores, options: Options) -> Answer:
    scale = data.ratings.scale
    return {
        item: within_group.average_deviation(data.ratings.table(item), scale, **options)
        for item in data.ratings.items
    }


def _alpha(data: Scores, options: Options) -> Estimate:
    return internal.alpha(data.ratings.profile(), **options)


def _omega(data: Scores, options: Options) -> Estimate:
    return internal.omega(data.ratings.profile(), **options)


def _difficulty(data: Scores, options: Options) -> Answer:
    return {item: items.difficulty(data.ratings.table(item), **options) for item in data.ratings.items}


def _discrimination(data: Scores, options: Options) -> Answer:
    profile = data.ratings.profile()
    return {
        item: items.discrimination(profile, place, **options) for place, item in enumerate(data.ratings.items)
    }


def _drawn(options: Options) -> tuple[int, dict[str, Any]]:
    rest = dict(options)
    return rest.pop("seed"), rest


ROWS: tuple[Statistic, ...] = (
    Statistic(
        "exact-agreement",
        "Exact agreement",
        "How often do two evaluators give the same level?",
        _of_scores(agreement.exact),
        "Wilson 1927; Newcombe 1998",
        "agreement",
        (LEVEL,),
    ),
    Statistic(
        "adjacent-agreement",
        "Adjacent agreement",
        "How often do two evaluators differ by one level at most?",
        _of_scores(agreement.adjacent),
        "Wilson 1927; Newcombe 1998",
        "agreement",
        (LEVEL,),
    ),
    Statistic(
        "decision-agreement",
        "Decision agreement",
        "How often do two evaluators agree whether a criterion is met?",
        _of_scores(agreement.decision),
        "Wilson 1927; Newcombe 1998",
        "agreement",
        (CUT, LEVEL),
    ),
    Statistic(
        "award-agreement",
        "Award agreement",
        "How often would two evaluators alone have reached the same award?",
        _award,
        "Wilson 1927; Newcombe 1998",
        "agreement",
        (CUT, LEVEL),
    ),
    Statistic(
        "kappa",
        "Cohen's kappa, plain or weighted",
        "How much better than by chance do two evaluators agree?",
        _of_scores(kappa.cohen),
        "Cohen 1960, 1968; Fleiss, Cohen & Everitt 1969",
        "cohen_kappa",
        (_weight("quadratic"), LEVEL),
    ),
    Statistic(
        "fleiss-kappa",
        "Fleiss' kappa",
        "How much better than by chance do any number of evaluators agree?",
        _of_scores(kappa.fleiss),
        "Fleiss 1971; Gwet 2008",
        "fleiss_kappa",
        (_weight("identity"), LEVEL),
    ),
    Statistic(
        "gwet",
        "Gwet's AC1 and AC2",
        "The same, where nearly everybody passes and kappa breaks down.",
        _of_scores(gwet.ac),
        "Gwet 2008, 2014",
        "gwet",
        (_weight("quadratic"), LEVEL),
    ),
    Statistic(
        "krippendorff",
        "Krippendorff's alpha",
        "How reliable are the scores, whoever read, with scores missing? The headline of a validity report.",
        _krippendorff,
        "Krippendorff 2004, 2011",
        "krippendorff",
        (_METRIC, LEVEL, DRAWS, SEED),
    ),
    Statistic(
        "icc",
        "Intraclass correlation",
        "Which part of the differences between scores lies in the submissions?",
        _icc,
        "Shrout & Fleiss 1979; McGraw & Wong 1996",
        "icc",
        (_FORM, LEVEL, DRAWS, SEED),
    ),
    Statistic(
        "icc-all",
        "All six intraclass correlations",
        "The same for one reading or several, with evaluators taken as any, as these, or as consistent.",
        _six,
        "Shrout & Fleiss 1979; McGraw & Wong 1996",
        "icc",
        (LEVEL, DRAWS, SEED),
    ),
    Statistic(
        "rwg",
        "rWG",
        "Do three or more experts agree about an anchor?",
        _rwg,
        "James, Demaree & Wolf 1984; LeBreton & Senter 2008",
        "within_group",
        (_NULL, LEVEL),
    ),
    Statistic(
        "rwg-j",
        "rWG(J) and r*WG(J)",
        "Do three or more experts agree about an anchor, over all criteria?",
        _rwg_j,
        "James, Demaree & Wolf 1984; Lindell, Brandt & Whitney 1999",
        "within_group",
        (_NULL, LEVEL),
    ),
    Statistic(
        "average-deviation",
        "Average deviation index",
        "By how many levels do experts stray from their mean?",
        _deviation,
        "Burke, Finkelstein & Dusig 1999; Burke & Dunlap 2002",
        "within_group",
        (LEVEL,),
    ),
    Statistic(
        "alpha",
        "Cronbach's alpha",
        "Do the criteria go together?",
        _alpha,
        "Cronbach 1951; Feldt 1965",
        "alpha",
        (LEVEL,),
    ),
    Statistic(
        "omega",
        "McDonald's omega total",
        "Do the criteria go together, even if some say more than others?",
        _omega,
        "McDonald 1999; Jöreskog 1967",
        "omega",
        (LEVEL,),
    ),
    Statistic(
        "difficulty",
        "Met rate",
        "How often is each criterion met?",
        _difficulty,
        "Crocker & Algina 1986; Wilson 1927",
        "item",
        (CUT, LEVEL),
    ),
    Statistic(
        "discrimination",
        "Item-rest correlation",
        "Does each criterion go with the others?",
        _discrimination,
        "Henrysson 1963",
        "item",
        (LEVEL,),
    ),
)
