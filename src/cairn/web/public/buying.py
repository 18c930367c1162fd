"""What a badge would buy, as its page shows it: for her, and in a state or district that a reader chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from cairn.domain.people.models import Person
from cairn.domain.records.models import Goal, License
from cairn.engines.policy import Fact, Standing, number
from cairn.web.shared.rules.saying import amount
from cairn.workflows.buying import Bought, elsewhere, for_her, policies_to_choose
from cairn.workflows.rulebook import Rulebook

LOOKS = {
    Standing.COUNTED: ("ok", "circle-check"),
    Standing.PARTLY: ("ok", "circle-check"),
    Standing.UNSPENT: ("", "circle-minus"),
    Standing.PENDING: ("info", "clock"),
    Standing.PERSON: ("warn", "user-round-check"),
    Standing.REFUSED: ("", "circle-minus"),
}


@dataclass(frozen=True, slots=True)
class ShownPurchase:
    """One policy: what the badge brings there in a few words, why, and its sources."""

    title: str
    place: str
    kind: str
    icon: str
    headline: str
    why: str
    remedy: str
    change: str
    sources: tuple[str, ...]
    checked: date
    address: str


def mine(
    person: Person, held: Sequence[License | Goal], fact: Fact, rules: Rulebook, *, on: date
) -> list[ShownPurchase]:
    """Under what she holds and pursues; what brings something first."""
    found = for_her(person, held, rules, fact, on=on)
    return [_shown(one) for one in sorted(found, key=lambda one: not one.brings)]


def there(key: str, fact: Fact, rules: Rulebook, *, on: date) -> ShownPurchase | None:
    """Under a policy that was chosen from the list; None where it does not exist or says nothing of badges."""
    found = elsewhere(key, rules, fact, on=on) if key else None
    return _shown(found) if found else None


def choices(rules: Rulebook) -> list[tuple[str, str]]:
    """Policies to choose from: key and words."""
    return [(policy.key, f"{policy.by_name}: {policy.title}") for policy in policies_to_choose(rules)]


def _shown(one: Bought) -> ShownPurchase:
    policy, line = one.policy, one.line
    kind, icon = LOOKS[line.standing]
    place, _slash, name = policy.key.partition("/")
    return ShownPurchase(
        title=policy.title,
        place=policy.by_name,
        kind=kind,
        icon=icon,
        headline=_headline(one),
        why=_why(line.because),
        remedy=line.remedy,
        change=_change(one),
        sources=line.sources,
        checked=policy.checked,
        address=reverse("public:policy", args=[place, name]),
    )


def _headline(one: Bought) -> str:
    match one.line.standing:
        case Standing.COUNTED | Standing.PARTLY if one.line.points:
            return amount(one.line.points, one.policy.unit)
        case Standing.COUNTED:
            return gettext("It counts")
        case Standing.PENDING:
            return gettext("It can count, once something is added")
        case Standing.PERSON:
            return gettext("Recognized; a person says for how much")
        case Standing.UNSPENT:
            return gettext("You would not need it here")
    return gettext("It does not count here")


def _change(one: Bought) -> str:
    """Where she would be, such as “From 12 to 18 of 60 PDP”."""
    if one.before is None or not one.brings or one.after.total == one.before.total:
        return ""
    return gettext("From %(before)s to %(after)s") % {
        "before": number(one.before.total),
        "after": one.after.sentence,
    }


def _why(told: str) -> str:
    for start in ("Pending: ", "Not counted yet: ", "Not counted: ", "Not needed: "):
        told = told.removeprefix(start)
    told = told.rpartition(" Source: ")[0] or told
    return told[:1].upper() + told[1:]
