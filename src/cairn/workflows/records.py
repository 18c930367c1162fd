"""A person's record as policies read it: badges, what she entered, licenses, plans, approvals and exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from cairn.domain.approvals.queries import Approved, Roles, approvals_of, roles_of_each, waivers_of
from cairn.domain.evidence.models import Attempt
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.queries import paid_of, spent_of
from cairn.domain.records.access import Sight, sight
from cairn.domain.records.models import Goal, License, OtherRecord
from cairn.domain.records.queries import entered_by, held_by
from cairn.domain.validity.queries import tiers_of
from cairn.engines.policy import Approval, Fact, Period, Record, Waiver
from cairn.engines.policy.facts import LICENSE
from cairn.workflows.accepting import lists_of, lists_of_outside
from cairn.workflows.badge_facts import BADGE as BADGE
from cairn.workflows.badge_facts import badge, hours_of, topics_of

OF_AWARD = "award"
"""The detail by which an entered record says of which badge it states hours, topics or subject."""
EVERYTHING = frozenset({"list", "evidence", "ledger", "paid", "waiting"})
IN_JUDGING = ("submitted", "in_review")


@dataclass(frozen=True)
class Known:
    """All that is known of one person, read once; `under` makes the record that one policy is to see."""

    person: Person
    on: date
    facts: tuple[Fact, ...] = ()
    licenses: tuple[License, ...] = ()
    goals: tuple[Goal, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    spent: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    paid: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)
    """What each record is called, by its reference."""
    entered: frozenset[str] = frozenset()
    """The references of what she entered herself and may change."""
    stated: Mapping[str, str] = field(default_factory=dict)
    """By a badge's reference the record that says what its verifier stated."""
    approved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What plans and agreements named when they were approved: later changes need another approval."""
    served: Roles = field(default_factory=dict)
    """By policy the roles that its keeper says she holds, which go before what she says herself."""

    @property
    def held(self) -> tuple[License | Goal, ...]:
        """The licenses that she holds, then the goals that she pursues."""
        return (*self.licenses, *self.goals)

    def under(self, key: str, decision: str = "") -> Record:
        """The record for one policy: the license and the goals under it say periods, dates, lists and roles."""
        held = [one for one in self.held if one.policy_key == key]
        # What she says for this very decision comes last, so that it is taken.
        held.sort(key=lambda one: isinstance(one, Goal) and one.decision == decision)
        periods = _periods(one for one in held if isinstance(one, License))
        dates: dict[str, date] = {}
        named: dict[str, tuple[str, ...]] = {}
        opted: dict[str, int] = {}
        for one in held:
            if one.chosen_version:
                opted[key] = one.chosen_version
            dates |= {name: date.fromisoformat(day) for name, day in one.dates.items()}
            named |= {name: tuple(words) for name, words in one.named.items()}
            if isinstance(one, Goal):
                periods |= _roles(one)
        periods |= self.served.get(key, {})
        named |= self.approved
        return Record(
            facts=self.facts,
            person=str(self.person.public_id),
            periods=periods,
            dates=dates,
            named=named,
            roles=frozenset(name for name, span in periods.items() if name != LICENSE and self.on in span),
            opted=opted,
            spent=self.spent,
            paid=frozenset(name for name in self.paid if name.startswith(f"{key}|")),
            waivers=tuple(one for one in self.waivers if one.policy in ("", key)),
        )


def record_of(
    person: Person, *, on: date, seen_by: Organization | None = None, key: str = "", decision: str = ""
) -> Record:
    """What a policy (`key`) may look at, as the organization sees it."""
    return known_of(person, on=on, seen_by=seen_by).under(key, decision)


def known_of(
    person: Person,
    *,
    on: date,
    seen_by: Organization | None = None,
    approved_by: Organization | None = None,
    held: Sequence[License | Goal] | None = None,
    needs: frozenset[str] = EVERYTHING,
) -> Known:
    """Everything known of a person on a day; `seen_by` keeps it to what that organization may see.

    With `approved_by` its own approvals count alone, and of what she states of a badge what it approved. Work that is
    being judged is among it for herself alone, as pending. `held` are her licenses and goals where they are read
    already; lists, evidence, what was spent and paid, and what waits are read where `needs` names them. Constant in
    queries.
    """
    how_much = Sight.CLAIMED if seen_by is None else sight(person, seen_by, on=on)
    if how_much is Sight.NOTHING:
        return Known(person, on)
    approved = approvals_of(person, by=approved_by or (seen_by if how_much < Sight.CLAIMED else None))
    awards = list(_awards(person, seen_by, how_much))
    if how_much < Sight.CLAIMED:
        return Known(
            person,
            on,
            (*_badges(awards, {}, approved, needs), *approved.facts),
            waivers=tuple(waivers_of(person)),
            spent=spent_of(person) if "ledger" in needs else {},
            paid=paid_of(person) if "paid" in needs else frozenset(),
            titles={str(one.public_id): one.title for one in awards},
            approved=approved.named,
            served=roles_of_each([person.pk]).get(person.pk, {}),
        )
    entered, hers = list(entered_by(person)), held_by(person) if held is None else held
    stated = {
        one.details[OF_AWARD]: one
        for one in reversed(entered)
        if one.details.get(OF_AWARD) and (approved_by is None or one.pk in approved.of_records)
    }
    others = [one for one in entered if not one.details.get(OF_AWARD)]
    waiting = [] if seen_by or "waiting" not in needs else _in_judging(person)
    titles = {str(award.public_id): award.title for award in awards}
    titles |= {str(one.public_id): one.title for one in others}
    return Known(
        person=person,
        on=on,
        facts=(
            *_badges(awards, stated, approved, needs),
            *_entered(others, approved, needs),
            *waiting,
            *approved.facts,
        ),
        licenses=tuple(one for one in hers if isinstance(one, License)),
        goals=tuple(one for one in hers if isinstance(one, Goal)),
        waivers=tuple(waivers_of(person)) if awards or others else (),
        spent=spent_of(person) if "ledger" in needs else {},
        paid=paid_of(person) if "paid" in needs else frozenset(),
        titles=titles | {fact.reference: fact.details["title"] for fact in waiting},
        entered=frozenset(str(one.public_id) for one in others),
        stated={reference: str(one.public_id) for reference, one in stated.items()},
        approved=approved.named,
        served=roles_of_each([person.pk]).get(person.pk, {}),
    )


def _awards(person: Person, seen_by: Organization | None, how_much: Sight) -> QuerySet[Award]:
    """Badges that may be seen. A stack's badge is none here: its parts are counted already."""
    rows = Award.objects.filter(earner=person, stack=None).select_related(
        "edition__micro_credential__organization", "organization", "attempt"
    )
    if seen_by is not None and how_much < Sight.CLAIMED:
        filed = rows.filter(filings__organization=seen_by, filings__filed_at__isnull=False)
        rows = (filed | rows.filter(organization=seen_by)) if how_much is Sight.ROSTERED else filed
        rows = rows.distinct()
    return rows.order_by("earned_on", "pk")


def _badges(
    awards: list[Award], stated: Mapping[str, OtherRecord], approved: Approved, needs: frozenset[str]
) -> Iterable[Fact]:
    lists = lists_of(awards) if "list" in needs else {}
    editions = [award.edition_id for award in awards if award.edition_id and "evidence" in needs]
    tiers = tiers_of(editions) if editions else {}
    for award in awards:
        report = tiers.get(award.edition_id or 0)
        given = approved.of_awards.get(award.pk, ()) + approved.of_attempts.get(award.attempt_id or 0, ())
        fact = badge(
            award,
            evidence=report.tier if report else "none",
            lists=lists.get(award.pk, frozenset()),
            approvals=given,
        )
        one = stated.get(fact.reference)
        yield _as_stated(fact, one, approved.of_records.get(one.pk, ())) if one else fact


def _as_stated(fact: Fact, one: OtherRecord, approvals: tuple[Approval, ...]) -> Fact:
    """A badge with what its verifier stated of it. Before anybody approved that, its issuer's words go first."""
    details = {name: words for name, words in one.details.items() if name != OF_AWARD and words}
    units = {one.unit: one.amount} if one.unit else {}
    return replace(
        fact,
        details={**fact.details, **details} if approvals else {**details, **fact.details},
        units={**fact.units, **units} if approvals else {**units, **fact.units},
        topics=fact.topics | frozenset(one.topics),
        approvals=fact.approvals + approvals,
        documents=_papers(one),
    )


def _entered(records: list[OtherRecord], approved: Approved, needs: frozenset[str]) -> Iterable[Fact]:
    outside = [(one.details.get("issuer", ""), one.earned_on) for one in records if one.kind == BADGE]
    held = lists_of_outside(outside) if outside and "list" in needs else {}
    for one in records:
        told = {name: words for name, words in one.details.items() if words}
        by_award, lists = one.kind == BADGE, held if one.kind == BADGE else {}
        yield Fact(
            one.kind,
            one.earned_on,
            Fraction(1) if by_award else one.amount,
            str(one.public_id),
            details=told,
            units={one.unit: one.amount} if by_award and one.unit else {},
            topics=frozenset(one.topics),
            lists=lists.get((told.get("issuer", ""), one.earned_on), frozenset()),
            documents=_papers(one),
            approvals=approved.of_records.get(one.pk, ()),
            started_on=one.started_on,
        )


def _papers(one: OtherRecord) -> frozenset[str]:
    return frozenset(paper.kind for paper in one.kept if paper.kind)  # type: ignore[attr-defined]  # prefetched


def _in_judging(person: Person) -> list[Fact]:
    """Her work that is being judged, dated as it would be earned."""
    rows = Attempt.objects.filter(earner=person, state__in=IN_JUDGING, submitted_at__isnull=False)
    found = []
    for row in rows.select_related("edition", "organization").order_by("submitted_at", "pk"):
        zone = ZoneInfo(row.organization.time_zone)
        if row.submitted_at is None:
            continue
        day = row.submitted_at.astimezone(zone).date()
        said = {"title": row.edition.title, "issuer": row.organization.name}
        fact = Fact(BADGE, day, Fraction(1), str(row.public_id), said, hours_of(row.edition.document))
        found.append(replace(fact, status="pending", topics=topics_of(row.edition.document)))
    return found


def _periods(held: Iterable[License]) -> dict[str, Period]:
    """The cycle of the one license that may be held under a policy."""
    dated = [Period(one.starts_on, one.ends_on) for one in held if one.starts_on]
    return dict(zip((LICENSE,), dated, strict=False))


def _roles(goal: Goal) -> dict[str, Period]:
    found = {}
    for name, (start, end) in goal.roles.items():
        if start:
            found[name] = Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)
    return found
