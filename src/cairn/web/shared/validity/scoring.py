"""Sections on what evaluators gave: how well they agree, and how the criteria work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from cairn.web.shared import plots
from cairn.web.shared.validity.people import without_few
from cairn.web.shared.validity.section import Analysis, Section
from cairn.web.shared.validity.words import FLAGS, REASONS, Figure, told, why

RELIABLE, TENTATIVE = 0.8, 0.667


def scoring(analysis: Analysis, *, detailed: bool) -> Section:
    """How well evaluators agree: the forest plot by criterion, and for issuers who differs from whom."""
    found = analysis["scoring"]
    whole, tier = found["whole"], analysis["tier"]
    title = gettext("Do evaluators agree?")
    if tier == "counts":
        count = analysis["counts"]["double_read"]
        note = ngettext(
            "So far, two evaluators read %(count)d first attempt blind. It takes 10.",
            "So far, two evaluators read %(count)d first attempts blind. It takes 10.",
            count,
        )
        said = gettext("It is too early to say.")
        return Section("scoring", title, said, missing=True, note=note % {"count": count})
    drawn: list[SafeString] = []
    if tier == "raw":
        finding = _raw_finding(whole["exact"])
        drawn.append(_agreement_plot(found))
    else:
        finding = _finding(found)
        drawn.append(_alpha_plot(found, finding))
    if detailed and found["readers"]["names"]:
        drawn.append(_readers_plot(found["readers"]))
    facts = [
        (gettext("Same level given"), told(whole["exact"], percent=True)),
        (gettext("Same award"), told(whole["met"], percent=True)),
    ]
    if tier != "raw":
        facts += [
            (gettext("Krippendorff’s alpha"), told(whole["alpha"])),
            (gettext("Weighted kappa (quadratic)"), told(whole["kappa"])),
            (gettext("Gwet’s AC2"), told(whole["ac2"])),
        ]
    return Section(
        "scoring",
        title,
        finding,
        tuple(drawn),
        tuple(facts),
        _excluded(analysis, detailed),
        note=_pairs(analysis),
    )


def _raw_finding(figure: Figure) -> str:
    if figure["value"] is None:
        return why(figure)
    said = gettext(
        "Two evaluators gave the same level %(share)s of the time. More than that cannot be said yet."
    )
    return said % {"share": f"{figure['value']:.0%}"}


def _finding(found: Mapping[str, Any]) -> str:
    alpha = found["whole"]["alpha"]
    if alpha["value"] is None:
        return why(alpha)
    rows = [each for each in found["criteria"] if each["alpha"]["value"] is not None]
    weakest = min(rows, key=lambda each: each["alpha"]["value"], default=None)
    if alpha["value"] >= RELIABLE:
        said = gettext("Evaluators agree well.")
    elif alpha["value"] >= TENTATIVE:
        said = gettext("Evaluators agree well enough to go on, and not yet well.")
    else:
        said = gettext("Evaluators do not agree well enough yet.")
    if weakest and weakest["alpha"]["value"] < TENTATIVE:
        said += " " + gettext("They differ most on “%(title)s”.") % {"title": weakest["title"]}
    return said


def _mark(name: str, figure: Figure, *, whole: bool = False) -> plots.Mark:
    return plots.Mark(
        name,
        figure["value"],
        figure["low"],
        figure["high"],
        figure["n"],
        figure["band"],
        why(figure) if figure["value"] is None else "",
        whole,
    )


def _alpha_plot(found: Mapping[str, Any], finding: str) -> SafeString:
    marks = [_mark(gettext("All criteria"), found["whole"]["alpha"], whole=True)]
    marks += [_mark(each["title"], each["alpha"]) for each in found["criteria"]]
    bands = [
        (0.0, gettext("not reliable")),
        (TENTATIVE, gettext("tentative")),
        (RELIABLE, gettext("reliable")),
    ]
    return plots.forest(
        gettext("Agreement beyond chance (alpha)"), finding, marks, measure=gettext("Alpha"), bands=bands
    )


def _agreement_plot(found: Mapping[str, Any]) -> SafeString:
    marks = [_mark(gettext("All criteria"), found["whole"]["exact"], whole=True)]
    marks += [_mark(each["title"], each["exact"]) for each in found["criteria"]]
    finding = gettext("The lines show how far off these shares may be with so few submissions.")
    return plots.forest(
        gettext("How often two evaluators agree"),
        finding,
        marks,
        measure=gettext("Same level"),
        bands=[(0.0, "")],
    )


def _readers_plot(readers: Mapping[str, Any]) -> SafeString:
    cells = [[plots.Cell(*each) if each else None for each in row] for row in readers["cells"]]
    known = [
        (cell.value, readers["names"][row], readers["names"][column])
        for row, line in enumerate(cells)
        for column, cell in enumerate(line)
        if cell and cell.value is not None and cell.n >= 3
    ]
    finding = gettext("No two evaluators have shared three submissions yet.")
    if known:
        value, one, other = min(known)
        finding = gettext("%(one)s and %(other)s agree least often: %(share)s of the time.") % {
            "one": one,
            "other": other,
            "share": f"{value:.0%}",
        }
    names = [gettext("Evaluator %(name)s") % {"name": name} for name in readers["names"]]
    return plots.readers(gettext("Who agrees with whom"), finding, names, cells)


def _pairs(analysis: Analysis) -> str:
    count = analysis["counts"]["double_read"]
    said = ngettext(
        "These figures rest on %(count)d first attempt that two evaluators read blind, chosen by rule or by lot.",
        "These figures rest on %(count)d first attempts that two evaluators read blind, chosen by rule or by lot.",
        count,
    )
    return said % {"count": count}


def _excluded(analysis: Analysis, detailed: bool) -> tuple[str, ...]:
    """What was left out and why, so that nobody has to wonder; for everybody without what is rare."""
    excluded = analysis["counts"]["excluded"]
    return tuple(
        gettext("Left out: %(count)d %(what)s.") % {"count": count, "what": REASONS.get(reason, reason)}
        for reason, count in (excluded if detailed else without_few(excluded)).items()
    )


def criteria(analysis: Analysis, *, detailed: bool) -> Section:
    """How hard each criterion is and whether it goes with the others."""
    found, title = analysis["criteria"], gettext("Do the criteria work?")
    items = found["items"]
    if analysis["tier"] != "full" or not any(each["met"] is not None for each in items):
        said = gettext("It takes 50 first attempts to say how single criteria work.")
        return Section("criteria", title, said, missing=True)
    flagged = [each for each in items if each["flags"]]
    finding = gettext("Every criterion tells people apart, and none is too easy or too hard.")
    if flagged:
        finding = ngettext(
            "%(n)d criterion needs a second look.", "%(n)d criteria need a second look.", len(flagged)
        )
        finding %= {"n": len(flagged)}
    drawn = [
        plots.criteria(
            gettext("Difficulty and fit of criteria"),
            finding,
            [
                plots.Item(each["title"], each["met"], each["discrimination"]["value"], bool(each["flags"]))
                for each in items
                if each["met"] is not None
            ],
        )
    ]
    if detailed:
        drawn += [_levels_plot(analysis), _matrix_plot(found)]
    lines = tuple(
        gettext("“%(title)s”: %(what)s.")
        % {"title": each["title"], "what": ", ".join(str(FLAGS.get(flag, flag)) for flag in each["flags"])}
        for each in flagged
    )
    return Section("criteria", title, finding, tuple(drawn), lines=lines)


def _levels_plot(analysis: Analysis) -> SafeString:
    rows = [(each["title"], each["distribution"]) for each in analysis["criteria"]["items"]]
    finding = gettext("Each bar shows how often evaluators gave each level.")
    return plots.distributions(gettext("Levels given"), finding, analysis["counts"]["levels"], rows)


def _matrix_plot(found: Mapping[str, Any]) -> SafeString:
    names = [each["title"] for each in found["items"]]
    cells = [[plots.Cell(*each) if each else None for each in row] for row in found["matrix"]]
    high = [
        (cell.value, names[row], names[column])
        for row, line in enumerate(cells)
        for column, cell in enumerate(line)
        if cell and cell.value is not None and row != column
    ]
    finding = gettext("On the diagonal stands how each criterion goes with all others.")
    if high and (top := max(high))[0] >= 0.9:
        finding = gettext("“%(one)s” and “%(other)s” may ask for the same thing twice.") % {
            "one": top[1],
            "other": top[2],
        }
    return plots.matrix(gettext("How criteria go together"), finding, names, cells)
