"""What happens in the installations of story S08, each with a command of its own; it prints the key of Dana's session.

`earn`: in the District of Columbia Dana earns three strategies, and the stack that they complete; she enters hours.
`move`: in Maryland she has an account under the same e-mail address, and a certificate to renew.
"""

from __future__ import annotations

import sys
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

STRATEGIES = {
    "exit-tickets": "Exit Tickets That Change Tomorrow",
    "gestures": "Gestures for Student Responses",
    "white-boards": "Individual Student White Boards",
}
STACK = "Checking for Student Understanding"
HOURS = {"first area": 40, "second area": 30, "third area": 15, "fourth area": 5}
"""Ninety contact hours of learning, by the areas that Maryland tells apart."""
DAY = timedelta(days=1)


def earn(now: datetime) -> Any:
    from cairn.demo import stage, walking
    from cairn.domain.records import operations as records
    from cairn.workflows import stacking, tasks
    from tests.domain.stacks.examples import document, mc

    cast = stage.set_up(at=now - 90 * DAY, only=["exit-tickets"], named=True)
    dana, editions = cast.people["dana-brown"], dict(cast.editions)
    for key in ("gestures", "white-boards"):
        editions[key] = _published(cast, key, now - 80 * DAY)
    told = document("teach-standard-5", *(mc(f"cedar-hollow/{key}") for key in STRATEGIES), title=STACK)
    stacking.load(organization=cast.organizations["cedar-hollow"], document=told, by=None, at=now - 79 * DAY)
    for number, key in enumerate(STRATEGIES):
        walking.work_at(
            "awarded",
            edition=editions[key],
            earner=dana,
            evaluators=[cast.people["tomasz-nowak"]],
            at=now - (60 - 10 * number) * DAY,
        )
    _let_show(dana, now)
    for area, hours in HOURS.items():
        records.add_record(
            kind="learning",
            title=f"Study group, {area}",
            amount=Fraction(hours),
            unit="hour",
            earned_on=date(2026, 5, 4),
            details={"area": area},
            by=dana,
            at=now,
        )
    tasks.run_all(now)
    return dana


def _let_show(dana: Any, at: datetime) -> None:
    """Everybody in one strategy's pictures agreed that they are shown with the badge; for the others nobody asked."""
    from cairn.domain.evidence.models import Piece
    from cairn.domain.evidence.operations import pieces

    mine = Piece.objects.filter(part__attempt__earner=dana, part__attempt__micro_credential__key="gestures")
    for piece in mine.filter(kind="file"):
        pieces.give_consent(
            piece=piece, who="All 21", form="Signed", uses=["sharing"], given_on=at.date(), by=dana, at=at
        )


def _published(cast: Any, key: str, at: datetime) -> Any:
    """The same rubric and evidence under another strategy's name."""
    from cairn.demo import gating
    from cairn.domain.catalog import operations as catalog
    from cairn.workflows import publishing

    old = cast.editions["exit-tickets"]
    author = old.published_by
    told = {**deepcopy(old.document), "key": key, "title": STRATEGIES[key]}
    draft = catalog.begin(
        organization=old.micro_credential.organization, key=key, title=told["title"], by=author, at=at
    )
    draft = catalog.save_draft(draft=draft, document=told, revision=1, by=author, at=at)
    gating.clear(draft, author=author, reviewer=cast.people["hannah-kim"], at=at)
    return publishing.publish(draft=draft, by=author, at=at)


def move(now: datetime) -> Any:
    from cairn.domain.people import operations as people
    from cairn.domain.records import operations as records

    dana = people.register(
        email="dana.brown@cedarhollow.example.org", legal_name="Dana Brown", verified=True, by=None, at=now
    )
    records.add_license(
        policy_key="us-md/certificate-renewal",
        name="Maryland certificate",
        starts_on=date(2025, 9, 1),
        ends_on=date(2030, 8, 31),
        dates={"certificate issued": "2025-09-01"},
        by=dana,
        at=now,
    )
    return dana


def main() -> None:
    from cairn.cli.place import load_django

    load_django()
    from django.test import Client

    person = {"earn": earn, "move": move}[sys.argv[1]](datetime.now(UTC))
    browser = Client()
    browser.force_login(person)
    sys.stdout.write(browser.cookies["sessionid"].value)


if __name__ == "__main__":
    main()
