"""Approvals that a policy asks for, who may give them, and signed exceptions."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.approvals.states import DECIDED, LIFE, OPEN
from cairn.domain.evidence.models import Attempt
from cairn.domain.issuing.models import Award, SigningKey
from cairn.domain.people.models import Organization, Person
from cairn.domain.records.models import Goal, License, OtherRecord
from cairn.engines.policy.facts import GATES
from cairn.engines.privacy import Privacy

THINGS = {
    "award": "a_badge",
    "attempt": "an_attempt",
    "other_record": "a_record",
    "goal": "a_goal",
    "license": "a_license",
}
"""What an approval may be of, by the name of its field, as constraints call it."""
LONGEST_WORD = 120
DECISION = "It is the record of a decision that must be open to an appeal."

Thing = Award | Attempt | OtherRecord | Goal | License
"""What can be approved. An attempt, a plan and an agreement are approved before work starts."""


def field_of(thing: Thing) -> str:
    """The name of the field that holds a thing of this kind."""
    fields = {Award: "award", Attempt: "attempt", OtherRecord: "other_record", Goal: "goal"}
    return fields.get(type(thing), "license")


def _only(name: str) -> Q:
    return Q(**{f"{each}__isnull": each != name for each in THINGS})


def _of_one_thing() -> Q:
    """Of one, or of one that was erased since: an answer outlives what it was about."""
    of = _only("") & ~Q(state__in=OPEN)
    for name in THINGS:
        of |= _only(name)
    return of


class Approval(models.Model):
    """One link of a request: somebody is asked, in the policy's word for her, to approve one thing.

    The links of a chain share its id; a link waits until the one before it is approved. `decided_on` is the civil
    day that policies look at. `document` is what the policy calls the thing, such as “stack agreement”; `for_key` is
    the key of the micro-credential that it is for, where it is for one; `names` are what the document named when it
    was asked about: only these were approved, whatever is changed later. Where the policy lets the approver set an
    amount, its bounds stand beside it.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    chain = models.UUIDField(default=uuid4, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, models.PROTECT, related_name="approvals")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="approvals")
    award = models.ForeignKey(Award, models.PROTECT, null=True, related_name="approvals")
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, related_name="approvals")
    other_record = models.ForeignKey(OtherRecord, models.SET_NULL, null=True, related_name="approvals")
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, related_name="approvals")
    license = models.ForeignKey(License, models.SET_NULL, null=True, related_name="approvals")
    title = models.CharField(max_length=200)
    document = models.CharField(max_length=LONGEST_WORD, blank=True)
    for_key = models.CharField(max_length=200, blank=True)
    names = models.JSONField(default=list, blank=True)
    asked_role = models.CharField(max_length=LONGEST_WORD)
    asked_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True, help_text="What she says with her request.")
    question = models.TextField(blank=True, help_text="What the approver asked back.")
    answer = models.TextField(blank=True)
    state = models.CharField(max_length=12, default=LIFE.start)
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_for = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", help_text="For whom a delegate decided."
    )
    reason = models.TextField(blank=True)
    least_cents = models.PositiveIntegerField(null=True)
    most_cents = models.PositiveIntegerField(null=True)
    sets_cents = models.PositiveIntegerField(null=True)

    privacy = Privacy(
        personal=("title", "note", "question", "answer", "reason"),
        owner="person",
        on_leave="keep",
        why=DECISION,
    )

    class Meta:
        ordering = ["chain", "position"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LIFE.states), name="approval_state_is_known"),
            models.CheckConstraint(condition=_of_one_thing(), name="an_approval_is_of_one_thing"),
            models.UniqueConstraint(fields=["chain", "position"], name="a_chain_has_one_link_in_each_place"),
            models.CheckConstraint(
                condition=Q(
                    state__in=DECIDED,
                    decided_at__isnull=False,
                    decided_on__isnull=False,
                    decided_by__isnull=False,
                )
                | (~Q(state__in=DECIDED) & Q(decided_at=None, decided_on=None, decided_by=None)),
                name="a_decided_approval_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="a_refused_approval_says_why"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(decided_at__gte=F("asked_at")),
                name="an_approval_is_decided_after_it_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(sets_cents=None)
                | Q(
                    state="approved",
                    least_cents__isnull=False,
                    most_cents__isnull=False,
                    sets_cents__gte=F("least_cents"),
                    sets_cents__lte=F("most_cents"),
                ),
                name="an_approval_sets_an_amount_within_its_bounds",
            ),
            *(
                models.UniqueConstraint(
                    fields=[thing, "organization", "asked_role", "document", "for_key"],
                    condition=Q(state__in=OPEN),
                    name=f"approval_of_{name}_is_asked_once",
                )
                for thing, name in THINGS.items()
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "due_on"], name="approvals_that_wait"),
            models.Index(fields=["person", "state"], name="approvals_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, by the {self.asked_role}"

    @property
    def thing(self) -> Thing | None:
        """What it is of; None where that was erased since."""
        return self.award or self.attempt or self.other_record or self.goal or self.license

    @property
    def dollars(self) -> str:
        """What was set, such as “$400”; empty where no amount is set."""
        return f"${self.sets_cents // 100:,}" if self.sets_cents is not None else ""


class Approver(models.Model):
    """Who holds a role that policies name, on the organization's word; both days are included.

    One that approves, such as “principal”, or one that is paid for, such as “teacher-leader”.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="approvers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="approves_as")
    role = models.CharField(max_length=LONGEST_WORD)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    privacy = Privacy(personal=("role",), owner="person", on_leave="erase")

    class Meta:
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "role"],
                condition=Q(until_on=None),
                name="an_approver_is_named_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="an_approver_ends_after_she_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.organization_id}"


class Delegation(models.Model):
    """Somebody decides for an approver from one day to another, both included."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="delegations")
    giver = models.ForeignKey(Person, models.CASCADE, related_name="delegations_given")
    taker = models.ForeignKey(Person, models.CASCADE, related_name="delegations_taken")
    role = models.CharField(max_length=LONGEST_WORD, blank=True, help_text="Empty for every role she has.")
    from_on = models.DateField()
    until_on = models.DateField()

    privacy = Privacy(personal=("role",), owner="giver", on_leave="erase")

    class Meta:
        ordering = ["-from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="a_delegation_ends_after_it_began"
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="nobody_delegates_to_herself"),
        ]

    def __str__(self) -> str:
        return f"{self.taker_id} for {self.giver_id}"


class Waiver(models.Model):
    """A signed exception: under one policy, one gate is lifted for one record. Its text never changes."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="waivers")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="waivers")
    policy_key = models.CharField(max_length=120)
    reference = models.CharField(max_length=200)
    gate = models.CharField(max_length=12)
    reason = models.TextField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_on = models.DateField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    signing_key = models.ForeignKey(SigningKey, models.PROTECT, related_name="waivers")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.TextField(blank=True)

    privacy = Privacy(personal=("reason", "text"), owner="person", on_leave="keep", why=DECISION)

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(gate__in=GATES), name="an_exception_lifts_a_known_gate"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(text="") & ~Q(sha256=""),
                name="an_exception_has_a_reason_and_is_signed",
            ),
            models.UniqueConstraint(
                fields=["person", "policy_key", "reference", "gate"],
                condition=Q(withdrawn_at=None),
                name="an_exception_is_made_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | (Q(withdrawn_at__gte=F("made_at"), withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
                name="an_exception_taken_back_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate} of {self.reference}"
