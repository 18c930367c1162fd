from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.catalog.models import Edition
from cairn.domain.issuing.models.awards import KEPT, Award
from cairn.domain.issuing.models.keys import SigningKey, StatusList
from cairn.domain.issuing.states import ENDORSEMENT
from cairn.domain.people.models import Organization
from cairn.domain.stacks.models import StackEdition
from cairn.engines.privacy import Privacy

OPEN = ("asked", "given", "hidden")
SIGNED = ("given", "hidden", "withdrawn")
ENDORSED = {
    "edition": "an_edition",
    "stack_edition": "a_stack",
    "award": "a_badge",
    "issuer": "an_issuer",
}
"""What can be endorsed, by the name of its field, as constraints call it."""


What = Edition | StackEdition | Award | Organization
"""What can be endorsed."""


def _one(name: str) -> Q:
    return Q(**{f"{each}__isnull": each != name for each in ENDORSED})


class Endorsement(models.Model):
    """What an organization says for somebody else's micro-credential, stack, badge or issuing, under its own signature.

    It may have been asked for, with a `note`. Whoever is endorsed may hide it; whoever gave it may withdraw it, which
    sets its place in the endorser's own status list.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="endorsements")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="endorsements")
    stack_edition = models.ForeignKey(StackEdition, models.PROTECT, null=True, related_name="endorsements")
    award = models.ForeignKey(Award, models.PROTECT, null=True, related_name="endorsements")
    issuer = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="endorsed_by")
    state = models.CharField(max_length=12, default=ENDORSEMENT.start)
    note = models.TextField(blank=True, help_text="What was said when it was asked for.")
    comment = models.TextField(blank=True, help_text="What the endorser says, for everybody to read.")
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    signing_key = models.ForeignKey(SigningKey, models.PROTECT, null=True, related_name="endorsements")
    signed_at = models.DateTimeField(null=True)
    status_list = models.ForeignKey(StatusList, models.PROTECT, null=True, related_name="endorsements")
    status_index = models.PositiveIntegerField(null=True)
    changed_at = models.DateTimeField()

    privacy = Privacy(personal=("comment", "note", "text"), owner="award.earner", on_leave="keep", why=KEPT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ENDORSEMENT.states), name="endorsement_state_is_known"
            ),
            models.CheckConstraint(
                condition=_one("edition") | _one("stack_edition") | _one("award") | _one("issuer"),
                name="an_endorsement_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(issuer=None) | ~Q(issuer=F("organization")), name="nobody_endorses_itself"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED)
                | (
                    ~Q(text="")
                    & ~Q(comment="")
                    & Q(signed_at__isnull=False, signing_key__isnull=False, status_index__isnull=False)
                ),
                name="an_endorsement_that_was_given_is_signed",
            ),
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="an_endorsement_has_a_place_of_its_own"
            ),
            *(
                models.UniqueConstraint(
                    fields=["organization", what],
                    condition=Q(state__in=OPEN),
                    name=f"one_endorses_{name}_once",
                )
                for what, name in ENDORSED.items()
            ),
        ]

    def __str__(self) -> str:
        return f"Endorsement {self.public_id}"

    @property
    def of(self) -> What:
        """What is endorsed."""
        found = self.edition or self.stack_edition or self.award or self.issuer
        if found is None:
            raise LookupError(f"{self} is of nothing.")
        return found

    @property
    def answers(self) -> Organization:
        """The organization that is endorsed, or that issued what is."""
        return issuer_of(self.of)

    @property
    def title(self) -> str:
        """What is endorsed, by its name."""
        what = self.of
        return what.name if isinstance(what, Organization) else what.title


def issuer_of(what: What) -> Organization:
    """The organization itself, or the one that issues what could be endorsed."""
    if isinstance(what, Organization):
        return what
    if isinstance(what, Edition):
        return what.micro_credential.organization
    return what.stack.organization if isinstance(what, StackEdition) else what.organization
