"""Who is a coach or an evaluator no more reads no more."""

from __future__ import annotations

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.access import may_coach, may_read_round
from cairn.domain.evidence.operations import attempts
from cairn.workflows import coaching, staffing
from tests.walk import DAY, LONG_AGO


def test_a_coach_whose_role_ends_reads_the_draft_no_more(stage: Stage) -> None:
    dana, coach = stage.people["dana-brown"], stage.people["marcus-bell"]
    attempt = attempts.start(edition=stage.editions["morning-meeting"], by=dana, at=LONG_AGO)
    coaching.invite(attempt=attempt, coach=coach, message="", by=dana, at=LONG_AGO)
    role = coach.memberships.get(role="coach", organization=attempt.organization)
    assert may_coach(coach, attempt, at=LONG_AGO + DAY)
    staffing.end_role(membership=role, by=stage.people["eleanor-voss"], at=LONG_AGO + DAY)
    assert may_coach(coach, attempt, at=LONG_AGO + 2 * DAY).codes == ("no_grant",)


def test_an_evaluator_whose_role_ends_reads_the_round_no_more(stage: Stage) -> None:
    dana, reader = stage.people["dana-brown"], stage.people["aisha-rahman"]
    attempt = attempts.start(edition=stage.editions["exit-tickets"], by=dana, at=LONG_AGO)
    walking.fill(attempt, at=LONG_AGO)
    round_ = walking.submit(attempt, at=LONG_AGO)
    walking.claim(attempt, reader, at=LONG_AGO + DAY)
    assert may_read_round(reader, round_, at=LONG_AGO + DAY)
    role = reader.memberships.get(role="evaluator", organization=attempt.organization)
    staffing.end_role(membership=role, by=stage.people["ruth-delaney"], at=LONG_AGO + DAY)
    assert may_read_round(reader, round_, at=LONG_AGO + DAY).codes == ("no_grant",)
