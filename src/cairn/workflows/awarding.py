"""Awarding: one award, one signed credential, one set of messages, however often this is repeated or cut off."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cairn.domain.catalog.models import Edition
from cairn.domain.catalog.operations import count_award
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.finding import operations as finding
from cairn.domain.issuing import operations
from cairn.domain.issuing.models import Award, SigningKey
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization
from cairn.engines import badgeart
from cairn.engines.badgeart import icons
from cairn.engines.openbadges import proofs
from cairn.workflows import crediting, letters, steps
from cairn.workflows.keys import ensure_key as ensure_key


@dataclass(kw_only=True)
class Signing:
    """An award on its way to a signed credential."""

    at: datetime
    award: Award | None = None
    key: SigningKey | None = None
    text: str = ""


@dataclass(kw_only=True)
class Awarding(Signing):
    """The case as it passes through `STEPS`."""

    attempt: Attempt


def _award_of(case: Signing) -> Award:
    if case.award is None:
        raise RuntimeError("The award is decided first.")
    return case.award


def decide(case: Awarding) -> None:
    """The award with its art and its place in the status list; the catalog counts it."""
    case.attempt = attempts.lock(case.attempt)
    if case.attempt.state == "met":
        # Counted first: whoever publishes holds this row while waiting for the ledger.
        count_award(micro_credential=case.attempt.micro_credential, by=None, at=case.at)
        finding.count_award(micro_credential=case.attempt.micro_credential, at=case.at)
    case.award = operations.make_award(attempt=case.attempt, art=art_for(case.attempt), by=None, at=case.at)


def choose_the_key(case: Signing) -> None:
    case.key = ensure_key(organization=_award_of(case).organization, by=None, at=case.at)


def sign(case: Signing) -> None:
    award = _award_of(case)
    if award.state != "made" or case.key is None:
        return
    signer = crediting.signer_for(award.organization, case.key)
    document = crediting.document_for(award, case.key, salt=secrets.token_urlsafe(16))
    case.text = json.dumps(
        proofs.sign(document, signer=signer, created=case.at), ensure_ascii=False, indent=1
    )


def keep_the_credential(case: Signing) -> None:
    if case.text and case.key:
        operations.issue(award=_award_of(case), text=case.text, signing_key=case.key, by=None, at=case.at)
        _award_of(case).refresh_from_db()


def close_the_attempt(case: Awarding) -> None:
    if case.attempt.state == "met":
        attempts.move(attempt=case.attempt, move="award", at=case.at)


def ask_for_recognition(case: Awarding) -> None:
    identity = str(_award_of(case).public_id)
    put(
        event=f"awarded:{identity}",
        recipient=identity,
        channel="recognize",
        at=case.at,
        payload={"award": identity},
    )


def ask_for_stacks(case: Signing) -> None:
    """Ask which stacks the award completes."""
    identity = str(_award_of(case).public_id)
    put(
        event=f"awarded:{identity}",
        recipient=identity,
        channel="stack",
        at=case.at,
        payload={"award": identity},
    )


def tell_the_earner(case: Signing) -> None:
    award = _award_of(case)
    letters.put("awarded", about=award, to=award.earner, at=case.at)


STEPS: tuple[Callable[[Awarding], None], ...] = (
    decide,
    choose_the_key,
    sign,
    keep_the_credential,
    close_the_attempt,
    ask_for_recognition,
    ask_for_stacks,
    tell_the_earner,
)


def award(*, attempt: Attempt, at: datetime) -> Award:
    """Award a met attempt: all of `STEPS` in one transaction; a repeat finds everything done."""
    return _award_of(steps.take(STEPS, Awarding(attempt=attempt, at=at)))


def art_for(attempt: Attempt) -> str:
    """The badge of an attempt's edition as SVG."""
    return art_of(attempt.edition, attempt.organization)


def art_of(edition: Edition, organization: Organization) -> str:
    """The badge as SVG, drawn from the keys of the issuer and the micro-credential."""
    return badgeart.draw(
        f"{organization.slug}/{edition.document['key']}",
        hue=edition.topic,
        icon_paths=icons.paths(edition.document["icon"]),
        tier=edition.tier,
        title=edition.title,
    )
