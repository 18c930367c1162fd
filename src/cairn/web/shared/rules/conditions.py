"""What a decision asks for, as sentences below each other."""

from __future__ import annotations

from django.utils.translation import gettext

from cairn.engines.policy import Policy
from cairn.engines.policy.outcome import listed
from cairn.engines.policy.requirements import (
    AllOf,
    AnyOf,
    ApprovedBy,
    AtLeast,
    Bucket,
    Condition,
    Cover,
    Different,
    Every,
    Experience,
    Has,
    Points,
    Use,
)
from cairn.web.shared.rules.saying import Said, Sources, amount, head, many, meant, span, with_meant


def told(condition: Condition, policy: Policy, sources: Sources) -> Said:
    """A condition, with those below it."""
    match condition:
        case AllOf(parts):
            return _joint(gettext("All of these:"), "all", parts, policy, sources)
        case AnyOf(parts):
            return _joint(gettext("Any one of these is enough:"), "any", parts, policy, sources)
        case AtLeast(count, parts):
            text = gettext("At least %(n)d of these:") % {"n": count}
            return _joint(text, f"at_least_{count}", parts, policy, sources)
        case Cover():
            return _cover(condition, policy, sources)
    return Said(f"{_leaf(condition, policy)}.", sources.of(condition.source))


def _joint(text: str, joint: str, parts: tuple[Condition, ...], policy: Policy, sources: Sources) -> Said:
    if len(parts) == 1:
        return told(parts[0], policy, sources)
    return Said(text, joint=joint, parts=tuple(told(part, policy, sources) for part in parts))


def _leaf(leaf: Points | Experience | ApprovedBy | Has | Every | Different, policy: Policy) -> str:
    match leaf:
        case Points(least, _source, where):
            text = gettext("At least %(amount)s in counted records") % {"amount": amount(least, policy.unit)}
            return with_meant(text, where)
        case Experience(years, window, _source):
            text = gettext("At least %(years)s of experience") % {"years": amount(years, "year")}
            return f"{text} {span(window)}" if window else text
        case ApprovedBy():
            return _approval(leaf)
        case Has():
            return _has(leaf)
        case Every(record, named_in, _source, reviewed_by):
            text = gettext("Every %(record)s that the %(plan)s names is there") % {
                "record": record,
                "plan": named_in,
            }
            return _reviewed(text, reviewed_by)
        case Different(count, of, _source, among):
            return _different(count, of, among)
    raise TypeError(leaf)


def _approval(leaf: ApprovedBy) -> str:
    if leaf.judged:
        text = gettext("%(who)s decides; records alone cannot tell") % {"who": head(leaf.who)}
    else:
        text = gettext("Approved by %(who)s") % {"who": leaf.who}
    if leaf.document:
        text += gettext(", on paper as %(document)s") % {"document": leaf.document}
    if leaf.before_work:
        text += gettext(", before the work starts")
    if leaf.sets:
        text += gettext("; the approval sets the %(what)s") % {"what": leaf.sets}
    return text


def _has(leaf: Has) -> str:
    if leaf.least is not None:
        text = gettext("At least %(amount)s on record") % {"amount": amount(leaf.least, leaf.record)}
    elif leaf.many == 1:
        text = gettext("On record: %(record)s") % {"record": leaf.record}
    else:
        text = gettext("At least %(n)d %(record)s on record") % {
            "n": leaf.many,
            "record": many(leaf.record, leaf.many),
        }
    text = with_meant(text, leaf.where)
    if leaf.named_in:
        text += gettext(", named in the %(plan)s") % {"plan": leaf.named_in}
    if leaf.window:
        text += f", {span(leaf.window)}"
    return _reviewed(text, leaf.reviewed_by)


def _reviewed(text: str, reviewed_by: str) -> str:
    if not reviewed_by:
        return text
    return text + gettext(", each reviewed by %(who)s") % {"who": reviewed_by}


def _different(count: int, of: str, among: tuple[str, ...]) -> str:
    told = gettext("Counted records are from at least %(n)d different %(of)s")
    text = told % {"n": count, "of": many(of, 2)}
    return text + gettext(", out of %(list)s") % {"list": listed(list(among), "and")} if among else text


def _cover(cover: Cover, policy: Policy, sources: Sources) -> Said:
    text = gettext("Each of these minimums is reached:")
    if cover.for_each:
        text = gettext("For each %(what)s, each of these minimums is reached:") % {"what": cover.for_each}
    parts = tuple(
        Said(_bucket(bucket, policy), sources.of(bucket.source or cover.source)) for bucket in cover.buckets
    )
    return Said(text, sources.of(cover.source), note=used(cover.use), joint="all", parts=parts)


def _bucket(bucket: Bucket, policy: Policy) -> str:
    text = gettext("%(name)s: at least %(least)s") % {
        "name": head(bucket.name),
        "least": amount(bucket.least, policy.unit),
    }
    if where := meant(bucket.where):
        text += f", {where}"
    if bucket.same_as:
        text += gettext(", each in its own %(what)s") % {"what": bucket.same_as}
    if bucket.for_each:
        text += gettext(", for each %(what)s") % {"what": bucket.for_each}
    if bucket.across:
        text += gettext("; one record may serve for all of them")
    return f"{text}."


def used(use: Use) -> str:
    """How often a record may serve."""
    match use:
        case Use.WHOLE:
            return gettext("A record is used whole, in one place.")
        case Use.SPLIT:
            return gettext("A record may be split, and no part of it is used twice.")
    return gettext("A record may be used in more than one place.")
