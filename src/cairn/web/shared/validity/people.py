"""Sections on people: evaluators under pseudonyms, groups of earners, and what judging meant to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from cairn.web.shared import plots
from cairn.web.shared.drawing import number
from cairn.web.shared.validity.section import Analysis, Section
from cairn.web.shared.validity.words import told, why

LEAST = 10
"""Nobody can be picked out of a group of so many."""


def without_few(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by kind, of which those below `LEAST` are summed as "other"."""
    few = sum(count for count in counts.values() if count < LEAST)
    many = {kind: count for kind, count in counts.items() if count >= LEAST}
    return many | ({"other": few} if few else {})


def evaluators(analysis: Analysis, *, detailed: bool) -> Section:
    """For everybody how many there are and whether any drifted; for issuers each, under a letter."""
    found, counts = analysis["evaluators"], analysis["counts"]
    title = gettext("Are the evaluators steady?")
    finding = _steady(found)
    facts = (
        (gettext("Evaluators"), str(counts["evaluators"])),
        (gettext("Calibrated"), _calibrated(counts)),
    )
    if not detailed:
        note = gettext("Evaluators are never named, and their own figures are shown to their leads alone.")
        return Section("evaluators", title, finding, facts=facts, note=note, missing=not found["strips"])
    drawn: list[SafeString] = []
    if found["wright"]:
        drawn.append(_wright_plot(found["wright"], analysis))
    if found["strips"]:
        drawn.append(_strips_plot(found["strips"], finding))
    note = "" if found["wright"] else why({"undefined": found["undefined"] or "too_few"})
    lines = tuple(_apart(name, gap) for name, gap in found.get("apart", ()))
    return Section("evaluators", title, finding, tuple(drawn), facts, lines, note=note, missing=not drawn)


def _apart(name: str, gap: float) -> str:
    said = gettext(
        "Evaluator %(name)s gives lower levels than others for the same work: by %(gap)s of a level on average."
    )
    if gap > 0:
        said = gettext(
            "Evaluator %(name)s gives higher levels than others for the same work: by %(gap)s of a level on average."
        )
    return said % {"name": name, "gap": number(abs(gap))}


def _steady(found: Mapping[str, Any]) -> str:
    strips = found["strips"]
    if not strips:
        return gettext("No evaluator has been watched on 10 readings yet, so drift cannot be seen.")
    away = [each for each in strips if each["signal"] is not None]
    if not away:
        return gettext("No evaluator has drifted.")
    if sure := sum(each.get("sure", True) for each in away):
        said = ngettext("%(n)d evaluator has drifted.", "%(n)d evaluators have drifted.", sure)
        return said % {"n": sure}
    said = ngettext(
        "%(n)d evaluator may have drifted, which may be chance.",
        "%(n)d evaluators may have drifted, which may be chance.",
        len(away),
    )
    return said % {"n": len(away)}


def _calibrated(counts: Mapping[str, Any]) -> str:
    known, every = counts["calibrated"], counts["evaluators"]
    if known == every and every:
        return gettext("all of them")
    if not known:
        return gettext("none yet, so this report never says “Supported”")
    return gettext("%(k)d of %(n)d, so this report does not say “Supported”") % {"k": known, "n": every}


def _wright_plot(found: Mapping[str, Any], analysis: Analysis) -> SafeString:
    titles = {each["key"]: each["title"] for each in analysis["scoring"]["criteria"]}
    people = [plots.Placed(name, logit, error, infit) for name, logit, error, infit in found["evaluators"]]
    wide = [each.name for each in people if each.infit is not None and not 0.5 <= each.infit <= 1.5]
    spread = max((each.logit for each in people), default=0) - min((each.logit for each in people), default=0)
    finding = gettext("From the most lenient to the strictest evaluator it is %(n).1f logits.") % {
        "n": spread
    }
    if wide:
        finding += " " + gettext("Hard to predict: %(names)s.") % {"names": ", ".join(wide)}
    return plots.wright(
        gettext("One ruler for all (Wright map)"),
        finding,
        submissions=found["submissions"],
        criteria=[
            plots.Placed(titles.get(key, key), logit, error) for key, logit, error in found["criteria"]
        ],
        evaluators=people,
    )


def _strips_plot(strips: list[Mapping[str, Any]], finding: str) -> SafeString:
    drawn = [
        plots.Strip(
            gettext("Evaluator %(name)s") % {"name": each["name"]},
            each["upper"],
            each["lower"],
            each["signal"],
        )
        for each in strips
    ]
    return plots.cusum(gettext("Drift, reading by reading (CUSUM)"), finding, drawn)


def fairness(analysis: Analysis, *, detailed: bool) -> Section:
    """Differences between groups of equal quality; silent below 100 people in each."""
    found, title = analysis["fairness"], gettext("Is it fair to every group?")
    marks = [each for each in found["marks"] if min(each["groups"]) >= LEAST]
    if not any(each["delta"]["value"] is not None for each in marks):
        note = gettext(
            "That is not the same as “no bias”. Fairness takes 100 people in each group; a report with"
            " fewer would miss most real differences."
        )
        if not found["groups"]:
            note += " " + gettext("Cairn does not ask earners which groups they belong to.")
        return Section("fairness", title, gettext("Insufficient data."), missing=True, note=note)
    large = [_harder(each, analysis) for each in marks if each["band"] == "C"]
    finding = gettext("At equal quality, no criterion is much harder for one group.")
    if large:
        finding = gettext("At equal quality, much harder for one group: %(names)s.") % {
            "names": ", ".join(large)
        }
    drawn = plots.differences(
        gettext("Differences between groups"),
        finding,
        [
            plots.Mark(
                each["title"],
                each["delta"]["value"],
                each["delta"]["low"],
                each["delta"]["high"],
                sum(each["groups"]),
                each["band"],
                why(each["delta"]) if each["delta"]["value"] is None else "",
            )
            for each in marks
        ],
    )
    note = ""
    if found.get("power") is not None:
        note = gettext("A moderate difference would have been found with a chance of %(power)s.") % {
            "power": f"{found['power']:.0%}"
        }
    return Section("fairness", title, finding, (drawn,), note=note)


def _harder(mark: Mapping[str, Any], analysis: Analysis) -> str:
    """The criterion with the group for which it is harder, whichever of the two was held against the other."""
    if "harder_for" not in mark:
        return str(mark["title"])
    titles = {each["key"]: each["title"] for each in analysis["scoring"]["criteria"]}
    return f"{titles.get(mark['key'], mark['key'])} ({mark['harder_for']})"


def granularity(analysis: Analysis, *, detailed: bool) -> Section:
    """Whether the micro-credential is cut to the right size."""
    found, title = analysis["granularity"], gettext("Is it the right size?")
    if not found.get("verdict"):
        note = gettext(
            "It takes 100 people who tried this one and another, and reports of both that tell how much readers differ."
        )
        return Section("granularity", title, gettext("Not enough yet."), missing=True, note=note)
    said = {
        "merge": gettext("It overlaps so much with another that the two could be one."),
        "split": gettext("It asks for things that go apart: it could be two."),
        "keep": gettext("It is about the right size."),
    }
    lines = tuple(_beside(each) for each in found.get("pairs", ()) if each["verdict"])
    return Section("granularity", title, said.get(found["verdict"], found["verdict"]), lines=lines)


def _beside(pair: Mapping[str, Any]) -> str:
    """What is known of it next to one other micro-credential."""
    said = gettext(
        "Next to “%(title)s”, by the %(n)d people who tried both: %(unity)s of what lasts in a person is common to"
        " both, and %(breadth)s shows in single criteria alone."
    )
    return said % {
        "title": pair["title"],
        "n": pair["people"],
        "unity": told(pair["unity"], percent=True),
        "breadth": told(pair["breadth"], percent=True),
    }


def consequences(analysis: Analysis, *, detailed: bool) -> Section:
    """What judging meant to earners: how long they waited, and how many made it at their first try."""
    found, title = analysis["consequences"], gettext("What does it mean for earners?")
    if found["days"] is None:
        return Section("consequences", title, gettext("Nobody has had a result yet."), missing=True)
    if not detailed and analysis["first_attempts"] < LEAST:
        return Section("consequences", title, gettext("It is too early to say."), missing=True)
    finding = ngettext(
        "Half of all earners have their result within %(days)d day.",
        "Half of all earners have their result within %(days)d days.",
        found["days"],
    ) % {"days": found["days"]}
    facts = [
        (gettext("First attempts with a result"), str(analysis["first_attempts"])),
        (gettext("Nine of ten had it within"), gettext("%(n)d days") % {"n": found["days_90"]}),
        (
            gettext("In time (%(n)d business days)") % {"n": found["promised"]},
            _share(found["in_time"]),
        ),
    ]
    if analysis["first_attempts"] >= LEAST:
        facts.append((gettext("Met at the first try"), told(found["first_try"], percent=True)))
        facts.append((gettext("Tries, on average, until it was met"), found["tries"] or "–"))
    return Section("consequences", title, finding, facts=tuple(facts))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"
