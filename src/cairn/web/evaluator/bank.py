"""The comment bank: beginnings of sentences, each of which must be finished with what is in the evidence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STARTERS = (
    _("I saw this when"),
    _("The moment that shows it best is"),
    _("Your plan says, and your video shows,"),
    _("What your students did next was"),
    _("To meet this, show a moment in which"),
    _("Your reflection names it; the evidence would show it if"),
    _("One thing to try next time is"),
)
