"""By what a copy of a badge is known to be still right: what its public page rests on, and the document itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from cairn.domain.catalog.models import Worth
from cairn.domain.evaluation.models import CriterionOutcome
from cairn.domain.issuing.models import Award, Endorsement, SigningKey
from cairn.domain.ledger.prepared import Prepared
from cairn.domain.portfolios.models import Audience, ShownPiece
from cairn.domain.stacks.models import CreditOffer
from cairn.engines.openbadges.forms import filled

Mark = tuple[Any, ...]
"""What a page shows that can change, as it stands; two that are equal are of the same page."""
Rows = QuerySet[Any, Any]


class Document(NamedTuple):
    """The signed document of a badge that everybody may see."""

    text: str
    title: str
    changed_at: datetime


def mark_of(public_id: UUID, *, at: datetime) -> Mark | None:
    """The mark of a badge's public page at an instant; none where visitors see no badge."""
    award = _award(public_id)
    if not award:
        return None
    expires_at, stack, evidence = award[0][:3]
    rest = (*(_STACKED if stack else _JUDGED), *([_pieces] if evidence else []))
    return (bool(expires_at and expires_at <= at), award, *(rows(public_id) for rows in (*_ALWAYS, *rest)))


def document_of(public_id: UUID) -> Document | None:
    """The document of a badge; none where visitors see no badge."""
    for form, own, changed_at, edition, stack in _document(public_id):
        return Document(filled(form or "", own), edition or stack, changed_at)
    return None


def _shown(public_id: UUID) -> QuerySet[Award]:
    """As `access.may_see_badge` has it for somebody who comes by no link."""
    return Award.objects.filter(public_id=public_id, showing__audience=Audience.PUBLIC).exclude(state="made")


@Prepared
def _document(public_id: UUID) -> Rows:
    rows = _shown(public_id).filter(credential__isnull=False)
    return rows.values_list(
        "credential__form__text", "credential__own", "changed_at", "edition__title", "stack_edition__title"
    )


@Prepared
def _award(public_id: UUID) -> Rows:
    """One row for each piece of evidence that is shown, or one."""
    return (
        _shown(public_id)
        .order_by("showing__pieces")
        .values_list(
            "expires_at",
            "stack",
            "showing__pieces",
            "state",
            "reason",
            "changed_at",
            "showing__named",
            "showing__narrative",
            "named",
            "earner__display_name",
            "earner__legal_name",
            "credential__sha256",
            "organization__slug",
            "organization__name",
            "stack__owner",
        )
    )


@Prepared
def _keys(public_id: UUID) -> Rows:
    rows = SigningKey.objects.filter(organization__awards__public_id=public_id).order_by("pk")
    return rows.values_list("pk", "since", "retired_at", "compromised_at", "reason")


@Prepared
def _endorsements(public_id: UUID) -> Rows:
    ours = Award.objects.filter(public_id=public_id)
    about = (
        Q(award__in=ours.values("pk"))
        | Q(edition__in=ours.values("edition"))
        | Q(stack_edition__in=ours.values("stack_edition"))
    )
    rows = Endorsement.objects.filter(about, state="given").order_by("pk")
    return rows.values_list("pk", "changed_at", "comment", "organization__slug", "organization__name")


@Prepared
def _results(public_id: UUID) -> Rows:
    rows = CriterionOutcome.objects.filter(outcome__round__attempt__award__public_id=public_id)
    return rows.order_by("pk").values_list("pk", "level", "met")


@Prepared
def _pieces(public_id: UUID) -> Rows:
    """What is shown of the evidence, with all that consent for it may say."""
    rows = ShownPiece.objects.filter(showing__award__public_id=public_id).order_by("pk")
    return rows.values_list(
        "piece",
        "audience",
        "piece__file__state",
        "piece__file__renditions",
        "piece__piece__consents",
        "piece__piece__consents__uses",
        "piece__piece__consents__withdrawn_at",
    )


@Prepared
def _worths(public_id: UUID) -> Rows:
    rows = Worth.objects.filter(micro_credential__editions__awards__public_id=public_id).order_by("pk")
    return rows.values_list("recognizer", "sentence", "source", "checked_on")


@Prepared
def _parts(public_id: UUID) -> Rows:
    rows = Award.objects.filter(wholes__public_id=public_id).order_by("pk")
    return rows.values_list(
        "public_id", "state", "showing__audience", "showing__changed_at", "changed_at", "organization__name"
    )


@Prepared
def _offers(public_id: UUID) -> Rows:
    rows = CreditOffer.objects.filter(edition__awards__public_id=public_id, part="").order_by("pk")
    return rows.values_list("pk", "numerator", "denominator", "course", "offered_by", "source")


_ALWAYS: Final = (_keys, _endorsements)
_JUDGED: Final = (_results, _worths)
_STACKED: Final = (_parts, _offers)
