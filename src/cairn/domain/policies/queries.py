"""Reading policies in use, drafts, accept-lists and what-ifs."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q, QuerySet

from cairn.domain.people.models import Organization
from cairn.domain.policies.models import AcceptEntry, AcceptList, Policy, PolicyDraft, PolicyVersion, Trial


def versions_in_use() -> QuerySet[PolicyVersion]:
    """Every version in use, whoever keeps it, without its words."""
    rows = PolicyVersion.objects.filter(state="in_use").select_related("policy__organization")
    return rows.defer("text", "cases").order_by("policy__key", "number", "pk")


def texts_but(known: Iterable[str]) -> list[tuple[str, str]]:
    """The identity and the text of every version there ever was but the known ones, in the order they came."""
    rows = PolicyVersion.objects.exclude(identity__in=list(known)).order_by("pk")
    return list(rows.values_list("identity", "text"))


def texts_of(identities: Iterable[str]) -> dict[str, str]:
    """The texts of these versions, by identity."""
    return dict(PolicyVersion.objects.filter(identity__in=list(identities)).values_list("identity", "text"))


def versions_of(key: str) -> QuerySet[PolicyVersion]:
    """All versions that were ever put in use under a key, the newest first."""
    rows = PolicyVersion.objects.filter(policy__key=key)
    return rows.select_related("policy__organization", "adopted_by", "withdrawn_by").order_by(
        "-adopted_at", "-number", "-pk"
    )


def policies_of(organization: Organization) -> QuerySet[Policy]:
    """The policies that an organization keeps, each with its `in_force`, the number of versions in use."""
    rows = Policy.objects.filter(organization=organization)
    return rows.annotate(in_force=Count("versions", filter=Q(versions__state="in_use"))).order_by(
        "title", "pk"
    )


def drafts_of(organization: Organization) -> QuerySet[PolicyDraft]:
    """What the organization is writing, the last saved first."""
    rows = PolicyDraft.objects.filter(organization=organization, removed_at=None, version=None)
    return rows.defer("cases").select_related("saved_by").order_by("-saved_at", "-pk")


def lists_of(organization: Organization) -> QuerySet[AcceptList]:
    """The organization's accept-lists with `many`, how much stands in each."""
    rows = AcceptList.objects.filter(organization=organization)
    return rows.annotate(many=Count("entries", filter=Q(entries__removed_at=None))).order_by("title", "pk")


def entries_of(accept_list: AcceptList) -> QuerySet[AcceptEntry]:
    """What stands in a list, in the order in which it was put in."""
    rows = AcceptEntry.objects.filter(list=accept_list, removed_at=None)
    return rows.select_related(
        "issuer",
        "stack__organization",
        "micro_credential__organization",
        "edition__micro_credential",
        "added_by",
    ).order_by("pk")


def entries_about(
    *,
    issuers: Iterable[int],
    stacks: Iterable[int],
    micro_credentials: Iterable[int],
    editions: Iterable[int],
) -> list[AcceptEntry]:
    """Every entry in force that is about one of these, with its list."""
    about = (
        Q(issuer__in=set(issuers))
        | Q(stack__in=set(stacks))
        | Q(micro_credential__in=set(micro_credentials))
        | Q(edition__in=set(editions))
    )
    return list(AcceptEntry.objects.filter(about, removed_at=None).select_related("list"))


def entries_about_outside(issuers: Iterable[str]) -> list[AcceptEntry]:
    """Every entry in force that is about one of these issuers elsewhere, by their identifiers."""
    found = AcceptEntry.objects.filter(outside_issuer__in=set(issuers) - {""}, removed_at=None)
    return list(found.select_related("list"))


def trials_of(organization: Organization) -> QuerySet[Trial]:
    """The organization's what-ifs, the latest first, without their texts."""
    rows = Trial.objects.filter(organization=organization).select_related("asked_by")
    return rows.defer("before", "after").order_by("-asked_at", "-pk")


def shared_lists() -> QuerySet[AcceptList]:
    """Every accept-list with its entries in force, for whoever asks what is accepted."""
    entries = AcceptEntry.objects.filter(removed_at=None).order_by("pk")
    rows = AcceptList.objects.select_related("organization").prefetch_related(Prefetch("entries", entries))
    return rows.order_by("key")
