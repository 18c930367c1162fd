"""Reading about people, their roles and their relations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.db.models import Prefetch, Q, QuerySet

from cairn.domain.people.models import Membership, Organization, Person, Relation, current


def roles_of(person: Person, *, at: datetime) -> set[str]:
    """Every role the person holds anywhere at `at`."""
    return set(Membership.objects.filter(current(at), person=person).values_list("role", flat=True))


def organizations_of(person: Person | int, *roles: str, at: datetime) -> QuerySet[Organization]:
    """The organizations in which the person holds one of `roles` at `at` (any role when none is named)."""
    held = Membership.objects.filter(current(at), person=person)
    if roles:
        held = held.filter(role__in=roles)
    return Organization.objects.filter(pk__in=held.values("organization")).order_by("name")


def organizations_with(role: str, *, at: datetime) -> QuerySet[Organization]:
    """Organizations in which somebody holds the role at `at`."""
    held = Membership.objects.filter(current(at), role=role)
    return Organization.objects.filter(pk__in=held.values("organization")).order_by("name")


def members(organization: Organization, *roles: str, at: datetime) -> QuerySet[Person]:
    held = Membership.objects.filter(current(at), organization=organization)
    if roles:
        held = held.filter(role__in=roles)
    return Person.objects.filter(pk__in=held.values("person")).order_by("display_name", "pk")


def related(person: Person | int, other: Person | int) -> QuerySet[Relation]:
    """Relations between the two in either direction, past ones included: a coach of last year still knows the voice."""
    return Relation.objects.filter(Q(source=person, target=other) | Q(source=other, target=person))


def related_people(person: Person) -> set[int]:
    """Keys of everyone who has, or had, a relation with the person."""
    pairs = Relation.objects.filter(Q(source=person) | Q(target=person)).values_list("source_id", "target_id")
    return {key for pair in pairs for key in pair} - {person.pk}


def people_with_roles(*, at: datetime) -> QuerySet[Person]:
    """Everybody who holds a role at `at`, in the order of registration, with `memberships` of that moment."""
    held = Membership.objects.filter(current(at)).select_related("organization").order_by("pk")
    return (
        Person.objects.filter(pk__in=held.values("person"), is_active=True, is_staff=False)
        .prefetch_related(Prefetch("memberships", held))
        .order_by("pk")
    )


def memberships_in(organization: Organization, *, at: datetime) -> QuerySet[Membership]:
    """Who holds which role in the organization at `at`."""
    return (
        Membership.objects.filter(current(at), organization=organization)
        .select_related("person", "organization")
        .order_by("role", "person__display_name", "pk")
    )


def person_with_email(address: str) -> Person | None:
    """Who has proved that this address is hers, or whose primary address it is."""
    wanted = address.strip().lower()
    proved = EmailAddress.objects.filter(email__iexact=wanted, verified=True).values("user")
    return Person.objects.filter(Q(pk__in=proved) | Q(email=wanted), is_active=True).order_by("pk").first()


def people_with_emails(addresses: Collection[str]) -> dict[str, Person]:
    """Who has proved that an address (small letters) is hers, or whose primary address it is, for many at once.

    Whoever has left is among them.
    """
    people = Person.objects.filter(email__in=addresses)
    found = {str(person.email): person for person in people}
    proved = EmailAddress.objects.filter(email__in=addresses, verified=True)
    for address in proved.select_related("user").order_by("-user_id"):
        found[address.email] = address.user
    return found


def knows_only_employers(person: Person) -> bool:
    """Whether every address that she proved is in the domain of an organization that she is, or was, a member of."""
    proved = list(
        EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    ) or [str(person.email or "")]
    websites = Membership.objects.filter(person=person).values_list("organization__website", flat=True)
    hosts = {(urlsplit(website).hostname or "").removeprefix("www.") for website in websites} - {""}
    return bool(hosts) and all(_within(address, hosts) for address in proved)


def _within(address: str, hosts: Collection[str]) -> bool:
    domain = address.rpartition("@")[2].lower()
    return any(domain == host or domain.endswith(f".{host}") for host in hosts)


def people_called(
    words: str, organization: Organization, *roles: str, at: datetime, most: int = 6
) -> list[Person]:
    """At most so many people of the organization whose e-mail address this is, or whose name holds all of the words.

    Whoever is called exactly so stands for herself: others whose names hold more are left out.
    """
    wanted = " ".join(words.split())
    if not wanted:
        return []
    people = members(organization, *roles, at=at).filter(is_active=True)
    exactly = Q(email=wanted.lower()) | Q(display_name__iexact=wanted) | Q(legal_name__iexact=wanted)
    if found := list(people.filter(exactly)[:most]):
        return found
    named = Q()
    for word in wanted.split():
        named &= Q(display_name__icontains=word) | Q(legal_name__icontains=word)
    return list(people.filter(named)[:most])
