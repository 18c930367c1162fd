"""Labels that stand beside an interval. Thresholds are conventions of their authors, not facts."""

from __future__ import annotations

from bisect import bisect_right

# From which value on which label holds; below the first threshold the first label does.
BANDS: dict[str, tuple[tuple[float, ...], tuple[str, ...], str]] = {
    "kappa": (
        (0.0, 0.2, 0.4, 0.6, 0.8),
        ("poor", "slight", "fair", "moderate", "substantial", "almost perfect"),
        "Landis & Koch 1977, Biometrics 33:159",
    ),
    "krippendorff": (
        (0.667, 0.8),
        ("not reliable", "tentative", "reliable"),
        "Krippendorff 2004, Content Analysis, 2nd ed., p. 241",
    ),
    "icc": (
        (0.5, 0.75, 0.9),
        ("poor", "moderate", "good", "excellent"),
        "Koo & Li 2016, J. Chiropractic Medicine 15:155",
    ),
    "within_group": (
        (0.31, 0.51, 0.71, 0.91),
        ("lack of agreement", "weak", "moderate", "strong", "very strong"),
        "LeBreton & Senter 2008, Organizational Research Methods 11:815, table 3",
    ),
    "internal": (
        (0.7, 0.9),
        ("too low for research", "enough for research", "enough for consequential decisions"),
        "Nunnally 1978, Psychometric Theory, 2nd ed., p. 245",
    ),
}


def band(kind: str, value: float) -> str:
    """The label of a value. KeyError for a kind that is not in `BANDS`."""
    thresholds, labels, _source = BANDS[kind]
    return labels[bisect_right(thresholds, value)]
