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


def waiting(person: Person) -> int:
    """How many shared badges wait to be filed, in all organizations whose record the person keeps."""
    from django.utils import timezone

    from cairn.domain.people.queries import organizations_of
    from cairn.domain.recognition.queries import waiting_in

    organizations = organizations_of(person, "recognizer", "administrator", at=timezone.now())
    return waiting_in(organizations)
