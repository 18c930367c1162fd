"""People: dated roles in organizations, dated relations between people."""

from __future__ import annotations

from cairn.demo.stage import Stage
from cairn.domain.ledger.models import Entry
from cairn.domain.people import access, operations, queries
from cairn.domain.people.models import Membership, Person, Relation
from tests.walk import DAY, LONG_AGO


def test_a_role_holds_from_its_first_moment_to_the_moment_before_its_end(stage: Stage) -> None:
    luis, university = stage.people["luis-ortega"], stage.organizations["harpeth-state"]
    membership = Membership.objects.get(person=luis, organization=university)
    operations.end_role(membership=membership, by=None, at=LONG_AGO + 5 * DAY)
    moments = [LONG_AGO - DAY, LONG_AGO, LONG_AGO + 4 * DAY, LONG_AGO + 5 * DAY, LONG_AGO + 6 * DAY]
    held = [bool(access.holds(luis, university, "evaluator", at=at)) for at in moments]
    assert held == [False, True, True, False, False]


def test_a_role_is_held_in_one_organization_and_not_in_another(stage: Stage) -> None:
    luis, district = stage.people["luis-ortega"], stage.organizations["cedar-hollow"]
    verdict = access.holds(luis, district, "evaluator", "lead", at=LONG_AGO)
    assert verdict.sentence == (
        "This needs an evaluator or lead evaluator of Cedar Hollow School District. "
        "Ask its administrator for the role."
    )


def test_one_person_holds_several_roles_at_once(stage: Stage) -> None:
    grace = stage.people["grace-okafor"]
    assert queries.roles_of(grace, at=LONG_AGO) == {"lead", "evaluator", "recognizer", "reviewer"}
    slugs = {place.slug for place in queries.organizations_of(grace, at=LONG_AGO)}
    assert slugs == {"harpeth-state", "tennessee"}
    judging = queries.organizations_of(grace, "lead", "evaluator", at=LONG_AGO)
    assert [place.slug for place in judging] == ["harpeth-state"]


def test_a_role_taken_twice_is_one_role_and_one_entry(stage: Stage) -> None:
    luis, university = stage.people["luis-ortega"], stage.organizations["harpeth-state"]
    before = Entry.objects.count()
    again = operations.take_role(
        person=luis, organization=university, role="evaluator", by=None, at=LONG_AGO + DAY
    )
    assert (again.since, Entry.objects.count()) == (LONG_AGO, before)


def test_a_role_given_up_can_be_taken_again_and_both_times_stand(stage: Stage) -> None:
    luis, university = stage.people["luis-ortega"], stage.organizations["harpeth-state"]
    first = Membership.objects.get(person=luis, organization=university)
    for _ in range(2):
        operations.end_role(membership=first, by=None, at=LONG_AGO + DAY)
    operations.take_role(
        person=luis, organization=university, role="evaluator", by=None, at=LONG_AGO + 2 * DAY
    )
    dates = Membership.objects.filter(person=luis).order_by("since").values_list("since", "until")
    assert list(dates) == [(LONG_AGO, LONG_AGO + DAY), (LONG_AGO + 2 * DAY, None)]
    assert Entry.objects.filter(event="membership.ended").count() == 1
    members = queries.members(university, "evaluator", at=LONG_AGO + DAY)
    assert luis not in members


def test_a_relation_counts_in_both_directions_and_after_its_end(stage: Stage) -> None:
    dana, marcus = stage.people["dana-brown"], stage.people["marcus-bell"]
    Relation.objects.filter(source=marcus, target=dana).update(until=LONG_AGO + DAY)
    assert [relation.kind for relation in queries.related(dana, marcus)] == ["coaches"]
    assert [relation.kind for relation in queries.related(marcus, dana)] == ["coaches"]
    walter = stage.people["walter-finch"]
    assert queries.related_people(dana) == {marcus.pk, walter.pk}
    assert queries.related_people(marcus) == {dana.pk}


def test_a_standing_relation_is_recorded_once_and_one_that_ended_may_begin_again(stage: Stage) -> None:
    dana, marcus = stage.people["dana-brown"], stage.people["marcus-bell"]
    for at in (LONG_AGO + DAY, LONG_AGO + 2 * DAY):
        operations.relate(source=marcus, target=dana, kind="coaches", by=None, at=at)
    assert Relation.objects.filter(source=marcus, target=dana).count() == 1
    Relation.objects.filter(source=marcus).update(until=LONG_AGO + 3 * DAY)
    operations.relate(source=marcus, target=dana, kind="coaches", by=None, at=LONG_AGO + 4 * DAY)
    assert Relation.objects.filter(source=marcus, target=dana).count() == 2


def test_a_person_without_address_or_password_is_a_person_who_cannot_sign_in(db: None) -> None:
    rostered = operations.register(email="", legal_name="Rose Tyler", by=None, at=LONG_AGO)
    other = operations.register(email="", legal_name="Amy Pond", by=None, at=LONG_AGO)
    assert (rostered.email, other.email) == (None, None)
    assert (rostered.has_usable_password(), rostered.name) == (False, "Rose Tyler")


def test_addresses_are_compared_without_regard_to_case(db: None) -> None:
    operations.register(email="Ana@Example.ORG", legal_name="Ana", by=None, at=LONG_AGO)
    assert Person.objects.get_by_natural_key("ANA@example.org").email == "ana@example.org"
