"""What a board says of a goal, and what a panel decides."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.domain.plans.models import Vote
from cairn.web.shared.forms import Described

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MAJORITIES = ((50, _("more than half of the votes")), (66, _("more than two thirds of the votes")))


def dollars(label: str | _StrPromise, hint: str | _StrPromise = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        min_value=Decimal(1),
        max_value=Decimal(100_000),
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        error_messages={
            "required": _("Give the sum in dollars."),
            "invalid": _("Give the sum in dollars, such as 250."),
        },
    )


def cents(amount: Decimal) -> int:
    return int(amount * 100)


class GoalForm(Described, forms.Form):
    """A goal, the bounds of what a course toward it adds to a salary, and how the panel decides."""

    title = forms.CharField(label=_("Goal"), max_length=200, error_messages={"required": _("Name the goal.")})
    about = forms.CharField(
        label=_("What the board has in mind"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    lowest = dollars(_("Least that a course adds to a salary ($)"))
    highest = dollars(_("Most that a course adds to a salary ($)"))
    quorum = forms.IntegerField(
        label=_("How many of the panel must vote?"), min_value=1, max_value=200, initial=5
    )
    majority = forms.TypedChoiceField(label=_("What decides?"), choices=MAJORITIES, coerce=int, initial=50)


class SeatForm(Described, forms.Form):
    """Somebody to seat on a panel."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Of an educator of this organization."),
        error_messages={"required": _("Write the person's e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class PriceForm(Described, forms.Form):
    """What a course adds to a salary."""

    price = dollars(
        _("What it adds to a salary ($)"), _("Set before the vote, so that everybody works for a known rise.")
    )


class VoteForm(Described, forms.Form):
    """One vote, and why."""

    answer = forms.ChoiceField(
        label=_("Your vote"),
        choices=Vote.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes, yes with changes, or no.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The group reads this without your name. Say what would help them."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why, in words that help the group.")},
    )
