"""The credentials inside a Comprehensive Learner Record, each judged by itself, and whether they hang together.

CLR 2.0, B: a record is signed as a whole, and so is each credential in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cairn.engines.openbadges.documents import clr
from cairn.engines.openbadges.documents.parties import subject_id
from cairn.engines.openbadges.verifying.checking import Document, Means
from cairn.engines.openbadges.verifying.judging import examine
from cairn.engines.openbadges.verifying.reading import Read, kind_of, types_of
from cairn.engines.openbadges.verifying.report import Check, Report, concluded, made

MAX_PARTS: Final = 200
_BADGES: Final = frozenset({"OpenBadgeCredential", "AchievementCredential"})


def reports_of(document: Document, means: Means, recipient: str | None) -> tuple[Report, ...]:
    """A report on each credential in a record, in its order."""
    found = list(clr.credentials_in(document))
    reports = [_report(one, means, recipient) for one in found[:MAX_PARTS]]
    if len(found) > MAX_PARTS:
        reports.append(_unknown(None, f"Only the first {MAX_PARTS} credentials in it were checked."))
    return tuple(reports)


def _report(one: Document, means: Means, recipient: str | None) -> Report:
    if not means.lookups.in_time:
        return _unknown(one, "There was no time to check it.")
    if kind_of(one) == "badge" and not _BADGES & set(types_of(one)):
        return _unknown(one, "It is a credential of another kind, which is not checked here.")
    if kind_of(one) == "record":
        return _unknown(one, "It is a record within the record. Check it by itself.")
    return examine(Read(one), means, recipient).concluded((), None)


def _unknown(document: Document | None, sentence: str) -> Report:
    return concluded([made("file", "unknown", sentence)], document=document)


def checks_of(document: Document, reports: tuple[Report, ...]) -> tuple[Check, Check]:
    """What the credentials inside, and the associations between them, say of the record."""
    return _parts_check(document, reports), _associations_check(document)


def _parts_check(document: Document, reports: tuple[Report, ...]) -> Check:
    """A record that holds something forged is not valid; what expired or was revoked since is only told."""
    total, valid = len(reports), sum(report.valid for report in reports)
    broken = [report for report in reports if report.standing == "invalid"]
    if broken:
        told = f"{len(broken)} of {total} in it do not hold. {broken[0].sentence}"
        return made("parts", "failed", told)
    strangers = [one for one in clr.credentials_in(document) if not _same_learner(document, one)]
    if strangers:
        return made("parts", "failed", "It holds a credential of somebody other than its learner.")
    if total == 0:
        return made("parts", "ok", "It holds no credentials that are signed by themselves.")
    if valid == total:
        return made("parts", "ok", f"All {total} in it were checked by themselves and are valid.")
    told = f"{valid} of {total} in it are valid and confirmed; look at the others below."
    return made("parts", "ok", told)


def _same_learner(document: Document, one: Document) -> bool:
    """Two identifiers that differ are two people; a hashed name says nothing without its salt."""
    whole, part = subject_id(document), subject_id(one)
    return whole is None or part is None or whole == part or kind_of(one) == "endorsement"


def _associations_check(document: Document) -> Check:
    subject = document.get("credentialSubject")
    listed = _objects(subject.get("association")) if isinstance(subject, Mapping) else []
    if not listed:
        return made("associations", "skipped", "It does not say how its parts hang together.")
    known = set(_achievements(document))
    for association in listed:
        for end in ("sourceId", "targetId"):
            if association.get(end) not in known:
                told = "It relates an achievement to one that is not in it."
                return made("associations", "failed", told)
    return made("associations", "ok", "All that it relates to each other is in it.")


def _achievements(document: Document) -> Iterator[str]:
    """The identifiers of every achievement the record speaks of."""
    for one in (document, *clr.credentials_in(document)):
        for subject in _objects(one.get("credentialSubject")):
            for achievement in _objects(subject.get("achievement")):
                if isinstance(achievement.get("id"), str):
                    yield achievement["id"]


def _objects(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, dict)]
