"""Who looks at what people show: somebody or nobody, perhaps by a share link, perhaps the owner as a visitor would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.people.models import Person
from cairn.domain.portfolios.access import may_see_badge, owner_of, showing_of
from cairn.domain.portfolios.models import Badge, Collection, ShareLink
from cairn.domain.portfolios.queries import link_by

PREVIEWS = ("nobody", "link")


@dataclass(frozen=True)
class Sight:
    """One look: `person` is nobody where no one is signed in; `link` is one that leads somewhere.

    `preview` is set while the owner looks as a visitor does: as `nobody` in particular, or by a `link`, and
    `back` is where her own page of it is then.
    """

    at: datetime
    person: Person | None = None
    link: ShareLink | None = None
    token: str = ""
    preview: str = ""
    back: str = ""

    def sees(self, badge: Badge) -> bool:
        """Whether the badge is to be seen."""
        return bool(may_see_badge(self.person, badge, link=self.link, at=self.at))

    def owns(self, badge: Badge) -> bool:
        """Whether the badge is the visitor's own."""
        return self.person is not None and owner_of(badge) == self.person.pk

    @cached_property
    def query(self) -> str:
        """What addresses end in, so that whoever came by a link goes on by it."""
        if self.preview:
            return f"?as={self.preview}"
        return f"?link={self.token}" if self.link else ""


def sight_of(request: HttpRequest, token: str = "") -> Sight:
    """Who looks, by the link that the address names."""
    at, token = timezone.now(), token or request.GET.get("link", "")
    person = request.user if isinstance(request.user, Person) else None
    return Sight(at, person, link_by(token, at=at) if token else None, token)


def previewed(request: HttpRequest, sight: Sight, what: Badge | Collection) -> Sight:
    """The same look, or that of a visitor, where the owner of `what` asks for it; the request is a visitor's then."""
    asked = request.GET.get("as", "")
    owner = what.person_id if isinstance(what, Collection) else owner_of(what)
    if asked not in PREVIEWS or sight.person is None or sight.person.pk != owner:
        return sight
    request.user = AnonymousUser()
    link = _as_if(what) if asked == "link" else None
    return replace(sight, person=None, link=link, preview=asked, back=_own_page(what))


def _own_page(what: Badge | Collection) -> str:
    if isinstance(what, ForeignBadge):
        return reverse("earner:elsewhere_one", args=[what.public_id])
    name = "collection" if isinstance(what, Collection) else "award"
    return reverse(f"earner:{name}", args=[what.public_id])


def _as_if(what: Badge | Collection) -> ShareLink:
    """A link that was never made, to see what one would show."""
    if isinstance(what, Collection):
        return ShareLink(collection=what)
    return ShareLink(showing=showing_of(what))
