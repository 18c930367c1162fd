"""The optional `judging` block of a document: how its evidence is judged, where that departs from the default.

A document without the block, or with fewer settings, leaves the rest to the defaults of `evaluation.rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cairn.domain.catalog.document_spot import MISSING, Spot


@dataclass(frozen=True, slots=True)
class Number:
    """A setting that is a whole number within bounds; `about` begins with a capital and ends with a stop."""

    about: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Switch:
    """A setting that is on or off."""

    about: str


JUDGING: Final[dict[str, Number | Switch]] = {
    "launch": Number("How many first submissions two evaluators read, each blind to the other.", 0, 1000),
    "random_percent": Number("How many of a hundred later submissions a second evaluator reads.", 0, 100),
    "near_cut": Switch("Whether a second evaluator reads what one evaluator found close to the line."),
    "bare_passes": Number("With how many criteria just met a result counts as close to the line.", 1, 30),
    "double_from_attempt": Number("From which try on two evaluators read; 0 for never.", 0, 20),
    "levels_apart": Number("How many levels apart two evaluators' ratings are settled by a third.", 1, 4),
    "panel": Number("How many evaluators read each submission and vote; 0 for no panel.", 0, 9),
    "local_readers": Switch("Whether evaluators of the earner's own district may read where pay hangs on it."),
    "match_subject": Switch("Whether only evaluators of one of its subjects read it."),
    "match_grade": Switch("Whether only evaluators of one of its grade bands read it."),
    "lead_releases": Switch("Whether a lead evaluator releases every result before the earner hears of it."),
    "read_days": Number("How many business days an evaluator has for a reading.", 1, 60),
    "total_days": Number("Within how many business days the earner hears of the result.", 1, 120),
    "first_reminder": Number("After how many hundredths of her time an evaluator is reminded.", 1, 99),
    "second_reminder": Number("After how many hundredths she is reminded again.", 1, 99),
    "open_at_once": Number("How many readings an evaluator may hold at once.", 1, 1000),
    "weekly": Number("How many readings an evaluator may take within seven days.", 1, 10_000),
    "share_percent": Number("How many of a hundred readings one evaluator may do where others can.", 1, 100),
    "carry_months": Number("For how many months a criterion that is met stays met.", 1, 120),
    "appeal_days": Number("Within how many days an earner may appeal.", 1, 365),
    "appeal_readers": Number("How many fresh evaluators read an appeal.", 1, 5),
    "back_read_percent": Number("Of how many of a hundred readings a lead looks at the feedback.", 0, 100),
    "anchors": Number("How many anchors certify evaluators.", 1, 100),
    "anchor_raters": Number("How many experts rate each anchor.", 1, 20),
    "anchor_spread": Number("How far experts may differ on an anchor, in hundredths of a level.", 0, 400),
    "practice_anchors": Number("How many anchors an evaluator practices on.", 0, 50),
    "gate_anchors": Number("How many unseen anchors the certification test has.", 1, 100),
    "gate_exact_percent": Number("How many of a hundred criteria she must rate just as the experts.", 0, 100),
    "gate_awards_percent": Number("How many of a hundred results must be as the experts'.", 0, 100),
    "gate_wide_gaps": Number("How many ratings may be two levels or more from the experts'.", 0, 100),
    "gate_retries": Number("How often the test may be taken again on fresh anchors.", 0, 20),
    "probation": Number("How many of a new evaluator's readings a second evaluator reads too.", 0, 1000),
    "probation_seeds": Number("One in how many readings is an anchor while she is new; 0 for none.", 0, 1000),
    "seeds": Number("One in how many readings is an anchor later on; 0 for none.", 0, 1000),
    "valid_months": Number("For how many months a certification holds.", 1, 120),
    "idle_days": Number("After how many days without reading she is tested again.", 1, 3650),
}  # fmt: skip


def check_judging(judging: Spot) -> None:
    """Note what is wrong with the block; there need be none."""
    if judging.value is MISSING or not judging.has("the rules of judging", *JUDGING):
        return
    for name, setting in JUDGING.items():
        spot = judging.at(name)
        if spot.value is MISSING:
            continue
        if isinstance(setting, Number):
            spot.whole(f"“{name}”", least=setting.least, most=setting.most)
        else:
            spot.flag(f"“{name}”")
