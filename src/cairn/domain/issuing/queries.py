"""Reading awards, keys and status lists."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from cairn.domain.catalog.models import Edition
from cairn.domain.issuing.models import (
    Award,
    Credential,
    Endorsement,
    FormerCredential,
    IssuerProfile,
    SigningKey,
    StatusList,
    What,
)
from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks.models import CreditOffer, Stack, StackEdition
from cairn.domain.stacks.queries import ANNOUNCED
from cairn.domain.stacks.rules import Part


def awards() -> QuerySet[Award]:
    return Award.objects.select_related(
        "edition__micro_credential",
        "drawing",
        "organization",
        "earner",
        "credential",
        "status_list",
        "stack_edition",
        "stack__organization",
    )


def documents() -> QuerySet[Award]:
    """Awards with their signed document and their title, and nothing else: for whoever serves them as they are."""
    rows = Award.objects.select_related("credential__form", "edition", "stack_edition")
    return rows.only(
        "public_id",
        "state",
        "changed_at",
        "earner_id",
        "credential__own",
        "credential__form__text",
        "credential__sha256",
        "edition__title",
        "stack_edition__title",
    )


def awards_of(person: Person) -> QuerySet[Award]:
    """The person's awards, the latest first."""
    return awards().filter(earner=person).exclude(state="made").order_by("-earned_on", "-pk")


def awards_by(organization: Organization) -> QuerySet[Award]:
    """What the organization awarded, the latest first."""
    return awards().filter(organization=organization).order_by("-made_at", "-pk")


def signing_key(organization: Organization, kind: str = SigningKey.Kind.ED25519) -> SigningKey | None:
    """The key of a kind that the issuer signs with; badges are signed with Ed25519."""
    return SigningKey.objects.filter(organization=organization, kind=kind, retired_at=None).first()


def keys_of(organization: Organization) -> QuerySet[SigningKey]:
    """All keys, retired and compromised ones too, oldest first.

    Each with `signed`, the number of badges that bear its signature, and `standing`, those of them not revoked.
    """
    counts = {
        "signed": Count("credentials"),
        "standing": Count("credentials", filter=~Q(credentials__award__state="revoked")),
    }
    return keys_published(organization).annotate(**counts)


def keys_published(organization: Organization) -> QuerySet[SigningKey]:
    """All keys as outsiders find them, oldest first, without asking what each has signed."""
    rows = SigningKey.objects.filter(organization=organization).select_related("organization")
    return rows.order_by("since", "pk")


def signed_by(key: SigningKey) -> QuerySet[Credential]:
    """The credentials that bear a key's signature, the oldest first; what is revoked counts no more."""
    rows = Credential.objects.filter(signing_key=key).exclude(award__state="revoked")
    return rows.select_related(
        "form", "award__edition", "award__stack_edition", "award__earner", "award__organization"
    ).order_by("pk")


def endorsed_by(key: SigningKey) -> QuerySet[Endorsement]:
    """The endorsements that bear a key's signature, the oldest first; what was withdrawn counts no more."""
    rows = Endorsement.objects.filter(signing_key=key, state__in=("given", "hidden"))
    return rows.select_related("organization", "status_list").order_by("pk")


def compromised_key(raw: bytes, kind: str) -> SigningKey | None:
    """The compromised key with this public half, whoever's it was."""
    return SigningKey.objects.filter(public_key=raw, kind=kind, compromised_at__isnull=False).first()


def status_lists_of(organization: Organization) -> QuerySet[StatusList]:
    """The revocation lists of an issuer, the oldest first."""
    return StatusList.objects.filter(organization=organization).order_by("begun_at", "pk")


def lists_with_room(organization: Organization, *, of_endorsements: bool = False) -> QuerySet[StatusList]:
    """Lists that have places to give, the latest first.

    Half full at most, so that a random free place is found at once and says nothing.
    """
    rows = StatusList.objects.filter(organization=organization, of_endorsements=of_endorsements)
    return rows.filter(given__lt=F("size") / 2).order_by("-pk")


def profile_of(organization: Organization) -> IssuerProfile | None:
    """What the organization says of itself as an issuer, if it has said anything."""
    try:
        return organization.issuer_profile  # kept with the organization, so that many badges ask once
    except IssuerProfile.DoesNotExist:
        return None


def revoked_indexes(status_list: StatusList) -> list[int]:
    """The indexes of a list whose bit is set: of what was revoked, withdrawn, or replaced by a corrected version."""
    awards = Award.objects.filter(status_list=status_list, state="revoked")
    former = FormerCredential.objects.filter(status_list=status_list)
    withdrawn = Endorsement.objects.filter(status_list=status_list, state="withdrawn")
    found = (rows.values_list("status_index", flat=True) for rows in (awards, former, withdrawn))
    return sorted(index for indexes in found for index in indexes if index is not None)


def taken(status_list: StatusList | int, indexes: Iterable[int]) -> set[int]:
    """Those of the indexes that were given to something, be it long ago."""
    asked = list(indexes)
    return {
        index
        for model in (Award, FormerCredential, Endorsement)
        for index in model._default_manager.filter(
            status_list=status_list, status_index__in=asked
        ).values_list("status_index", flat=True)
        if index is not None
    }


def former_of(award: Award) -> QuerySet[FormerCredential]:
    """The versions of a badge that corrected ones took the place of, the latest first."""
    return FormerCredential.objects.filter(award=award).order_by("-version")


def awards_found(organization: Organization, *, words: str = "", state: str = "") -> QuerySet[Award]:
    """What the organization awarded, by state and by words of the title or the earner's name or address."""
    found = awards_by(organization)
    if state:
        found = found.filter(state=state)
    for word in words.split():
        found = found.filter(
            Q(edition__title__icontains=word)
            | Q(stack_edition__title__icontains=word)
            | Q(earner__display_name__icontains=word)
            | Q(earner__legal_name__icontains=word)
            | Q(earner__email__icontains=word)
        )
    return found


def valid_parts(person: Person) -> dict[Part, Award]:
    """What the person has earned and holds validly, as parts of stacks; the first award of each."""
    rows = (
        Award.objects.filter(earner=person, state="issued")
        .select_related("stack_edition", "edition__micro_credential__organization", "stack__organization")
        .order_by("-earned_at", "-pk")
    )
    return {part_of(award): award for award in rows}


def part_of(award: Award) -> Part:
    """The award as a part of stacks."""
    if award.stack:
        return Part("stack", award.stack.address)
    if award.edition is None:
        raise LookupError(f"{award} is for nothing.")
    row = award.edition.micro_credential
    return Part("micro_credential", f"{row.organization.slug}/{row.key}")


def stack_award(stack: Stack, earner: Person) -> Award | None:
    """The earner's badge of a stack, whatever became of it."""
    return awards().filter(stack=stack, earner=earner).first()


def earners_of(parts: Iterable[Part]) -> QuerySet[Person]:
    """Everybody who holds a valid award for at least one of the parts."""
    named = Q(pk__in=[])
    for part in parts:
        slug, _, key = part.address.partition("/")
        row = "stack" if part.kind == "stack" else "edition__micro_credential"
        named |= Q(**{f"{row}__organization__slug": slug, f"{row}__key": key})
    held = Award.objects.filter(named, state="issued")
    return Person.objects.filter(pk__in=held.values("earner")).order_by("pk")


def parts_shown(award: Award) -> QuerySet[Award]:
    """The awards that completed a stack, the earliest first."""
    return awards().filter(wholes=award).order_by("earned_at", "pk")


def offers_of(award: Award) -> QuerySet[CreditOffer]:
    """The credit that an award opens.

    With a stack's badge, what was offered for the whole when it was earned; with a micro-credential's, what announced
    stacks offer for this part by itself today.
    """
    if award.stack_edition_id:
        found = CreditOffer.objects.filter(edition=award.stack_edition_id, part="")
    else:
        found = CreditOffer.objects.filter(
            part=part_of(award).address, edition__current_of__state__in=ANNOUNCED
        )
    return found.select_related("organization", "edition").order_by("edition", "position")


def stacks_awarded(person: Person) -> set[int]:
    """The stacks (by primary key) whose badge the person was awarded, whatever became of it."""
    rows = Award.objects.filter(earner=person, stack__isnull=False)
    return set(rows.values_list("stack", flat=True))


def endorsements() -> QuerySet[Endorsement]:
    return Endorsement.objects.select_related(
        "organization",
        "edition__micro_credential__organization",
        "stack_edition__stack__organization",
        "award__edition",
        "award__stack_edition",
        "award__organization",
        "award__earner",
        "issuer",
    ).order_by("-changed_at", "-pk")


def endorsements_of(what: What) -> list[Endorsement]:
    """What others say for something, as everybody may read it, the latest first."""
    return list(endorsements().filter(**named(what), state="given"))


def named(what: What) -> dict[str, What]:
    """What is endorsed, by the name of its field."""
    names = {Edition: "edition", StackEdition: "stack_edition", Award: "award", Organization: "issuer"}
    return {names[type(what)]: what}


def endorsements_from(organization: Organization) -> QuerySet[Endorsement]:
    """What an organization says for others, or was asked to."""
    return endorsements().filter(organization=organization)


def endorsements_for(organization: Organization) -> QuerySet[Endorsement]:
    """What others say for an organization and for what it offers, hidden ones too; not for single badges."""
    return endorsements().filter(
        Q(issuer=organization)
        | Q(edition__micro_credential__organization=organization)
        | Q(stack_edition__stack__organization=organization)
    )
