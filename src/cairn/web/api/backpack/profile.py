"""A person's profile as programs see it: her name, her address, and no more."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from cairn.domain.people.models import Person
from cairn.domain.people.operations import describe
from cairn.engines.openbadges.hosting import READ_PROFILE, UPDATE_PROFILE
from cairn.web.api.backpack.answers import Problem, by_method

LARGEST: Final = 65_536
LONGEST_NAME: Final = 200


def profile_of(person: Person) -> dict[str, Any]:
    """A `Profile` (OB 3.0, B.1.10); its id is the same for every program, and leads nowhere."""
    told = {"id": f"urn:uuid:{person.public_id}", "type": ["Profile"], "name": person.name}
    return {**told, "email": person.email} if person.email else told


def _read(request: HttpRequest, person: Person, program: Any) -> HttpResponse:
    """GET /profile (OB 3.0, 6.4)."""
    return JsonResponse(profile_of(person))


def _put(request: HttpRequest, person: Person, program: Any) -> HttpResponse:
    """PUT /profile (OB 3.0, 6.5): of all a profile may say only the name is taken; the answer is what holds now."""
    name = _name(request)
    if name == person.name:
        return HttpResponse(status=304)
    now = timezone.now()
    describe(person=person, display_name=name, time_zone=person.time_zone, by=person, at=now)
    return JsonResponse(profile_of(person))


def _name(request: HttpRequest) -> str:
    if request.content_type != "application/json":
        raise Problem(415, "Send application/json.")
    try:
        told = json.loads(request.read(LARGEST))
    except (ValueError, RecursionError) as error:
        raise Problem(400, "This is not JSON. Send one profile.") from error
    types = told.get("type") if isinstance(told, dict) else None
    if not isinstance(types, list) or "Profile" not in types or not isinstance(told.get("id"), str):
        raise Problem(400, "A profile is an object with an id and the type [“Profile”].")
    name = told.get("name")
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise Problem(400, f"“name” is a text of at most {LONGEST_NAME} letters.")
    return name.strip()


show = by_method({"GET": (READ_PROFILE, _read), "PUT": (UPDATE_PROFILE, _put)})
