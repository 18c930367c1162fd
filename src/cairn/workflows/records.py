"""People's records as policies read them: badges, what they entered, licenses, plans, approvals and exceptions.

Everything is read for many people at once; one person is many of one, so that both are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from cairn.domain.approvals.queries import (
    NOTHING_APPROVED,
    Approved,
    approvals_of_each,
    roles_of_each,
    waivers_of_each,
)
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.queries import paid_of_each, spent_of_each
from cairn.domain.records.access import Sight, sights
from cairn.domain.records.models import Goal, License, OtherRecord
from cairn.domain.records.queries import entered_by_each, held_by_each
from cairn.engines.policy import Record
from cairn.workflows.award_facts import Badges, awards_of
from cairn.workflows.badge_facts import BADGE as BADGE
from cairn.workflows.entered_facts import OF_AWARD as OF_AWARD
from cairn.workflows.entered_facts import entered, outside
from cairn.workflows.foreign_facts import foreign_facts
from cairn.workflows.judged_facts import judged_now
from cairn.workflows.known import Known as Known
from cairn.workflows.panel_facts import NO_VOTES, PLAN, Voted, voted_for

EVERYTHING = frozenset({"list", "evidence", "ledger", "paid", "waiting", "start", "role", "panel"})
AT_ONCE = 2_000
"""So many people are read together; a database bounds how many one question may name."""

T = TypeVar("T")


def record_of(
    person: Person, *, on: date, seen_by: Organization | None = None, key: str = "", decision: str = ""
) -> Record:
    """What a policy (`key`) may look at, as the organization sees it."""
    return known_of(person, on=on, seen_by=seen_by).under(key, decision)


def records_of(
    people: Iterable[Person],
    *,
    on: date,
    seen_by: Organization | None,
    key: str,
    decision: str,
    needs: frozenset[str] = EVERYTHING,
) -> dict[int, Record]:
    """The same for many people, by their keys in the order given; `needs` as `all_known` has them."""
    found = all_known(people, on=on, seen_by=seen_by, needs=needs)
    return {person: known.under(key, decision) for person, known in found.items()}


def known_of(
    person: Person,
    *,
    on: date,
    seen_by: Organization | None = None,
    approved_by: Organization | None = None,
    held: Sequence[License | Goal] | None = None,
    needs: frozenset[str] = EVERYTHING,
) -> Known:
    """Everything known of a person on a day; `held` are her licenses and goals where they are read already."""
    given = None if held is None else {person.pk: held}
    found = all_known([person], on=on, seen_by=seen_by, approved_by=approved_by, held=given, needs=needs)
    return found[person.pk]


def all_known(
    people: Iterable[Person],
    *,
    on: date,
    seen_by: Organization | None = None,
    approved_by: Organization | None = None,
    held: Mapping[int, Sequence[License | Goal]] | None = None,
    needs: frozenset[str] = EVERYTHING,
) -> dict[int, Known]:
    """Everything known of people on a day, by their keys; `seen_by` keeps it to what that organization may see.

    With `approved_by` its own approvals count alone, and of what somebody states of a badge what it approved. Work that
    is being judged is among it for herself alone, as pending. Of what rules seldom look at, that is read which `needs`
    names. The number of questions is the same for one person and for `AT_ONCE`.
    """
    found: dict[int, Known] = {}
    for some in _some(people):
        found |= _Reading(some, on, seen_by, approved_by, held, needs).known()
    return found


def _some(people: Iterable[Person]) -> Iterator[list[Person]]:
    rest = iter(people)
    while some := list(islice(rest, AT_ONCE)):
        yield some


class _Reading:
    """What is known of up to `AT_ONCE` people, read question by question, then put together for each of them."""

    def __init__(
        self,
        people: Sequence[Person],
        on: date,
        seen_by: Organization | None,
        approved_by: Organization | None,
        held: Mapping[int, Sequence[License | Goal]] | None,
        needs: frozenset[str],
    ) -> None:
        self.people, self.on, self.seen_by, self.needs = people, on, seen_by, needs
        everybody = [person.pk for person in people]
        self.sights = _sights(everybody, seen_by, on)
        seen = list(self.sights)
        whole = [person for person, sight in self.sights.items() if sight is Sight.CLAIMED]
        fewer = [person for person, sight in self.sights.items() if sight is not Sight.CLAIMED]
        self.of_one_only = approved_by is not None

        def by_sight(read: Callable[..., Mapping[int, T]]) -> dict[int, T]:
            """Of whom an organization does not see as a whole, its own word alone."""
            known = dict(read(whole, by=approved_by)) if whole else {}
            return known | dict(read(fewer, by=approved_by or seen_by)) if fewer else known

        self.approved = by_sight(approvals_of_each)
        self.voted = by_sight(voted_for) if "panel" in needs else {}
        self.badges = Badges(awards_of(self.sights, seen_by, needs) if seen else {}, needs)
        self.entered = entered_by_each(whole) if whole else {}
        self.outside = outside((one for rows in self.entered.values() for one in rows), needs)
        hers = [person for person in people if self.sights.get(person.pk) is Sight.CLAIMED]
        self.elsewhere = foreign_facts(hers, on=on) if hers else {}
        self.held = held if held is not None else held_by_each(whole) if whole else {}
        self.waiting = judged_now(whole) if whole and seen_by is None and "waiting" in needs else {}
        anything = self.badges.awards or self.entered
        self.waivers = waivers_of_each(seen) if anything else {}
        self.spent = spent_of_each(seen) if seen and "ledger" in needs else {}
        self.paid = paid_of_each(seen) if seen and "paid" in needs else {}
        self.served = roles_of_each(seen) if seen and "role" in needs else {}

    def known(self) -> dict[int, Known]:
        """By the key of each person, in the order given."""
        return {person.pk: self._known(person) for person in self.people}

    def _known(self, person: Person) -> Known:
        key = person.pk
        if key not in self.sights:
            return Known(person, self.on)
        approved = self.approved.get(key, NOTHING_APPROVED)
        rows = self.entered.get(key, [])
        stated = self._stated(rows, approved)
        others = [one for one in rows if not one.details.get(OF_AWARD)]
        waiting, voted = self.waiting.get(key, []), self.voted.get(key, NO_VOTES)
        elsewhere = self.elsewhere.get(key, [])
        hers = self.held.get(key, ()) if self.sights[key] is Sight.CLAIMED else ()
        titles = self.badges.titles(key) | {str(one.public_id): one.title for one in others}
        return Known(
            person=person,
            on=self.on,
            facts=(
                *self.badges.facts_of(key, stated, approved),
                *elsewhere,
                *entered(others, approved, self.outside),
                *waiting,
                *approved.facts,
                *voted.facts,
            ),
            licenses=tuple(one for one in hers if isinstance(one, License)),
            goals=tuple(one for one in hers if isinstance(one, Goal)),
            waivers=tuple(self.waivers.get(key, ())),
            spent=self.spent.get(key, {}),
            paid=self.paid.get(key, frozenset()),
            titles=titles | {fact.reference: fact.details["title"] for fact in (*waiting, *elsewhere)},
            entered=frozenset(str(one.public_id) for one in others),
            stated={reference: str(one.public_id) for reference, one in stated.items()},
            approved=_with_plans(approved.named, voted),
            served=self.served.get(key, {}),
        )

    def _stated(self, rows: Sequence[OtherRecord], approved: Approved) -> dict[str, OtherRecord]:
        """What verifiers stated of badges, by the badge's reference; the latest of each."""
        return {
            one.details[OF_AWARD]: one
            for one in reversed(rows)
            if one.details.get(OF_AWARD) and (not self.of_one_only or one.pk in approved.of_records)
        }


def _sights(people: Sequence[int], seen_by: Organization | None, on: date) -> dict[int, Sight]:
    return dict.fromkeys(people, Sight.CLAIMED) if seen_by is None else sights(people, seen_by, on=on)


def _with_plans(named: Mapping[str, tuple[str, ...]], voted: Voted) -> Mapping[str, tuple[str, ...]]:
    """Lists that were approved, with the micro-credentials that a panel accepted as a plan."""
    if not voted.keys:
        return named
    return {**named, PLAN: tuple(dict.fromkeys((*named.get(PLAN, ()), *voted.keys)))}
