"""Every page is shut to visitors unless it says that it is public, tried address by address."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from cairn.web.shared.guards import is_open, public
from docs import generate

NOBODY = str(UUID(int=7))
SAMPLES = {"uuid": NOBODY, "slug": "nothing-here", "int": "7", "str": "nothing", "path": "nothing/at-all"}
GUARD = "cairn.web.shared.middleware.ShutUnlessPublic"
METHODS = ("get", "post")
ROUTES = list(generate.routes())


def filled(path: str) -> str:
    """An address of this pattern that leads to nothing in particular."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], path)


def sends_to_sign_in(response: HttpResponse) -> bool:
    sign_in = f"/{str(settings.LOGIN_URL).removeprefix('account_')}/"
    return response.status_code == 401 or (response.status_code == 302 and sign_in in response["Location"])


def test_the_guard_stands_last_so_that_it_knows_the_visitor():
    assert settings.MIDDLEWARE[-1] == GUARD


@pytest.mark.django_db
def test_a_visitor_is_sent_from_a_shut_page_to_the_sign_in(client):
    shut = [(method, filled(path)) for path, _, is_public in ROUTES if not is_public for method in METHODS]
    let_in = [(way, path) for way, path in shut if not sends_to_sign_in(getattr(client, way)(path))]
    assert let_in == []


@pytest.mark.django_db
def test_a_visitor_is_not_turned_away_from_a_public_page(client):
    client.raise_request_exception = False
    answers = {path: client.get(filled(path)) for path, _, is_public in ROUTES if is_public}
    assert [path for path, answer in answers.items() if sends_to_sign_in(answer)] == []
    assert [path for path, answer in answers.items() if answer.status_code >= 500] == []


def test_every_address_has_a_name_of_its_own():
    names = [name for _, name, _ in ROUTES]
    assert [name for name in set(names) if names.count(name) > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z]+:[a-z0-9_]+", name)] == []


def test_a_view_is_shut_until_it_is_marked():
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    before = is_open(ResolverMatch(view, (), {}))
    assert (before, is_open(ResolverMatch(public(view), (), {}))) == (False, True)


def test_a_pattern_is_filled_with_samples_of_its_kinds():
    assert filled("work/<uuid:attempt>/parts/<slug:slot>/") == f"/work/{NOBODY}/parts/nothing-here/"
