"""Data and figures of published examples for variance components, charts and fairness.

Brennan: Generalizability Theory (2001). His prints could not be seen; data and figures are as the tests of
GeneralizIT 0.1.2 (MIT; Smith, Kline and Kline 2025), a library, give them from the book. Montgomery: Introduction to
Statistical Quality Control (6th edition, 2009), table 9.1 and the tabular CUSUM of table 9.2, as given in the tests
of the library process_improve; the print could not be seen. Berkeley: Bickel, Hammel and O'Connell (1975), Science
187, 398-404, table by department as in R's UCBAdmissions; the figures are those of R 4.2.2,
`mantelhaen.test(UCBAdmissions)`.
"""

from __future__ import annotations

# Brennan's data set after Huynh (1977): 10 persons x 12 items.
ITEMS = """101000000000 111001000000 111110000000 110110010000 111110100000
           111011100000 111111100000 111101111100 111111111110 111111111111"""
ITEMS_PARTS = {"p": 0.0574, "i": 0.0754, "i p": 0.1269}
ITEMS_RELATIVE = {5: 0.693, 10: 0.819, 12: 0.844, 15: 0.871, 20: 0.901}
ITEMS_ABSOLUTE = {5: 0.586, 10: 0.740, 12: 0.773, 15: 0.810, 20: 0.850}

# Synthetic data set 3: 10 persons, 4 items on each of 2 occasions; set 2 takes the same as 8 items within each person.
OCCASIONS = {
    ("1", "1"): "2455442306",
    ("1", "2"): "6559346458",
    ("1", "3"): "7648546447",
    ("1", "4"): "5766675556",
    ("2", "1"): "2655462656",
    ("2", "2"): "5747547658",
    ("2", "3"): "5557677658",
    ("2", "4"): "5756485436",
}
OCCASIONS_PARTS = {
    "p": 0.5528,
    "i": 0.4417,
    "o": 0.0074,
    "i p": 0.5750,
    "o p": 0.1009,
    "i o": 0.1565,
    "i o p": 0.9352,
}
WITHIN_PARTS = {"p": 0.6108, "i p": 2.0250}

# Synthetic data set 4: 10 persons x (4 raters within each of 3 tasks).
TASKS = {
    "1": ("5937937594", "6345243894", "5735937584", "5733757783"),
    "2": ("5753737763", "3531735565", "4534365566", "5553737455"),
    "3": ("6765245355", "7753755287", "3513515111", "3265324111"),
}
TASKS_PARTS = {"p": 0.4731, "t": 0.3252, "r t": 0.6475, "p t": 0.5596, "p r t": 2.3802}

# Unbalanced p x (i:h): 8 persons, 2, 4 and 2 items within 3 categories.
UNBALANCED = {
    "1": ("42213130", "51433251"),
    "2": ("32456561", "33747682", "51655460", "44557474"),
    "3": ("54848577", "76759688"),
}
UNBALANCED_PARTS = {"p": 1.2014, "h": 2.9161, "h i": 0.2946, "h p": 0.9913, "h i p": 0.8429}

MONTGOMERY = (
    *(9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08),
    *(9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52),
)
MONTGOMERY_UPPER = [
    *(0, 0, 0, 1.16, 2.82, 2.50, 0.04, 1.00, 0, 0, 0, 0.97, 0.98, 0, 0),
    *(0, 0.12, 0, 0, 0.34, 0.74, 0, 1.79, 2.79, 2.89, 3.47, 3.35, 4.47, 5.28, 5.30),
]

# By department: men and women, admitted and rejected.
BERKELEY = [
    [[512, 313], [89, 19]],
    [[353, 207], [17, 8]],
    [[120, 205], [202, 391]],
    [[138, 279], [131, 244]],
    [[53, 138], [94, 299]],
    [[22, 351], [24, 317]],
]
BERKELEY_ODDS = (0.9046968, 0.7719074, 1.0603298)
BERKELEY_CHI_SQUARED, BERKELEY_P = 1.4269, 0.2323

# Made for this test: 36 submissions, each read by two or three of evaluators a to e on three criteria of five levels; a
# third reader scored disputed criteria only. The figures are those of lme4 1.1-31 (R 4.2.2, bobyqa):
# lmer(y ~ 1 + (1|s) + (1|e) + (1|c) + (1|s:c) + (1|s:e) + (1|e:c)).
SPARSE = """
a332 c343 e-52|d454 e432|b455 d343|d321 e452|a441 e451|b331 e441|a332 b443 d-42|a533 b433|a443 c443|a221 d121|a453 c454|
d331 e442|c322 d332 e-33|b243 d342|b552 c442|a342 e343|a443 c444|c342 e342|a351 b352 d-51|b455 c344|a333 b443|a111 d221|
a343 b554|a232 d233|a211 d211 e-11|b332 d231|a333 e342|d122 e211|c221 d121|c343 d331|b442 c544 d-53|b442 c332|a223 e332|
b343 c444|a253 e453|b342 d232"""
SPARSE_PARTS = {
    "submission": 0.4061,
    "evaluator": 0.0404,
    "criterion": 0.3781,
    "submission x criterion": 0.2544,
    "submission x evaluator": 0.1272,
    "evaluator x criterion": 0.0321,
    "residual": 0.2185,
}
