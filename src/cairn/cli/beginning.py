"""An installation's first organization and administrator. Import this after Django is loaded."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from cairn.cli.place import Trouble, say
from cairn.domain.people import operations
from cairn.domain.people.models import Organization, Person, Role
from cairn.workflows import keys


@transaction.atomic
def begin(name: str | None, kind: str, email: str | None, *, at: datetime) -> None:
    """Found the organization and register its administrator; what exists already is left alone."""
    organization = _organization(name, kind, at) if name else None
    person = _administrator(email.lower(), at) if email else None
    if person and organization:
        operations.take_role(
            person=person, organization=organization, role=Role.ADMINISTRATOR, by=None, at=at
        )


def _organization(name: str, kind: str, at: datetime) -> Organization:
    kinds = Organization.Kind.values
    if kind not in kinds:
        raise Trouble(f"“{kind}” is no kind of organization. Choose one of: {', '.join(kinds)}.")
    slug = slugify(name)
    if not slug:
        raise Trouble("The organization's name needs letters or digits. Give another with --organization.")
    present = Organization.objects.filter(slug=slug).first()
    organization = present or operations.found(slug=slug, name=name, kind=kind, by=None, at=at)
    # What comes from elsewhere is taken on by name, with `cairn keys rotate`.
    if keys.makes_keys():
        for kind_of_key in ("Ed25519", "P-256"):
            keys.ensure_key(organization=organization, kind=kind_of_key, by=None, at=at)
    return organization


def _administrator(email: str, at: datetime) -> Person:
    present = Person.objects.filter(email=email).first()
    if present:
        return present
    try:
        validate_email(email)
    except ValidationError as error:
        raise Trouble(f"“{email}” is no e-mail address. Give another with --admin.") from error
    password = secrets.token_urlsafe(12)
    person = operations.register(
        email=email, legal_name=email.partition("@")[0], password=password, verified=True, by=None, at=at
    )
    say(f"Registered {email} with the password {password}. Change it after the first sign-in.")
    return person
