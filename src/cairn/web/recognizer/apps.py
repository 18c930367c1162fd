from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from cairn.domain.people.models import Person


class RecognizerPages(AppConfig):
    name = "cairn.web.recognizer"
    label = "web_recognizer"

    def ready(self) -> None:
        from cairn.web.shared import nav

        nav.count_with("recognizing", waiting)
        nav.count_with("approvals", asked)


def waiting(person: Person) -> int:
    """How many shared badges, requests for credit and requests for an approval wait for the person's answer."""
    from django.utils import timezone

    from cairn.domain.approvals.queries import waiting_for
    from cairn.domain.people.queries import organizations_of
    from cairn.domain.recognition.queries import claims_waiting_in, waiting_in

    at = timezone.now()
    shared = waiting_in(organizations_of(person, "recognizer", "administrator", at=at))
    credit = claims_waiting_in(organizations_of(person, "recognizer", at=at))
    return shared + credit + waiting_for(person, at=at)


def asked(person: Person) -> int:
    """How many requests for an approval wait for the person's answer."""
    from django.utils import timezone

    from cairn.domain.approvals.queries import waiting_for

    return waiting_for(person, at=timezone.now())
