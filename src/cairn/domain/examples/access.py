"""Who may propose worked examples, answer for them and publish them; and which pieces may be shown at all."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evidence.access import consent_for
from cairn.domain.evidence.models import Round, RoundPiece, StoredFile
from cairn.domain.examples.models import Example
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.engines.verdict import Verdict, no, yes

USE = "example"
"""What the consent of whoever is seen or heard in a piece must cover."""


def may_keep(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person proposes and publishes worked examples of what the organization offers."""
    return holds(person, organization, Role.AUTHOR, Role.LEAD, at=at)


def may_propose(person: Person, round_: Round, *, at: datetime) -> Verdict:
    """Whether the person may ask the earner: for awarded work as it met the rubric, or for an agreed anchor."""
    if not (keeps := may_keep(person, round_.attempt.organization, at=at)):
        return keeps
    if Example.objects.filter(round=round_).exists():
        return no("asked", "This teacher was asked already. You see what came of it in the list.")
    outcome, anchor = getattr(round_, "outcome", None), getattr(round_, "anchor", None)
    if anchor is not None and anchor.state == "rating":
        return no("rated", "Experts rate this work blind now. Agree on it first, or choose other work.")
    if round_.recalled_at is None and round_.attempt.state == "awarded" and outcome and outcome.met:
        return yes()
    if anchor is not None and anchor.state == "agreed":
        return yes()
    return no("not_awarded", "Choose work that was awarded, or an anchor that experts have agreed on.")


def may_answer(person: Person, example: Example) -> Verdict:
    """Whether the person says what of the example is shown: it is her work."""
    if example.round.attempt.earner_id == person.pk:
        return yes()
    return no("not_yours", "This is somebody else's work.")


def may_read(person: Person | None, example: Example, *, at: datetime) -> Verdict:
    """Whether somebody may read what its earner allows: everybody once it is published, and before whoever keeps it."""
    if example.state == "published":
        return yes()
    if person is not None and example.state == "allowed" and may_keep(person, example.organization, at=at):
        return yes()
    return no("not_shown", "This is not shown to everybody.")


def may_be_shown(piece: RoundPiece) -> Verdict:
    """Whether a piece could be shown to everybody now, if its earner lets it: asked again on every request."""
    if not (agreed := agreed_to(piece)) or piece.kind != "file" or piece.file is None:
        return agreed
    if any(copy.use == StoredFile.Use.RENDITION for copy in piece.file.renditions.all()):
        return yes()
    return no("no_copy", "There is no copy of this file without hidden data, so it is not shown.")


def agreed_to(piece: RoundPiece) -> Verdict:
    """Whether everybody who can be recognized in a piece lets everybody see it, and it is kept."""
    if piece.kind == "link":
        return no("link", "Where a link leads may tell whose work this is, so links are not shown.")
    if piece.file is None:
        return yes()
    if piece.file.state != StoredFile.State.ATTACHED:
        return no("gone", "This file is no longer kept.")
    agreed = consent_for(piece.piece, USE)
    if agreed or "withdrawn" in agreed.codes:
        return agreed
    return no(
        "no_consent", "Consent on record does not cover a worked example for all who can be recognized in it."
    )
