"""What a program may be let to do, each in the words in which people are asked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_noop
from oauth2_provider.scopes import BaseScopes

from cairn.engines.openbadges.hosting import READ, READ_PROFILE, UPDATE_PROFILE, UPSERT

SCOPES = {
    READ: gettext_noop("See your badges, those you keep private too"),
    UPSERT: gettext_noop(
        "Add badges to your portfolio; they are checked, and stay private until you show them"
    ),
    READ_PROFILE: gettext_noop("See your name and your e-mail address"),
    UPDATE_PROFILE: gettext_noop("Change the name you are shown by"),
}


class Scopes(BaseScopes):  # type: ignore[misc]  # the library has no types
    """The scopes of the Open Badges 3.0 API (7.1.1); a program that names none is let do nothing."""

    def get_all_scopes(self) -> dict[str, str]:
        return {scope: gettext(words) for scope, words in SCOPES.items()}

    def get_available_scopes(self, *args: Any, **kwargs: Any) -> list[str]:
        return list(SCOPES)

    def get_default_scopes(self, *args: Any, **kwargs: Any) -> list[str]:
        return []
