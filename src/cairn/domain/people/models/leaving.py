"""What a person asked about her own account: copies of her record, being forgotten, and accounts that became one."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models.people import Person
from cairn.domain.people.states import COPY, ERASURE
from cairn.engines.privacy import Privacy

ANSWER = "It shows what was asked, and that it was done; it names nobody."


class Copy(models.Model):
    """A copy of everything that is known about a person, for her alone; `done` of `total` tables are in it so far."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="copies")
    state = models.CharField(max_length=12, default=COPY.start)
    asked_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    store_key = models.CharField(max_length=120, blank=True)
    size = models.BigIntegerField(default=0, help_text="Bytes of the archive.")
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True, help_text="When it is deleted.")

    privacy = Privacy(personal=("store_key",), owner="person", on_leave="erase")

    class Meta:
        verbose_name_plural = "copies"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=COPY.states), name="copy_state_is_known"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="asked"), name="one_copy_is_made_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | (Q(made_at__isnull=False, ends_at__gt=F("made_at")) & ~Q(store_key="") & ~Q(sha256="")),
                name="a_copy_that_is_ready_can_be_taken",
            ),
        ]

    def __str__(self) -> str:
        return f"Copy {self.public_id}"


class Erasure(models.Model):
    """A person asked to be forgotten: from `due_at` on it is done, and until then she may call it off.

    `by_letter` says that she asked outside of this installation, and its operator passed it on.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="erasures")
    state = models.CharField(max_length=12, default=ERASURE.start)
    by_letter = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="When it was called off or done.")
    counts = models.JSONField(default=dict, help_text="How many rows were erased, blanked and kept.")

    privacy = Privacy(personal=("person",), owner="person", on_leave="keep", why=ANSWER)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ERASURE.states), name="erasure_state_is_known"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="asked"), name="one_erasure_is_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("asked_at")), name="an_erasure_is_due_after_it_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", ended_at=None) | (~Q(state="asked") & Q(ended_at__isnull=False)),
                name="an_erasure_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Erasure {self.public_id}"


class Proof(models.Model):
    """A person wants to show that another account is hers too: by a code that goes to its address, or its password.

    `other` is nobody where no account has the address that she gave; she is not told, and no proof succeeds.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="proofs")
    other = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    address = models.EmailField(help_text="The address that she gave.")
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("address",), owner="person", on_leave="erase")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(proved_at=None) | Q(other__isnull=False), name="a_proof_is_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(proved_at__lte=F("used_at")), name="only_what_is_proved_is_used"
            ),
            models.CheckConstraint(condition=~Q(other=F("person")), name="nobody_proves_to_be_herself"),
        ]

    def __str__(self) -> str:
        return f"Proof {self.public_id}"


class Merging(models.Model):
    """Two accounts were one person's: all that was of `gone` is of `kept` now; the ledger still knows both."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merged")
    gone = models.OneToOneField(Person, models.PROTECT, related_name="merged_into")
    at = models.DateTimeField()

    privacy = Privacy(personal=("kept",), owner="kept", on_leave="keep", why=ANSWER)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="nobody_is_merged_with_herself")
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} is {self.kept_id}"
