"""Reading worked examples: what is shown of them now, to whom, and what could become one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.evidence.models import Attempt, Consent, Round, RoundPiece, StoredFile
from cairn.domain.evidence.queries import frozen_pieces
from cairn.domain.examples.access import agreed_to, may_be_shown
from cairn.domain.examples.models import Example, Permission
from cairn.domain.people.models import Membership, Organization
from cairn.engines.verdict import Verdict

STANDING = Q(withdrawn_at=None)
OFF = ("suspended", "revoked")
"""States of an award of which nothing is shown as an example."""
KNOWN_TO_MANY = Q(published_at__isnull=False) | Q(state__in=["asked", "allowed", "published"])
"""Examples whose work tests nobody: it was shown to everybody, or may be soon."""


def examples() -> QuerySet[Example]:
    """Examples with their work and those whose it is."""
    return Example.objects.select_related(
        "edition__micro_credential__organization", "organization", "round__attempt__earner", "round__outcome"
    )


def standing_examples() -> QuerySet[Example]:
    """Examples of work whose award, if there is one, stands."""
    return examples().exclude(round__attempt__award__state__in=OFF)


def shown_for(micro_credential: MicroCredential) -> list[Example]:
    """The examples of a micro-credential that show something now, the newest first.

    Consents are asked for only where an example shows no words, which need none.
    """
    copies = StoredFile.objects.filter(original=OuterRef("piece__file"), use=StoredFile.Use.RENDITION)
    rows = list(
        Permission.objects.filter(STANDING, example__state="published")
        .filter(example__edition__micro_credential=micro_credential)
        .filter(~Q(piece__kind="file") | Exists(copies))
        .exclude(example__round__attempt__award__state__in=OFF)
        .select_related("example__edition", "piece__file", "piece__piece__part__slot")
        .order_by("-example__published_at", "pk")
    )
    found = {row.example_id: row.example for row in rows if row.piece.file is None and agreed_to(row.piece)}
    rest = [row for row in rows if row.example_id not in found]
    consents = Prefetch("piece__piece__consents", Consent.objects.order_by("recorded_at"))
    prefetch_related_objects([row for row in rest if row.piece.file], consents)
    found |= {row.example_id: row.example for row in rest if agreed_to(row.piece)}
    return [example for row, example in {row.example_id: row.example for row in rows}.items() if row in found]


@dataclass(frozen=True, slots=True)
class Held:
    """A piece of an example's round: whether its earner lets everybody see it, and whether anything else forbids it."""

    piece: RoundPiece
    allowed: bool
    fit: Verdict

    @property
    def shown(self) -> bool:
        return self.allowed and bool(self.fit)


def pieces_of(example: Example) -> list[Held]:
    """Every piece of the example's round, in the order in which it was sent."""
    allowed = set(example.permissions.filter(STANDING).values_list("piece", flat=True))
    return [Held(piece, piece.pk in allowed, may_be_shown(piece)) for piece in frozen_pieces(example.round)]


def shown_file(example: Example, public_id: UUID) -> StoredFile | None:
    """A copy of a file that the example shows now, or the still of one; never an original."""
    copy = StoredFile.objects.select_related("original").filter(public_id=public_id).first()
    if copy is None or copy.original is None:
        return None
    rows = example.permissions.filter(STANDING, piece__file=copy.original)
    row = rows.select_related("piece__file", "piece__piece__part__slot").first()
    return copy if row and may_be_shown(row.piece) else None


def names_in(example: Example) -> set[str]:
    """What must not stand in anything that is shown of it: names of its earner, her schools and organizations."""
    earner = example.round.attempt.earner
    held = Membership.objects.filter(person=earner).values_list("title", "organization__name")
    return {earner.legal_name, earner.display_name, *example.hidden} | {
        name for pair in held for name in pair
    } - {""}


def kept_by(organization: Organization) -> QuerySet[Example]:
    """The organization's examples, the newest first."""
    return examples().filter(organization=organization)


def could_become(organization: Organization) -> QuerySet[Round]:
    """Work that nobody was asked about yet: awarded as it met the rubric, or an anchor that experts agreed on."""
    awarded = Q(attempt__state="awarded", outcome__met=True, recalled_at=None)
    return (
        Round.objects.filter(awarded | Q(anchor__state="agreed"), attempt__organization=organization)
        .filter(example=None)
        .exclude(anchor__state="rating")
        .select_related("attempt__edition", "attempt__earner", "attempt__organization", "outcome", "anchor")
        .prefetch_related("outcome__criteria__level")
        .order_by("-submitted_at", "public_id")
    )


def example_of(attempt: Attempt) -> Example | None:
    """What the attempt's earner was asked about, if anything."""
    return examples().filter(round__attempt=attempt).order_by("-proposed_at").first()
