"""What may be done to people and organizations."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from cairn.domain.ledger.inserting import insert
from cairn.domain.ledger.operations import record, record_each
from cairn.domain.people import access
from cairn.domain.people.models import Identifier, Membership, Organization, Person, Relation
from cairn.engines.verdict import demand


@transaction.atomic
def register(
    *,
    email: str,
    legal_name: str,
    by: Person | None,
    at: datetime,
    display_name: str = "",
    password: str | None = None,
    verified: bool = False,
    time_zone: str = "America/Chicago",
) -> Person:
    """A new person; without a password the account can be entered by a reset letter only."""
    person = Person.objects.create_user(
        email,
        password,
        legal_name=legal_name,
        display_name=display_name or legal_name,
        joined_at=at,
        time_zone=time_zone,
    )
    if person.email:
        EmailAddress.objects.create(user=person, email=person.email, verified=verified, primary=True)
    record(event="person.registered", by=by, at=at, subject=person)
    return person


@transaction.atomic(savepoint=False)
def register_each(*, names: Mapping[str, str], by: Person | None, at: datetime) -> dict[str, Person]:
    """A person for each e-mail address (small letters) and name, who has yet to claim it: whoever reads the mail of
    the address may choose a password.
    """
    if not names:
        return {}
    usual = Person()
    shared = ("time_zone", "joined_at", "is_active", "is_staff", "last_login")
    insert(
        Person,
        shared={name: getattr(usual, name) for name in shared},
        names=("public_id", "email", "legal_name", "display_name", "password"),
        rows=[
            # Not `set_unusable_password`, which draws its 40 letters one by one.
            (uuid4(), email, name, name, f"{UNUSABLE_PASSWORD_PREFIX}{secrets.token_hex(20)}")
            for email, name in names.items()
        ],
    )
    found = {str(each.email): each for each in Person.objects.filter(email__in=names)}
    made = {email: found[email] for email in names}
    insert(
        EmailAddress,
        shared={"verified": False, "primary": True},
        names=("user", "email"),
        rows=[(each.pk, email) for email, each in made.items()],
    )
    record_each(event="person.registered", by=by, at=at, subjects=[(each, {}) for each in made.values()])
    return made


@transaction.atomic
def found(
    *,
    slug: str,
    name: str,
    kind: str,
    by: Person | None,
    at: datetime,
    about: str = "",
    website: str = "",
    time_zone: str = "America/Chicago",
) -> Organization:
    """A new organization."""
    organization = Organization.objects.create(
        slug=slug, name=name, kind=kind, about=about, website=website, time_zone=time_zone, founded_at=at
    )
    record(event="organization.founded", by=by, at=at, subject=organization, organization=organization)
    return organization


def _demand_manager(by: Person | None, organization: Organization, at: datetime) -> None:
    """Roles are given by an administrator, or by nobody: where an installation is set up."""
    if by is not None:
        demand(access.may_manage(by, organization, at=at))


@transaction.atomic
def take_role(
    *, person: Person, organization: Organization, role: str, by: Person | None, at: datetime, title: str = ""
) -> Membership:
    """Give the person a role from `at` on; holding it already changes nothing."""
    _demand_manager(by, organization, at)
    membership, new = Membership.objects.get_or_create(
        person=person,
        organization=organization,
        role=role,
        until=None,
        defaults={"since": at, "title": title},
    )
    if new:
        record(event="membership.began", by=by, at=at, subject=person, organization=organization, role=role)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: Person | None, at: datetime) -> None:
    """End a role at `at`; ending it twice changes nothing. Raises `Refused` for the last administrator's."""
    # Two administrators who end each other's role at the same moment wait for one another here.
    Organization.objects.select_for_update(no_key=True).get(pk=membership.organization_id)
    if by is not None:
        demand(access.may_end(by, membership, at=at))
    if Membership.objects.filter(pk=membership.pk, until=None).update(until=at):
        record(
            event="membership.ended",
            by=by,
            at=at,
            subject=membership.person,
            organization=membership.organization,
            role=membership.role,
        )


@transaction.atomic
def describe_organization(
    *,
    organization: Organization,
    name: str,
    about: str,
    website: str,
    time_zone: str,
    by: Person,
    at: datetime,
) -> Organization:
    """Set what an organization's pages say of it and the time zone in which its days begin."""
    demand(access.may_manage(by, organization, at=at))
    Organization.objects.filter(pk=organization.pk).update(
        name=" ".join(name.split()), about=about.strip(), website=website, time_zone=time_zone
    )
    record(event="organization.described", by=by, at=at, subject=organization, organization=organization)
    organization.refresh_from_db()
    return organization


@transaction.atomic
def relate(*, source: Person, target: Person, kind: str, by: Person | None, at: datetime) -> Relation:
    """Record a relation; one that stands already is left as it is."""
    relation, new = Relation.objects.get_or_create(
        source=source, target=target, kind=kind, until=None, defaults={"since": at}
    )
    if new:
        record(event="relation.began", by=by, at=at, subject=source, kind=kind, other=str(target.public_id))
    return relation


@transaction.atomic
def identify(*, person: Person, kind: str, value: str, by: Person | None, at: datetime) -> Identifier:
    """Note a typed identifier of the person."""
    identifier, _ = Identifier.objects.get_or_create(person=person, kind=kind, value=value)
    return identifier


@transaction.atomic
def describe(*, person: Person, display_name: str, time_zone: str, by: Person, at: datetime) -> Person:
    """Set the name that a person shows and the time zone she lives in."""
    person.display_name, person.time_zone = " ".join(display_name.split()), time_zone
    person.save(update_fields=["display_name", "time_zone"])
    record(event="person.described", by=by, at=at, subject=person)
    return person
