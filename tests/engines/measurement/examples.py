"""Data and results that others published. Each says its source, and whether the print itself or a program was read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cairn.engines.measurement.icc import Form

Floats = NDArray[np.float64]
NO = float("nan")


def square(cells: list[list[float]]) -> Floats:
    """Two evaluators' levels, one row a case, from a square of counts (rows: the first evaluator)."""
    rows = [
        (first + 1, second + 1)
        for first, line in enumerate(cells)
        for second, many in enumerate(line)
        for _ in range(round(many))
    ]
    return np.array(rows, dtype=float)


def tally(cells: list[list[int]]) -> Floats:
    """Units x raters from counts of units x levels; who gave which level is made up, and does not matter."""
    return np.array(
        [[level + 1 for level, many in enumerate(row) for _ in range(many)] for row in cells], float
    )


# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, the example of 12 units and 4 observers. The paper
# gives .743 (nominal), .815 (ordinal), .849 (interval) and .797 (ratio); the print was not at hand, and R's irr 0.84.1
# (kripp.alpha) was run on the data and gives the same.
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3],
        [NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO],
    ]
).T
KRIPPENDORFF_ALPHAS = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}

# Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed.: 12 subjects and 4 raters, who scored some of them
# (cac.raw4raters). Values of the Python package irrCAC (tests of its repository), not of the print.
GWET = np.array(
    [
        [1, 1, NO, 1],
        [2, 2, 3, 2],
        [3, 3, 3, 3],
        [3, 3, 3, 3],
        [2, 2, 2, 2],
        [1, 2, 3, 4],
        [4, 4, 4, 4],
        [1, 1, 2, 1],
        [2, 2, 2, 2],
        [NO, 5, 5, 5],
        [NO, NO, 1, 1],
        [NO, NO, 3, NO],
    ]
)
GWET_AC1, GWET_AC1_ERROR, GWET_AC1_INTERVAL = 0.77544, 0.14295, (0.46081, 1.0)
GWET_AC2, GWET_AC2_LOW = 0.91400, 0.68518
GWET_FLEISS, GWET_FLEISS_INTERVAL = 0.76117, (0.42438, 1.0)

# Shrout & Fleiss 1979, Psychological Bulletin 86:420, table 2: 6 targets, 4 judges. The paper gives .17, .29, .71,
# .44, .62, .91; intervals are those of R's psych 2.5.3 (ICC), whose source was run on the data.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float
)
SHROUT_FLEISS_ICCS = {
    "1": (0.166, -0.133, 0.723),
    "A,1": (0.290, 0.019, 0.761),
    "C,1": (0.715, 0.342, 0.946),
    "1,k": (0.443, -0.884, 0.912),
    "A,k": (0.620, 0.071, 0.927),
    "C,k": (0.909, 0.676, 0.986),
}

# The same with two scores missing (target 1 by judge 1, target 4 by judge 3): REML by lme4 1.1 in R 4.2.2,
# lmer(score ~ 1 + (1 | target) + (1 | judge)).
SHROUT_FLEISS_SPARSE = SHROUT_FLEISS.copy()
SHROUT_FLEISS_SPARSE[[0, 3], [0, 2]] = NO
SHROUT_FLEISS_REML: dict[Form, float] = {"A,1": 0.287650, "C,1": 0.703339}

# Fleiss 1971, Psychological Bulletin 76:378, table 1: 30 patients, 6 psychiatrists, 5 diagnoses; kappa .430. Counts
# from R's irr 0.84.1 (data set diagnoses), whose kappam.fleiss gives .4302.
FLEISS = tally(
    [
        [0, 0, 0, 6, 0],
        [0, 3, 0, 0, 3],
        [0, 1, 4, 0, 1],
        [0, 0, 0, 0, 6],
        [0, 3, 0, 3, 0],
        [2, 0, 4, 0, 0],
        [0, 0, 4, 0, 2],
        [2, 0, 3, 1, 0],
        [2, 0, 0, 4, 0],
        [0, 0, 0, 0, 6],
        [1, 0, 0, 5, 0],
        [1, 1, 0, 4, 0],
        [0, 3, 3, 0, 0],
        [1, 0, 0, 5, 0],
        [0, 2, 0, 3, 1],
        [0, 0, 5, 0, 1],
        [3, 0, 0, 1, 2],
        [5, 1, 0, 0, 0],
        [0, 2, 0, 4, 0],
        [1, 0, 2, 0, 3],
        [0, 0, 0, 0, 6],
        [0, 1, 0, 5, 0],
        [0, 2, 0, 1, 3],
        [2, 0, 0, 4, 0],
        [1, 0, 0, 4, 1],
        [0, 5, 0, 1, 0],
        [4, 0, 0, 0, 2],
        [0, 2, 0, 4, 0],
        [1, 0, 5, 0, 0],
        [0, 0, 0, 0, 6],
    ]
)
FLEISS_KAPPA = 0.430

# Cohen 1968, Psychological Bulletin 70:213: 200 cases, three diagnoses, disagreement weighted 1, 3 and 6. He reports
# .492 without weights and .348 with them (so quoted in the manual of R's psych).
COHEN = square([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
COHEN_WEIGHTS = 1 - np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]]) / 6
COHEN_KAPPA, COHEN_WEIGHTED = 0.492, 0.348

# Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72:323: 200 cases, weights of agreement. Kappa .429, weighted
# .507; data and weights are in the manual of R's psych. The print was not at hand; the variances are those of
# cohen.kappa of psych 2.5.3, whose source was run in R 4.2.2.
EVERITT = square([[106, 10, 4], [22, 28, 10], [2, 12, 6]])
EVERITT_WEIGHTS = np.array([[1.0, 0.0, 0.4444], [0.0, 1.0, 0.6667], [0.4444, 0.6667, 1.0]])
EVERITT_KAPPA, EVERITT_WEIGHTED = (0.429, 0.002885), (0.507, 0.003248)

# Feinstein & Cicchetti 1990, Journal of Clinical Epidemiology 43:543, as reprinted in Gerstman, Epidemiology Kept
# Simple, table 10.6 (read): two tables with 85 % agreement, and kappa .70 in one, .32 in the other. Gwet's AC1 of
# both from his formula by hand: (.85 - .4987)/(1 - .4987) and (.85 - .21875)/(1 - .21875).
PARADOX = (square([[40, 9], [6, 45]]), square([[80, 10], [5, 5]]))
PARADOX_KAPPAS, PARADOX_AC1S = (0.70, 0.32), (0.70, 0.81)

# Newcombe 1998, Statistics in Medicine 17:857, table I, method 3; the print was not at hand, and R 4.2.2
# (prop.test without correction) was run and gives the same four digits.
NEWCOMBE = {
    (81, 263): (0.2553, 0.3662),
    (15, 148): (0.0624, 0.1605),
    (0, 20): (0.0000, 0.1611),
    (1, 29): (0.0061, 0.1718),
}

# Alpha .85 of 7 criteria and 89 persons: the manual of R's statpsych (ci.cronbach, after Feldt 1965) prints .797 and
# .893, to three digits also R 4.2.2 with formulas 6 and 7 of Feldt, Woodruff & Salih 1987: .7970649 and .8931666.
FELDT = (0.85, 89, 7, (0.7970649, 0.8931666))

# Chatterjee & Price 1977, Regression Analysis by Example, chapter 3: R's data set `attitude`, 30 departments, 7
# questions. All results were computed with R 4.2.2: alpha and its interval by its formula and qf, omega from
# factanal(attitude, 1), item-rest correlations by cor.test.
ATTITUDE = np.array(
    [
        [43, 51, 30, 39, 61, 92, 45],
        [63, 64, 51, 54, 63, 73, 47],
        [71, 70, 68, 69, 76, 86, 48],
        [61, 63, 45, 47, 54, 84, 35],
        [81, 78, 56, 66, 71, 83, 47],
        [43, 55, 49, 44, 54, 49, 34],
        [58, 67, 42, 56, 66, 68, 35],
        [71, 75, 50, 55, 70, 66, 41],
        [72, 82, 72, 67, 71, 83, 31],
        [67, 61, 45, 47, 62, 80, 41],
        [64, 53, 53, 58, 58, 67, 34],
        [67, 60, 47, 39, 59, 74, 41],
        [69, 62, 57, 42, 55, 63, 25],
        [68, 83, 83, 45, 59, 77, 35],
        [77, 77, 54, 72, 79, 77, 46],
        [81, 90, 50, 72, 60, 54, 36],
        [74, 85, 64, 69, 79, 79, 63],
        [65, 60, 65, 75, 55, 80, 60],
        [65, 70, 46, 57, 75, 85, 46],
        [50, 58, 68, 54, 64, 78, 52],
        [50, 40, 33, 34, 43, 64, 33],
        [64, 61, 52, 62, 66, 80, 41],
        [53, 66, 52, 50, 63, 80, 37],
        [40, 37, 42, 58, 50, 57, 49],
        [63, 54, 42, 48, 66, 75, 33],
        [66, 77, 66, 63, 88, 76, 72],
        [78, 75, 58, 74, 80, 78, 49],
        [48, 57, 44, 45, 51, 83, 38],
        [85, 85, 71, 71, 77, 74, 55],
        [82, 82, 39, 59, 64, 78, 39],
    ],
    float,
)
ATTITUDE_ALPHA = (0.843143, 0.739376, 0.915773)
ATTITUDE_OMEGA = 0.856327
ATTITUDE_ITEM_REST = {0: (0.671262, 0.410192, 0.830651), 5: (0.265034, -0.105288, 0.570801)}
