from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.catalog.models import Edition
from cairn.domain.issuing.states import IMPORT
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Import(models.Model):
    """Past achievements that an organization brings from its own records, as one file or as one line by hand.

    Its rows are dealt with in their order; `reached` is the number of the last one, so that what was cut off goes
    on after it. `digest` is the SHA-256 of the file.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="imports")
    name = models.CharField(max_length=200, help_text="What the file was called.")
    digest = models.CharField(max_length=64)
    heads = models.JSONField(default=list, help_text="The headings of the file, for the copy to mend.")
    state = models.CharField(max_length=12, default=IMPORT.start)
    letters = models.BooleanField(default=True, help_text="Whether the earners are told.")
    reached = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IMPORT.states), name="import_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "done"]) | Q(begun_at__gte=F("checked_at")),
                name="an_import_runs_after_it_was_checked",
            ),
            models.CheckConstraint(
                condition=(~Q(state__in=["done", "discarded"]) | Q(ended_at__isnull=False))
                & (~Q(state__in=["checked", "running"]) | Q(ended_at=None)),
                name="an_import_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Import {self.public_id}"


class ImportRow(models.Model):
    """One row of an import: what to award, or what has to be mended first.

    `number` counts as a spreadsheet does, with the headings in row 1. `faults` are lists of a heading, what stands
    below it, and a sentence that says what to do; only a faulty row keeps its `cells`, as they were written.
    """

    class Standing(models.TextChoices):
        READY = "ready", "To be awarded"
        KNOWN = "known", "Awarded before"
        FAULTY = "faulty", "To be mended"

    run = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    standing = models.CharField(max_length=8, choices=Standing.choices)
    email = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=200, blank=True)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    earned_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True, help_text="Where the issuer's records say so.")
    faults = models.JSONField(default=list)
    cells = models.JSONField(default=list)

    privacy = Privacy(
        personal=("email", "name", "note", "cells"), owner="award.earner", on_leave="blank", address="email"
    )

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="a_row_stands_once_in_an_import"),
            models.CheckConstraint(
                condition=Q(standing__in=["ready", "known", "faulty"]), name="a_row_is_ready_known_or_faulty"
            ),
            models.CheckConstraint(
                condition=Q(standing="faulty") | Q(edition__isnull=False, earned_on__isnull=False),
                name="a_row_without_faults_says_what_was_earned_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Row {self.number} of {self.run_id}"
