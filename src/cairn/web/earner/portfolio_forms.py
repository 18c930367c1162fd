"""The forms of the portfolio: who sees what, her own words, links and collections."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.domain.portfolios.models import Audience, Collection
from cairn.web.shared.forms import Described

LASTS = {
    "30": _("after 30 days"),
    "90": _("after 90 days"),
    "365": _("after a year"),
    "": _("when you withdraw it"),
}
AUDIENCES = {
    Audience.PRIVATE: _("Only me"),
    Audience.LINK: _("Whoever has my link"),
    Audience.PUBLIC: _("Everybody"),
}
MOST_WORDS = 4_000


class AudienceForm(Described, forms.Form):
    """Who sees something, and whether her name stands on it."""

    audience = forms.ChoiceField(
        label=_("Who sees it"), choices=list(AUDIENCES.items()), widget=forms.RadioSelect
    )
    named = forms.BooleanField(label=_("Show my name on it"), required=False)


class WordsForm(Described, forms.Form):
    """What she says about a badge."""

    narrative = forms.CharField(
        label=_("In your own words"),
        help_text=_("What you did, and what changed in your classroom. You can use Markdown."),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class LinkForm(Described, forms.Form):
    """A link to make: for whom, and until when."""

    prefix = "link"
    lasts = forms.ChoiceField(
        label=_("The link ends"), choices=list(LASTS.items()), required=False, initial="90"
    )
    label = forms.CharField(
        label=_("For whom"), required=False, max_length=120, help_text=_("You alone read this.")
    )

    def expires(self, at: datetime) -> datetime | None:
        """When the link ends; never, where she withdraws it herself."""
        days = self.cleaned_data["lasts"]
        return at + timedelta(days=int(days)) if days else None


class TitleForm(Described, forms.Form):
    """A collection to begin."""

    title = forms.CharField(
        label=_("Name of a new collection"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("For my application")}),
    )


class CollectionForm(AudienceForm):
    """What a collection is called, says, looks like, and who sees it."""

    title = forms.CharField(label=_("Name"), max_length=120)
    words = forms.CharField(
        label=_("What you say about it"),
        help_text=_("You can use Markdown."),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    cover = forms.ChoiceField(label=_("Cover"), choices=Collection.Cover.choices, widget=forms.RadioSelect)
    field_order = ("title", "words", "cover", "audience", "named")
