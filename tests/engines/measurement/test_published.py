"""The statistics give the printed digits of published examples."""

from __future__ import annotations

import numpy as np
import pytest

from cairn.engines.measurement import gwet, icc, internal, items, kappa, krippendorff, within_group
from cairn.engines.measurement.estimates import Estimate
from cairn.engines.measurement.intervals import wilson
from tests.engines.measurement import examples

FIVE = (1, 2, 3, 4, 5)
THREE = (1, 2, 3)


def shown(estimate: Estimate, digits: int = 3) -> tuple[float | None, ...]:
    ends = (estimate.value, estimate.low, estimate.high)
    return tuple(None if end is None else round(end, digits) for end in ends)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorffs_four_coders_on_all_four_levels(metric):
    found = krippendorff.alpha(examples.KRIPPENDORFF, FIVE, metric=metric)
    assert (shown(found)[0], found.n) == (examples.KRIPPENDORFF_ALPHAS[metric], 11)


def test_gwets_four_raters_with_missing_scores():
    first = gwet.ac(examples.GWET, FIVE)
    assert shown(first, 5) == (examples.GWET_AC1, *examples.GWET_AC1_INTERVAL)
    assert round(first.se or 0, 5) == examples.GWET_AC1_ERROR
    second = gwet.ac(examples.GWET, FIVE, weight="quadratic")
    assert shown(second, 5) == (examples.GWET_AC2, examples.GWET_AC2_LOW, 1.0)
    fleiss = kappa.fleiss(examples.GWET, FIVE)
    assert shown(fleiss, 5) == (examples.GWET_FLEISS, *examples.GWET_FLEISS_INTERVAL)


@pytest.mark.parametrize("form", icc.FORMS)
def test_shrout_and_fleiss_six_correlations_with_intervals(form):
    assert shown(icc.icc(examples.SHROUT_FLEISS, form=form)) == examples.SHROUT_FLEISS_ICCS[form]


def test_with_scores_missing_the_correlations_are_those_of_lme4():
    found = {
        form: round(icc.icc(examples.SHROUT_FLEISS_SPARSE, form=form).value or 0, 5)
        for form in examples.SHROUT_FLEISS_REML
    }
    assert found == {form: round(value, 5) for form, value in examples.SHROUT_FLEISS_REML.items()}


def test_fleiss_psychiatric_diagnoses():
    assert shown(kappa.fleiss(examples.FLEISS, FIVE))[0] == examples.FLEISS_KAPPA


def test_cohens_diagnoses_without_and_with_weights():
    assert shown(kappa.cohen(examples.COHEN, THREE))[0] == examples.COHEN_KAPPA
    weighted = kappa.cohen(examples.COHEN, THREE, weight=examples.COHEN_WEIGHTS)
    assert shown(weighted)[0] == examples.COHEN_WEIGHTED


def test_the_large_sample_variances_of_fleiss_cohen_and_everitt():
    plain = kappa.cohen(examples.EVERITT, THREE)
    weighted = kappa.cohen(examples.EVERITT, THREE, weight=examples.EVERITT_WEIGHTS)
    assert (shown(plain)[0], round((plain.se or 0) ** 2, 6)) == examples.EVERITT_KAPPA
    assert (shown(weighted)[0], round((weighted.se or 0) ** 2, 6)) == examples.EVERITT_WEIGHTED


def test_the_paradox_of_feinstein_and_cicchetti_and_that_ac1_escapes_it():
    kappas = [kappa.cohen(table, (1, 2)) for table in examples.PARADOX]
    coefficients = [gwet.ac(table, (1, 2)) for table in examples.PARADOX]
    assert tuple(shown(found, 2)[0] for found in kappas) == examples.PARADOX_KAPPAS
    assert tuple(shown(found, 2)[0] for found in coefficients) == examples.PARADOX_AC1S
    assert [found.cautions for found in kappas] == [(), ("prevalence",)]


def test_newcombes_wilson_intervals():
    found = {(k, n): tuple(round(end, 4) for end in wilson(k / n, n)) for k, n in examples.NEWCOMBE}
    assert found == examples.NEWCOMBE


def test_feldts_interval():
    value, n, many, ends = examples.FELDT
    low, high = internal.feldt(value, n, many)
    assert (round(low or 0, 7), round(high or 0, 7)) == ends


def test_alpha_omega_and_item_rest_correlations_of_rs_attitude():
    assert shown(internal.alpha(examples.ATTITUDE), 6) == examples.ATTITUDE_ALPHA
    assert internal.omega(examples.ATTITUDE).value == pytest.approx(examples.ATTITUDE_OMEGA, abs=2e-6)
    found = {
        place: shown(items.discrimination(examples.ATTITUDE, place), 6)
        for place in examples.ATTITUDE_ITEM_REST
    }
    assert found == examples.ATTITUDE_ITEM_REST


def test_the_skewed_null_of_james_demaree_and_wolf_and_what_five_criteria_make_of_it():
    # Their slightly skewed null of five levels has the variance 1.34; four levels inherit it by equal parts.
    edges = np.array(within_group.FIVE_LEVELS)
    ranks = np.arange(5)
    variance = float(edges @ ranks**2 - (edges @ ranks) ** 2)
    assert round(variance, 2) == within_group.null_variance(5, "slight skew") == 1.34
    assert round(within_group.null_variance(4, "slight skew"), 4) == 0.8975
    # rWG .75 of one criterion becomes .94 over five that agree no better. Variance .5 against the uniform 2 is .75.
    once = np.array([[2, 3, 3, 4, 3]], float)
    assert [
        round(found.value or 0, 4)
        for found in (
            within_group.rwg(once, FIVE),
            within_group.rwg_j([once] * 5, FIVE),
            within_group.rwg_star([once] * 5, FIVE),
        )
    ] == [0.75, 0.9375, 0.75]


def test_the_average_deviation_keeps_to_a_sixth_of_the_levels():
    near = within_group.average_deviation(np.array([[3, 4, 3]], float), (1, 2, 3, 4))
    far = within_group.average_deviation(np.array([[1, 4, 2]], float), (1, 2, 3, 4))
    assert (shown(near)[0], near.band) == (0.444, "within the limit of 0.67")
    assert (shown(far)[0], far.band) == (1.111, "beyond the limit of 0.67")
