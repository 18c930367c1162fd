from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import Privacy

WATCHED = "What was judged while an evaluator's severity moved, and what was done about it, stays on record."


class Signal(models.Model):
    """That an evaluator's severity moved, as her chart tells over all of an organization's micro-credentials.

    While it is open her readings are doubled. `shift` is how far she moved in hundredths of what is usual between
    evaluators, above zero for more lenient; `changed_at` when she sent the first reading after the likeliest point of
    change; `monitored` how many of her readings the chart rests on.
    """

    class Outcome(models.TextChoices):
        STEADY = "steady", "She reads steadily again"
        EXPLAINED = "explained", "Something else explains it"
        COACHED = "coached", "Settled by coaching"
        SUSPENDED = "suspended", "She was suspended"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="signals")
    evaluator = models.ForeignKey(Person, models.PROTECT, related_name="signals")
    shift = models.IntegerField()
    monitored = models.PositiveIntegerField()
    changed_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    coaching = models.TextField(blank=True, help_text="What a lead wrote to her.")
    coached_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    coached_at = models.DateTimeField(null=True)
    reread_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reread_at = models.DateTimeField(null=True, help_text="When what she denied was given to others.")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    note = models.TextField(blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal=("evaluator", "coaching", "note"), owner="evaluator", on_leave="keep", why=WATCHED
    )

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "evaluator"],
                condition=Q(outcome=""),
                name="an_evaluator_has_one_open_signal",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at=None) | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="a_closed_signal_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=Q(changed_at__lte=F("raised_at")), name="a_signal_follows_the_change"
            ),
            models.CheckConstraint(
                condition=Q(coaching="", coached_at=None) | (~Q(coaching="") & Q(coached_at__isnull=False)),
                name="coaching_has_words_and_a_time",
            ),
            models.CheckConstraint(condition=~Q(shift=0), name="a_signal_points_one_way"),
        ]

    def __str__(self) -> str:
        return f"Signal {self.public_id}"

    @property
    def way(self) -> str:
        """ "lenient" or "severe"."""
        return "lenient" if self.shift > 0 else "severe"


class DriftChart(models.Model):
    """An evaluator's chart as the worker last drew it: both sums after each monitored reading, and where it sounded.

    Pages show it without loading what computes it.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="drift_charts")
    evaluator = models.ForeignKey(Person, models.CASCADE, related_name="drift_charts")
    upper = models.JSONField(help_text="The sum toward leniency.")
    lower = models.JSONField(help_text="The sum toward severity.")
    sounded = models.PositiveIntegerField(null=True, help_text="The place of the alarm that stands, from 0.")
    enough = models.BooleanField(
        default=False, help_text="Whether there are readings enough to tell anything."
    )
    made_at = models.DateTimeField()

    privacy = Privacy(personal=("upper", "lower", "sounded"), owner="evaluator", on_leave="erase")

    class Meta:
        ordering = ["organization", "evaluator"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "evaluator"], name="an_evaluator_has_one_chart_of_drift"
            )
        ]

    def __str__(self) -> str:
        return f"The chart of {self.evaluator_id} in {self.organization_id}"
