"""Bad luck: writing without the right, forms that are sent twice, and the turn of clocks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from cairn.demo import walking
from cairn.domain.catalog import operations as catalog
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Attempt, Piece, Round
from cairn.domain.evidence.operations import attempts, pieces
from cairn.domain.issuing.operations import make_award
from cairn.domain.ledger.models import Entry
from cairn.domain.people import operations as people
from cairn.engines.verdict import Refused
from cairn.workflows import coaching
from tests.walk import DAY, stage
from tests.web.test_bad_intent import NOW, client_of, second

__all__ = ["second", "stage"]


# --- Writing asks who writes ----------------------------------------------------------------------------------


def test_drafts_are_begun_and_saved_by_authors_of_the_organization_alone(stage):
    house, author = stage.organizations["harpeth-state"], stage.people["priya-raman"]
    stranger = stage.people["janelle-wright"]
    with pytest.raises(Refused, match="author of Harpeth State University"):
        catalog.begin(organization=house, key="mine", title="Mine", by=stranger, at=NOW)
    draft = catalog.begin(organization=house, key="mine", title="Mine", by=author, at=NOW)
    with pytest.raises(Refused, match="author of Harpeth State University"):
        catalog.save_draft(draft=draft, document=draft.document, revision=1, by=stranger, at=NOW)
    with pytest.raises(Refused, match="There is one of this name already"):
        catalog.begin(organization=house, key="mine", title="Mine", by=author, at=NOW)


def test_roles_are_given_and_ended_by_administrators_alone(stage):
    house, ruth, walter = (
        stage.organizations["cedar-hollow"],
        stage.people["ruth-delaney"],
        stage.people["walter-finch"],
    )
    with pytest.raises(Refused):
        people.take_role(person=walter, organization=house, role="administrator", by=walter, at=NOW)
    given = people.take_role(person=walter, organization=house, role="coach", by=ruth, at=NOW)
    with pytest.raises(Refused):
        people.end_role(membership=given, by=walter, at=NOW)


# --- Twice is once --------------------------------------------------------------------------------------------


def test_sending_a_form_twice_has_one_effect(stage):
    dana = stage.people["dana-brown"]
    client, row = client_of(dana), stage.editions["exit-tickets"].micro_credential
    for _ in range(2):
        client.post(reverse("earner:start", args=[row.public_id]))
    attempt = Attempt.objects.get(earner=dana, micro_credential=row)
    walking.fill(attempt, at=NOW)
    coach = {"coach": str(stage.people["marcus-bell"].public_id), "message": "Look"}
    for name, told in [("invite", coach), ("check", {"declared": "yes"})]:
        for _ in range(2):
            client.post(reverse(f"earner:{name}", args=[attempt.public_id]), told)
    assert attempt.invitations.count() == 1
    reading = Reading.objects.get(round=Round.objects.get(attempt=attempt))
    reader = client_of(stage.people["aisha-rahman"])
    for _ in range(2):
        reader.post(reverse("evaluator:next"))
    walking.rate(Reading.objects.get(pk=reading.pk), at=datetime.now(UTC))
    for _ in range(2):
        reader.post(reverse("evaluator:send", args=[reading.public_id]), _marks(reading))
    assert Reading.objects.get().state == "concluded"
    assert Entry.objects.filter(event="reading.concluded").count() == 1
    assert Entry.objects.filter(event="round.concluded").count() == 1


def test_words_sent_twice_are_said_once(second, stage):
    dana, marcus, hannah = (stage.people[key] for key in ("dana-brown", "marcus-bell", "hannah-kim"))
    attempt = second.round.attempt
    piece = second.round.pieces.filter(slot__key="videos")[0]
    slot = attempt.edition.slots.get(key="plans")
    for _ in range(2):
        coaching.remark(attempt=attempt, slot=slot, text="See the aim.", by=marcus, at=NOW)
        client_of(hannah).post(
            reverse("evaluator:comment", args=[second.public_id, piece.public_id]),
            {"kind": "strength", "text": "Calm.", "at": "3"},
        )
    assert attempt.remarks.filter(text="See the aim.").count() == 1
    assert second.moments.count() == 1
    coaching.remark(attempt=attempt, slot=slot, text="Thank you.", by=dana, at=NOW)
    coaching.remark(attempt=attempt, slot=slot, text="See the aim.", by=marcus, at=NOW)
    assert attempt.remarks.filter(text="See the aim.").count() == 2


def test_a_consent_sent_twice_is_one_and_may_be_given_anew_after_it_was_withdrawn(second):
    piece = Piece.objects.filter(part__attempt=second.round.attempt, consents__isnull=False)[0]
    earner = second.round.attempt.earner
    told: dict[str, Any] = {"who": "All", "form": "F", "uses": ["coaching"]}
    first, again = (
        pieces.give_consent(piece=piece, given_on=NOW.date(), by=earner, at=NOW, **told) for _ in range(2)
    )
    pieces.withdraw_consent(consent=first, by=earner, at=NOW + DAY)
    anew = pieces.give_consent(piece=piece, given_on=NOW.date(), by=earner, at=NOW + 2 * DAY, **told)
    assert (first.pk == again.pk, first.pk == anew.pk) == (True, False)


def _marks(reading: Reading) -> dict[str, str]:
    """The form as a browser sends it: every mark that the sheet shows."""
    ratings = reading.ratings.select_related("criterion", "level")
    levels = {f"level-{one.criterion.key}": one.level.key for one in ratings if one.level}
    return levels | {f"feedback-{one.criterion.key}": one.feedback for one in ratings}


# --- The clock ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-01-01T05:59:59+00:00", "2025-12-31"),
        ("2026-01-01T06:00:00+00:00", "2026-01-01"),
        ("2026-03-08T05:59:59+00:00", "2026-03-07"),  # the night in which the clocks go forward
        ("2026-03-09T04:59:59+00:00", "2026-03-08"),
        ("2026-11-01T06:30:00+00:00", "2026-11-01"),  # half past one, for the first time that night
        ("2026-11-02T05:59:59+00:00", "2026-11-01"),
    ],
)
def test_the_day_that_counts_is_the_issuers_at_the_turn_of_years_and_clocks(stage, instant, day):
    sent = datetime.fromisoformat(instant)
    attempt = attempts.start(
        edition=stage.editions["exit-tickets"], by=stage.people["dana-brown"], at=sent - DAY
    )
    attempt.state, attempt.submitted_at = "met", sent
    made = make_award(attempt=attempt, art="", by=None, at=sent + DAY)
    assert made.earned_on.isoformat() == day
