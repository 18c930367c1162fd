from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.people.models import Organization, Person
from cairn.domain.policies.states import TRIAL, VERSION
from cairn.domain.stacks.models import Stack
from cairn.domain.validity.states import TIERS
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Policy(models.Model):
    """A recognition rule that an organization put in use here, through all its versions.

    It answers in the place of the shipped one of the same key. `title` is that of the newest version.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="policies")
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=300)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="a_policy_key_is_kept_by_one")]

    def __str__(self) -> str:
        return self.title


class PolicyVersion(models.Model):
    """The text of a policy and its cases, for good: `guards` lets the database refuse any change of them.

    `identity` is the engine's hash of what the text says, with that of the policy it extends. It answers from
    `used_from` on; from which day its rule holds, the text itself says.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    cases = models.TextField(blank=True)
    identity = models.CharField(max_length=64)
    origin = models.CharField(max_length=200, help_text="Where the text came from, in words.")
    state = models.CharField(max_length=12, default=VERSION.start)
    used_from = models.DateField()
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    withdrawn_why = models.CharField(max_length=600, blank=True)

    privacy = Privacy(personal=("adopted_by",), owner="adopted_by", on_leave="blank")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=VERSION.states), name="policy_version_state_is_known"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="policy_versions_count_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="a_policy_version_has_a_text"),
            models.UniqueConstraint(
                fields=["policy", "number"],
                condition=Q(state="in_use"),
                name="a_number_of_a_policy_is_in_use_once",
            ),
            models.UniqueConstraint(fields=["policy", "identity"], name="what_a_policy_says_is_kept_once"),
            models.CheckConstraint(
                condition=(~Q(state="withdrawn") & Q(withdrawn_at=None, withdrawn_why=""))
                | (
                    Q(state="withdrawn", withdrawn_at__isnull=False, withdrawn_at__gte=F("adopted_at"))
                    & ~Q(withdrawn_why="")
                ),
                name="a_withdrawn_policy_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id}, version {self.number}"


class PolicyDraft(models.Model):
    """A text that is being written, whether it can be read or not; `revision` grows with every save."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="policy_drafts")
    title = models.CharField(max_length=300, help_text="As far as the text says one.")
    text = models.TextField(blank=True)
    cases = models.TextField(blank=True)
    origin = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    version = models.ForeignKey(
        PolicyVersion, models.SET_NULL, null=True, related_name="drafts", help_text="What became of it."
    )

    privacy = Privacy(personal=("saved_by",), owner="saved_by", on_leave="blank")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(saved_at__gte=F("begun_at")), name="a_policy_draft_is_saved_after_it_was_begun"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(version=None), name="a_removed_draft_became_nothing"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AcceptList(models.Model):
    """What an organization accepts, under the key by which policies ask for it: `on_list: us-tn/approved`."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="accept_lists")
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="an_accept_list_key_is_used_once")]

    def __str__(self) -> str:
        return self.title


def _one_of(*names: str) -> Q:
    """Just one of these references is given, or an outside issuer."""
    found = Q()
    for name in names:
        rest = {f"{other}__isnull": other != name for other in names}
        found |= Q(outside_issuer="", **rest)
    none = Q(**{f"{name}__isnull": True for name in names})
    return found | (none & ~Q(outside_issuer=""))


class AcceptEntry(models.Model):
    """One thing that a list accepts: all of an issuer, a stack, a micro-credential, one edition, or an outside issuer.

    It holds what was earned from `from_on` to `until_on`, both included. `least_tier` is the least that the report on
    how well it is judged has to be (`validity.states.TIERS`), empty where none is asked for.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    list = models.ForeignKey(AcceptList, models.CASCADE, related_name="entries")
    issuer = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    stack = models.ForeignKey(Stack, models.PROTECT, null=True, related_name="+")
    micro_credential = models.ForeignKey(MicroCredential, models.PROTECT, null=True, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    outside_issuer = models.CharField(
        max_length=500, blank=True, help_text="Its identifier: a DID or address."
    )
    outside_name = models.CharField(max_length=200, blank=True)
    least_tier = models.CharField(max_length=12, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    note = models.CharField(max_length=600, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("added_by",), owner="added_by", on_leave="blank")

    class Meta:
        ordering = ["list", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_one_of("issuer", "stack", "micro_credential", "edition"),
                name="an_accept_entry_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(least_tier__in=("", *TIERS)), name="an_accept_entry_asks_for_a_known_tier"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="an_accept_entry_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__gte=F("added_at")),
                name="an_accept_entry_is_removed_after_it_was_added",
            ),
        ]

    def __str__(self) -> str:
        return f"Entry {self.public_id}"


class Trial(models.Model):
    """A what-if: two texts of a policy on an organization's own people. It keeps sums, and nobody's name.

    `found` is what came of it, with small groups left out; `people` and `looked` say how far it is. While it runs,
    `so_far` are the sums of those whose keys go up to `reached`, with nothing left out; they go when it ends.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="trials")
    policy = models.CharField(max_length=120)
    before = models.TextField()
    before_name = models.CharField(max_length=300)
    after = models.TextField()
    after_name = models.CharField(max_length=300)
    decision = models.CharField(max_length=120)
    on = models.DateField()
    state = models.CharField(max_length=12, default=TRIAL.start)
    people = models.PositiveIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    reached = models.BigIntegerField(default=0)
    so_far = models.JSONField(null=True)
    found = models.JSONField(null=True)
    problem = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("asked_by",), owner="asked_by", on_leave="blank")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TRIAL.states), name="what_if_state_is_known"),
            models.CheckConstraint(
                condition=Q(looked__lte=F("people")), name="a_what_if_looks_at_no_more_than_its_people"
            ),
            models.CheckConstraint(
                condition=(~Q(state__in=["done", "failed"]) & Q(ended_at=None))
                | Q(state__in=["done", "failed"], ended_at__isnull=False, ended_at__gte=F("asked_at")),
                name="a_what_if_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(found__isnull=False), name="a_finished_what_if_found_something"
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""), name="a_failed_what_if_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="running") | Q(so_far=None),
                name="a_what_if_keeps_whole_sums_only_while_it_runs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_name} or {self.after_name}"
