"""One policy as a page: every part of it in sentences, each with its sources and its doubts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from cairn.engines.policy import Policy
from cairn.engines.policy.outcome import listed, spoken
from cairn.engines.policy.rules import Pay, PricedOn
from cairn.web.shared.rules.conditions import told, used
from cairn.web.shared.rules.counting import Row, row
from cairn.web.shared.rules.saying import (
    DAYS,
    Cite,
    Said,
    Sources,
    amount,
    dollars,
    head,
    since,
    span,
    with_meant,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that the policy decides, and what it asks for."""

    name: str
    title: str
    asks: Said


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees of a policy, in the order of the page."""

    policy: Policy
    in_force: Said
    chosen_by: str
    decisions: tuple[Decision, ...]
    counts: tuple[Row, ...]
    rules: tuple[Said, ...]
    money: tuple[Said, ...]
    costs: tuple[Said, ...]
    extends: str
    sources: tuple[Cite, ...]

    @property
    def unsure(self) -> bool:
        """Whether anything on the page is not confirmed."""
        return bool(self.in_force.doubt) or any(worth.doubt for line in self.counts for worth in line.worths)


def page_of(policy: Policy) -> Page:
    """The page of a version."""
    sources = Sources(policy)
    return Page(
        policy=policy,
        in_force=_in_force(policy),
        chosen_by=_chosen_by(policy),
        decisions=tuple(
            Decision(name, head(name.replace("_", " ")), told(asked, policy, sources))
            for name, asked in policy.decisions.items()
        ),
        counts=tuple(row(line, policy, sources) for line in policy.counts),
        rules=tuple(_rules(policy, sources)),
        money=tuple(_pay(pay, sources) for pay in policy.pays) + tuple(_budget(policy)),
        costs=tuple(_pay(cost, sources) for cost in policy.costs),
        extends=policy.extends.partition("@")[0],
        sources=tuple(sources.all.values()),
    )


def _in_force(policy: Policy) -> Said:
    version = policy.version
    told = {"n": version.number, "start": since(version.start)}
    if not version.start.known:
        text = gettext("It is not known since when version %(n)d holds.") % told
        if version.until:
            text += " " + gettext("Its last day is %(end)s.") % {"end": spoken(version.until)}
    elif version.until:
        text = gettext("Version %(n)d holds from %(start)s to %(end)s.") % {
            **told,
            "end": spoken(version.until),
        }
    else:
        text = gettext("Version %(n)d holds from %(start)s on.") % told
    return Said(text, doubt=version.start.doubt)


def _chosen_by(policy: Policy) -> str:
    version = policy.version
    text = gettext("Which version answers is chosen by %(day)s.") % {
        "day": DAYS.get(version.chosen_by, version.chosen_by)
    }
    if version.opt_in:
        text += " " + gettext("Who falls under an earlier one may choose this one.")
    return text


def _rules(policy: Policy, sources: Sources) -> Iterator[Said]:
    """What holds for all that counts: window, worth, use, caps, what is carried over."""
    if policy.window:
        text = gettext("Counted is what was earned %(when)s, first and last day included.")
        yield Said(text % {"when": span(policy.window)}, about=gettext("When"))
    if any(len(dated) > 1 for dated in policy.values.values()):
        yield Said(_priced(policy.priced_on), about=gettext("Changing worth"))
    if policy.counts:
        yield Said(used(policy.use), about=gettext("Use"))
    if policy.ledger:
        text = gettext("What a final decision uses is spent for everything that draws on “%(ledger)s”.")
        yield Said(text % {"ledger": policy.ledger}, about=gettext("Spending"))
    for cap in policy.caps:
        text = gettext("%(name)s: at most %(most)s") % {
            "name": head(cap.name),
            "most": amount(cap.most, policy.unit),
        }
        of = gettext("of %(records)s") % {"records": listed(list(cap.records), "and")}
        yield Said(
            f"{with_meant(f'{text} {of}', cap.where)}.", sources.of(cap.source), gettext("Cap: %s") % cap.name
        )
    if policy.carry:
        yield _carry(policy, sources)
    yield from _local(policy)


def _priced(on: PricedOn) -> str:
    if on is PricedOn.EARNED:
        return gettext("A record keeps the worth it had on the day it was earned.")
    return gettext("A record has the worth of the day on which it is decided.")


def _carry(policy: Policy, sources: Sources) -> Said:
    carry = policy.carry
    assert carry is not None  # noqa: S101 - asked for by `_rules` alone
    text = gettext("What is left over goes into the next period: at most %(most)s") % {
        "most": amount(carry.most, policy.unit)
    }
    if carry.last_years:
        text += gettext(", earned in its last %(years)s") % {"years": f"{carry.last_years} years"}
    if carry.since:
        text += gettext(", and not before %(day)s") % {"day": spoken(carry.since)}
    return Said(f"{text}.", sources.of(carry.source), gettext("What is left over"))


def _local(policy: Policy) -> Iterator[Said]:
    granted = [one for one in policy.local_may if one != "none"]
    if granted:
        text = gettext("A district may %(what)s, besides adding conditions and raising minimums.")
        yield Said(text % {"what": listed(granted, "and")}, about=gettext("Districts"))
    elif policy.local_may:
        text = gettext("A district may add conditions and raise minimums, and nothing else.")
        yield Said(text, about=gettext("Districts"))


def _pay(pay: Pay, sources: Sources) -> Said:
    return Said(
        ", ".join(part for part in (_sum(pay).rstrip(","), _when(pay)) if part) + ".",
        sources.of(pay.source),
        head(pay.trigger.replace("_", " ")),
    )


def _sum(pay: Pay) -> str:
    if pay.amount is not None:
        told = dollars(pay.amount)
    elif pay.low is not None and pay.high is not None:
        told = gettext("A sum that a person sets, from %(low)s to %(high)s,") % {
            "low": dollars(pay.low),
            "high": dollars(pay.high),
        }
    else:
        told = gettext("A sum that a person sets")
    trigger = pay.trigger.replace("_", " ")
    return gettext("%(sum)s for %(what)s") % {"sum": told, "what": with_meant(trigger, pay.where)}


def _when(pay: Pay) -> str:
    found = []
    if pay.every:
        found.append(gettext("every %(period)s") % {"period": pay.every})
    if pay.during_role:
        found.append(gettext("while serving as %(role)s") % {"role": pay.during_role})
    if pay.adds_to:
        found.append(gettext("added to the %(what)s") % {"what": pay.adds_to})
    if pay.most_per_year is not None:
        found.append(gettext("at most %(sum)s a year") % {"sum": dollars(pay.most_per_year)})
    return ", ".join(found)


def _budget(policy: Policy) -> Iterator[Said]:
    if policy.budget is None:
        return
    ceiling = policy.budget.ceiling
    if ceiling is None:
        text = gettext("What all payments of a year may come to is not stated.")
    else:
        text = gettext("All payments of a year come to at most %(sum)s.") % {"sum": dollars(ceiling)}
    if policy.budget.if_exceeded:
        text += " " + gettext("If they would be more: %(what)s.") % {"what": policy.budget.if_exceeded}
    yield Said(text, about=gettext("Budget"))
