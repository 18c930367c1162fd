"""Every component on one page, for who builds pages: open in the demo, while developing, and to staff."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cairn.domain.evidence.models import Piece
from cairn.engines.badgeart import HUES
from cairn.web.shared import charts
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import public
from cairn.web.shared.log import Log, log_of
from cairn.web.shared.pages import render
from cairn.web.shared.standing import STANDINGS

LEVELS = [
    {"key": "emerging", "name": "Emerging"},
    {"key": "developing", "name": "Developing"},
    {"key": "proficient", "name": "Proficient"},
    {"key": "exemplary", "name": "Exemplary"},
]
RUBRIC = {
    "levels": LEVELS,
    "pass_level": "proficient",
    "criteria": [
        {
            "key": "pauses",
            "title": "Pauses after questions",
            "look_for": "Three or more open questions, each followed by a pause.",
            "descriptors": {
                "emerging": "Questions are answered at once.",
                "developing": "Some pauses, most under two seconds.",
                "proficient": "Pauses of three seconds or more follow most open questions.",
                "exemplary": "Pauses are steady, and students use them to write or confer.",
            },
        }
    ],
}
CARDS = [
    {
        "title": "Two-Minute Well-being Checks",
        "topic": "wellbeing",
        "label": "Well-being",
        "icon": "sun",
        "tier": 1,
        "claim": "You notice how students arrive and respond in a way that fits them.",
        "done": 0,
    },
    {
        "title": "Feedback That Moves Learning",
        "topic": "assessment",
        "label": "Assessment",
        "icon": "messages-square",
        "tier": 2,
        "claim": "You give feedback students act on, and you can show what changed in their work.",
        "done": 2,
    },
    {
        "title": "Exit Tickets That Change Tomorrow",
        "topic": "assessment",
        "label": "Assessment",
        "icon": "ticket",
        "tier": 1,
        "claim": "You design a quick check and use its results to plan the next lesson again.",
        "done": 4,
        "earned": True,
    },
]


class ExampleForm(Described, forms.Form):
    """One field of every kind."""

    title = forms.CharField(help_text="Name what a teacher will be able to do.", max_length=80)
    about = forms.CharField(widget=forms.Textarea(attrs={"data-words-min": 20}), required=False)
    stakes = forms.ChoiceField(
        choices=[("feedback", "Feedback"), ("renewal", "License renewal"), ("pay", "Pay")]
    )
    grades = forms.MultipleChoiceField(
        choices=[("K-2", "K–2"), ("3-5", "3–5")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that fit.",
    )
    public = forms.BooleanField(label="Show it in the catalog", required=False)


VISITS = (
    (2, 45, "Riverside library", "Who chooses the books on the low shelves?"),
    (9, 30, "Community garden", "Two languages at every bed."),
)
CODE = "for name in names:\n    print(f'Hello, {name}!')"


@public
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    if not (settings.DEMO or settings.DEBUG or getattr(request.user, "is_staff", False)):
        raise Http404
    return render(request, "shared/gallery.html", _context())


def _log() -> Log | None:
    """Two visits, neither of them kept anywhere."""
    visits = [
        Piece(
            kind="entry",
            made_on=date(2026, 3, day),
            begins=time(9),
            ends=time(9, minutes),
            place=place,
            text=notes,
        )
        for day, minutes, place, notes in VISITS
    ]
    return log_of(visits, {"conditions": [{"rule": "visits", "count": 2, "minutes": 40}]})


def _context() -> dict[str, Any]:
    return {
        "log": _log(),
        "code": CODE,
        "hues": list(HUES),
        "levels": LEVELS,
        "rubric": RUBRIC,
        "cards": CARDS,
        "evidence": [("video", "Video"), ("notebook-pen", "Lesson plan")],
        "trail": [("Explore", "/"), ("Well-being", "/?topic=wellbeing")],
        "states": list(STANDINGS),
        "form": ExampleForm({"title": "", "about": "A short text.", "stakes": "pay", "grades": ["K-2"]}),
        "charts": _charts(),
    }


def _charts() -> list[str]:
    waits = [("Jan", 13), ("Feb", 11), ("Mar", 12), ("Apr", 8), ("May", 7), ("Jun", 5)]
    scores = [
        ("Pauses after questions", [3, 16, 71, 29]),
        ("Waits again", [11, 38, 55, 16]),
        ("More voices heard", [7, 29, 62, 22]),
    ]
    stones = ["Gestures", "White boards", "Exit tickets", "Cold call"]
    return [
        charts.bars(
            "Days from submission to result",
            "Results now come in 5 days, one under the goal.",
            waits,
            unit="days",
            goal=6,
        ),
        charts.stacked(
            "Scores by part, last 120 submissions",
            "Waiting again is where most need a second round.",
            scores,
            [level["name"] for level in LEVELS],
        ),
        charts.path("Your stack", "Two stones are laid, two are to come.", stones, done=2),
    ]
