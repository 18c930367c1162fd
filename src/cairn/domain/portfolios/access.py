"""Who may see a badge, a piece of its evidence and a collection: the one answer, for every address.

A visitor is a person or nobody, and may have come by a share link. What is erased or was never shown has no showing,
and is seen by nobody but its earner.
"""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evidence.access import consent_for
from cairn.domain.evidence.models import RoundPiece, StoredFile
from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.issuing.access import is_issued
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.domain.portfolios.models import (
    Audience,
    Badge,
    Collection,
    Placement,
    ShareLink,
    Showing,
    ShownPiece,
)
from cairn.engines.verdict import Verdict, all_of, no, yes

USE_FOR = {Audience.LINK: "sharing", Audience.PUBLIC: "public"}
"""The use that a consent must cover for an audience."""


def showing_of(badge: Badge) -> Showing | None:
    """What the badge shows to whom, if its earner ever chose."""
    return getattr(badge, "showing", None)


def audience_of(badge: Badge) -> str:
    """To whom the badge is shown."""
    found = showing_of(badge)
    return found.audience if found else Audience.PRIVATE


def owner_of(badge: Badge) -> int:
    """Whose badge it is, by primary key."""
    return badge.earner_id if isinstance(badge, Award) else badge.person_id


def _there(badge: Badge) -> Verdict:
    """Whether there is a badge to look at: a signed one, or one that she keeps."""
    if isinstance(badge, Award):
        return is_issued(badge)
    if badge.state == "withdrawn":
        return no("removed", "This badge is removed. Put it back to show it.")
    return yes()


def shown_name(badge: Badge) -> str:
    """The earner's name where the badge shows it; else nothing."""
    found = showing_of(badge)
    if not found or not found.named:
        return ""
    return badge.earner_name if isinstance(badge, Award) else badge.person.name


def may_see_badge(
    visitor: Person | None, badge: Badge, *, link: ShareLink | None = None, at: datetime
) -> Verdict:
    """Whether a visitor sees the badge, its page as well as each of its files."""
    if not (there := _there(badge)):
        return there
    if visitor is not None and visitor.pk == owner_of(badge):
        return yes()
    found = showing_of(badge)
    if found is None or not _reaches(found, link, at):
        return no("hidden", "The earner does not show this badge here.")
    return yes()


def is_public(badge: Badge) -> bool:
    """Whether everybody sees the badge."""
    return bool(_there(badge)) and audience_of(badge) == Audience.PUBLIC


def _reaches(showing: Showing, link: ShareLink | None, at: datetime) -> bool:
    """Whether a badge is shown to everybody, or to whoever came by this link."""
    if showing.audience == Audience.PUBLIC:
        return True
    return showing.audience == Audience.LINK and link is not None and _opens(link, showing, at)


def _opens(link: ShareLink, showing: Showing, at: datetime) -> bool:
    """Whether a link leads to a badge: it was made for it, or for a collection that holds it."""
    if not link.opens(at):
        return False
    if link.showing_id is not None:
        return link.showing_id == showing.pk
    # A collection that she keeps to herself again takes its links along.
    if link.collection is None or link.collection.audience == Audience.PRIVATE:
        return False
    held = Placement.objects.filter(collection=link.collection_id)
    return held.filter(award=showing.award_id, foreign=showing.foreign_id).exists()


def may_see_piece(
    visitor: Person | None, shown: ShownPiece, *, link: ShareLink | None = None, at: datetime
) -> Verdict:
    """Whether a visitor sees a piece of evidence that its earner shows with a badge.

    It needs the badge to be seen and to stand, the piece's own setting, and consent that holds today.
    """
    award = shown.showing.award
    if award is None or not (seen := may_see_badge(visitor, award, link=link, at=at)):
        return no("hidden", "The earner does not show this.") if award is None else seen
    if visitor is not None and visitor.pk == award.earner_id:
        return yes()
    if award.state == "revoked":
        return no("revoked", "Evidence is not shown with a badge that was revoked.")
    by_link = link is not None and _opens(link, shown.showing, at)
    if shown.audience == Audience.LINK and not by_link:
        return no("hidden", "The earner does not show this here.")
    return may_be_shown(shown.piece, shown.audience)


def may_be_shown(piece: RoundPiece, audience: str) -> Verdict:
    """Whether a piece may be shown to an audience: it is still kept, and consent covers it where it shows children."""
    if audience == Audience.PRIVATE:
        return yes()
    if piece.file and piece.file.state != StoredFile.State.ATTACHED:
        return no("gone", "This file is no longer kept.")
    if consent_for(piece.piece, USE_FOR[Audience(audience)]):
        return yes()
    if audience == Audience.PUBLIC:
        return no("no_consent", "Its consent does not say that everybody may see it.")
    return no("no_consent", "Its consent does not say that you may show it.")


def may_show(person: Person, badge: Badge) -> Verdict:
    """Whether the person may choose to whom the badge is shown: her own, once it is issued."""
    if owner_of(badge) != person.pk:
        return no("not_yours", "This is somebody else's badge.")
    if isinstance(badge, ForeignBadge) and not badge.hers:
        return no("not_proved", "Prove first that the address to which this badge was given is yours.")
    return _there(badge)


def may_show_piece(person: Person, award: Award, piece: RoundPiece, audience: str) -> Verdict:
    """Whether the person may show a piece of what was judged, with her badge, to an audience."""
    of_it = award.attempt_id is not None and piece.round.attempt_id == award.attempt_id
    return all_of(
        [
            may_show(person, award),
            yes() if of_it else no("not_its_evidence", "This is not evidence of this badge."),
            may_be_shown(piece, audience),
        ]
    )


def owns(person: Person, collection: Collection) -> Verdict:
    """Whether the collection is the person's own."""
    if collection.person_id == person.pk:
        return yes()
    return no("not_yours", "This is somebody else's collection.")


def may_see_collection(
    visitor: Person | None, collection: Collection, *, link: ShareLink | None = None, at: datetime
) -> Verdict:
    """Whether a visitor sees the page of a collection; each badge on it answers for itself."""
    if collection.audience == Audience.PUBLIC or (visitor and visitor.pk == collection.person_id):
        return yes()
    by_link = link is not None and link.collection_id == collection.pk and link.opens(at)
    if collection.audience == Audience.LINK and by_link:
        return yes()
    return no("hidden", "Its owner does not show this collection here.")


def may_withdraw(person: Person, link: ShareLink) -> Verdict:
    """Whether the person may end a share link: one of hers."""
    return yes() if link.person_id == person.pk else no("not_yours", "This is somebody else's link.")
