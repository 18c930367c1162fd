from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str = "", password: str | None = None, **fields: Any) -> Person:
        """A person who may sign in when she has an address and a password; both are optional."""
        person = self.model(email=self.normalize_email(email).lower() or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """Anyone Cairn knows; signing in is optional, for rostered people may never do it.

    The verified addresses stand in allauth's `EmailAddress`; `email` is the primary one.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField(null=True, unique=True)
    legal_name = models.CharField(max_length=200, blank=True)
    display_name = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=60, default="America/Chicago")
    joined_at = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="Runs this installation.")

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    privacy = Privacy(
        personal=("email", "legal_name", "display_name", "time_zone"), owner="self", on_leave="blank"
    )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.display_name or self.legal_name or "Someone"

    def get_full_name(self) -> str:
        return self.name


class Organization(models.Model):
    """A district, university, state agency or the like, in one or more of the structural roles."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", "University"
        PROFESSIONAL = "professional", "Professional organization"
        STATE_AGENCY = "state_agency", "State agency"
        STATE_BOARD = "state_board", "State board"
        STANDARDS_BOARD = "standards_board", "Standards board"
        DISTRICT = "district", "District"
        REGIONAL = "regional", "Regional entity"
        COLLABORATIVE = "collaborative", "Collaborative"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = models.TextField(blank=True)
    website = models.URLField(blank=True)
    time_zone = models.CharField(max_length=60, default="America/Chicago")
    founded_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person does in an organization."""

    EARNER = "earner", "Earner"
    AUTHOR = "author", "Author"
    REVIEWER = "reviewer", "Reviewer of drafts"
    EVALUATOR = "evaluator", "Evaluator"
    LEAD = "lead", "Lead evaluator"
    COACH = "coach", "Coach"
    ISSUER = "issuer", "Issuer"
    RECOGNIZER = "recognizer", "Recognizer"
    ADMINISTRATOR = "administrator", "Administrator"


class Membership(models.Model):
    """A dated role of a person in an organization; `until` is the first day it no longer holds."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    title = models.CharField(max_length=120, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    privacy = Privacy(personal=("title",), owner="person", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organization", "role"],
                condition=Q(until=None),
                name="a_role_is_held_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="a_membership_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.organization_id}"


class Relation(models.Model):
    """A dated relation between two people that may make one's judgement of the other's work unfair."""

    class Kind(models.TextChoices):
        COACHES = "coaches", "coaches"
        SUPERVISES = "supervises", "supervises"
        SAME_SCHOOL = "same_school", "works at the same school as"
        SHARED_PROJECT = "shared_project", "shares a project with"
        CONFLICT = "conflict", "declared a conflict with"

    source = models.ForeignKey(Person, models.CASCADE, related_name="relations_from")
    target = models.ForeignKey(Person, models.CASCADE, related_name="relations_to")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    privacy = Privacy(personal=("kind",), owner="source", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"], condition=Q(until=None), name="a_relation_stands_once"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="nobody_is_related_to_herself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class Identifier(models.Model):
    """A typed identifier, such as a state educator ID."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=40)
    value = models.CharField(max_length=120)

    privacy = Privacy(personal=("kind", "value"), owner="person", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="an_identifier_belongs_to_one_person")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


def current(at: datetime, prefix: str = "") -> Q:
    """Dated rows that hold at `at`."""
    return Q(**{f"{prefix}since__lte": at}) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": at})
    )
