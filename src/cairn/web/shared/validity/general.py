"""Sections on what would come out with other evaluators, and on the decisions that were made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from cairn.web.shared import plots
from cairn.web.shared.validity.people import LEAST
from cairn.web.shared.validity.section import Analysis, Section
from cairn.web.shared.validity.words import PARTS, POLICIES, has, told, why

ENOUGH = 0.7


def generalization(analysis: Analysis, *, detailed: bool) -> Section:
    """Where scores differ from, and how many evaluators would be enough, with their hours."""
    found, title = analysis["generalization"], gettext("Would other evaluators decide the same?")
    if analysis["tier"] in ("counts", "raw") or found["undefined"] or not found["shares"]:
        reason = why({"undefined": found["undefined"] or "too_few"})
        note = gettext("This takes 30 submissions read by two, and at least four evaluators.")
        return Section("generalization", title, reason, missing=True, note=note)
    finding = _dependable(found)
    drawn = [_variance_plot(found)]
    if found["contour"]:
        drawn.append(_contour_plot(found, finding))
    return Section("generalization", title, finding, tuple(drawn), lines=tuple(_advice(found)))


def _dependable(found: Mapping[str, Any]) -> str:
    rows = {each["evaluators"]: each["phi"] for each in found["advice"]}
    enough = [n for n, phi in sorted(rows.items()) if has(phi) and phi["value"] >= ENOUGH]
    if not enough:
        return gettext("Not even five evaluators would make these scores dependable. The rubric needs work.")
    said = ngettext(
        "One evaluator is enough for scores that hold (Phi of 0.70).",
        "It takes %(n)d evaluators for scores that hold (Phi of 0.70).",
        enough[0],
    )
    return said % {"n": enough[0]}


def _advice(found: Mapping[str, Any]) -> list[str]:
    """The advisor: what each number of evaluators brings, with its hours."""
    lines = []
    for each in found["advice"]:
        if not has(each["phi"]):
            continue
        said = ngettext(
            "With %(n)d evaluator on each submission: Phi %(phi)s",
            "With %(n)d evaluators on each submission: Phi %(phi)s",
            each["evaluators"],
        ) % {"n": each["evaluators"], "phi": told(each["phi"])}
        if each["hours"] is not None:
            said += gettext(", and about %(hours)s hours of reading for 100 submissions") % {
                "hours": f"{each['hours']:,.0f}"
            }
        lines.append(f"{said}.")
    return lines


def _variance_plot(found: Mapping[str, Any]) -> SafeString:
    shares = [
        plots.Share(
            str(PARTS.get(each["key"], each["key"])),
            each["share"],
            each["component"],
            each["key"] == "submission",
        )
        for each in found["shares"]
    ]
    own = next((each.share for each in shares if each.wanted), 0)
    finding = gettext("%(share)s of all differences between scores are differences between the work itself.")
    return plots.variance(gettext("Where scores differ from"), finding % {"share": f"{own:.0%}"}, shares)


def _contour_plot(found: Mapping[str, Any], finding: str) -> SafeString:
    cells = {(evaluators, criteria): phi for evaluators, criteria, phi in found["contour"] if phi is not None}
    return plots.contour(gettext("How dependable scores are (Phi)"), finding, cells, now=tuple(found["now"]))


def decision(analysis: Analysis, *, detailed: bool) -> Section:
    """How often two evaluators would come to the same award, and what more readings would change."""
    found, title = analysis["decision"], gettext("How sure is the decision?")
    same = found["consistency"]
    if analysis["tier"] == "counts" or same["value"] is None:
        return Section("decision", title, gettext("It is too early to say."), missing=True, note=why(same))
    finding = gettext("Two evaluators, each alone, would decide alike for %(share)s of people.")
    finding %= {"share": f"{same['value']:.0%}"}
    wide = analysis["tier"] != "raw"
    drawn = [_policies_plot(found["policies"])] if found["policies"] and wide else []
    if found.get("calibration"):
        drawn.append(_calibration_plot(found["calibration"]))
    facts = [
        (gettext("Same award by two evaluators"), told(same, percent=True)),
        (gettext("Settled by a third evaluator"), _of(found["adjudicated"])),
        (gettext("Appealed"), _of(found["appealed"])),
        (gettext("Changed on appeal"), _of(found["reversed"], least=0 if detailed else LEAST)),
    ]
    if analysis["tier"] != "raw":
        facts.insert(1, (gettext("Beyond chance (kappa)"), told(found["kappa"])))
    return Section("decision", title, finding, tuple(drawn), tuple(facts))


def _of(pair: list[int], *, least: int = 0) -> str:
    if not pair[1]:
        return gettext("nobody yet")
    if pair[1] < least:
        return gettext("too few to say")
    return gettext("%(k)d of %(n)d") % {"k": pair[0], "n": pair[1]}


def _policies_plot(policies: list[Mapping[str, Any]]) -> SafeString:
    points = [
        plots.Policy(str(POLICIES.get(each["key"], each["key"])), each["reads"], each["error"], each["now"])
        for each in policies
    ]
    now = next((each for each in points if each.now), points[0])
    finding = gettext("By a model of these evaluators, %(share)s of decisions are wrong as it is done now.")
    finding %= {"share": f"{now.error:.0%}"}
    return plots.policies(gettext("What more readings buy"), finding, points)


def _calibration_plot(bins: list[list[float]]) -> SafeString:
    drawn = [plots.Bin(low, observed, int(n)) for low, observed, n in bins]
    finding = gettext("On the dashed line, what was predicted is what came.")
    return plots.calibration(gettext("Predicted and real awards"), finding, drawn)
