"""Reading portfolios: what is shown, in which collections, by which links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Length

from cairn.domain.evidence.models import RoundPiece
from cairn.domain.evidence.queries import current_round, frozen_pieces
from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.foreign.queries import brought_by
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import awards, parts_shown
from cairn.domain.people.models import Person
from cairn.domain.portfolios.access import is_public, may_see_badge, may_see_piece, showing_of
from cairn.domain.portfolios.models import Badge, Collection, Opening, Placement, ShareLink, ShownPiece
from cairn.domain.portfolios.tokens import digest_of

SHOWN_DAYS = 30
HEAVY = ("credential", "document", "picture", "report")
"""What lists of badges from elsewhere have no use for."""


def badges() -> QuerySet[Award]:
    """Awards with all that their pages show, and to whom."""
    return awards().select_related("showing")


def badges_of(person: Person) -> QuerySet[Award]:
    """The person's awards, the latest first."""
    return badges().filter(earner=person).exclude(state="made").order_by("-earned_on", "-pk")


def brought(person: Person) -> QuerySet[ForeignBadge]:
    """The badges that the person brought from elsewhere and keeps, the one last awarded first.

    Each with `drawn`, the size of its picture in bytes.
    """
    return brought_by(person).select_related("showing").annotate(drawn=Length("picture"))


def parts_of(award: Award) -> QuerySet[Award]:
    """The awards that completed a stack, the earliest first, with to whom they are shown."""
    return parts_shown(award).select_related("showing")


def public_parts(award: Award) -> list[Award]:
    """Those of the awards that completed a stack which everybody sees."""
    return [part for part in parts_of(award) if is_public(part)]


def link_by(token: str, *, at: datetime) -> ShareLink | None:
    """The link whose address ends so, if it still leads anywhere."""
    rows = ShareLink.objects.select_related("showing__award", "collection__person", "person")
    found = rows.filter(digest=digest_of(token)).first()
    return found if found and found.opens(at) else None


def links_of(person: Person) -> QuerySet[ShareLink]:
    """The person's links that were not withdrawn, the latest first, each with `opened`, how often in all."""
    rows = ShareLink.objects.filter(person=person, withdrawn_at=None)
    return rows.select_related(
        "showing__award__edition", "showing__award__stack_edition", "collection"
    ).annotate(opened=Sum("openings__count", default=0))


def openings_by_day(links: Iterable[ShareLink], *, today: date) -> dict[int, list[tuple[date, int]]]:
    """For each link (by primary key) how often it was opened on each of the last 30 days, the earliest first."""
    days = [today - timedelta(days=back) for back in range(SHOWN_DAYS - 1, -1, -1)]
    rows = Opening.objects.filter(link__in=list(links), on__gte=days[0])
    counted = {(row.link_id, row.on): row.count for row in rows}
    return {link.pk: [(day, counted.get((link.pk, day), 0)) for day in days] for link in links}


def collections_of(person: Person) -> QuerySet[Collection]:
    """The person's collections, the one changed last first, with their placements and `badges`, their number."""
    rows = Collection.objects.filter(person=person).annotate(badges=Count("placements"))
    return rows.prefetch_related(Prefetch("placements", placements()))


def placements() -> QuerySet[Placement]:
    """Badges in collections, in their order."""
    rows = Placement.objects.select_related(
        *(
            f"award__{name}"
            for name in ("edition__micro_credential", "stack_edition", "drawing", "organization")
        ),
        "award__showing",
        "award__earner",
        "award__stack",
        "foreign__showing",
        "foreign__person",
    )
    return rows.defer(*(f"foreign__{name}" for name in HEAVY)).order_by("position", "pk")


def seen_in(
    collection: Collection, visitor: Person | None, *, link: ShareLink | None = None, at: datetime
) -> list[Badge]:
    """The badges of a collection that a visitor sees, in their order."""
    found = (one.badge for one in placements().filter(collection=collection))
    return [badge for badge in found if may_see_badge(visitor, badge, link=link, at=at)]


def evidence_of(award: Award) -> list[RoundPiece]:
    """What was judged when the award was earned, piece by piece."""
    if award.attempt is None:
        return []
    round_ = current_round(award.attempt)
    return frozen_pieces(round_) if round_ else []


def shown_pieces(award: Award) -> list[ShownPiece]:
    """The pieces that the earner shows with the award, to whomever, in the order of the evidence."""
    found = showing_of(award)
    if found is None:
        return []
    rows = (
        ShownPiece.objects.filter(showing=found)
        .select_related("piece__slot", "piece__file", "piece__piece__part__slot", "piece__round")
        .prefetch_related("piece__file__renditions", "piece__piece__consents")
        .order_by("piece__slot__position", "piece__position", "pk")
    )
    shown = list(rows)
    for one in shown:
        one.showing = found
        found.award = award
    return shown


def pieces_seen(
    award: Award, visitor: Person | None, *, link: ShareLink | None = None, at: datetime
) -> list[ShownPiece]:
    """The pieces of evidence that a visitor sees with the award."""
    return [one for one in shown_pieces(award) if may_see_piece(visitor, one, link=link, at=at)]


def found_among(rows: QuerySet[Award], words: str) -> QuerySet[Award]:
    """Those of the awards in whose title, issuer or earner's words every word stands."""
    for word in words.split():
        rows = rows.filter(
            Q(edition__title__icontains=word)
            | Q(stack_edition__title__icontains=word)
            | Q(organization__name__icontains=word)
            | Q(showing__narrative__icontains=word)
        )
    return rows
