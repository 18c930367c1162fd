"""Badges from elsewhere are verified again by and by, and what became of them is told to whoever earned them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from cairn.adapters.links.doors import host_of
from cairn.domain.foreign import access, operations
from cairn.domain.foreign.models import Change, ForeignBadge
from cairn.domain.foreign.operations import Judged, Noticed
from cairn.domain.foreign.queries import due_on
from cairn.domain.outbox import operations as outbox
from cairn.domain.people.models import Person
from cairn.engines.openbadges import jose
from cairn.engines.openbadges.errors import KeyFormatError
from cairn.engines.openbadges.trust import pinning
from cairn.engines.openbadges.verifying.report import Report
from cairn.engines.verdict import demand
from cairn.workflows import elsewhere, letters
from cairn.workflows.foreign.judging import Asking, addresses_of, judged, look
from cairn.workflows.foreign.schedule import next_check

CHANNEL: Final = "verify again"
AT_ONCE: Final = 100
APART: Final = timedelta(seconds=20)
"""Between two badges of one host."""
SECONDS: Final = 20.0
"""So long the worker waits for all that one badge leads to."""
PATIENCE: Final = 3
"""So often in a row a site may be silent before she is told."""
TOLD: Final = frozenset(Change.Kind) - {Change.Kind.HERS, Change.Kind.ANSWERS, Change.Kind.NEWER}
"""Changes that she gets a letter about; the others stand on the page alone."""


def ask_for_checks(*, at: datetime) -> int:
    """Ask the worker to verify what is due, those of one host one after the other; how many. Safe to repeat."""
    asked: Counter[str] = Counter()
    for badge in due_on(at.date())[:AT_ONCE]:
        host = host_of(_page_of(badge.issuer_id))
        outbox.put(
            event=f"verify again {badge.public_id} {at:%Y-%m-%d}",
            recipient=str(badge.public_id),
            channel=CHANNEL,
            at=at,
            due=at + asked[host] * APART,
            payload={"badge": str(badge.public_id)},
        )
        asked[host] += 1
    return asked.total()


def check_now(*, badge: ForeignBadge, by: Person, at: datetime) -> list[Change]:
    """Verify a badge again because its earner asks; what changed."""
    demand(access.may_change(by, badge))
    return check_again(badge=badge, at=at, seconds=elsewhere.SECONDS)


def check_again(*, badge: ForeignBadge, at: datetime, seconds: float = SECONDS) -> list[Change]:
    """Verify a badge again and note what changed, with a letter where it matters. One that was removed is left alone.

    Where its issuer's site is silent, all that is known of it stays as it is.
    """
    if badge.state != "kept":
        return []
    fetch = elsewhere.fetcher(seconds)
    asking = Asking(fetch, _bytes(badge))
    report = look(badge.credential.encode(), asking, at=at)
    found = judged(report, asking, addresses_of(badge.person))
    found = replace(found, given_to=found.given_to or badge.given_to)
    if _key_is_gone(badge, report, asking):
        report, found = _by_what_was_kept(badge, found, at)
        news = [Noticed(Change.Kind.KEY, KEY_GONE)] if badge.confirmed else []
    elif badge.asked_at and (found.silent or fetch is None) and found.standing in ("unknown", "valid"):
        return _unanswered(badge, badge.failures + found.silent, at)
    else:
        news = list(_news(badge, found, report))
    with transaction.atomic():
        check_on = next_check(
            standing=found.standing,
            expires_at=badge.expires_at,
            failures=badge.failures + 1 if found.silent else 0,
            digest=badge.digest,
            at=at,
        )
        changes = operations.note_check(badge=badge, judged=found, news=news, check_on=check_on, at=at)
        return _told(changes, badge, at)


def _unanswered(badge: ForeignBadge, failures: int, at: datetime) -> list[Change]:
    news = [Noticed(Change.Kind.SILENT, SILENT)] if badge.failures < failures == PATIENCE else []
    check_on = next_check(
        standing=badge.standing, expires_at=badge.expires_at, failures=failures, digest=badge.digest, at=at
    )
    with transaction.atomic():
        changes = operations.note_silence(badge=badge, news=news, failures=failures, check_on=check_on, at=at)
        return _told(changes, badge, at)


def _told(changes: list[Change], badge: ForeignBadge, at: datetime) -> list[Change]:
    for change in changes:
        if change.kind in TOLD:
            letters.put("foreign_changed", about=change, to=badge.person, at=at)
    return changes


SILENT: Final = (
    "The site of its issuer has not answered for some time, so we cannot ask whether anything changed. Your badge is "
    "no worse for it: what we knew the last time stands, with its date. We go on asking."
)
KEY_GONE: Final = (
    "Its issuer no longer lists the key that signed it. The badge is unchanged, but nothing shows any more whose it "
    "is. Ask the issuer for a new file of it, and bring that in."
)
ANSWERS: Final = "The site of its issuer answers again."
HERS: Final = "It was given to an e-mail address that you have proved is yours."
STANDS: Final = "It is in force."


def _news(badge: ForeignBadge, found: Judged, report: Report) -> Iterator[Noticed]:
    """What is different from the last time. A first look at its issuer's site is no news, unless it is bad."""
    first = badge.asked_at is None
    if badge.failures >= PATIENCE and not found.silent:
        yield Noticed(Change.Kind.ANSWERS, ANSWERS)
    if found.given_to and not badge.hers:
        yield Noticed(Change.Kind.HERS, HERS)
    if found.standing != badge.standing:
        yield from _of_standing(badge, found, report, first=first)
    elif badge.confirmed and not found.confirmed:
        yield Noticed(Change.Kind.KEY, report.whose)
    elif found.confirmed and not badge.confirmed and not first:
        yield Noticed(Change.Kind.CONFIRMED, report.whose)


_ENDS: Final = {
    "revoked": ("status", Change.Kind.REVOKED),
    "suspended": ("status", Change.Kind.SUSPENDED),
    "expired": ("valid_until", Change.Kind.EXPIRED),
}


def _of_standing(badge: ForeignBadge, found: Judged, report: Report, *, first: bool) -> Iterator[Noticed]:
    if found.standing in _ENDS:
        code, kind = _ENDS[found.standing]
        check = report.check(code)
        yield Noticed(kind, check.sentence if check else report.sentence)
    elif found.standing == "invalid":
        yield Noticed(Change.Kind.INVALID, report.integrity.sentence)
    elif found.standing == "valid" and not first:
        yield Noticed(Change.Kind.STANDS, STANDS if report.valid else f"{STANDS} {report.whose}")
    elif found.standing == "unknown" and not found.genuine and badge.standing == "valid":
        yield Noticed(Change.Kind.DOUBTFUL, report.sentence)


def _key_is_gone(badge: ForeignBadge, report: Report, asking: Asking) -> bool:
    """Whether the signature fails only since its issuer lists the key no more; one that it revokes stays listed."""
    proof, keys = report.check("proof"), _keys_of(badge)
    page = asking.said.get(_page_of(badge.issuer_id))
    if proof is None or proof.outcome != "failed" or page is None:
        return False
    return bool(keys) and all(name.encode() not in page for name in keys)


def _keys_of(badge: ForeignBadge) -> list[str]:
    """The names of the keys that a badge says it is signed with."""
    if badge.form == ForeignBadge.Form.JWT:
        named = [jose.read(badge.credential.encode()).jws.header.get("kid")]
    else:
        proofs = badge.document.get("proof", [])
        listed = proofs if isinstance(proofs, list) else [proofs]
        named = [one.get("verificationMethod") for one in listed if isinstance(one, dict)]
    return [each for each in named if isinstance(each, str)]


def _by_what_was_kept(badge: ForeignBadge, found: Judged, at: datetime) -> tuple[Report, Judged]:
    """What the badge comes to by the pages of the last time: whether it is unchanged, and no more."""
    kept = Asking(None, _bytes(badge))
    report = look(badge.credential.encode(), kept, at=at)
    return report, replace(
        judged(report, kept, [found.given_to] if found.given_to else []),
        given_to=found.given_to,
        confirmed=False,
        genuine=False,
        asked=True,
    )


def _bytes(badge: ForeignBadge) -> dict[str, bytes]:
    return {address: text.encode() for address, text in badge.pages.items()}


def _page_of(issuer: str) -> str:
    try:
        return pinning.page_of(issuer)
    except KeyFormatError:
        return ""
